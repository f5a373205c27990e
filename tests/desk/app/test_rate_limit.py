"""Waiting grows with the attempts, for each account from each place; nobody locks out another."""

from __future__ import annotations

from types import SimpleNamespace

import limits.storage.memory
import pytest

from wian.desk.app import counters as counters_module
from wian.desk.app.counters import Counters
from wian.desk.app.rate_limit import Attempts

HERE, ELSEWHERE = "10.0.0.1", "203.0.113.9"


class Hand:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def time(self) -> float:
        return self.seconds


@pytest.fixture
def hand(monkeypatch) -> Hand:
    hand = Hand()
    clock = SimpleNamespace(time=hand.time, monotonic=hand.time)
    monkeypatch.setattr(limits.storage.memory, "time", clock)
    monkeypatch.setattr(counters_module, "time", clock)
    return hand


@pytest.fixture
def attempts(hand) -> Attempts:
    return Attempts(Counters())


def _fail(attempts: Attempts, account: str, address: str) -> int:
    """An attempt with a wrong password; how long to wait instead where it is too early."""
    seconds = attempts.begin(account, address)
    if not seconds:
        attempts.failed(account, address)
    return seconds


def _failures(attempts: Attempts, addresses: list[str]) -> int:
    """How many attempts at different accounts are let through."""
    tried = enumerate(addresses)
    return sum(not _fail(attempts, f"account {number}", address) for number, address in tried)


def test_waiting_doubles_from_a_second_to_ten_minutes(attempts, hand):
    """A few slips cost nothing; whoever goes on waits longer each time."""
    waits = []
    for _ in range(17):
        waits.append(seconds := _fail(attempts, "a", HERE))
        hand.seconds += seconds
        assert not seconds or not _fail(attempts, "a", HERE)
    assert waits == [0] * 6 + [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600]


def test_one_that_guesses_elsewhere_does_not_lock_the_post_out(attempts, hand):
    """However often, and from however many places."""
    for number in range(500):
        _fail(attempts, "a", ELSEWHERE)
        _fail(attempts, "a", f"198.51.100.{number % 250}")
    assert _fail(attempts, "a", ELSEWHERE) > 0
    assert attempts.begin("a", HERE) == 0


def test_answers_take_longer_where_many_have_failed_at_one_account(attempts, hand):
    """Guessing from many places is slow; three seconds are the most that the post itself waits."""
    for number in range(20):
        _fail(attempts, "a", f"198.51.100.{number}")
    assert attempts.slow_down("a") == 0
    _fail(attempts, "a", ELSEWHERE)
    assert 0 < attempts.slow_down("a") < 1
    for number in range(100):
        _fail(attempts, "a", f"198.51.100.{number}")
    assert attempts.slow_down("a") == 3
    assert attempts.slow_down("b") == 0
    hand.seconds += 3600
    assert attempts.slow_down("a") == 0


def test_one_subscriber_is_one_address_however_many_it_uses(attempts):
    """IPv6 gives everybody more addresses than there are attempts."""
    near = [f"2001:db8::{number:x}" for number in range(100)]
    assert _failures(attempts, near) == 61
    far = [f"2001:db8:{number:x}::1" for number in range(1, 101)]
    assert _failures(attempts, far) == 100


def test_what_is_no_address_is_counted_as_well(attempts):
    """A socket of this machine has none."""
    assert _failures(attempts, ["unknown"] * 70) == 61
    assert _failures(attempts, [HERE] * 70) == 61


def test_a_right_password_forgets_the_wrong_ones_of_its_place(attempts):
    """Who mistypes every morning does not wait at noon."""
    for _ in range(6):
        assert _fail(attempts, "a", HERE) == 0
    assert _fail(attempts, "a", HERE) == 1
    attempts.succeeded("a", HERE)
    for _ in range(6):
        assert _fail(attempts, "a", HERE) == 0

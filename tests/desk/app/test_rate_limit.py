"""Attempts are counted for an account and for where they come from."""

from __future__ import annotations

from limits.storage import MemoryStorage

from wian.desk.app.rate_limit import Attempts


def _failures(attempts: Attempts, addresses: list[str]) -> int:
    """How many attempts at accounts of their own are let through."""
    allowed = 0
    for number, address in enumerate(addresses):
        if attempts.begin(f"account {number}", address) == 0:
            allowed += 1
            attempts.failed(address)
    return allowed


def test_one_subscriber_is_one_address_however_many_it_uses():
    """IPv6 gives everybody more addresses than there are attempts."""
    near = [f"2001:db8::{number:x}" for number in range(100)]
    assert _failures(Attempts(MemoryStorage()), near) == 60
    far = [f"2001:db8:{number:x}::1" for number in range(100)]
    assert _failures(Attempts(MemoryStorage()), far) == 100


def test_what_is_no_address_is_counted_as_well():
    """A socket of this machine has none."""
    assert _failures(Attempts(MemoryStorage()), ["unknown"] * 70) == 60
    assert _failures(Attempts(MemoryStorage()), ["10.0.0.1"] * 70) == 60


def test_who_must_wait_is_told_how_long():
    """To the end of the quarter of an hour."""
    attempts = Attempts(MemoryStorage())
    waits = [attempts.begin("a", "10.0.0.1") for _ in range(11)]
    assert waits[:10] == [0] * 10
    assert 0 < waits[10] <= 900
    attempts.succeeded("a")
    assert attempts.begin("a", "10.0.0.1") == 0

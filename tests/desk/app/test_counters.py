"""Counts go on where Redis does not: in memory, at once, and with the cause in the log."""

from __future__ import annotations

import logging
import shutil
import signal
import socket
import subprocess

import pytest
from limits.errors import StorageError
from limits.storage import MemoryStorage

from wian.desk.app.counters import Counters, open_counters


class Failing(MemoryStorage):
    """A storage that a test takes away and brings back."""

    there, asked = True, 0

    def incr(self, key, expiry, amount=1):
        self.asked += 1
        if not self.there:
            raise StorageError(ConnectionError("redis.internal:6379 secret"))
        return super().incr(key, expiry, amount)


class Hand:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_counts_end_by_themselves_and_by_clearing():
    """What every limit is made of."""
    counters = Counters()
    assert [counters.add("a", 60) for _ in range(3)] == [1, 2, 3]
    assert counters.count("a") == 3
    assert 1 <= counters.seconds_left("a") <= 60
    counters.clear("a", "b")
    assert counters.count("a") == 0


def test_a_storage_that_is_gone_is_made_up_for_and_asked_again_later(caplog):
    """The log says what is away, once, and nothing of its address; then desks count together."""
    shared, hand = Failing(), Hand()
    counters = Counters(shared, monotonic=hand)
    assert counters.add("a", 60) == 1
    shared.there = False
    with caplog.at_level(logging.INFO, "wian.desk"):
        assert [counters.add("a", 60) for _ in range(5)] == [1, 2, 3, 4, 5]
        assert shared.asked == 2
        hand.seconds = 11
        assert counters.add("a", 60) == 6
        shared.there, hand.seconds = True, 22
        assert counters.add("a", 60) == 2
    assert caplog.text.count("WIAN_DESK_LIMIT_STORAGE does not answer (ConnectionError)") == 1
    assert "answers again" in caplog.text
    assert "internal" not in caplog.text
    assert not counters.alone


@pytest.mark.parametrize("hangs", [False, True])
def test_a_redis_that_refuses_or_hangs_stops_nobody(hangs):
    """A listening port that never answers is worse than none."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        if not hangs:
            server.close()
        counters = open_counters(f"redis://127.0.0.1:{port}/2")
        assert [counters.add("a", 60) for _ in range(3)] == [1, 2, 3]
        assert counters.alone


@pytest.fixture
def redis(tmp_path):
    """A Redis of the test's own, with a password: its URL and its process."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--requirepass", "let-me-in"]
    process = subprocess.Popen([*command, "--save", ""], cwd=tmp_path, stdout=subprocess.PIPE)
    for line in process.stdout:
        if b"Ready to accept" in line:
            break
    yield f"redis://:let-me-in@127.0.0.1:{port}/2", process
    process.send_signal(signal.SIGCONT)
    process.terminate()
    process.communicate()


def test_desks_count_together_in_a_real_redis(redis):
    """What one counts the other knows, and a new process too."""
    url, _ = redis
    assert [open_counters(url).add("a", 60) for _ in range(3)] == [1, 2, 3]
    assert 1 <= open_counters(url).seconds_left("a") <= 60


def test_a_real_redis_may_hang_or_die(redis):
    """The desk goes on in memory, and says so."""
    url, process = redis
    counters = open_counters(url)
    assert counters.add("a", 60) == 1
    process.send_signal(signal.SIGSTOP)
    assert counters.add("a", 60) == 1
    assert counters.alone
    fresh = open_counters(url)
    process.kill()
    assert [fresh.add("a", 60) for _ in range(3)] == [1, 2, 3]


def test_a_wrong_password_is_said_and_stops_nobody(redis, caplog):
    """The limits hold all the same; the log names the variable."""
    url, _ = redis
    counters = open_counters(url.replace("let-me-in", "let-me-out"))
    assert counters.add("a", 60) == 1
    assert "WIAN_DESK_LIMIT_STORAGE" in caplog.text
    assert "let-me-out" not in caplog.text

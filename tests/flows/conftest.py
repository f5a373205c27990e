"""Owns what the flows' tests share: another process that holds a ledger's lock."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from ledger.database import Ledger

_HOLD = """
import sqlite3, sys, time
with sqlite3.connect(sys.argv[1], isolation_level=None) as connection:
    connection.execute("BEGIN IMMEDIATE")
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
    connection.execute("ROLLBACK")
"""


@pytest.fixture
def holder() -> Iterator[Callable[..., None]]:
    """Have another process hold a SQLite ledger's write lock for some seconds, from now on."""
    started: list[subprocess.Popen[str]] = []

    def hold(ledger: Ledger, seconds: float) -> None:
        path = ledger.url.removeprefix("sqlite:///")
        command = [sys.executable, "-c", _HOLD, path, str(seconds)]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        assert started[-1].stdout.readline() == "held\n"

    yield hold
    for process in started:
        process.kill()
        process.communicate()

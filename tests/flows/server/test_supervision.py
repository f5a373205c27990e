"""Supervision: pieces live as long as they are wanted, and no longer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.server import supervision
from flows.server.parent_watch import PATIENCE_SECONDS
from flows.server.supervision import Piece, PieceNotReady, Supervisor

MODULES = {
    "steady": """
import time
print("steady", flush=True)
time.sleep(600)
""",
    "short": "",
    "stubborn": """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print("child", child.pid, flush=True)
time.sleep(600)
""",
}
_PARENT = """
import sys, time
from pathlib import Path
from flows.server.supervision import Piece, Supervisor
supervisor = Supervisor(Path(sys.argv[1]), Path.cwd(), print)
for name in ("steady", "stubborn"):
    supervisor.start(Piece(name, (name,), lambda: True))
print("started", flush=True)
time.sleep(600)
"""


@pytest.fixture
def modules(tmp_path: Path, monkeypatch) -> Path:
    """Modules that pieces run."""
    for name, text in MODULES.items():
        (tmp_path / f"{name}.py").write_text(text)
    found = (str(tmp_path), str(Path(__file__).resolve().parents[3]))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(found))
    return tmp_path


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def supervisor(modules, told) -> Iterator[Supervisor]:
    made = Supervisor(modules / "logs", modules, told.append)
    yield made
    made.stop()


def _until(true) -> None:
    for _ in range(3600):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("not within three minutes")


@pytest.fixture
def pieces(processes):
    """The processes that live since the test began."""

    def living() -> set[int]:
        return {pid for pid in processes.children(os.getpid()) if processes.lives(pid)}

    before = living()
    return lambda: living() - before


def test_a_piece_that_dies_is_started_again_and_that_is_said(supervisor, told, pieces, monkeypatch):
    """With its log's name, for whoever wants to know why."""
    monkeypatch.setattr(supervision, "_PAUSES", (0.1,))
    piece = Piece("steady", ("steady",), lambda: True)
    supervisor.start(piece)
    log = supervisor.log(piece)
    _until(lambda: log.read_text() == "steady\n")
    assert log.stat().st_mode & 0o077 == 0
    (pid,) = pieces()
    os.kill(pid, signal.SIGKILL)
    _until(lambda: supervisor.tend() or log.read_text() == "steady\nsteady\n")
    assert told == [f"The steady has ended (signal 9); it is started again. Its log is {log}."]
    assert pid not in pieces()


def test_a_piece_that_never_lives_is_not_called_ready(supervisor, told, monkeypatch):
    """Another program answers at its address, and it dies over and over: that is an error."""
    monkeypatch.setattr(supervision, "_PAUSES", (0.0,))
    piece = Piece("short", ("short",), lambda: not supervisor.lives(piece))
    supervisor.start(piece)
    with pytest.raises(PieceNotReady, match="The short has ended 3 times") as refused:
        supervisor.wait_for(piece, threading.Event())
    assert f"its log is {supervisor.log(piece)}." in str(refused.value)
    assert len(told) == 3


def test_a_piece_that_does_not_want_to_end_is_killed_with_what_it_started(
    supervisor, pieces, processes, monkeypatch
):
    """A flow run in the worker's hand must not outlive ``wian up``."""
    monkeypatch.setattr(supervision, "LEAVE_SECONDS", 2.5)
    piece = Piece("stubborn", ("stubborn",), lambda: True)
    supervisor.start(piece)
    log = supervisor.log(piece)
    _until(lambda: log.read_text().startswith("child"))
    started = int(log.read_text().split()[1])
    assert processes.lives(started)
    supervisor.stop()
    _until(lambda: not processes.lives(started))
    assert pieces() == set()


def test_a_log_does_not_grow_for_ever(supervisor, monkeypatch):
    """What is moved aside is kept once."""
    monkeypatch.setattr(supervision, "LOG_BYTES", 3)
    piece = Piece("steady", ("steady",), lambda: True)
    supervisor.start(piece)
    log = supervisor.log(piece)
    _until(lambda: log.stat().st_size > 3)
    supervisor.tend()
    assert log.read_text() == ""
    assert log.with_name("steady.old.log").read_text() == "steady\n"


def test_a_parent_that_is_killed_takes_all_with_it(modules, processes):
    """However it ends, and whether or not its pieces listen."""
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT, str(modules / "logs")],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout.readline() == "started\n"
    log = modules / "logs" / "stubborn.log"
    _until(lambda: log.exists() and log.read_text().startswith("child"))
    left = [*processes.children(parent.pid), int(log.read_text().split()[1])]
    assert len(left) == 3
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + PATIENCE_SECONDS + 180
    while any(map(processes.lives, left)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [pid for pid in left if processes.lives(pid)] == []


def test_how_long_a_piece_may_take_is_a_setting(supervisor, monkeypatch):
    """A slow machine is given more, an impatient operator less."""
    monkeypatch.setenv("WIAN_PREFECT_START_SECONDS", "0.1")
    piece = Piece("steady", ("steady",), lambda: False)
    supervisor.start(piece)
    with pytest.raises(PieceNotReady, match="The steady does not answer"):
        supervisor.wait_for(piece, threading.Event())

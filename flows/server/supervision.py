"""Supervision: pieces of the live system as processes that are started again when they die."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flows.server.process_tree import kill_tree
from wian.kit.errors import WianError
from wian.kit.private_files import make_folder, opener
from wian.kit.settings import prefect_start_seconds

LEAVE_SECONDS = 7.0
"""How long the pieces together may take to end by themselves."""
LOG_BYTES = 5_000_000
"""A log that has grown to this is moved aside; one older log is kept of each piece."""
_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)
_SETTLED_SECONDS = 60.0
"""Whoever has lived so long is started again at once."""
_DEATHS = 3
"""Whoever has died so often before it was ready will not live."""


class PieceNotReady(WianError):
    """A piece of the live system did not come up."""

    def __init__(self, name: str, log: Path, why: str = "does not answer") -> None:
        super().__init__(
            f"The {name} {why}; its log is {log}. 'wian doctor' looks for what may be the cause."
        )


@dataclass(frozen=True)
class Piece:
    """One process of the live system.

    Attributes:
        name: What people call it; its log is named after it.
        module: The module that it runs, and its arguments.
        ready: Whether it answers.
        environment: What it is told beyond this process's environment.
        tied: Run by ``flows.server.parent_watch``; else the module watches standard input itself.
    """

    name: str
    module: tuple[str, ...]
    ready: Callable[[], bool]
    environment: Mapping[str, str] = field(default_factory=dict)
    tied: bool = True


class _Child:
    """A piece's process, as often as it has to be started."""

    def __init__(self, piece: Piece, log: Path, folder: Path) -> None:
        self.piece, self.log, self._folder = piece, log, folder
        self.deaths = 0
        self._again_at = 0.0
        self.start()

    def start(self) -> None:
        tie = ("flows.server.parent_watch",) if self.piece.tied else ()
        self._began = time.monotonic()
        with open(self.log, "ab", opener=opener) as log:
            self.process = subprocess.Popen(  # noqa: S603 - modules of our own
                [sys.executable, "-m", *tie, *self.piece.module],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env={**os.environ, **self.piece.environment},
                cwd=self._folder,
                start_new_session=True,
            )

    def tend(self, tell: Callable[[str], None]) -> None:
        """Start it again where it has died and its pause is over."""
        code = self.process.poll()
        if code is None:
            return
        if not self._again_at:
            self._again_at = time.monotonic() + self._pause()
            tell(
                f"The {self.piece.name} has ended ({_how(code)}); it is started again. "
                f"Its log is {self.log}."
            )
        if time.monotonic() >= self._again_at:
            self._again_at = 0.0
            self.close()
            self.start()

    def ask_to_end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)

    def close(self) -> None:
        """Close the pipe that the process watches."""
        if self.process.stdin:
            self.process.stdin.close()

    def end_by(self, deadline: float) -> None:
        """Wait for its end, and force it after the deadline (on the monotonic clock)."""
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            kill_tree(self.process.pid)
            self.process.wait()

    def bound_log(self) -> None:
        """Move the log's content aside where it has grown; the process goes on appending."""
        with contextlib.suppress(OSError):
            if self.log.stat().st_size > LOG_BYTES:
                shutil.copy(self.log, self.log.with_suffix(".old.log"))
                os.truncate(self.log, 0)

    def _pause(self) -> float:
        if time.monotonic() - self._began > _SETTLED_SECONDS:
            self.deaths = 0
        self.deaths += 1
        return _PAUSES[min(self.deaths, len(_PAUSES)) - 1]


class Supervisor:
    """Starts pieces, keeps them alive, and ends them all.

    Args:
        logs: Folder of their logs.
        folder: Folder that they run in.
        tell: Told a sentence when a piece had to be started again.
    """

    def __init__(self, logs: Path, folder: Path, tell: Callable[[str], None]) -> None:
        make_folder(logs)
        self._logs, self._folder, self._tell = logs, folder, tell
        self._children: list[_Child] = []

    def start(self, piece: Piece) -> None:
        """Start a piece."""
        self._children.append(_Child(piece, self.log(piece), self._folder))

    def log(self, piece: Piece) -> Path:
        """Where a piece's output goes."""
        return self._logs / f"{piece.name.replace(' ', '-').lower()}.log"

    def tend(self) -> None:
        """Start again what has died; call it about once a second."""
        for child in self._children:
            child.tend(self._tell)
            child.bound_log()

    def lives(self, piece: Piece) -> bool:
        """Whether a piece's process has not ended."""
        return any(
            child.piece is piece and child.process.poll() is None for child in self._children
        )

    def wait_for(self, piece: Piece, stop: threading.Event) -> None:
        """Return when a piece lives and answers, or when ``stop`` is set.

        Raises:
            PieceNotReady: It does not answer, or has died again and again.
        """
        deadline = time.monotonic() + prefect_start_seconds()
        while not stop.is_set() and not (self.lives(piece) and piece.ready()):
            if self._deaths(piece) >= _DEATHS:
                why = f"has ended {_DEATHS} times before it was ready"
                raise PieceNotReady(piece.name, self.log(piece), why)
            if time.monotonic() > deadline:
                raise PieceNotReady(piece.name, self.log(piece))
            self.tend()
            stop.wait(0.2)

    def _deaths(self, piece: Piece) -> int:
        """How often a piece has died without having lived for long in between."""
        return max((child.deaths for child in self._children if child.piece is piece), default=0)

    def stop(self, last: Piece | None = None) -> None:
        """End all pieces within about ``LEAVE_SECONDS``, ``last`` after the others."""
        deadline = time.monotonic() + LEAVE_SECONDS
        others = [child for child in self._children if child.piece is not last]
        self._end(others, deadline - 2)
        self._end([child for child in self._children if child.piece is last], deadline)
        self._children.clear()

    @staticmethod
    def _end(children: list[_Child], deadline: float) -> None:
        for child in children:
            child.ask_to_end()
        for child in children:
            child.end_by(deadline)
            child.close()


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit status {code}"

"""How are pages set by a stranger's templates, so that none takes for ever or all memory?

Typst runs inside the process that calls it and cannot be stopped there: a template that loops would
hold wian for good, and one that fills memory would end it. So templates out of a user's folder are
set by a process of their own, which the system ends at a limit of memory or of processor time.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Literal

import typst

from wian.kit.errors import WianError
from wian.letters.pages.fonts import fonts

SECONDS, SECONDS_EACH = 10.0, 0.5
"""Of processor time, for a document and for each of its letters; a usual one takes 0.03."""
MOST_MEMORY = 2 * 2**30
"""Bytes of address space; a bundle of a thousand letters takes a quarter."""
_SECONDS_BY_THE_CLOCK = 600
_SET, _REFUSED = b"+", b"-"
_STANDARD: Literal["a-3b"] = "a-3b"
_LENGTH = 8


class UnboundedTemplate(WianError):
    """A template that was stopped.

    Args:
        of: What it had too much of.
    """

    def __init__(self, of: str) -> None:
        super().__init__(
            f"its template took {of}; look for a loop in a loop, a function that calls itself, "
            "or a text that is multiplied"
        )


class RefusedTemplate(WianError):
    """A template that the typesetter refuses, or warns of."""


class _Typesetter:
    """A process that sets documents by the templates of one folder, one after the other."""

    def __init__(self, templates: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this module, and a folder as its argument
            [sys.executable, "-P", "-m", __name__, str(templates)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def set(self, data: str, dated: datetime, letters: int) -> bytes:
        """The document; see :func:`set_by_stranger`."""
        asked = {"data": data, "dated": dated.timestamp(), "seconds": _seconds(letters)}
        with suppress(BrokenPipeError):  # it has ended: no answer comes
            _send(self._pipe_in, json.dumps(asked).encode())
        answer = _receive(self._pipe_out)
        if answer is None:
            raise UnboundedTemplate(_ended(self.end(), asked["seconds"]))
        if answer[:1] == _REFUSED:
            raise RefusedTemplate(answer[1:].decode("utf-8", "replace"))
        return answer[1:]

    def end(self) -> int:
        """End the process, and how it ended."""
        self._process.kill()
        for pipe in (self._pipe_in, self._pipe_out):
            with suppress(BrokenPipeError):
                pipe.close()
        return self._process.wait()

    @property
    def _pipe_in(self) -> IO[bytes]:
        assert self._process.stdin is not None  # noqa: S101 - it was asked for
        return self._process.stdin

    @property
    def _pipe_out(self) -> IO[bytes]:
        assert self._process.stdout is not None  # noqa: S101 - the same
        return self._process.stdout


def set_by_stranger(templates: Path, data: str, dated: datetime, letters: int) -> bytes:
    """Set a document with a stranger's templates: PDF/A-3b.

    Args:
        templates: Their folder.
        data: The document's values, as JSON.
        dated: The only time in it.
        letters: How many letters it holds.

    Raises:
        RefusedTemplate: The typesetter refuses a template, or warns of anything.
        UnboundedTemplate: It took too long or too much memory.
    """
    try:
        return _typesetter(templates).set(data, dated, letters)
    except UnboundedTemplate:
        _end()
        raise


def main(templates: Path) -> None:
    """Set what is asked on standard input until it ends, and answer on standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    compiler = typst.Compiler(
        input=templates / "letter.typ",
        root=templates,
        font_paths=fonts(),
        ignore_system_fonts=True,
    )
    while (asked := _receive(sys.stdin.buffer)) is not None:
        given = json.loads(asked)
        signal.setitimer(signal.ITIMER_PROF, given["seconds"])
        signal.alarm(_SECONDS_BY_THE_CLOCK)
        answer = _answer(compiler, given["data"], datetime.fromtimestamp(given["dated"], UTC))
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        _send(sys.stdout.buffer, answer)


def _answer(compiler: typst.Compiler, data: str, dated: datetime) -> bytes:
    try:
        document, warnings = compiler.compile_with_warnings(
            format="pdf", sys_inputs={"data": data}, pdf_standards=_STANDARD, timestamp=dated
        )
    except typst.TypstError as error:
        return _REFUSED + error.message.encode()
    if warnings or not isinstance(document, bytes):
        return _REFUSED + "; ".join(each.message for each in warnings).encode()
    return _SET + document


_running: dict[int, tuple[Path, _Typesetter]] = {}
"""By process, as a forked one must not talk into its parent's pipe: one at a time."""


def _typesetter(templates: Path) -> _Typesetter:
    """The one that runs, if it is for that folder; else a new one in its place."""
    known = _running.get(os.getpid())
    if known is None or known[0] != templates:
        _end()
        known = _running[os.getpid()] = templates, _Typesetter(templates)
    return known[1]


@atexit.register
def _end() -> None:
    if known := _running.pop(os.getpid(), None):
        known[1].end()


def _seconds(letters: int) -> float:
    return SECONDS + SECONDS_EACH * letters


def _ended(status: int, seconds: object) -> str:
    if -status == signal.SIGPROF:
        return f"more than {seconds:g} seconds of processor time"
    if -status == signal.SIGALRM:
        return f"more than {_SECONDS_BY_THE_CLOCK} seconds"
    return f"more than {MOST_MEMORY // 2**30} GB of memory, or could not be run"


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(len(message).to_bytes(_LENGTH, "big") + message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    """The next message; ``None`` where the other side has ended."""
    length = pipe.read(_LENGTH)
    if len(length) < _LENGTH:
        return None
    message = pipe.read(int.from_bytes(length, "big"))
    return message if len(message) == int.from_bytes(length, "big") else None


if __name__ == "__main__":
    main(Path(sys.argv[1]))

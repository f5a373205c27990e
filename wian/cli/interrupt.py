"""What Ctrl-C does: at once while Python loads, else a command stops and cleans up.

It imports next to nothing, because it must be in place before anything else is loaded.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

INTERRUPTED = 130
"""The exit status of a command that Ctrl-C ended, as shells count it: 128 and the signal's 2."""

_now = {"loading": False}


def catch_interrupts() -> None:
    """Take Ctrl-C over from Python, whose traceback would be of no use to anybody."""
    _now["loading"] = True
    signal.signal(signal.SIGINT, _interrupt)
    shown = sys.unraisablehook

    def quiet(raised: Any) -> None:
        """End where Python would print the interrupt of a destructor, and then go on."""
        if issubclass(raised.exc_type, KeyboardInterrupt):
            os._exit(INTERRUPTED)
        shown(raised)

    sys.unraisablehook = quiet


@contextmanager
def interrupts_end_at_once() -> Iterator[None]:
    """While modules are loaded there is nothing to clean up.

    An exception in the middle of an import may turn into another, or be swallowed.
    """
    _now["loading"] = True
    try:
        yield
    finally:
        _now["loading"] = False


def _interrupt(*_signal: object) -> NoReturn:
    """Stop at once. Python's own handler would let asyncio finish the wave first."""
    if _now["loading"]:
        os._exit(INTERRUPTED)
    raise KeyboardInterrupt


def end_interrupted() -> NoReturn:
    """Say that nothing is lost, and go: at exit Prefect would wait for a server that has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        sys.stderr.write("Interrupted. Nothing is half written; run the same command again.\n")
        sys.stderr.flush()
        sys.stdout.flush()
    except OSError:
        pass  # nobody reads it
    os._exit(INTERRUPTED)

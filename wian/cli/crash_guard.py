"""Reads a stranger's file in a child process, so that no file can end a command without a word.

A damaged Parquet file can make Polars ask for memory that no machine has, and Rust then aborts the
whole process; a system short of memory kills it. No ``except`` sees either, but a parent does. It
forks while hardly anything is loaded: that takes a few milliseconds, no thread is lost, and the
child reads, prints and writes as if it were alone.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

OPTION = "--from"
"""The option that names a stranger's file."""
_FAILED = 1
_ENDS = (signal.SIGTERM, signal.SIGHUP)
"""How a command is asked to end; Ctrl-C reaches the child by itself."""
_BROKEN = frozenset(
    {
        signal.SIGABRT,
        signal.SIGBUS,
        signal.SIGFPE,
        signal.SIGILL,
        signal.SIGKILL,
        signal.SIGSEGV,
        signal.SIGTRAP,
    }
)
"""How a process ends that reads what it cannot; ``SIGKILL`` is the system's, short of memory."""


def leave_to_a_child(arguments: Sequence[str]) -> None:
    """Go on in a child if a file is to be read: the parent waits, ends as it does, never returns.

    Args:
        arguments: The command line. Without a file nothing is done, nor where Polars is loaded
            already, whose threads a child would lack.
    """
    file = _file(arguments)
    if file is None or "polars" in sys.modules:
        return
    sys.stdout.flush()
    sys.stderr.flush()
    signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)  # until it is clear who obeys them
    if child := os.fork():
        _end_as(child, file)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
    _bound_memory()


def _file(arguments: Sequence[str]) -> str | None:
    """What stands behind the option; ``None`` where it is not given."""
    for place, each in enumerate(arguments):
        if each == OPTION:
            return next(iter(arguments[place + 1 :]), None)
        if each.startswith(f"{OPTION}="):
            return each.partition("=")[2]
    return None


def _bound_memory() -> None:
    """Let this process have the machine's memory and no more, and leave no image of itself."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    most = resource.getrlimit(resource.RLIMIT_DATA)[1]
    bound = whole if most == resource.RLIM_INFINITY else min(whole, most)
    resource.setrlimit(resource.RLIMIT_DATA, (bound, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _end_as(child: int, file: str) -> NoReturn:
    """Wait for the child, and end as it did; say which file it was if reading it ended the child.

    No handler of Python's own runs here at exit: the child has done what is to be done once.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for each in _ENDS:
        signal.signal(each, lambda number, _: os.kill(child, number))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        os._exit(os.WEXITSTATUS(status))
    number = signal.Signals(os.WTERMSIG(status))
    if number not in _BROKEN:
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    _complain(file)
    os._exit(_FAILED)


def _complain(file: str) -> None:
    from pathlib import Path  # noqa: PLC0415 - hardly ever needed

    from wian.cli.terminal.console import complain  # noqa: PLC0415 - the same
    from wian.kit.text_file import shown_path  # noqa: PLC0415 - the same

    complain(
        f"{shown_path(Path(file))} cannot be read: it is damaged, or needs more memory than this "
        "machine has; give a Parquet or CSV file that wian exported."
    )
    sys.stderr.flush()

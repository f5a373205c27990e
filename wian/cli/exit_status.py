"""The exit status of a command: done, refused, interrupted, unread, or a defect."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import select
import sys
import traceback
from collections.abc import Callable
from typing import NoReturn

from wian.cli.interrupt import INTERRUPTED, end_interrupted
from wian.kit.errors import WianError

_DONE, _FAILED = 0, 1


def exit_status(command: Callable[[], object]) -> int:
    """Run the command line, and say on standard error what went wrong, in a sentence."""
    _spell_what_the_terminal_lacks()
    _begin()
    try:
        status = _ran(command)
        sys.stdout.flush()
    except KeyboardInterrupt:
        _end_interrupted()
    except BrokenPipeError as broken:
        return _unread(broken)
    except OSError as failed:  # flushing at last
        return _unwritten(failed)
    return status


def _begin() -> None:
    """Begin the output anew where this process has run a command before."""
    if console := sys.modules.get("wian.cli.terminal.console"):
        console.begin()


def _ran(command: Callable[[], object]) -> int:
    try:
        command()
    except SystemExit as end:
        if end.code == INTERRUPTED:
            _end_interrupted()
        if isinstance(end.__context__, BrokenPipeError):  # typer makes a failure of it
            raise end.__context__ from None
        return end.code if isinstance(end.code, int) else _DONE
    except WianError as refusal:
        _complain(str(refusal))
        return _FAILED
    except BrokenPipeError:
        raise
    except OSError as failed:
        if failed.errno not in {errno.ENOSPC, errno.EDQUOT}:
            return _defective(failed)
        return _unwritten(failed)
    except Exception as defect:  # noqa: BLE001 - the outermost edge: a person gets a sentence
        return _defective(defect)
    return _DONE


def _end_interrupted() -> NoReturn:
    """End without waiting for anything, but leave a ledger that is whole in its file."""
    if runtime := sys.modules.get("wian.propagation.runtime"):
        runtime.close_ledgers()
    end_interrupted()


def _complain(text: str) -> None:
    from wian.cli.terminal.console import complain  # noqa: PLC0415 - help needs no tables

    with contextlib.suppress(BrokenPipeError):  # 2>&1 | head: the status still says it
        complain(text)


def _unread(broken: BrokenPipeError) -> int:
    """Who reads the output has seen enough, as in ``wian hops | head``: that is no failure."""
    if not _reader_has_gone():
        return _defective(broken)
    _discard_output()
    return _DONE


def _unwritten(failed: OSError) -> int:
    """A disk is full, often the one behind ``>``."""
    _complain(f"Nothing more can be written: {failed.strerror}. Run the same command again later.")
    _discard_output()
    return _FAILED


def _reader_has_gone() -> bool:
    """Whether nobody reads standard output or standard error any more."""
    watched = select.poll()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            watched.register(stream.fileno(), 0)
    return any(seen & (select.POLLERR | select.POLLHUP) for _, seen in watched.poll(0))


def _discard_output() -> None:
    """Let what is still to be flushed at exit go nowhere, without a word."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
        with contextlib.suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())


def _spell_what_the_terminal_lacks() -> None:
    """Print a letter that the terminal's encoding lacks as its number, as JSON may."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(errors="backslashreplace")


def _defective(defect: Exception) -> int:
    """Keep the traceback in a file, and say where it is."""
    from wian.kit.private_files import make_folder, opener  # noqa: PLC0415 - a defect is rare
    from wian.kit.settings import Settings  # noqa: PLC0415 - the same

    trace = "".join(traceback.format_exception(defect))
    log = Settings().home.expanduser() / "defects.log"
    try:
        make_folder(log.parent)
        with open(log, "a", encoding="utf-8", opener=opener) as file:
            file.write(trace + "\n")
        kept = f"its trace is kept in {log}"
    except OSError:
        kept = "its trace could not be kept"
    first = (str(defect).splitlines() or [""])[0]
    _complain(
        f"wian has a defect: {type(defect).__name__}: {first[:200]}; {kept}. Please report it."
    )
    return _FAILED

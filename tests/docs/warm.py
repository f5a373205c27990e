"""A ``wian`` that is loaded once and forked for every command of the pages.

Pages type hundreds of commands, and most of what each takes is loading the same modules anew. A
command still is a process of its own, which enters at the program's own edge with the directory,
the environment and the streams of whoever typed it. Prefect reads its settings when it is loaded,
and so is left to the few commands that need it.

Run as ``python warm.py SOCKET``; it ends with whoever holds its input open. ``CLIENT`` is what
stands on the path as ``wian``.
"""

from __future__ import annotations

import array
import ast
import atexit
import os
import pkgutil
import select
import signal
import socket
import sys
import threading
from importlib import import_module

import wian
from wian.jurisdictions.countries import jurisdiction
from wian.kit.gc_pause import loading

CLIENT = """\
#!{python} -ISB
import _socket, posix, sys
line = _socket.socket(_socket.AF_UNIX)
line.connect({address!r})
words = [*sys.argv, posix.getcwd()]
asked = ascii([words, posix.environ]).encode()
streams = b"".join(each.to_bytes(4, sys.byteorder) for each in range(3))
line.sendmsg(
    [len(asked).to_bytes(4, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)]
)
sent = 0
while sent < len(asked):
    sent += line.send(asked[sent:])
code = line.recv(1)
posix._exit(code[0] if code else 1)
"""
"""What stands on the path: it loads nothing that the interpreter has not, as hundreds start."""
_LAZY = ("alembic.command", "alembic.config", "numpy.ma", "polars", "thaibreak", "vl_convert")
"""Libraries that the program's modules load when they are first needed."""


def _load() -> None:
    """Load all modules of the program, but those that run something when they are loaded."""
    for module in pkgutil.walk_packages(wian.__path__, "wian."):
        if not module.name.startswith(("wian.__main__", "wian.ledger.migrations")):
            import_module(module.name)
    for name in _LAZY:
        import_module(name)
    jurisdiction("thailand")


def serve(address: str) -> None:
    """Take commands until whoever started this process ends, who holds the pipe that is its input.

    An interrupted run of the tests tidies nothing up, so that a signal alone might never come.
    """
    with loading():
        _load()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen(64)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while sys.stdin not in select.select([listener, sys.stdin], [], [])[0]:
            line, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _answer(line)
                return
            line.close()
    os.killpg(0, signal.SIGTERM)  # with the commands that still run


def _answer(line: socket.socket) -> None:
    """Run a command as the program would, and tell the client how it ended."""
    length, streams, _, _ = socket.recv_fds(line, 4, 3)
    asked = b""
    while len(asked) < int.from_bytes(length, "big"):
        asked += line.recv(1 << 16)
    for number, stream in enumerate(array.array("i", streams)):
        os.dup2(stream, number)
        os.close(stream)
    words, environment = ast.literal_eval(asked.decode())
    *sys.argv, folder = words
    os.chdir(folder)
    os.environb.clear()
    os.environb.update(environment)
    _run(line)


def _run(line: socket.socket) -> None:
    """Run the command and end at once: Python would first take apart all that was loaded."""
    try:
        import_module("wian.cli.main").run()
    except SystemExit as end:
        threading._shutdown()
        atexit._run_exitfuncs()
        if _flushed():
            code = end.code if isinstance(end.code, int) else int(bool(end.code))
            line.sendall(bytes([code % 256]))
            os._exit(code)
        _tell_how_the_rest_ends(line)
        raise


def _tell_how_the_rest_ends(line: socket.socket) -> None:
    """Go on in a process of its own, whose end this one waits for and tells."""
    if child := os.fork():
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        line.sendall(bytes([code % 256]))
        os._exit(0)
    line.close()


def _flushed() -> bool:
    """Whether everything that was printed is out; where it is not, Python ends in its own way."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return False
    return True


if __name__ == "__main__":
    serve(sys.argv[1])

"""A ``wian`` that is loaded once and forked for every command of the pages.

Pages type hundreds of commands, and most of what each takes is loading the same modules anew. A
command still is a process of its own, which enters at the program's own edge with the directory,
the environment and the streams of whoever typed it. Prefect reads its settings when it is loaded:
who brings others than stood here gets the program itself.

Run as ``python warm.py SOCKET``; ``CLIENT`` is what stands on the path as ``wian``.
"""

from __future__ import annotations

import array
import atexit
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Mapping
from importlib import import_module

CLIENT = """\
#!{python} -SE
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as line:
    line.connect({address!r})
    asked = json.dumps([sys.argv, os.getcwd(), dict(os.environ)]).encode()
    socket.send_fds(line, [len(asked).to_bytes(4, "big")], [0, 1, 2])
    line.sendall(asked)
    code = line.recv(1)
sys.exit(code[0] if code else 1)
"""
_FEW = (
    *("accounts", "backup", "export", "hops", "import", "letters", "propagate", "report"),
    *("status", "sweep", "verify"),
)
"""Commands whose modules are loaded before the first fork; between them they load nearly all."""
_MORE = ("wian.cli.letters.letter_files", "wian.desk.app.app", "flows.local_run", "flows.sweep")
"""What commands load later."""


def serve(address: str) -> None:
    """Take commands until the process is killed."""
    from wian.cli.app import app  # noqa: PLC0415 - the client's text needs nothing of it
    from wian.jurisdictions.countries import jurisdiction  # noqa: PLC0415 - the same
    from wian.kit.gc_pause import loading  # noqa: PLC0415 - the same

    for name in _FEW:
        _ = [*getattr(app.commands[name], "commands", {}).values()]
    with loading():
        for name in _MORE:
            import_module(name)
        jurisdiction("thailand")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen(64)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while True:
            line, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _answer(line)
                return
            line.close()


def _answer(line: socket.socket) -> None:
    """Run a command in a process of its own, and tell the client how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    length, streams, _, _ = socket.recv_fds(line, 4, 3)
    asked = b""
    while len(asked) < int.from_bytes(length, "big"):
        asked += line.recv(1 << 16)
    if child := os.fork():
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        line.sendall(bytes([code % 256]))
        os._exit(0)
    line.close()
    for number, stream in enumerate(array.array("i", streams)):
        os.dup2(stream, number)
        os.close(stream)
    sys.argv, folder, environment = json.loads(asked)
    os.chdir(folder)
    settings = _settings(os.environ)
    os.environ.clear()
    os.environ.update(environment)
    if _settings(environment) != settings:
        os.execv(sys.executable, [sys.executable, "-m", "wian.cli.main", *sys.argv[1:]])  # noqa: S606 - no shell
    _run()


def _run() -> None:
    """Run the command and end at once: Python would first take apart all that was loaded."""
    try:
        import_module("wian.cli.main").run()
    except SystemExit as end:
        threading._shutdown()
        atexit._run_exitfuncs()
        if _flushed():
            os._exit(end.code if isinstance(end.code, int) else int(bool(end.code)))
        raise


def _flushed() -> bool:
    """Whether everything that was printed is out; where it is not, Python ends in its own way."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return False
    return True


def _settings(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith("PREFECT_")}


if __name__ == "__main__":
    serve(sys.argv[1])

"""Ends a process when its parent has gone: it runs a module and watches a pipe.

Run as ``python -m flows.server.parent_watch MODULE ARGUMENT ...``. The parent keeps the other end
of standard input; however it ends, the pipe closes, and the module is asked to end as by a SIGTERM.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading

from flows.server.process_tree import kill_tree

PATIENCE_SECONDS = 6.0
"""How long a module may take to end by itself."""


def main() -> None:
    """Run the module that the command line names, tied to the parent."""
    tie()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def tie() -> None:
    """Watch standard input from now on, and end this process when it closes."""
    watched = os.dup(sys.stdin.fileno())
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, sys.stdin.fileno())  # nothing that the module starts holds the pipe
    os.close(empty)
    threading.Thread(target=_leave_with_parent, args=(watched,), daemon=True).start()


def _leave_with_parent(watched: int) -> None:
    while os.read(watched, 1024):
        pass
    ending = threading.Timer(PATIENCE_SECONDS, kill_tree, args=(os.getpid(),))
    ending.daemon = True
    ending.start()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()

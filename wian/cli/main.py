"""The console script ``wian``: it starts here.

Hardly anything is imported at the top, so that Ctrl-C already ends quietly while Python loads the
rest.
"""

from __future__ import annotations

import os
import sys

try:
    from wian.cli.crash_guard import leave_to_a_child
    from wian.cli.interrupt import catch_interrupts
except KeyboardInterrupt:
    os._exit(130)

_GIVEN_BACK = "dirty_decay_ms:50,muzzy_decay_ms:0"
"""Polars' allocator gives the system back what it has freed; by itself it waits for a second, in
which a report of a few seconds frees and asks for as much as its tables hold."""


def run() -> None:
    """Run the command line: 0 done, 1 cannot be carried out, 2 wrong usage, 130 interrupted."""
    catch_interrupts()
    _replace_closed_streams()
    os.environ.setdefault("_RJEM_MALLOC_CONF", _GIVEN_BACK)
    leave_to_a_child(sys.argv[1:])
    from wian.cli.app import app  # noqa: PLC0415 - Ctrl-C is caught first
    from wian.cli.exit_status import exit_status  # noqa: PLC0415 - the same

    sys.exit(exit_status(app))


def _replace_closed_streams() -> None:
    """Let ``wian hops >&-`` print to nowhere: Python has no stream where a descriptor is closed."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(nowhere, "w", encoding="utf-8"))


if __name__ == "__main__":
    run()

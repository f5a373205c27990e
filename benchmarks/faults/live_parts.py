"""The processes of a live system, found by what they run, to be killed or held."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

PARTS = {
    "Prefect server": "flows.server.embedded",
    "worker": "prefect worker start",
    "dispatcher": "wian.cli.main dispatch",
    "desk": "wian.cli.main desk",
}
"""What a part's command line holds."""


def kill_part(parent: int, part: str) -> int:
    """Kill a part that a process has started.

    Args:
        parent: Id of ``wian up``.
        part: One of ``PARTS``.

    Returns:
        How many processes were killed: one, or none.
    """
    return signal_part(parent, part, signal.SIGKILL)


def signal_part(parent: int, part: str, what: signal.Signals) -> int:
    """Send a part another signal.

    Args:
        parent: Id of ``wian up``.
        part: One of ``PARTS``.
        what: The signal.

    Returns:
        How many processes got it: one, or none.
    """
    found = [child for child in _children(parent) if PARTS[part] in _command_line(child)]
    for process in found[:1]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, what)
    return len(found[:1])


def _children(parent: int) -> list[int]:
    return [
        int(child)
        for tasks in Path(f"/proc/{parent}/task").glob("*/children")
        for child in tasks.read_text().split()
    ]


def _command_line(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    return ""

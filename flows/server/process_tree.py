"""Ending a process together with everything that it has started."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path


def started_by(pid: int) -> list[int]:
    """The processes below ``pid``, parents first; empty where the system does not tell."""
    found: list[int] = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, tasks.read_text().split()):
                found += [child, *started_by(child)]
    return found


def kill_tree(pid: int) -> None:
    """Kill what ``pid`` has started, then itself; what has ended already is no matter."""
    for each in (*started_by(pid), pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)

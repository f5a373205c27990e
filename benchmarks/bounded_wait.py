"""Has something come about? Waits for it, and gives up after a while with what it waited for."""

from __future__ import annotations

import time
from collections.abc import Callable


def wait_until(true: Callable[[], object], what: str, seconds: float, pause: float = 0.05) -> None:
    """Wait until something is so.

    Args:
        true: Whether it is.
        what: What is waited for, as a sentence names it.
        seconds: How long it may take.
        pause: Seconds between two looks.

    Raises:
        SystemExit: It took longer.
    """
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise SystemExit(f"Waited {seconds:.0f} s for {what}.")
        time.sleep(pause)

"""A sweep from time to time without Prefect: it comes even where Prefect starts none."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable


class TimedSweep:
    """Starts a sweep when it is time; never two at once.

    Args:
        every: Seconds from one to the next.
        start: Starts one.
        monotonic: Seconds that only grow.
    """

    def __init__(
        self,
        every: float,
        start: Callable[[], subprocess.Popen[bytes]],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._every, self._start, self._monotonic = every, start, monotonic
        self._next = monotonic() + every
        self._running: subprocess.Popen[bytes] | None = None

    def tend(self) -> None:
        """Start one if it is time; call it about once a second."""
        if self._running is not None and self._running.poll() is None:
            return
        self._running = None
        if self._monotonic() >= self._next:
            self._next = self._monotonic() + self._every
            self._running = self._start()

    def stop(self) -> None:
        """End the one that runs; what it wrote stays."""
        if self._running is not None and self._running.poll() is None:
            self._running.terminate()
            self._running.wait()

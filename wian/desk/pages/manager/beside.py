"""What is made beside a page: no page waits for it, and each shows what was made last."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

from wian.jurisdictions.instant import Instant
from wian.kit.cache import Remembered

_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V")
_log = logging.getLogger("wian.desk")
_worker = ThreadPoolExecutor(1, "wian-beside")
"""One for all: what is dear is made one after the other."""


class _Made(NamedTuple, Generic[_V]):
    """A value, and when it was asked for."""

    value: _V
    at: Instant


class MadeBeside(Generic[_K, _V]):
    """Values that are made beside the pages that show them.

    Args:
        what: What they are, for the log.
        old: Minutes after which one is made anew; the one before is shown until then.
        most: How many are kept.
    """

    def __init__(self, what: str, old: int, most: int) -> None:
        self._what, self._old = what, old
        self._kept: Remembered[_K, _Made[_V]] = Remembered(most)
        self._making: dict[_K, Future[None]] = {}
        self._lock = Lock()

    def get(
        self, key: _K, make: Callable[[], _V], now: Instant, *, final: bool = False
    ) -> _V | None:
        """The value that was made last; ``None`` while the first one is being made.

        Args:
            key: Whose.
            make: Makes it.
            now: When this is.
            final: It never changes any more.
        """
        known = self._kept.find(key)
        if known is None or not (final or 0 <= now.minute - known.at.minute < self._old):
            self._begin(key, lambda: _Made(make(), now))
        return known.value if known else None

    def has(self, key: _K) -> bool:
        """Whether a value was made, be it ``None``."""
        return key in self._kept

    def wait(self) -> None:
        """Wait until all that is being made is there."""
        with self._lock:
            found = list(self._making.values())
        for each in found:
            each.result()

    def _begin(self, key: _K, make: Callable[[], _Made[_V]]) -> None:
        """Have a value made, unless it is being made."""

        def done() -> None:
            try:
                self._kept.keep(key, make())
            except Exception as error:  # noqa: BLE001 - the page stands without it
                _log.warning("No %s of %s: %s", self._what, key, error)
            finally:
                with self._lock:
                    self._making.pop(key, None)

        with self._lock:
            if key not in self._making:
                self._making[key] = _worker.submit(done)

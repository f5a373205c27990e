"""A bounded cache: keeps what is expensive to make, and drops what was used longest ago."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """Values under keys; those used longest ago are forgotten first. Safe to share by threads.

    Args:
        most: Weight that they may have together; a single one may have more.
        weight: The weight of one.
    """

    def __init__(self, most: int, weight: Callable[[T], int]) -> None:
        self._most, self._weight = most, weight
        self._kept: dict[str, T] = {}
        self._weights: dict[str, int] = {}
        self._makers: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def __contains__(self, key: object) -> bool:
        return key in self._kept

    def get(self, key: str, make: Callable[[], T]) -> T:
        """The value under a key; of those who want it at the same time, one makes it."""
        found = self._kept.get(key)
        if found is None:
            with self._maker(key):
                found = self._kept.get(key)
                if found is None:
                    found = make()
        self.keep(key, found)
        return found

    def keep(self, key: str, value: T) -> None:
        """Remember a value as the one used last."""
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = value
            if key not in self._weights:
                self._weights[key] = self._weight(value)
            while len(self._kept) > 1 and sum(self._weights.values()) > self._most:
                oldest = next(iter(self._kept))
                del self._kept[oldest], self._weights[oldest]
                self._makers.pop(oldest, None)

    def _maker(self, key: str) -> threading.Lock:
        with self._lock:
            return self._makers.setdefault(key, threading.Lock())

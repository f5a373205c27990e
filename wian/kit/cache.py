"""What is dear to make is made once, and forgotten when it grows too much: the one cache."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def _one(_: object) -> int:
    return 1


def _always(_: object) -> bool:
    return True


class Remembered(Generic[K, T]):
    """Values under keys; those used longest ago are forgotten first. Safe to share by threads.

    Args:
        most: Weight that they may have together; a single one may have more.
        weight: The weight of one; each weighs 1 where none is given.
    """

    def __init__(self, most: int, weight: Callable[[T], int] = _one) -> None:
        self._most, self._weight = most, weight
        self._kept: OrderedDict[K, tuple[T, int]] = OrderedDict()
        self._total = 0
        self._makers: dict[K, threading.Lock] = {}
        self._lock = threading.Lock()

    def __contains__(self, key: object) -> bool:
        return key in self._kept

    def __len__(self) -> int:
        return len(self._kept)

    def values(self) -> list[T]:
        """What is remembered, what was used last at the end."""
        with self._lock:
            return [value for value, _ in self._kept.values()]

    def find(self, key: K) -> T | None:
        """The value under a key; ``None`` where none is kept."""
        found = self._known(key, _always)
        return None if found is None else found[0]

    def get(self, key: K, make: Callable[[], T], holds: Callable[[T], bool] = _always) -> T:
        """The value under a key; of those who want it at the same time, one makes it.

        Args:
            key: The key.
            make: Makes the value.
            holds: Whether a value made before still holds; it is made anew where not.
        """
        if known := self._known(key, holds):
            return known[0]
        with self._making(key):
            if known := self._known(key, holds):
                return known[0]
            made = make()
            self.keep(key, made)
            return made

    def keep(self, key: K, value: T) -> None:
        """Remember a value as the one used last, with the weight that it has now."""
        weight = self._weight(value)
        with self._lock:
            self._total += weight - self._kept.pop(key, (value, 0))[1]
            self._kept[key] = (value, weight)
            while len(self._kept) > 1 and self._total > self._most:
                self._total -= self._kept.popitem(last=False)[1][1]

    def forget(self, key: K) -> None:
        """Keep nothing under a key."""
        with self._lock:
            if (held := self._kept.pop(key, None)) is not None:
                self._total -= held[1]

    def _known(self, key: K, holds: Callable[[T], bool]) -> tuple[T, int] | None:
        """What is kept under a key, from now on the one used last; ``None`` unless it holds."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
        return found if found is not None and holds(found[0]) else None

    @contextmanager
    def _making(self, key: K) -> Iterator[None]:
        """One after the other, those who find nothing under a key."""
        with self._lock:
            maker = self._makers.setdefault(key, threading.Lock())
        try:
            with maker:
                yield
        finally:
            with self._lock:
                if self._makers.get(key) is maker:
                    del self._makers[key]

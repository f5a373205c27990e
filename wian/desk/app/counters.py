"""Counts that end by themselves: shared by several desks in Redis, and in memory without it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, TypeVar, cast

from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from redis.backoff import NoBackoff
from redis.retry import Retry

_log = logging.getLogger("wian.desk")
_T = TypeVar("_T")
_PATIENCE_SECONDS = 0.5
"""How long Redis may take to answer: a person waits for it."""
_PAUSE_SECONDS = 10.0
"""How long this desk counts alone before it asks again a storage that failed."""


class Store(Protocol):
    """What is asked of a storage; those of the package limits have it."""

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count one more, in a count that ends that many seconds after its first."""

    def get(self, key: str) -> int:
        """The count."""

    def get_expiry(self, key: str) -> float:
        """When it ends, in seconds since 1970."""

    def clear(self, key: str) -> None:
        """End it."""


class Counters:
    """Counts in a storage, and in memory while that one cannot be reached.

    A desk that counts alone still limits who guesses; refusing everybody would be worse.

    Args:
        shared: The storage; ``None`` where memory is all that is wanted.
        alone: What stands in for it.
        monotonic: Seconds that only grow.
    """

    def __init__(
        self,
        shared: Store | None = None,
        alone: Store | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._shared, self._alone = shared, alone or cast(Store, MemoryStorage())
        self._monotonic, self._again = monotonic, 0.0
        self.alone = False

    def add(self, key: str, seconds: int) -> int:
        """Count one more, and say how many there are; the count ends so long after its first."""
        return self._asked(lambda store: store.incr(key, seconds))

    def count(self, key: str) -> int:
        """How many there are."""
        return self._asked(lambda store: store.get(key))

    def seconds_left(self, key: str) -> int:
        """How long the count still runs, a second at least."""
        return max(1, round(self._asked(lambda store: store.get_expiry(key)) - time.time()))

    def clear(self, *keys: str) -> None:
        """End counts."""
        for key in keys:
            self._asked(partial(_clear, key))

    def _asked(self, ask: Callable[[Store], _T]) -> _T:
        if self._shared is None or self._monotonic() < self._again:
            return ask(self._alone)
        try:
            answer = ask(self._shared)
        except StorageError as error:
            self._fall_back(error)
            return ask(self._alone)
        if self.alone:
            self.alone = False
            _log.info("The limit storage answers again; desks count together.")
        return answer

    def _fall_back(self, error: StorageError) -> None:
        """Count alone for a while, and say once why; the address may hold a password."""
        self._again = self._monotonic() + _PAUSE_SECONDS
        if not self.alone:
            self.alone = True
            _log.warning(
                "The limit storage of WIAN_DESK_LIMIT_STORAGE does not answer (%s); until it does, "
                "this desk counts sign-ins and requests by itself. Check that Redis is running.",
                type(error.storage_error).__name__,
            )


def _clear(key: str, store: Store) -> None:
    store.clear(key)


def open_counters(uri: str) -> Counters:
    """Counters in the storage of an address: ``memory://``, or a Redis."""
    if uri.startswith("memory:"):
        return Counters()
    patience: Any = {
        "socket_timeout": _PATIENCE_SECONDS,
        "socket_connect_timeout": _PATIENCE_SECONDS,
        "retry": Retry(NoBackoff(), 0),
    }
    shared = storage_from_string(uri, wrap_exceptions=True, **patience)
    return Counters(cast(Store, cast(Storage, shared)))

"""How far a propagation is, for whoever watches it in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Observer = Callable[[int], None]
_observers: list[Observer] = []


@contextmanager
def watched_by(observer: Observer) -> Iterator[None]:
    """Call ``observer`` with the number of hops done, each time some are, during the body."""
    _observers.append(observer)
    try:
        yield
    finally:
        _observers.remove(observer)


def advance(hops: int) -> None:
    """Tell that ``hops`` more hops stand in the ledger."""
    for observer in tuple(_observers):
        observer(hops)

"""Owns what a process keeps open while it propagates: the ledger and the preparations."""

from __future__ import annotations

from functools import lru_cache

from ledger.database import Ledger, open_ledger
from tasks.preparation import Preparation, restore
from tasks.settings import Settings

_kept: dict[str, Preparation] = {}


def ledger() -> Ledger:
    """The installation's ledger, opened once a process."""
    return _opened(Settings().ledger_url)


@lru_cache(maxsize=4)
def _opened(url: str) -> Ledger:
    return open_ledger(url)


def keep(plan: Preparation) -> None:
    """Remember the preparation that this process works on."""
    _kept.clear()
    _kept[plan.id] = plan


def preparation(propagation: str) -> Preparation:
    """The preparation of a recorded propagation: remembered, else made again from the ledger."""
    if propagation not in _kept:
        keep(restore(ledger(), propagation))
    return _kept[propagation]

"""Owns what a process keeps open while it propagates: the ledger and the preparations."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from jurisdictions.instants import Instant
from ledger.database import Ledger, open_ledger
from tasks.preparation import Preparation, prepare, refuse_what_is_over, restore
from tasks.request import PropagationRequest
from tasks.settings import Settings

_OFFICES = 60_000
"""How many offices the remembered preparations have together, at the most."""
_kept: dict[str, Preparation] = {}
_requests: dict[PropagationRequest, str] = {}
_restorers: dict[str, threading.Lock] = {}
_one_at_a_time = threading.RLock()


def ledger() -> Ledger:
    """The installation's ledger, opened once a process."""
    return _opened(Settings().ledger_url)


@lru_cache(maxsize=4)
def _opened(url: str) -> Ledger:
    return open_ledger(url)


def prepared(request: PropagationRequest) -> Preparation:
    """Prepare a request, and remember the preparation; an equal request is not read twice.

    Raises:
        InputFaults: A file has faults, or the directive cannot be sent live any more.
    """
    with _one_at_a_time:
        if _requests.get(request) not in _kept:
            plan = prepare(request)
            refuse_what_is_over(plan, now())
            keep(plan)
            _requests.clear()
            _requests[request] = plan.id
        return _kept[_requests[request]]


def now() -> Instant:
    """This moment: only the edge of the program asks a clock."""
    return Instant.of(datetime.now(UTC), ZoneInfo("UTC"))


def keep(plan: Preparation) -> None:
    """Remember a preparation; those used longest ago are forgotten where they grow too many."""
    with _one_at_a_time:
        _kept.pop(plan.id, None)
        _kept[plan.id] = plan
        while len(_kept) > 1 and _size() > _OFFICES:
            del _kept[next(iter(_kept))]


def preparation(propagation: str, held: Ledger | None = None) -> Preparation:
    """The preparation of a recorded propagation: remembered, else made again from the ledger.

    Args:
        propagation: Its id.
        held: The ledger that holds it; the installation's where none is given.

    Raises:
        UnknownPropagation: The ledger does not hold it.
    """
    plan = _kept.get(propagation)
    if plan is None:
        with _restoring(propagation):
            plan = _kept.get(propagation) or restore(held or ledger(), propagation)
    keep(plan)
    return plan


def _restoring(propagation: str) -> threading.Lock:
    """The lock of whoever restores a propagation: nobody else waits for it, or does it again."""
    with _one_at_a_time:
        return _restorers.setdefault(propagation, threading.Lock())


def _size() -> int:
    return sum(len(plan.hierarchy.graph) for plan in _kept.values())

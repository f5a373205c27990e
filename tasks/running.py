"""Owns what a process keeps open while it propagates: the ledger and the preparations."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from jurisdictions.instants import Instant
from ledger.database import Ledger, open_ledger
from tasks.preparation import Preparation, prepare, restore
from tasks.request import PropagationRequest
from tasks.settings import Settings

_kept: dict[str, Preparation] = {}
_requests: dict[PropagationRequest, str] = {}


def ledger() -> Ledger:
    """The installation's ledger, opened once a process."""
    return _opened(Settings().ledger_url)


@lru_cache(maxsize=4)
def _opened(url: str) -> Ledger:
    return open_ledger(url)


def prepared(request: PropagationRequest) -> Preparation:
    """Prepare a request, and remember the preparation; an equal request is not read twice."""
    if _requests.get(request) not in _kept:
        plan = prepare(request)
        keep(plan)
        _requests.clear()
        _requests[request] = plan.id
    return _kept[_requests[request]]


def now() -> Instant:
    """This moment: only the edge of the program asks a clock."""
    return Instant.of(datetime.now(UTC), ZoneInfo("UTC"))


def keep(plan: Preparation) -> None:
    """Remember the preparation that this process works on."""
    _kept.clear()
    _kept[plan.id] = plan


def preparation(propagation: str) -> Preparation:
    """The preparation of a recorded propagation: remembered, else made again from the ledger."""
    if propagation not in _kept:
        keep(restore(ledger(), propagation))
    return _kept[propagation]

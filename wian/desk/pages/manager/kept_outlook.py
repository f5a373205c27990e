"""The outlook that a manager's page shows: worked out beside the page, so that none waits for it.

Of many offices an outlook takes longer than a page may. So a page shows the last one with its
moment, and where that is old has another one made, which the next page shows.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

from wian.followup.current_outlook import CurrentOutlook, current_outlook
from wian.jurisdictions.instant import Instant
from wian.kit.cache import Remembered
from wian.ledger.database import Ledger
from wian.propagation.plan import Plan

AT_ONCE = 500
"""Hops up to which an outlook is made while the page waits: some 30 ms."""
OLD = 10
"""Minutes after which an outlook is made anew, if anything was entered since."""
_MOST = 64
_log = logging.getLogger("wian.desk")


@dataclass(frozen=True, slots=True)
class Kept:
    """An outlook and when it was last asked for; ``found``: ``None`` where there can be none."""

    found: CurrentOutlook | None
    at: Instant


_Key = tuple[str, str]
_kept: Remembered[_Key, Kept] = Remembered(_MOST)
"""Under the ledger's URL and the propagation's id."""
_making: dict[_Key, Future[None]] = {}
_lock = Lock()
_worker = ThreadPoolExecutor(1, "wian-outlook")


def kept_outlook(
    ledger: Ledger, plan: Plan, now: Instant, *, waits: bool = True
) -> CurrentOutlook | None:
    """The outlook of a live propagation, a few minutes old; ``None`` while it is being made.

    There is none of a directive that has ended, nor beyond the calendar.

    Args:
        ledger: Where it stands.
        plan: The propagation.
        now: When this is.
        waits: The page waits for that of a few offices.
    """

    def make() -> Kept:
        return Kept(current_outlook(ledger, plan, now=now), now)

    if waits and len(plan.route.hops) <= AT_ONCE:
        return make().found
    key = (ledger.url, plan.id)
    known = _kept.find(key)
    if known is None or not 0 <= now.minute - known.at.minute < OLD:
        _begin(key, make)
    return known.found if known else None


def awaited(ledger: Ledger, propagation: str) -> None:
    """Wait until the outlook of a propagation that is being made is there."""
    with _lock:
        found = _making.get((ledger.url, propagation))
    if found is not None:
        found.result()


def _begin(key: _Key, make: Callable[[], Kept]) -> None:
    """Have an outlook made, unless it is being made."""

    def done() -> None:
        try:
            _kept.keep(key, make())
        except Exception as error:  # noqa: BLE001 - the page stands without it
            _log.warning("No outlook of %s: %s", key[1], error)

    with _lock:
        if key not in _making or _making[key].done():
            _making[key] = _worker.submit(done)

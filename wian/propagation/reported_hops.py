"""What a report is made of: the hops of propagations, and those that live ones wait for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from wian.jurisdictions.countries import DEFAULT_JURISDICTION, jurisdiction
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.ledger.database import Ledger
from wian.ledger.read.recorded import counts
from wian.ledger.records import Clock, Propagation
from wian.ledger.write.propagations import list_propagations, load_propagation
from wian.propagation.plan import restore
from wian.reports.scope.recorded_hops import frame_of
from wian.reports.unsent_hops import begun, with_unsent


class HopReport(NamedTuple):
    """A report that was written.

    Attributes:
        path: The file.
        propagations: How many it is of.
        hops: How many hops have begun.
        not_begun: How many nobody has written yet.
        open: How many of those begun are not finished.
    """

    path: Path
    propagations: int
    hops: int
    not_begun: int
    open: int


def write(ledger: Ledger, out: Path, *, now: Instant) -> HopReport | None:
    """Write the HTML report of everything in the ledger; one that is there is replaced.

    Args:
        ledger: Where propagations are recorded.
        out: The file.
        now: As of when live hops are open.

    Returns:
        What was written; ``None`` where nothing has happened yet.

    Raises:
        WianError: The ledger cannot be used, or the file cannot be written.
    """
    from wian.reports.html.report import write_report  # noqa: PLC0415 - what draws is slow to load

    known = list_propagations(ledger)[::-1]
    hops = hops_of(ledger, known, now=now)
    if hops.is_empty():
        return None
    directives = {each.directive.id: each.directive for each in known}
    out.parent.mkdir(parents=True, exist_ok=True)
    path = write_report(hops, tuple(directives.values()), out=out)
    sent = begun(hops)
    rest = hops.height - sent.height
    return HopReport(path, len(known), sent.height, rest, int(sent["open"].sum()))


def hops_of(ledger: Ledger, known: Sequence[Propagation], *, now: Instant) -> pl.DataFrame:
    """The hops of propagations, those of live ones with whom they still wait for."""
    hops = frame_of(ledger, [each.id for each in known], now=now)
    for each in known:
        own = hops.filter(pl.col("propagation") == each.id)
        if each.clock is Clock.LIVE and not own.is_empty():
            plan = restore(ledger, each.id)
            others = hops.filter(pl.col("propagation") != each.id)
            hops = pl.concat([others, with_unsent(own, plan.route, plan.hierarchy)])
    return hops


def country_of(known: Sequence[Propagation]) -> Jurisdiction:
    """Whose clock a moment is read by: that of the first propagation."""
    return jurisdiction(known[0].jurisdiction if known else DEFAULT_JURISDICTION)


def not_begun(ledger: Ledger, propagations: Sequence[str]) -> int:
    """How many hops of live propagations nobody has written yet.

    Raises:
        UnknownPropagation: One is not recorded.
    """
    live = (each for each in propagations if load_propagation(ledger, each).clock is Clock.LIVE)
    return sum(len(restore(ledger, each).route.hops) - counts(ledger, each).hops for each in live)

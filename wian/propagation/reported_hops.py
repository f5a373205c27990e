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
from wian.ledger.life.lives import growth_mark
from wian.ledger.read.recorded import counts
from wian.ledger.records import Clock, Propagation
from wian.ledger.write.propagations import list_propagations, load_propagation
from wian.propagation.recorded_plan import restore
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
    if all(each.clock is not Clock.LIVE for each in known):
        return hops
    is_live = pl.col("clock") == Clock.LIVE.value
    live = hops.filter(is_live).partition_by("propagation", maintain_order=True)
    return pl.concat([hops.filter(~is_live), *(_with_unsent(ledger, own) for own in live)])


def _with_unsent(ledger: Ledger, own: pl.DataFrame) -> pl.DataFrame:
    """The hops of a live propagation with those that nobody has sent yet."""
    propagation = own["propagation"][0]
    waits = (own["forwards"] & own["forwarded_minute"].is_null()).any()
    if not waits and not growth_mark(ledger, propagation):
        return own  # everybody who forwards has done so
    plan = restore(ledger, propagation)
    return with_unsent(own, plan.route, plan.hierarchy)


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

"""Owns what a report is made of: the hops of propagations, and those that live ones wait for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from jurisdictions.instants import Instant
from ledger.database import Ledger
from ledger.propagations import list_propagations
from ledger.records import Clock, Propagation
from reports.hop_frame import frame_of
from reports.unsent import with_unsent
from tasks.preparation import restore


class Written(NamedTuple):
    """A report that was written.

    Attributes:
        path: The file.
        propagations: How many it is of.
        hops: How many hops it is of.
        open: How many of them are not finished.
    """

    path: Path
    propagations: int
    hops: int
    open: int


def write(ledger: Ledger, out: Path, *, now: Instant) -> Written | None:
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
    from reports.html_report import write_report  # noqa: PLC0415 - what draws is slow to load

    known = list_propagations(ledger)[::-1]
    hops = hops_of(ledger, known, now=now)
    if hops.is_empty():
        return None
    directives = {each.directive.id: each.directive for each in known}
    out.parent.mkdir(parents=True, exist_ok=True)
    path = write_report(hops, tuple(directives.values()), out=out)
    return Written(path, len(known), hops.height, int(hops["open"].sum()))


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

"""How many of the hops behind a sentence were simulated, and the mark that says so."""

from __future__ import annotations

import polars as pl

from wian.delays.hop_record import Source
from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.charts.words import Words

NONE = Words("", "")
ALL = Words(" (จำลอง)", " (simulated)")
PARTLY = Words(" (บางส่วนจำลอง)", " (partly simulated)")


def mark(sources: pl.Series) -> Words:
    """The mark of figures that come from hops of these sources; nothing where none is simulated."""
    simulated = (sources == Source.SIMULATED.value).fill_null(value=False)
    if not simulated.any():
        return NONE
    return ALL if simulated.all() else PARTLY


def mark_of_last(findings: Bottlenecks, sources: pl.Series) -> Words:
    """The mark of a figure from hops of ``sources`` that says who was last, or when.

    Who was last is told by all who could have been: a figure that was seen is only partly so where
    others' receptions are simulated.
    """
    own = mark(sources)
    others = mark(findings.hops.filter(pl.Series(findings.waiting.can_be_last))["source"])
    return PARTLY if own is NONE and others is not NONE else own

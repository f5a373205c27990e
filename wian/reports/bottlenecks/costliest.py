"""Which office held up most: its part over all propagations together."""

from __future__ import annotations

import polars as pl

from wian.delays.local_clock import DAY
from wian.reports.bottlenecks.causes import CAUSES

_NAMES = ("recipient_name", "recipient_name_en", "level")
NAMED = ("recipient", *_NAMES, "source")
"""Columns of a part's hop that are needed."""
_MEANS = ("minutes", *(f"{cause}_minutes" for cause in CAUSES), "halving_last_minutes")


WORKED = (pl.col("working_minutes") + pl.col("uncovered_minutes")) > 0
"""Whether anybody could have acted: a part that lies wholly on days and hours off, such as a
weekend, is no bottleneck. Of years that the calendar does not know nobody can tell."""


def costliest(parts: pl.DataFrame) -> pl.DataFrame:
    """A row for each office and part that held anybody up, the costliest first.

    Parts without any office hours are left out.

    Minutes, and what halving saves of the last arrival, are the mean over its ``letters``;
    ``offices_held`` is the most that ever waited; office-days, and what halving saves of them, are
    the sum. Of one propagation that is the table of bottlenecks itself.

    Args:
        parts: Parts of ``wian.reports.bottlenecks.report``, with ``NAMED`` of their hops.
    """
    grouped = (
        parts.filter((pl.col("office_minutes") > 0) & WORKED)
        .group_by("recipient", "stage", "through", maintain_order=True)
        .agg(
            pl.col(*_NAMES).first(),
            pl.col("source").unique().sort().str.join(", "),
            pl.col("open").any(),
            pl.len().alias("letters"),
            pl.col(*_MEANS).mean(),
            pl.col("offices_held").max(),
            pl.col("office_minutes", "halving_office_minutes").sum(),
        )
    )
    return grouped.sort("office_minutes", descending=True, maintain_order=True).with_columns(
        office_days=pl.col("office_minutes") / DAY,
        halving_last_days=pl.col("halving_last_minutes") / DAY,
        halving_office_days=pl.col("halving_office_minutes") / DAY,
    )

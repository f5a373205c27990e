"""The chain to the office that received the letter last, step by step."""

from __future__ import annotations

import polars as pl

from wian.delays.local_clock import DAY
from wian.reports.bottlenecks.causes import CAUSES
from wian.reports.bottlenecks.report import HOP_COLUMNS
from wian.reports.bottlenecks.tree import PARTS

_MINUTES = ("minutes", *(f"{cause}_minutes" for cause in CAUSES))
_ORDER = {stage.value: place for place, stage in enumerate(PARTS)}
CHAIN_COLUMNS = (
    *HOP_COLUMNS,
    "stage",
    "open",
    "doubtful",
    "whole_days",
    *_MINUTES,
    "days",
    "working_days",
    "from_minutes",
    "to_minutes",
    "share",
    "offices_held",
    "office_days",
    "halving_last_days",
    "halving_office_days",
    "uncovered_minutes",
    "through",
    "suspended_minutes",
)
"""Columns of the parts of critical chains."""
TOTAL_COLUMNS = (
    "propagation",
    "directive",
    "last",
    "last_name",
    "last_name_en",
    "hops",
    "open",
    "whole_days",
    "minutes",
    "days",
    *_MINUTES[1:],
    *(f"{stage.value}_minutes" for stage in PARTS),
    "uncovered_minutes",
    "suspended_minutes",
)
"""Columns of whole critical chains."""


def critical_chains(critical: pl.DataFrame) -> pl.DataFrame:
    """The parts of each propagation's critical chain from its first letter down.

    ``from_minutes`` and ``to_minutes`` are the minutes since the first letter at a part's ends;
    the first part begins at zero, each other where the one before it ended. ``share`` is its share
    of the whole.

    Args:
        critical: The parts on them, by propagation, with the names of their hops.
    """
    place = pl.col("stage").replace_strict(_ORDER, return_dtype=pl.Int8)
    first = pl.col("row").min().over("propagation")
    ordered = critical.with_row_index("row").sort(first, "wave", place)
    to = pl.col("minutes").cum_sum().over("propagation")
    whole = pl.col("minutes").sum().over("propagation")
    return ordered.with_columns(
        to_minutes=to,
        from_minutes=to - pl.col("minutes"),
        share=pl.when(whole != 0).then(pl.col("minutes") / whole),
    ).select(*CHAIN_COLUMNS)


def chain_totals(chains: pl.DataFrame) -> pl.DataFrame:
    """Each critical chain as a whole, in the order of the chains; its parts add up exactly.

    Args:
        chains: Their parts.
    """
    parts = [
        pl.col("minutes")
        .filter(pl.col("stage") == stage.value)
        .sum()
        .alias(f"{stage.value}_minutes")
        for stage in PARTS
    ]
    grouped = chains.group_by("propagation", maintain_order=True).agg(
        pl.col("directive").first(),
        pl.col("recipient").last().alias("last"),
        pl.col("recipient_name").last().alias("last_name"),
        pl.col("recipient_name_en").last().alias("last_name_en"),
        pl.col("recipient").n_unique().alias("hops"),
        pl.col("open").any(),
        pl.col("whole_days").any(),
        *(pl.col(name).sum() for name in (*_MINUTES, "uncovered_minutes", "suspended_minutes")),
        *parts,
    )
    return grouped.with_columns(days=pl.col("minutes") / DAY).select(*TOTAL_COLUMNS)

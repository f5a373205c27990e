"""Which ways do letters or cases take, how often, and how long does each way take?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from wian.delays.local_clock import DAY
from wian.kit.errors import WianError
from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.group_by import WayStep

ARROW = " > "
SCHEMA: dict[str, pl.DataType] = {
    "variant": pl.String(),
    "steps": pl.Int64(),
    "ways": pl.Int64(),
    "share": pl.Float64(),
    "propagations": pl.Int64(),
    "open": pl.Int64(),
    "median_days": pl.Float64(),
    "example": pl.String(),
}
"""Columns of the table of variants; ``median_days`` are those of the ways that are finished."""


class NoSteps(WianError):
    """Hops say nothing of what steps are to be called by.

    Args:
        by: What that is.
    """

    def __init__(self, by: WayStep) -> None:
        others = " or ".join(f"--by {each}" for each in WayStep if each is not by)
        super().__init__(f"No hop has a {by.value}; give {others}.")


def variants(findings: Bottlenecks, by: WayStep) -> pl.DataFrame:
    """The table: a row for every way, the most frequent first.

    A way leads from the first sender to an office after which nobody else has it. Whoever wrote
    first stands at its head where steps are offices; of its level and kind a hop says nothing.

    Args:
        findings: The hops, as a tree.
        by: What steps are called by.

    Raises:
        NoSteps: No hop has such a thing.
    """
    waiting = findings.waiting
    names = ways(findings, by)
    ends = np.ones(len(names), dtype=np.bool_)
    ends[waiting.parent[waiting.parent >= 0]] = False
    found = findings.hops.select("propagation").with_columns(
        variant=pl.Series([ARROW.join(each) for each in names], dtype=pl.String),
        steps=pl.Series([len(each) for each in names], dtype=pl.Int64),
        days=pl.Series(waiting.arrival / (DAY * waiting.per_minute)),
        open=pl.Series(waiting.waits),
    )
    done = pl.col("days").filter(~pl.col("open"))
    grouped = found.filter(pl.Series(ends)).group_by("variant", maintain_order=True)
    made = grouped.agg(
        pl.col("steps").first(),
        ways=pl.len(),
        propagations=pl.col("propagation").n_unique(),
        open=pl.col("open").sum(),
        median_days=done.median(),
        example=pl.col("propagation").first(),
    ).with_columns(share=pl.col("ways") / pl.col("ways").sum())
    ordered = made.select(*SCHEMA).cast(dict(SCHEMA))  # type: ignore[arg-type]  # polars types its keys as its own union
    return ordered.sort("ways", "variant", descending=[True, False])


def ways(findings: Bottlenecks, by: WayStep) -> list[tuple[str, ...]]:
    """The steps down to each hop, in the order of the hops."""
    hops, parent = findings.hops, findings.waiting.parent
    if hops.height and hops[by.column].is_null().all():
        raise NoSteps(by)
    labels = hops[by.column].fill_null("–").to_list()
    senders = hops["sender"].fill_null("–").to_list() if by is WayStep.OFFICE else None
    found: list[tuple[str, ...]] = [()] * len(labels)
    for generation in findings.waiting.generations:
        for hop in generation.tolist():
            above = int(parent[hop])
            head = found[above] if above >= 0 else (senders[hop],) if senders else ()
            found[hop] = (*head, labels[hop])
    return found


def usual(table: pl.DataFrame) -> Sequence[str]:
    """The steps of the most frequent variant; none where there is no variant."""
    return table["variant"][0].split(ARROW) if table.height else ()

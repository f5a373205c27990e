"""The command ``wian report change``: before and after a day, with a test."""

from __future__ import annotations

import polars as pl

from wian.cli.report.comparison.comparison import Comparison
from wian.cli.report.tables.plain_table import figure
from wian.cli.terminal.typed_moment import first_moment
from wian.delays.working_time import working_time
from wian.kit.counted import counted
from wian.reports.stages import HopStage, Time
from wian.reports.trend.before_after import before_after

_COLUMNS = (
    ("stage", "left", "stage"),
    ("time", "left", "time"),
    ("hops\nbefore", "right", "before_hops"),
    ("hops\nafter", "right", "after_hops"),
    ("median\nbefore", "right", "before"),
    ("median\nafter", "right", "after"),
    ("change", "decimal", "median_change"),
    ("p", "right", "p"),
)


def run(comparison: Comparison, day: str, stage: list[HopStage] | None) -> None:
    """Report whether delays changed on a day, with a test clustered by directive."""
    found = comparison.found
    stages = tuple(each for each in HopStage if each in (stage or HopStage))
    at = first_moment(day, found.country).minute
    made = before_after(found.seen(), at, working_time(found.country.id), stages, tuple(Time))
    row = made.row(0, named=True)
    sides = [f"{counted(row[f'{side}_clusters'], row['cluster'])}" for side in ("before", "after")]
    sides[0] += " before"
    said = [
        f"{' and '.join(sides)} from {day} on; {row['left_out']} more under way then are left out.",
        f"p: how often chance parts whole {row['cluster']}s so far (permuted log-rank scores).",
    ]
    title = found.of.within("Delays of ", f" before and after {day}, in days")
    kept = _shown(made) if comparison.for_reading else made
    comparison.put(kept, _COLUMNS, title=title, about={"day": day}, said=said)


def _shown(made: pl.DataFrame) -> pl.DataFrame:
    """The table with medians and p-values as a reader expects them."""
    sides = [
        (
            pl.when(f"{side}_median_above").then(pl.lit("> ")).otherwise(pl.lit(""))
            + pl.col(f"{side}_median").map_elements(figure, return_dtype=pl.String)
        ).alias(side)
        for side in ("before", "after")
    ]
    p = pl.col("p_value").map_elements(lambda value: f"{value:.2g}", return_dtype=pl.String)
    return made.with_columns(*sides, p.alias("p"))

"""The command ``wian report variants``: which ways letters or cases take."""

from __future__ import annotations

from typing import Annotated

import polars as pl
import typer

from wian.cli.report.comparison.comparison import Comparison, comparing
from wian.kit.counted import counted
from wian.reports.paths.variants import WayStep, variants

_COLUMNS = (
    ("way", "left", "variant"),
    ("ways", "right", "ways"),
    ("share", "right", "shown"),
    ("open", "right", "open"),
    ("median\ndays", "decimal", "median_days"),
)


@comparing
def run(
    comparison: Comparison,
    by: Annotated[
        WayStep, typer.Option("--by", help="What the steps of a way are called by.")
    ] = WayStep.LEVEL,
) -> None:
    """Report which ways letters or cases take from office to office, and how often."""
    found = comparison.found
    made = variants(found.begun().find(), by)
    shown = made.with_columns(
        shown=(pl.col("share") * 100).round().cast(pl.Int64).cast(pl.String) + "%"
    )
    title = found.of.within(f"{counted(made.height, 'way')} of ", f", by {by.value}")
    kept = shown if comparison.for_reading else made
    comparison.put(kept, _COLUMNS, title=title, about={"by": by.value})

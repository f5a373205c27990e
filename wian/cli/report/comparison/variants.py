"""The command ``wian report variants``: which ways letters or cases take."""

from __future__ import annotations

import polars as pl

from wian.cli.report.comparison.comparison import Comparison
from wian.kit.counted import counted, percentages
from wian.reports.group_by import WayStep
from wian.reports.paths.variants import variants

_COLUMNS = (
    ("way", "left", "variant"),
    ("ways", "right", "ways"),
    ("share", "right", "shown"),
    ("open", "right", "open"),
    ("median\ndays", "decimal", "median_days"),
)


def run(comparison: Comparison, by: WayStep) -> None:
    """Report which ways letters or cases take from office to office, and how often."""
    found = comparison.found
    made = variants(found.begun().find(), by)
    shares = [f"{each}%" for each in percentages(made["share"].to_list())]
    shown = made.with_columns(shown=pl.Series(shares, dtype=pl.String))
    title = found.of.within(f"{counted(made.height, 'way')} of ", f", by {by.value}")
    kept = shown if comparison.for_reading else made
    comparison.put(kept, _COLUMNS, title=title, about={"by": by.value})

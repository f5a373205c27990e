"""The unit of a latency table: days, or hours, minutes or seconds where all of it is short."""

from __future__ import annotations

import polars as pl

from wian.delays.local_clock import DAY
from wian.reports.stages import Time

_LENGTHS = (
    *("median", "p90", "p99", "mean", "mean_low", "mean_high"),
    *("shrunk", "shrunk_low", "shrunk_high"),
    *("restricted", "restricted_low", "restricted_high", "horizon"),
)
_HOUR, _SECOND = 60, 1 / 60
_ENOUGH = 0.5
"""A unit is used where the longest figure is at least so much of it."""


def in_unit(rows: pl.DataFrame, time: Time, minutes_a_day: int) -> tuple[pl.DataFrame, str]:
    """The rows with their lengths in the largest unit that shows them, and the unit's name.

    Args:
        rows: Of ``wian.reports.latency.report.latency``, of one time, in days.
        time: Which.
        minutes_a_day: Office minutes of a working day.
    """
    day = DAY if time is Time.CALENDAR else minutes_a_day
    longest = rows.select(pl.max_horizontal(pl.col("p99", "mean").max())).item() or 0.0
    units = (("days", day), ("hours", _HOUR), ("minutes", 1), ("seconds", _SECOND))
    fitting = (each for each in units if longest * day >= _ENOUGH * each[1])
    name, minutes = next(fitting, units[0] if not longest else units[-1])
    if name == "days":
        return rows, name
    return rows.with_columns(pl.col(*_LENGTHS) * (day / minutes)), name

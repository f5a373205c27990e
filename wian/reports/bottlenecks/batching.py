"""Which offices send letters on some weekdays or at some hours, more than by chance.

"Signs on Tuesdays" shows as letters of one's own that pile up on a weekday. By chance a letter
leaves on each working day alike, so a weekday gets the share that its working days have of all
working days between the office's first letter and its last; an hour gets the share that it has of
the office hours. Pearson's chi-squared test compares them, only where every expected count is at
least five (W. G. Cochran: Some methods for strengthening the common chi-squared tests. Biometrics
10 (1954), 417-451). As many offices are tested, an office is marked only where the rate of false
discoveries among all marked ones is at most 5 % (Y. Benjamini, Y. Hochberg: Controlling the false
discovery rate. Journal of the Royal Statistical Society B 57 (1995), 289-300).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.delays.working_time import WorkingTime
from wian.reports.distributions import chi_squared_tail
from wian.reports.scope.own_minutes import ZONES, own_minutes

LEAST_EXPECTED = 5
"""Cochran's rule: no test where an expected count is smaller."""
FALSE_DISCOVERIES = 0.05
"""At most this share of marked offices is marked by chance."""
_WEEK, _HOUR = 7, 60
SCHEMA: dict[str, pl.DataType] = {
    "office": pl.String(),
    "name": pl.String(),
    "name_en": pl.String(),
    "by": pl.String(),
    "letters": pl.Int64(),
    "outside": pl.Int64(),
    "peak": pl.Int64(),
    "peak_letters": pl.Int64(),
    "peak_expected": pl.Float64(),
    "chi_squared": pl.Float64(),
    "p_value": pl.Float64(),
    "marked": pl.Boolean(),
    "counts": pl.List(pl.Int64()),
}
"""Columns of the table.

``by`` is ``weekday`` (from 1, Monday) or ``hour`` (of the office's clock, as it begins);
``letters`` left within working time and are tested, ``outside`` of it did others; ``peak`` is where
most more than expected left, ``counts`` all of them from Monday, or from the opening hour. Without
a test ``p_value`` is unknown and nothing marked.
"""


def batching(frame: pl.DataFrame, working: WorkingTime) -> pl.DataFrame:
    """The table: a row for every office that wrote, by weekday and by hour, those marked first.

    Args:
        frame: Hops of ``wian.reports.hop_frame.SCHEMA``.
        working: Working time and clock of the offices.
    """
    letters = _letters(frame)
    letters = letters.with_columns(own_minute=own_minutes(letters, "issued", working))
    known = working.covers(letters["own_minute"].to_numpy())
    letters = letters.filter(pl.Series(known))  # of other years nobody knows the working days
    rows = [*_weekdays(letters, working), *_hours(letters, working)]
    made = pl.DataFrame(rows, schema={name: SCHEMA[name] for name in SCHEMA if name != "marked"})
    marked = [
        part.with_columns(marked=pl.Series(discovered(part["p_value"].to_numpy())))
        for part in made.partition_by("by", maintain_order=True)
    ]
    table = pl.concat(marked) if marked else pl.DataFrame(schema=SCHEMA)
    return table.select(*SCHEMA).sort(
        ~pl.col("marked"), "p_value", -pl.col("letters"), "by", "office", nulls_last=True
    )


def discovered(p_values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of many tests to believe, by Benjamini and Hochberg; unknown ones never."""
    known = np.flatnonzero(~np.isnan(p_values))
    found = np.zeros(len(p_values), dtype=np.bool_)
    ordered = known[np.argsort(p_values[known], kind="stable")]
    limits = FALSE_DISCOVERIES * np.arange(1, len(known) + 1) / max(len(known), 1)
    below = np.flatnonzero(p_values[ordered] <= limits)
    if below.size:
        found[ordered[: below[-1] + 1]] = True
    return found


def _letters(frame: pl.DataFrame) -> pl.DataFrame:
    """The letters that were issued, one a propagation and office, by office."""
    zones = [each for each in ZONES if each in frame.columns]
    named = ("sender", "sender_name", "sender_name_en", "issued_minute", "issued_dated", *zones)
    known = frame.lazy().filter(
        pl.col("issued_minute").is_not_null()
        & (pl.col("as_of_minute").is_null() | (pl.col("issued_minute") <= pl.col("as_of_minute")))
    )
    letters = known.unique(["propagation", "sender"], keep="first", maintain_order=True)
    return letters.select(*named).collect()  # of few of the columns of all hops


def _weekdays(letters: pl.DataFrame, working: WorkingTime) -> Iterator[dict[str, Any]]:
    calendar = working.calendar
    first = np.datetime64(calendar.first, "D")
    days = np.arange(first, np.datetime64(calendar.last, "D") + 1)
    holidays = np.array(sorted(calendar.holidays), dtype="datetime64[D]")
    open_ = np.is_busday(days, weekmask=calendar.weekmask, holidays=holidays)
    weekday = (days.astype(np.int64) + 3) % _WEEK
    for office, rows in _offices(letters):
        at = (working.local_days(rows["own_minute"].to_numpy()) - first).astype(np.int64)
        span = slice(int(at.min()), int(at.max()) + 1)
        chance = np.bincount(weekday[span][open_[span]], minlength=_WEEK)
        inside = at[open_[at]]
        counts = np.bincount(weekday[inside], minlength=_WEEK)
        yield {**office, "by": "weekday", "outside": len(at) - len(inside)} | _tested(
            counts, chance, first=1
        )


def _hours(letters: pl.DataFrame, working: WorkingTime) -> Iterator[dict[str, Any]]:
    opens, closes = working.calendar.opens, working.calendar.closes
    first, last = opens // _HOUR, -(-closes // _HOUR)
    starts = np.arange(first, last) * _HOUR
    chance = np.minimum(starts + _HOUR, closes) - np.maximum(starts, opens)
    for office, rows in _offices(letters.filter(~pl.col("issued_dated"))):
        minutes = rows["own_minute"].to_numpy()
        clock = working.clock.local(minutes) % (24 * _HOUR)
        worked = (working.between(minutes, minutes + 1) == 1) & (clock < closes)
        counts = np.bincount(clock[worked] // _HOUR - first, minlength=last - first)
        yield {**office, "by": "hour", "outside": int((~worked).sum())} | _tested(
            counts, chance, first=first
        )


def _offices(letters: pl.DataFrame) -> Iterator[tuple[dict[str, Any], pl.DataFrame]]:
    for rows in letters.partition_by("sender", maintain_order=True):
        office, name, name_en = rows.row(0)[:3]
        yield {"office": office, "name": name, "name_en": name_en}, rows


def _tested(counts: NDArray[Any], chance: NDArray[Any], *, first: int) -> dict[str, Any]:
    """Counts against chance; no test where too few are expected."""
    letters, possible = int(counts.sum()), chance > 0
    expected = letters * chance / max(int(chance.sum()), 1)
    over = int(np.argmax(counts - expected))
    found: dict[str, Any] = {
        "letters": letters,
        "peak": over + first if letters else None,
        "peak_letters": int(counts[over]),
        "peak_expected": float(expected[over]),
        "chi_squared": None,
        "p_value": None,
        "counts": counts.tolist(),
    }
    if possible.sum() > 1 and expected[possible].min() >= LEAST_EXPECTED:
        away = counts[possible] - expected[possible]
        found["chi_squared"] = float(np.sum(away**2 / expected[possible]))
        found["p_value"] = chi_squared_tail(found["chi_squared"], int(possible.sum()) - 1)
    return found

"""Which periods are out of the ordinary: control charts (XmR) of how long hops take.

A point is the median of a period's hops, open ones reckoned in. The moving range between
neighbouring points says how much they differ by chance: points lie within 2.66 mean moving ranges
of their mean, unless something was out of the ordinary. So does a run of eight on one side of it.
Medians that are not known yet, as too many hops are open, are shown, and count for no limit.

Sources:
    W. A. Shewhart: Economic control of quality of manufactured product, 1931.
    D. J. Wheeler, D. S. Chambers: Understanding statistical process control, 2nd ed. 1992: the
    chart of individual values and its 2.66 (3 / 1.128).
    L. S. Nelson: The Shewhart control chart - tests for special causes. Journal of Quality
    Technology 16 (1984), 237-239: runs; eight as in Western Electric's handbook of 1956.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.delays.working_time import WorkingTime
from wian.reports.latency.kaplan_meier import Sample
from wian.reports.latency.spans import Moments
from wian.reports.scope.own_minutes import own_minutes
from wian.reports.stages import HopStage, Time
from wian.reports.trend.chart_period import Every

_REACH = 2.66
_RUN = 8
LEAST = 8
"""Fewer points have no limits: they would be chance."""
SCHEMA: dict[str, pl.DataType] = {
    "period": pl.String(),
    "hops": pl.Int64(),
    "open": pl.Int64(),
    "median": pl.Float64(),
    "median_above": pl.Boolean(),
    "moving_range": pl.Float64(),
    "centre": pl.Float64(),
    "lower": pl.Float64(),
    "upper": pl.Float64(),
    "signal": pl.String(),
}
"""Columns: days, except counts; ``signal`` is ``above``, ``below``, ``run`` or empty."""


def control_chart(
    hops: pl.DataFrame, every: Every, stage: HopStage, time: Time, working: WorkingTime
) -> pl.DataFrame:
    """The table: a row for every period in which letters were issued, in order of time.

    Args:
        hops: A frame of ``wian.reports.hop_frame.SCHEMA``.
        every: How long a period is.
        stage: Which part of the hop.
        time: Calendar or working time.
        working: Working time and clock of the offices.
    """
    issued = hops.filter(pl.col("issued_minute").is_not_null())
    spans = Moments(issued, working).spans(stage)
    covered = spans.covered(time, working)
    days = working.local_days(own_minutes(issued, "issued", working)[covered])
    names, of = np.unique(_periods(days, every), return_inverse=True)
    length, open_ = spans.lengths(time, working)[covered], spans.open[covered]
    sample = Sample(of.astype(np.int64), length, open_, len(names))
    unit = spans.day(time, working)
    found = sample.percentile(0.5)
    table = pl.DataFrame(
        {
            "period": pl.Series(names.astype(str), dtype=pl.String),
            "hops": sample.count,
            "open": sample.open,
            "median": found.value / unit,
            "median_above": found.above,
        }
    )
    return _limited(table)


def _periods(days: NDArray[np.datetime64], every: Every) -> NDArray[Any]:
    if every is Every.MONTH:
        return np.asarray(np.datetime_as_string(days.astype("datetime64[M]")))
    if every is Every.DAY:
        return np.asarray(np.datetime_as_string(days))
    thursday = np.datetime64("1970-01-01", "D")
    weeks = (days - thursday).astype(np.int64) + 3
    return np.asarray(np.datetime_as_string(days - (weeks % 7).astype("timedelta64[D]")))


def _limited(table: pl.DataFrame) -> pl.DataFrame:
    known = ~table["median_above"].to_numpy()
    value = table["median"].to_numpy()
    moving = np.full(len(value), np.nan)
    at = np.flatnonzero(known)
    moving[at[1:]] = np.abs(np.diff(value[at]))
    centre = lower = upper = np.nan
    signals: list[str | None] = [None] * len(value)
    if len(at) >= LEAST:
        centre = float(value[at].mean())
        reach = _REACH * float(moving[at[1:]].mean())
        lower, upper = max(centre - reach, 0.0), centre + reach
        signals = _signals(value, known, centre, lower, upper)
    limits = {"centre": centre, "lower": lower, "upper": upper}
    columns = [
        pl.Series("moving_range", moving, nan_to_null=True),
        *(pl.Series(n, np.full(len(value), each), nan_to_null=True) for n, each in limits.items()),
    ]
    signal = pl.Series("signal", signals, dtype=pl.String)
    made = table.with_columns(*columns, signal).select(*SCHEMA)
    return made.cast(dict(SCHEMA))  # type: ignore[arg-type]  # polars types its keys as its own union


def _signals(
    value: NDArray[np.float64], known: NDArray[np.bool_], centre: float, lower: float, upper: float
) -> list[str | None]:
    """What each point says: beyond a limit, or the eighth and later of a run on one side."""
    found: list[str | None] = []
    side, run = 0.0, 0
    for each, sure in zip(value.tolist(), known.tolist(), strict=True):
        if not sure:
            found.append("above" if each > upper else None)
            continue
        here = float(np.sign(each - centre))
        run = run + 1 if here == side and here else 1
        side = here
        if each > upper or each < lower:
            found.append("above" if each > upper else "below")
        else:
            found.append("run" if run >= _RUN else None)
    return found

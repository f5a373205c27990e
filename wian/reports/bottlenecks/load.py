"""Whether an office takes longer over a letter on days on which more letters come in.

Beside each letter's handling stands how many letters became ready at the office on the same day.
Spearman's rank correlation says whether the two go together; it is tested only where an office
handled enough letters, and marked as ``wian.reports.bottlenecks.batching`` marks.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.delays.local_clock import DAY
from wian.delays.working_time import WorkingTime
from wian.reports.bottlenecks.batching import discovered
from wian.reports.bottlenecks.tree import Waiting
from wian.reports.distributions import student_tail
from wian.reports.scope.own_minutes import own_minutes
from wian.reports.stages import HopStage

_ALMOST_NOTHING = 1e-300
"""What a perfect correlation leaves to chance."""
LEAST = 20
"""Fewer handled letters of an office say nothing of its load."""
SCHEMA: dict[str, pl.DataType] = {
    "office": pl.String(),
    "name": pl.String(),
    "name_en": pl.String(),
    "letters": pl.Int64(),
    "open": pl.Int64(),
    "days": pl.Int64(),
    "letters_a_day": pl.Float64(),
    "most_a_day": pl.Int64(),
    "handling_days": pl.Float64(),
    "correlation": pl.Float64(),
    "p_value": pl.Float64(),
    "marked": pl.Boolean(),
}
"""Columns of the table.

``letters`` were handled, ``open`` are not yet; ``days`` are those on which a letter became ready,
``letters_a_day`` the mean of those days; ``handling_days`` the median of the handled ones,
without the time in which the office's clock rested.
"""


def load(frame: pl.DataFrame, waiting: Waiting, working: WorkingTime) -> pl.DataFrame:
    """The table: a row for every office that forwards, those marked first, then the busiest.

    Args:
        frame: Hops of ``wian.reports.hop_frame.SCHEMA``.
        waiting: Who waits for which of them.
        working: Clock of the offices.
    """
    part = waiting.part(HopStage.HANDLING)
    day = working.local_days(own_minutes(frame, "ready", working)).astype(np.int64)
    handled = frame.select(
        pl.col("recipient").alias("office"),
        pl.col("recipient_name").alias("name"),
        pl.col("recipient_name_en").alias("name_en"),
        minutes=pl.Series((part.causes.whole - part.suspended) / waiting.per_minute),
        open=pl.Series(part.open),
        day=pl.Series(day),
    ).filter(pl.Series(part.begun) & frame["ready_minute"].is_not_null())
    beside = handled.with_columns(beside=pl.len().over("office", "day"))
    rows = [_office(rows) for rows in beside.partition_by("office", maintain_order=True)]
    made = pl.DataFrame(rows, schema={name: SCHEMA[name] for name in SCHEMA if name != "marked"})
    marked = discovered(made["p_value"].to_numpy())
    return (
        made.with_columns(marked=pl.Series(marked, dtype=pl.Boolean))
        .select(*SCHEMA)
        .sort(~pl.col("marked"), -pl.col("letters"), "office")
    )


def _office(rows: pl.DataFrame) -> dict[str, Any]:
    done = rows.filter(~pl.col("open"))
    days = rows["day"].n_unique()
    return {
        **{name: rows[name][0] for name in ("office", "name", "name_en")},
        "letters": len(done),
        "open": int(rows["open"].sum()),
        "days": days,
        "letters_a_day": len(rows) / days,
        "most_a_day": int(np.bincount(rows["day"].rank("dense").to_numpy()).max()),
        "handling_days": _median(done["minutes"].to_numpy()),
        **_correlation(done["beside"].to_numpy(), done["minutes"].to_numpy()),
    }


def _median(minutes: NDArray[np.float64]) -> float | None:
    return float(np.median(minutes)) / DAY if minutes.size else None


def _correlation(beside: NDArray[Any], minutes: NDArray[Any]) -> dict[str, float | None]:
    if len(beside) < LEAST or np.ptp(beside) == 0 or np.ptp(minutes) == 0:
        return {"correlation": None, "p_value": None}
    ranks = [pl.Series(values).rank("average").to_numpy() for values in (beside, minutes)]
    correlation, freedom = float(np.corrcoef(ranks[0], ranks[1])[1, 0]), len(beside) - 2
    left = max((1 - correlation) * (1 + correlation), _ALMOST_NOTHING)
    away = abs(correlation) * math.sqrt(freedom / left)
    return {"correlation": correlation, "p_value": float(2 * student_tail(away, freedom))}

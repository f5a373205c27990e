"""Did delays change on a day: before and after it, with a test that knows what belongs together?

The hops of one directive share its fate, so they are no independent witnesses. The test is a
permutation test of the log-rank statistic, clustered by directive: every hop gets its log-rank
score (whether it is finished, less the hazard that all hops together had come to by its length),
the scores of a directive are added up, and the sum over the directives after the day is compared
with the same sum when the days of the directives are exchanged. So open hops count, no
distribution is assumed, and hops of one directive are never torn apart. A directive that was under
way on the day belongs to neither side and is left out. Where all hops are of one directive, as in a
log that names none, propagations (cases) take its place.

Sources:
    R. Peto, J. Peto: Asymptotically efficient rank invariant test procedures. Journal of the Royal
    Statistical Society A 135 (1972), 185-207: the scores of the log-rank test.
    B. Phipson, G. K. Smyth: Permutation p-values should never be zero. Statistical Applications in
    Genetics and Molecular Biology 9 (2010): the p-value of random permutations.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.delays.working_time import WorkingTime
from wian.reports.latency.cluster_variance import Counts, Mask, Numbers
from wian.reports.latency.kaplan_meier import Sample
from wian.reports.latency.spans import Moments, Spans
from wian.reports.stages import HopStage, Time

_EXACT = 20_000
"""Up to so many exchanges are all made."""
_DRAWS = 9_999
_FEWEST = 40
"""With fewer exchanges no p-value can be small enough to say anything (2 of 40: 5 %)."""
_CHUNK = 200
_SAME = 1e-9
_SIDES = ("before", "after")
SCHEMA: dict[str, pl.DataType] = {
    "stage": pl.String(),
    "time": pl.String(),
    **{
        f"{side}_{name}": kind
        for side in _SIDES
        for name, kind in (
            ("hops", pl.Int64()),
            ("open", pl.Int64()),
            ("median", pl.Float64()),
            ("median_above", pl.Boolean()),
            ("p90", pl.Float64()),
            ("p90_above", pl.Boolean()),
            ("clusters", pl.Int64()),
        )
    },
    "median_change": pl.Float64(),
    "p_value": pl.Float64(),
    "cluster": pl.String(),
    "left_out": pl.Int64(),
}
"""Columns: days, except counts; ``left_out`` clusters were under way on the day."""


def before_after(
    hops: pl.DataFrame,
    day: int,
    working: WorkingTime,
    stages: Sequence[HopStage] = tuple(HopStage),
    times: Sequence[Time] = tuple(Time),
) -> pl.DataFrame:
    """The table: a row for each time and stage.

    Args:
        hops: A frame of ``wian.reports.hop_frame.SCHEMA``.
        day: UTC minute at which the day began: letters issued from then on are after it.
        working: Working time of the offices.
        stages: Parts of the hop.
        times: Calendar or working time.
    """
    issued = hops.filter(pl.col("issued_minute").is_not_null())
    kind = "directive" if issued["directive"].n_unique() > 1 else "propagation"
    later = (issued["issued_minute"] >= day).to_numpy()
    cluster = issued[kind].rank("dense").cast(pl.Int64).fill_null(0).to_numpy()
    sides = _sides(cluster, later)
    left_out = int((sides == _BOTH).sum())
    kept = issued.filter(pl.Series(sides[cluster] < _BOTH))
    cluster = cluster[sides[cluster] < _BOTH]
    moments = Moments(kept, working)
    rows = [
        {
            "stage": stage.value,
            "time": time.value,
            **_compared(moments.spans(stage), time, working, cluster, sides),
            "cluster": kind,
            "left_out": left_out,
        }
        for time in times
        for stage in moments.stages(stages)
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


_BOTH, _NOBODY = 2, 3


def _sides(cluster: Counts, later: Mask) -> Counts:
    """Of each cluster: 0 before, 1 after, 2 both, 3 it has no hop."""
    count = int(cluster.max(initial=0)) + 1
    whole = np.bincount(cluster, minlength=count)
    after = np.bincount(cluster[later], minlength=count)
    sides = np.where(after == 0, 0, np.where(after == whole, 1, _BOTH))
    return np.where(whole == 0, _NOBODY, sides).astype(np.int64)


def _compared(
    spans: Spans, time: Time, working: WorkingTime, cluster: Counts, sides: Counts
) -> dict[str, Any]:
    covered = spans.covered(time, working)
    length, open_ = spans.lengths(time, working)[covered], spans.open[covered]
    of, side = cluster[covered], sides[cluster[covered]]
    unit = spans.day(time, working)
    sample = Sample(side, length, open_, 2)
    median, p90 = sample.percentile(0.5), sample.percentile(0.9)
    found: dict[str, Any] = {}
    for at, name in enumerate(_SIDES):
        found |= {
            f"{name}_hops": int(sample.count[at]),
            f"{name}_open": int(sample.open[at]),
            f"{name}_median": _known(median.value[at] / unit),
            f"{name}_median_above": bool(median.above[at]),
            f"{name}_p90": _known(p90.value[at] / unit),
            f"{name}_p90_above": bool(p90.above[at]),
            f"{name}_clusters": len(np.unique(of[side == at])),
        }
    known = not median.above.any() and not np.isnan(median.value).any()
    change = _known((median.value[1] - median.value[0]) / unit) if known else None
    return {**found, "median_change": change, "p_value": p_value(of, length, ~open_, side == 1)}


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def p_value(cluster: Counts, length: Counts, finished: Mask, after: Mask) -> float | None:
    """The two-sided p-value of the clustered permutation test; ``None``: too few clusters.

    Args:
        cluster: Whose each span is; shape (spans,).
        length: How long it took, or has taken so far.
        finished: Whether it is over.
        after: Whether its cluster lies after the day.
    """
    if not len(cluster):
        return None
    codes, place = np.unique(cluster, return_inverse=True)
    each = scores(length, finished)
    score = np.asarray(np.bincount(place, weights=each, minlength=len(codes)), dtype=np.float64)
    later = np.bincount(place[after], minlength=len(codes)) > 0
    count, chosen = len(codes), int(later.sum())
    exchanges = comb(count, chosen)
    if exchanges < _FEWEST:
        return None
    middle = score.sum() * chosen / count
    seen = abs(float(score[later].sum()) - middle)
    if exchanges <= _EXACT:
        sums = score[np.array(list(combinations(range(count), chosen)))].sum(axis=1)
        return float((np.abs(sums - middle) >= seen - _SAME).mean())
    drawn = _drawn(score, chosen)
    return float((1 + (np.abs(drawn - middle) >= seen - _SAME).sum()) / (1 + len(drawn)))


def scores(length: Counts, finished: Mask) -> Numbers:
    """Log-rank scores: whether a span is over, less the hazard up to its length; they add to 0."""
    lengths, place = np.unique(length, return_inverse=True)
    ends = np.bincount(place[finished], minlength=len(lengths))
    risk = np.bincount(place, minlength=len(lengths))[::-1].cumsum()[::-1]
    return np.asarray(finished - np.cumsum(ends / risk)[place])


def _drawn(score: Numbers, chosen: int) -> NDArray[np.float64]:
    """Sums over random choices of clusters: the same ones every time."""
    random, found = np.random.default_rng(_DRAWS), []
    for _ in range(0, _DRAWS, _CHUNK):
        order = random.random((_CHUNK, len(score))).argpartition(chosen - 1, axis=1)
        found.append(score[order[:, :chosen]].sum(axis=1))
    return np.concatenate(found)[:_DRAWS]

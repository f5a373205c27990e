"""How far the mean of a group may be off when its letters share a directive or a batch.

Letters of one directive are late together, and so are letters that left one office on one day. So
the variance of a mean is taken from sums over clusters, not from single letters: the sandwich
estimator with the correction of Bell and McCaffrey for few clusters. Where clusters of two kinds
cross each other (a batch with letters of several directives), both count (Cameron, Gelbach and
Miller); the largest variance is used, so that none is negative.

The degrees of freedom make the first two moments of the estimate right (Satterthwaite), for letters
whose correlation within a cluster is the one found over all groups (Imbens and Kolesár). Clusters
of one size have one degree less than there are clusters; a cluster that holds most of the letters
leaves hardly any.

Sources:
    R. M. Bell, D. F. McCaffrey: Bias reduction in standard errors for linear regression with
    multi-stage samples. Survey Methodology 28 (2002), 169-181.
    A. C. Cameron, J. B. Gelbach, D. L. Miller: Robust inference with multiway clustering. Journal
    of Business & Economic Statistics 29 (2011), 238-249.
    G. W. Imbens, M. Kolesár: Robust standard errors in small samples. Review of Economics and
    Statistics 98 (2016), 701-712.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
_WHOLE = 1 - 1e-12
"""A cluster with this share of its group is the whole of it."""


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How the mean of each group varies; arrays of shape (groups,).

    Attributes:
        variance: Variance of the mean; NaN where a group has one cluster alone.
        freedom: Degrees of freedom of that; zero where there is no variance.
        skew: Third moment of the mean, as a share of its variance to the power 3/2.
        effect: How many times larger the variance is than that of as many independent letters.
        clusters: How many clusters there are; of two ways, those of the one that has fewer.
        second: That is the second of two ways.
    """

    variance: Numbers
    freedom: Numbers
    skew: Numbers
    effect: Numbers
    clusters: Counts
    second: Mask


def dispersion(
    group: Counts, influence: Numbers, groups: int, ways: Sequence[Counts | None] = ()
) -> Dispersion:
    """The dispersion of the means of groups.

    Args:
        group: Group of each span; shape (spans,).
        influence: How far each span moves the mean of its group; they add up to nothing.
        groups: How many groups there are.
        ways: Cluster of each span, no cluster in two groups, for each way in which spans are
            clustered: none, one, or two that cross each other and their intersection. ``None``
            where each span is a cluster of its own.
    """
    alone = _independent(group, influence, groups)
    shared = all(way is not None for way in ways)
    single = alone if ways and shared else _with_skew(alone, group, influence)
    if all(way is None for way in ways):
        return single
    found = [single if way is None else _clustered(group, influence, way, alone) for way in ways]
    if len(found) == 1:
        return found[0]
    first, second, both = found
    crossed = first.variance + second.variance - both.variance
    most = np.fmax(np.fmax(first.variance, second.variance), crossed)
    known = np.isfinite(first.variance) & np.isfinite(second.variance)
    larger = first.variance >= second.variance
    return Dispersion(
        np.where(known, most, np.nan),
        np.where(known, np.minimum(first.freedom, second.freedom), 0.0),
        np.where(larger, first.skew, second.skew),
        np.maximum(first.effect, second.effect),
        np.minimum(first.clusters, second.clusters),
        second.clusters < first.clusters,
    )


def _independent(group: Counts, influence: Numbers, groups: int) -> Dispersion:
    """The dispersion of letters that share nothing, without its skew."""
    count = np.bincount(group, minlength=groups)
    squares = np.bincount(group, weights=influence**2, minlength=groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = np.where(count > 1, squares * count / (count - 1), np.nan)
    freedom = np.maximum(count - 1.0, 0.0)
    nothing, no = np.zeros(groups), np.zeros(groups, dtype=np.bool_)
    return Dispersion(variance, freedom, nothing, np.ones(groups), count, no)


def _with_skew(alone: Dispersion, group: Counts, influence: Numbers) -> Dispersion:
    """The dispersion of independent letters with its skew, which clusters do not need."""
    groups = len(alone.clusters)
    second = influence * influence
    squares = np.bincount(group, weights=second, minlength=groups)
    second *= influence  # many times faster than a power
    cubes = np.bincount(group, weights=second, minlength=groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        return replace(alone, skew=np.where(squares > 0, cubes / squares**1.5, 0.0))


@dataclass(frozen=True, slots=True)
class _Rows:
    """The clusters of groups; a group's clusters of one letter, which may be millions, as one row.

    Attributes:
        of: Group of each row.
        size: Letters of each of its clusters.
        times: How many clusters it stands for.
        squares, cubes: Powers of how far each of its clusters moves the mean, added up.
    """

    of: Counts
    size: Counts
    times: Counts
    squares: Numbers
    cubes: Numbers

    def added(self, values: Numbers, groups: int) -> Numbers:
        """The sum of each group of a value of each row."""
        summed = np.bincount(self.of, weights=values, minlength=groups)
        return np.asarray(summed, dtype=np.float64)


def _clustered(group: Counts, influence: Numbers, way: Counts, alone: Dispersion) -> Dispersion:
    groups, size = len(alone.clusters), np.bincount(way)
    if size.max(initial=0) < 2:
        return _with_skew(alone, group, influence)
    return _of_rows(_rows(group, influence, way, size, groups), alone)


def of_whole(influence: Numbers, way: Counts) -> Dispersion:
    """The dispersion of the mean of all letters together, as one group.

    Args:
        influence: How far each moves that mean; shape (spans,).
        way: Cluster of each.
    """
    size = np.bincount(way)
    held = size > 0
    moved: Numbers = np.asarray(np.bincount(way, weights=influence)[held], dtype=np.float64)
    size, count = size[held], len(way)
    one = np.ones(len(size), dtype=np.int64)
    variance = float(influence @ influence) * count / (count - 1) if count > 1 else np.nan
    alone = Dispersion(
        np.array([variance]),
        np.array([count - 1.0]),
        np.zeros(1),
        np.ones(1),
        np.array([count]),
        np.zeros(1, dtype=np.bool_),
    )
    return _of_rows(_Rows(one - 1, size, one, moved**2, moved**3), alone)


def _of_rows(rows: _Rows, alone: Dispersion) -> Dispersion:
    """The dispersion of groups of which the clusters are known."""
    groups = len(alone.clusters)
    clusters = np.bincount(rows.of, weights=rows.times, minlength=groups).astype(np.int64)
    count = alone.clusters
    share = rows.size / count[rows.of]
    single = share >= _WHOLE
    weight = np.where(single, 0.0, 1 / (1 - np.where(single, 0.0, share)))
    variance, squares, cubes = (
        rows.added(values, groups) for values in (weight * rows.squares, rows.squares, rows.cubes)
    )
    correlation = _correlation(rows, squares, alone)
    spread = rows.size * (1 + (rows.size - 1) * correlation)
    with np.errstate(invalid="ignore", divide="ignore"):
        skew = np.where(squares > 0, cubes / squares**1.5, 0.0)
        effect = rows.added(spread * rows.times, groups) / np.maximum(count, 1)
    several = clusters > 1
    freedom = _satterthwaite(rows, share, weight, spread, groups)
    return Dispersion(
        np.where(several, variance, np.nan),
        np.where(several, np.minimum(freedom, np.maximum(clusters - 1, 0)), 0.0),
        skew,
        np.maximum(effect, 1.0),
        clusters,
        alone.second,
    )


def _rows(group: Counts, influence: Numbers, way: Counts, size: Counts, groups: int) -> _Rows:
    """The clusters of spans; ``size`` has the letters of each cluster by its number."""
    large = size > 1
    shares = large[way]
    place = (np.cumsum(large) - 1)[way[shares]]
    sizes = size[large]
    of = np.zeros(len(sizes), dtype=np.int64)
    of[place] = group[shares]
    moved = np.bincount(place, weights=influence[shares], minlength=len(sizes))
    lone, away = group[~shares], influence[~shares]
    squared = away * away
    times = np.bincount(lone, minlength=groups)
    some = np.flatnonzero(times)
    squares, cubes = (
        np.bincount(lone, weights=values, minlength=groups)[some]
        for values in (squared, squared * away)
    )
    ones = np.ones_like(some)
    return _Rows(
        np.concatenate((of, some)),
        np.concatenate((sizes, ones)),
        np.concatenate((np.ones_like(sizes), times[some])),
        np.concatenate((moved * moved, squares)),
        np.concatenate((moved * moved * moved, cubes)),
    )


def _correlation(rows: _Rows, squares: Numbers, alone: Dispersion) -> float:
    """Correlation of two letters of a cluster, over all groups; never negative.

    The variance of a sum over a cluster of n is ``n * (1 + (n - 1) * correlation)`` times that of
    one letter. Sums of residuals vary less, as the mean of their group has been taken away from
    them: by how much follows from the sizes, and is put back. A group of one cluster says nothing.
    """
    count = alone.clusters.astype(np.float64)
    square = (rows.size * rows.size * rows.times).astype(np.float64)
    second = rows.added(square, len(count))
    third = rows.added(square * rows.size, len(count))
    pairs = second - count
    with np.errstate(invalid="ignore", divide="ignore"):
        taken = second / count**2
        alike = pairs * (1 + taken) - 2 * (third - second) / count
        ratio = squares / (alone.variance * (count - 1) / count)
        found = ratio * (count - 1) - count * (1 - taken)
        most = alike + ratio * pairs / count
    known = np.isfinite(ratio) & (pairs > 0)
    whole = most[known].sum()
    return float(np.clip(found[known].sum() / whole, 0, 1)) if whole > 0 else 0.0


def _satterthwaite(
    rows: _Rows, share: Numbers, weight: Numbers, spread: Numbers, groups: int
) -> Numbers:
    """``trace(AC)**2 / trace(ACAC)``, with C the covariance of the clusters' residuals.

    C is ``diag(v) - w v' - v w' + V w w'`` for shares w and variances v of clusters that add up to
    V, so the traces need only sums over clusters.
    """

    def added(values: Numbers) -> Numbers:
        return rows.added(values * rows.times, groups)

    whole = added(spread)
    inner = spread - 2 * share * spread + whole[rows.of] * share**2
    first = added(weight * inner)
    diagonal = added(weight**2 * (spread**2 + 2 * spread * (inner - spread)))
    ww, wv, vv = (added(weight * values) for values in (share**2, share * spread, spread**2))
    b11, b12, b21, b22 = ww * whole - wv, -ww, wv * whole - vv, -wv
    second = diagonal + b11**2 + 2 * b12 * b21 + b22**2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where(second > 0, first**2 / second, 0.0))

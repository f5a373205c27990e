"""The 95 % interval of each group's mean, from how its letters vary and from its peers.

The interval is worked out on the scale of logarithms, as delays are never negative and lean to the
right, and is corrected for the skewness that is left (Hall 1992). A group of few letters says
little of how they vary, so it borrows up to twenty degrees of freedom from its peers (Smyth 2004).
Groups with few letters and no peers, and groups with few clusters, get no interval.

Sources:
    P. Hall: On the removal of skewness by transformation. Journal of the Royal Statistical Society
    B 54 (1992), 221-228.
    G. K. Smyth: Linear models and empirical Bayes methods. Statistical Applications in Genetics
    and Molecular Biology 3 (2004): borrowing the spread of the other groups.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wian.reports.distributions import student_quantile
from wian.reports.latency.cluster_variance import Dispersion, Mask
from wian.reports.latency.groups import numbered

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]
BORROWED = 20
"""Degrees of freedom that a group's spread borrows from its peers, where they have them."""
LEAST_FREEDOM = 4
"""Degrees of freedom that an interval needs."""
LONE = 30
"""Finished spans that an interval needs where no peers lend theirs."""
_SKEW = 3.0
"""Skewness of a mean, in units of its relative error: that of log-normal delays, at least."""
_STRAIGHT = 1e-9
"""Less curvature than this is none."""


@dataclass(frozen=True, slots=True)
class Means:
    """The mean of each group; NaN where nothing of a group is finished.

    Attributes:
        mean: Mean span, the open ones reckoned in.
        low, high: Its 95 % interval; NaN where it is not to be had.
        tail: Share of the mean that lies beyond the longest span seen, and is an assumption.
        spread: Variance of one span, as a share of the squared mean, after borrowing.
        effect: How many times larger clusters make the variance of the mean.
        error: Standard error of the mean as a share of it; NaN where there is no interval.
        freedom: Degrees of freedom of the interval.
        clusters: Clusters of each group.
        second: They are those of the second of the two ways in which letters cluster.
        skew: Skewness of the mean.
        common: The spread of the peers of each group, nothing borrowed; NaN without peers.
    """

    mean: Numbers
    low: Numbers
    high: Numbers
    tail: Numbers
    spread: Numbers
    effect: Numbers
    error: Numbers
    freedom: Numbers
    clusters: Counts
    second: Mask
    skew: Numbers
    common: Numbers

    def joint(self, groups: int) -> tuple[Numbers, Numbers]:
        """Limits of the means of ``groups`` groups that hold all together 95 times of 100.

        From nothing to infinity where a mean has no interval.
        """
        low, high = _limits(self.error, self.skew, _student(self.freedom, 0.025 / groups))
        held = np.isfinite(self.error)
        return np.where(held, self.mean * low, 0.0), np.where(held, self.mean * high, np.inf)


def with_intervals(  # noqa: PLR0913, PLR0917 - the columns of one table
    mean: Numbers,
    tail: Numbers,
    finished: Counts,
    found: Dispersion,
    peers: Counts,
    together: Numbers,
) -> Means:
    """Means with their intervals.

    Args:
        mean: Mean of each group.
        tail: Share of it that lies beyond the longest span seen.
        finished: Finished spans of each group.
        found: How the means vary.
        peers: Which groups are alike: those of one number from 0; -1 is alike to none.
        together: Degrees of freedom that the groups of each number have together.
    """
    mean = np.where(finished > 0, mean, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        own = found.variance * finished / mean**2 / found.effect
        common, lent = _of_peers(own, mean, found, peers, together)
        freedom = lent + found.freedom
        known = np.isfinite(own)
        parts = lent * np.where(lent > 0, common, 0) + found.freedom * np.where(known, own, 0)
        spread = np.where(freedom > 0, parts / freedom, np.nan)
        error = np.sqrt(spread * found.effect / finished)
        enough = (freedom >= LEAST_FREEDOM) & (mean > 0) & np.isfinite(error)
        enough &= (finished >= LONE) | (lent > 0)
        error = np.where(enough, error, np.nan)
        skew = np.where(enough, found.skew, 0.0)
        low, high = _limits(error, skew, _student(freedom, 0.025))
    return Means(
        mean,
        mean * low,
        mean * high,
        tail,
        spread,
        found.effect,
        error,
        freedom,
        found.clusters,
        found.second,
        skew,
        common,
    )


def _of_peers(
    own: Numbers, mean: Numbers, found: Dispersion, peers: Counts, together: Numbers
) -> tuple[Numbers, Numbers]:
    """Spread of the peers of each group, and the degrees of freedom that they lend.

    Peers whose letters share directives do not know more than those directives tell. The more of a
    group's variance comes of what its letters share (``s``), the less do its own and theirs add up:
    to ``together / s**2`` at most (Satterthwaite, where the rest of the variance is known).
    """
    freedom, shares = found.freedom, 1 - 1 / np.maximum(found.effect, 1.0)
    known = (peers >= 0) & (freedom > 0) & (mean > 0) & np.isfinite(own)
    pools = int(peers.max(initial=-1)) + 1
    of = peers[known]
    squares = np.bincount(of, weights=(freedom * own * mean**2)[known], minlength=pools)
    weights = np.bincount(of, weights=(freedom * mean**2)[known], minlength=pools)
    degrees = np.bincount(of, weights=freedom[known], minlength=pools)
    common, lent = np.full(len(mean), np.nan), np.zeros(len(mean))
    pooled = peers >= 0
    at = peers[pooled]
    common[pooled] = (squares / weights)[at]
    mine, same = np.where(known, freedom, 0)[pooled], shares[pooled]
    most = np.where(same > 0, together[at] / same**2, np.inf) - mine
    told = np.minimum(np.minimum(degrees[at] - mine, together[at]), most)
    lent[pooled] = np.where(np.isfinite(common[pooled]), np.clip(told, 0, BORROWED), 0)
    return common, lent


def _limits(error: Numbers, skew: Numbers, reach: Numbers) -> tuple[Numbers, Numbers]:
    """Lower and upper limit as shares of the mean.

    With a mean's relative error e and skewness s, ``T = log(mean / truth) / e`` is bent by
    ``T + k T**2 + k**2 T**3 / 3 + s / 6`` into Student's t, where ``k = s / 3 - e / 2``: the
    logarithm has taken ``e / 2`` of the curvature away. Its inverse has a closed form.
    """
    skew = np.maximum(skew, _SKEW * error)
    curve = skew / 3 - error / 2
    flat = np.abs(curve) < _STRAIGHT

    def unbent(value: Numbers) -> Numbers:
        moved = value - skew / 6
        bent = (np.cbrt(1 + 3 * curve * moved) - 1) / np.where(flat, 1, curve)
        return np.asarray(np.where(flat, moved, bent))

    low, high = np.exp(-unbent(reach) * error), np.exp(-unbent(-reach) * error)
    return low, high


def _student(freedom: Numbers, tail: float) -> Numbers:
    """Student's t that is exceeded with a probability; few different ones are asked for."""
    tenths, place = numbered(np.floor(np.nan_to_num(freedom) * 10).astype(np.int64))
    return np.asarray(student_quantile(tail, tenths / 10)[place])

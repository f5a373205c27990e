"""Counts, percentiles and means of groups of spans, with open ones counted in.

Where every span of a group is finished these are the plain figures. Where some are open, it is
known of each only that it lasts longer than it has so far, and the figures come from the curve of
Kaplan and Meier (1958): the share that lasts longer than t. Groups are estimated all at once, as a
report may have a million of them.

Sources:
    E. L. Kaplan, P. Meier: Nonparametric estimation from incomplete observations. Journal of the
    American Statistical Association 53 (1958), 457-481: curve, mean and its variance.
    B. W. Brown, M. Hollander, R. M. Korwar: Nonparametric tests of independence for censored
    data. In: Reliability and Biometry, SIAM 1974: the exponential tail.
    B. Efron: Censored data and the bootstrap. Journal of the American Statistical Association 76
    (1981), 312-319: how far each span moves the curve (the infinitesimal jackknife).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.reports.latency import cluster_variance
from wian.reports.latency.cluster_variance import Counts, Dispersion, Mask, Numbers
from wian.reports.latency.mean_intervals import Means, with_intervals
from wian.reports.latency.tails import horizons

_T = TypeVar("_T", np.int64, np.float64)

_BITS = 63
"""Bits of a key that groups, lengths and, where there is room, places share."""
_COUNTED = 10_000_000
"""Lengths up to this many ticks are counted one by one: nineteen years of minutes."""
MANY = 1 << 40
"""Letters that share nothing are clusters without number."""
_JUST = 1e-7
"""A curve so near a share is just there: it is a sum of logarithms, and not exact."""


@dataclass(frozen=True, slots=True)
class Percentile:
    """A percentile of each group; NaN where a group is empty.

    Attributes:
        value: The percentile, or where the curve does not reach it, the longest span seen.
        above: The curve does not reach it: it is longer than ``value``.
    """

    value: Numbers
    above: Mask


class Sample:
    """Spans of groups, in order of group and length, finished before open ones of one length.

    Args:
        group: Group of each span, from 0; shape (spans,).
        length: Length of each, not negative; shape (spans,).
        open_: Whether it is open; shape (spans,).
        groups: How many groups there are.
        ways: Cluster of each span, in each way in which they are clustered; see
            ``wian.reports.latency.cluster_variance``.
        clusters: How many clusters there are over all groups.
        shared: Cluster of each span over all groups; by default none shares one.
        peers: Which groups are alike: those of one number; -1 is like no other. By default all
            are alike.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - the columns of a sample
        self,
        group: Counts,
        length: Counts,
        open_: Mask,
        groups: int,
        ways: Sequence[Counts | None] = (),
        clusters: int = MANY,
        peers: Counts | None = None,
        shared: Counts | None = None,
    ) -> None:
        kept = any(way is not None for way in ways) or shared is not None
        order, self._length, self._open = _sorted(group, length, open_, groups, kept=kept)
        self.count: Counts = np.bincount(group, minlength=groups)
        self.open: Counts = np.bincount(group[open_], minlength=groups)
        self._start: Counts = np.concatenate(([0], np.cumsum(self.count)))
        self._ways = [None if way is None or order is None else way[order] for way in ways]
        self._clusters = clusters
        self._shared, self._order = shared, order
        self.peers: Counts = np.zeros(groups, dtype=np.int64) if peers is None else peers

    @property
    def finished(self) -> Counts:
        """How many spans of each group are finished."""
        return self.count - self.open

    @cached_property
    def total(self) -> Counts:
        """The lengths of each group's spans together, open ones as far as they have come."""
        return _sums(self._length, self._start)

    def percentile(self, share: float) -> Percentile:
        """The length that ``share`` of each group's spans do not exceed.

        Where all spans of a group are finished it is that of ``numpy.quantile``.
        """
        value = np.full(len(self.count), np.nan)
        closed = (self.count > 0) & (self.open == 0)
        value[closed] = _quantile(self._length, self._start[:-1][closed], self.count[closed], share)
        above = np.zeros(len(self.count), dtype=np.bool_)
        value[self._partly], above[self._partly] = self._curve.quantile(share)
        return Percentile(value, above)

    @cached_property
    def means(self) -> Means:
        """The mean of each group with its interval."""
        mean, tail = self._mean, np.zeros(len(self.count))
        tail[self._partly] = self._curve.tail
        group = np.repeat(np.arange(len(mean)), self.count)
        varies = cluster_variance.dispersion(group, self._moved, len(mean), self._ways)
        found = self._with_few_ends(varies)
        lend = self._freedom(self._of_pools(found.freedom > 0))
        return with_intervals(mean, tail, self.finished, found, self.peers, lend)

    @cached_property
    def _mean(self) -> Numbers:
        mean = self.total / np.maximum(self.count, 1)
        mean[self._partly] = self._curve.mean
        return np.asarray(mean)

    @cached_property
    def _moved(self) -> Numbers:
        """How far each span moves the mean of its group; shape (spans,)."""
        count = np.repeat(self.count, self.count)
        moved = (self._length - np.repeat(self._mean, self.count)) / count
        if self._partly.any():
            moved[np.repeat(self._partly, self.count)] = self._curve.influence
        return np.asarray(moved)

    def _with_few_ends(self, found: Dispersion) -> Dispersion:
        """The dispersion with ``m / (m - 1)`` for ``n / (n - 1)``: m finished make the curve."""
        with np.errstate(invalid="ignore", divide="ignore"):
            ends = np.maximum(self.finished - 1, 0) / np.maximum(self.count - 1, 1)
            more = np.where(ends > 0, (self.finished / self.count) / ends, np.nan)
        return replace(found, variance=found.variance * more, freedom=found.freedom * ends)

    def spans_of(self, groups: Mask) -> tuple[Counts, Mask, Counts]:
        """Lengths of the spans of some groups, which are open, and where each group begins."""
        count = self.count[groups]
        start = np.concatenate(([0], np.cumsum(count)))
        if groups.all():
            return self._length, self._open, start
        mine = np.repeat(groups, self.count)
        return self._length[mine], self._open[mine], start

    def whole_of(self, groups: Mask) -> float:
        """The mean of the spans of some groups together; NaN where none of them is finished."""
        finished, count = int(self.finished[groups].sum()), int(self.count[groups].sum())
        if finished == 0:
            return float("nan")
        if finished == count:
            return float(self.total[groups].sum() / finished)
        length, open_, _ = self.spans_of(groups)
        return _pooled(length, open_)

    def shared_error(self, pool: int) -> float:
        """How far the mean of peers together is off through what they share; of that mean."""
        found, whole = self._together[pool], self.whole_of(self.peers == pool)
        known = found and found.clusters[0] > 1 and whole > 0
        return float(np.sqrt(found.variance[0]) / whole) if found and known else 0.0

    @cached_property
    def peers_freedom(self) -> Numbers:
        """Degrees of freedom of the peers of each pool: uneven directives say less than even."""
        return self._freedom(self._together)

    def _freedom(self, together: list[Dispersion | None]) -> Numbers:
        most = max(self._clusters - 1, 0)  # letters that share nothing
        return np.array([each.freedom[0] if each else most for each in together])

    @cached_property
    def _together(self) -> list[Dispersion | None]:
        return self._of_pools(self.count > 0)

    def _of_pools(self, groups: Mask) -> list[Dispersion | None]:
        """How the mean of each pool of some groups varies; ``None`` where letters share nothing."""
        found: list[Dispersion | None] = [None] * (int(self.peers.max(initial=-1)) + 1)
        if self._shared is None or self._order is None:
            return found
        share = self._moved * np.repeat(self.count, self.count)  # how far from the group's mean
        for pool in range(len(found)):
            mine = np.repeat(groups & (self.peers == pool), self.count)
            moved = share[mine] / max(int(mine.sum()), 1)
            found[pool] = cluster_variance.of_whole(moved, self._shared[self._order[mine]])
        return found

    def horizons(self, unit: int) -> Counts:
        """The horizon of each group's restricted mean; ``unit`` minutes are a day."""
        return horizons(self._length, self._start, unit)

    def restricted(self, groups: Mask, horizon: Counts) -> Sample:
        """Some groups, each span cut at the horizon of its group, and like no other."""
        mine = np.repeat(groups, self.count)
        group = np.repeat(np.arange(len(horizon)), self.count[groups])
        most = horizon[group]
        length, open_ = self._length[mine], self._open[mine]
        return Sample(
            group,
            np.minimum(length, most),
            open_ & (length < most),
            len(horizon),
            [None if way is None else way[mine] for way in self._ways],
            self._clusters,
            np.full(len(horizon), -1, dtype=np.int64),
        )

    @cached_property
    def _partly(self) -> Mask:
        return np.asarray(self.open > 0)

    @cached_property
    def _curve(self) -> _Curve:
        """The curves of the groups with open spans, and of no other."""
        length, open_, _ = self.spans_of(self._partly)
        return _Curve(length, open_, self.count[self._partly])


def _sorted(
    group: Counts, length: Counts, open_: Mask, groups: int, *, kept: bool
) -> tuple[Counts | None, Counts, Mask]:
    """The order of spans by group, length, and finished before open; their lengths and marks.

    Where there is room, one number has all three, and the span's place if the order is to be kept:
    to sort such numbers is a quarter of the work of sorting places.
    """
    bits = int(length.max(initial=0)).bit_length() + 1
    places = len(group).bit_length() if kept else 0
    if bits + groups.bit_length() + places < _BITS:
        keys = (group << bits) | (length << 1) | open_
        if kept:
            keys = (keys << places) | np.arange(len(group))
        ordered = pl.Series(keys).sort(multithreaded=False).to_numpy()
        order = ordered & ((1 << places) - 1) if kept else None
        ordered = ordered >> places
        return order, (ordered & ((1 << bits) - 1)) >> 1, (ordered & 1).astype(np.bool_)
    if bits + groups.bit_length() < _BITS:  # twice as fast as numpy's
        order = pl.Series((group << bits) | (length << 1) | open_).arg_sort().to_numpy()
    else:  # thousandths of seconds over years, in very many groups
        order = np.lexsort((open_, length, group))
    return order, length[order], open_[order]


class _Curve:
    """Curves of Kaplan and Meier of groups with open spans, a step a finished span.

    Finished spans of one length are steps one after the other: their product is the usual step.

    Args:
        length, open_: Spans in order of group, length, and finished before open.
        count: Spans of each group, none of them empty.
    """

    def __init__(self, length: Counts, open_: Mask, count: Counts) -> None:
        self.length, self.finished, self.count = length, ~open_, count
        self.start = np.concatenate(([0], np.cumsum(count)))
        self.risk = np.repeat(self.start[1:], count) - np.arange(len(length))
        self.steps = self.finished & (self.risk > 1)
        factors = np.zeros(len(length))
        factors[self.steps] = np.log1p(-1 / self.risk[self.steps])
        logs = np.concatenate(([0.0], np.cumsum(factors)))
        self.before = np.exp(logs[:-1] - np.repeat(logs[self.start[:-1]], count))
        last = self.start[1:] - 1
        self.ends = self.finished[last]
        self.at_end = np.where(self.ends, 0.0, np.exp(logs[self.start[1:]] - logs[self.start[:-1]]))
        self.longest = length[last]

    def quantile(self, share: float) -> tuple[Numbers, Mask]:
        """The percentile of each group, and where the curve does not come down to it.

        It is the span at which the curve has come down to ``1 - share``; where the curve stays just
        there until a longer span ends, the middle of the two, as R's ``survival`` has it: so the
        median of a group without open spans is the plain one.
        """
        goal, value = 1 - share, self.longest.astype(np.float64)
        at, left, steps, start = self._ended
        first = start[:-1]
        passed = _sums((left > goal + _JUST).astype(np.int64), start)
        reached = passed < steps
        low = (first + passed)[reached]
        stays = (left[low] > goal - _JUST) & (passed[reached] + 1 < steps[reached])
        value[reached] = (self.length[at[low]] + self.length[at[low + stays]]) / 2
        return value, ~reached

    @cached_property
    def _ended(self) -> tuple[Counts, Numbers, Counts, Counts]:
        """The finished spans, where the curve is after each, and how many and where by group."""
        at = np.flatnonzero(self.finished)
        left = self.before[at] * (1 - 1 / self.risk[at])
        steps = _sums(self.finished.astype(np.int64), self.start)
        return at, left, steps, np.concatenate(([0], np.cumsum(steps)))

    @cached_property
    def _tails(self) -> tuple[Numbers, Numbers]:
        """Length of the tail of each group's mean, and how that moves with the curve's end.

        Beyond the longest span seen, where the curve has not come down to zero, it goes on as the
        exponential one through its last point (Brown, Hollander and Korwar 1974), which has the
        area ``S * t / -ln(S)`` beyond t.
        """
        events = _sums(self.finished.astype(np.int64), self.start)
        hangs = (self.at_end > 0) & (events > 0)
        fall = np.where(hangs, -np.log(np.where(hangs, self.at_end, 0.5)), 1.0)
        tail = np.where(hangs, self.at_end * self.longest / fall, 0.0)
        return tail, tail * (1 + 1 / fall)

    @cached_property
    def _area(self) -> Numbers:
        """The area under the curve between each span and the one before it."""
        gone = np.concatenate(([0], self.length[:-1]))
        gone[self.start[:-1]] = 0
        return np.asarray(self.before * (self.length - gone))

    @cached_property
    def mean(self) -> Numbers:
        """The area under each group's curve, its tail included."""
        return _sums(self._area, self.start) + self._tails[0]

    @cached_property
    def tail(self) -> Numbers:
        """The share of the tail in the mean of each group."""
        tail, mean = self._tails[0], self.mean
        return np.where(mean > 0, tail / np.where(mean > 0, mean, 1), 0.0)

    @cached_property
    def influence(self) -> Numbers:
        """How far each span moves the mean of its group: its derivative by the span's weight.

        A length at which d of Y end has the factor ``1 - d / Y``. More weight on a span that ends
        there, or that lasts as long, moves its logarithm by ``(d / Y - [ends]) / (Y - d)``, and the
        mean by that times what is left of the area beyond. Without open spans it is
        ``(length - mean) / n``.
        """
        first = np.ones(len(self.length), dtype=np.bool_)
        first[1:] = self.length[1:] != self.length[:-1]
        first[self.start[:-1]] = True
        block = np.cumsum(first) - 1
        at = np.flatnonzero(first)
        ends = np.add.reduceat(self.finished.astype(np.int64), at)
        risk = self.risk[at]
        running = np.concatenate(([0.0], np.cumsum(self._area)))
        whole = _sums(self._area, self.start) + self._tails[1]
        group = np.repeat(np.arange(len(self.count)), self.count)[at]
        left = whole[group] + running[self.start[:-1]][group] - running[at + 1]
        rest = np.where(risk > ends, risk - ends, 1)
        event = np.where(risk > ends, left / rest, 0.0)
        summed = np.cumsum(event * ends / risk)
        before = np.concatenate(([0.0], summed))[block[self.start[:-1]]]
        lasts = summed[block] - np.repeat(before, self.count)
        return np.asarray(lasts - np.where(self.finished, event[block], 0.0))


def _pooled(length: Counts, open_: Mask) -> float:
    """The mean under one curve of very many spans, a step a length."""
    longest = int(length.max(initial=0))
    if longest > _COUNTED:
        lengths, place = np.unique(length, return_inverse=True)
    else:
        lengths, place = np.arange(longest + 1), length
    leaves = np.bincount(place, minlength=len(lengths))
    ends = leaves - np.bincount(place[open_], minlength=len(lengths))
    risk = leaves[::-1].cumsum()[::-1]
    curve = np.cumprod(1 - ends / risk)
    seen = float(lengths[0] + (curve[:-1] * np.diff(lengths)).sum())
    if curve[-1] <= 0:
        return seen
    return seen + float(curve[-1] * longest / -np.log(curve[-1]))


def _sums(values: NDArray[_T], start: Counts) -> NDArray[_T]:
    """The sum of each group; zero of an empty one."""
    total = np.zeros(len(start) - 1, dtype=values.dtype)
    filled = start[1:] > start[:-1]
    if filled.any():
        total[filled] = np.add.reduceat(values, start[:-1][filled])
    return total


def _quantile(length: Counts, start: Counts, count: Counts, share: float) -> Numbers:
    """The quantile of each closed group, to the last bit as ``numpy.quantile`` has it."""
    place = (count - 1) * share
    low = np.floor(place).astype(np.int64)
    part = place - low
    at = start + low
    below, beyond = length[at], length[np.minimum(at + 1, start + count - 1)]
    step = (beyond - below).astype(np.float64)
    return np.asarray(np.where(part < 0.5, below + step * part, beyond - step * (1 - part)))

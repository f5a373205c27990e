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
    G. K. Smyth: Linear models and empirical Bayes methods. Statistical Applications in Genetics
    and Molecular Biology 3 (2004): borrowing the spread of the other groups.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from wian.reports.distributions import student_quantile_975

Numbers = NDArray[np.float64]
Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
_T = TypeVar("_T", np.int64, np.float64)

BORROWED = 20
"""Degrees of freedom that a group's spread borrows from the other groups, where they have them."""
_FREEDOM = 2
"""Degrees of freedom that an interval needs: with one it would span everything."""
_BITS = 63
"""Bits of a key that groups and lengths share."""
_COUNTED = 10_000_000
"""Lengths up to this many ticks are counted one by one: nineteen years of minutes."""
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


@dataclass(frozen=True, slots=True)
class Means:
    """The mean of each group; NaN where nothing of a group is finished.

    Attributes:
        mean: Mean span, the open ones reckoned in.
        low, high: Its 95 % interval; NaN where too few are finished to tell their spread.
        tail: Share of the mean that lies beyond the longest span seen, and is an assumption.
        spread: Variance of one span, as a share of the squared mean, after borrowing.
        common: The same over all groups, nothing borrowed.
    """

    mean: Numbers
    low: Numbers
    high: Numbers
    tail: Numbers
    spread: Numbers
    common: float


class Sample:
    """Spans of groups, in order of group and length, finished before open ones of one length.

    Args:
        group: Group of each span, from 0; shape (spans,).
        length: Length of each, not negative; shape (spans,).
        open_: Whether it is open; shape (spans,).
        groups: How many groups there are.
    """

    def __init__(self, group: Counts, length: Counts, open_: Mask, groups: int) -> None:
        bits = int(length.max(initial=0)).bit_length() + 1
        if bits + groups.bit_length() < _BITS:
            keys = (group << bits) | (length << 1) | open_
            keys.sort()
            self._length: Counts = (keys & ((1 << bits) - 1)) >> 1
            self._open: Mask = (keys & 1).astype(np.bool_)
        else:  # thousandths of seconds over years, in very many groups
            order = np.lexsort((open_, length, group))
            self._length, self._open = length[order], open_[order]
        self.count: Counts = np.bincount(group, minlength=groups)
        self.open: Counts = np.bincount(group[open_], minlength=groups)
        self._start: Counts = np.concatenate(([0], np.cumsum(self.count)))

    @property
    def finished(self) -> Counts:
        """How many spans of each group are finished."""
        return self.count - self.open

    @cached_property
    def total(self) -> Counts:
        """The lengths of each group's spans together, open ones as far as they have come."""
        return _sums(self._length, self._start)

    @cached_property
    def whole(self) -> float:
        """The mean of all groups' spans together; NaN where none of them is finished."""
        finished = int(self.finished.sum())
        if finished == 0:
            return float("nan")
        if finished == len(self._length):
            return float(self.total.sum() / finished)
        return _pooled(self._length, self._open)

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
        """The mean of each group with its interval.

        On the scale of logarithms the interval is ``mean * exp(+-t * sqrt(spread / finished))``:
        spans are never negative and lean to the right. ``spread`` is the group's own relative
        variance, moderated by that of all groups together (Smyth 2004).
        """
        mean, variance, tail = self._plain()
        mean[self._partly], variance[self._partly], tail[self._partly] = self._curve.mean()
        finished = self.finished
        mean[finished == 0] = np.nan
        with np.errstate(invalid="ignore", divide="ignore"):
            own = variance * finished / mean**2
            degrees = np.maximum(finished - 1, 0)
            known = (degrees > 0) & (mean > 0)
            squares = np.sum((degrees * variance * finished)[known])
            common = float(squares / np.sum((degrees * mean**2)[known])) if known.any() else np.nan
            lent = np.clip(degrees[known].sum() - degrees, 0, BORROWED)
            freedom = lent + degrees
            spread = (lent * common + degrees * np.where(known, own, 0)) / freedom
            reach = _student(freedom) * np.sqrt(spread / finished)
            reach[(mean == 0) | (freedom < _FREEDOM)] = np.nan
            low, high = mean * np.exp(-reach), mean * np.exp(reach)
        return Means(mean, low, high, tail, spread, common)

    def _plain(self) -> tuple[Numbers, Numbers, Numbers]:
        """Mean, variance of the mean, and no tail, of groups without open spans."""
        count = np.where(self.open == 0, self.count, 0)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = np.where(count > 0, self.total / count, np.nan)
            away = self._length - np.repeat(np.nan_to_num(mean), self.count)
            squares = _sums(away * away, self._start)
            variance = np.where(count > 1, squares / (count - 1) / count, np.nan)
        return mean, variance, np.zeros(len(count))

    @cached_property
    def _partly(self) -> Mask:
        return np.asarray(self.open > 0)

    @cached_property
    def _curve(self) -> _Curve:
        """The curves of the groups with open spans, and of no other."""
        mine = np.repeat(self._partly, self.count)
        return _Curve(self._length[mine], self._open[mine], self.count[self._partly])


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
        at = np.flatnonzero(self.finished)
        group = np.repeat(np.arange(len(self.count)), self.count)[at]
        left = self.before[at] * (1 - 1 / self.risk[at])
        passed = np.bincount(group[left > goal + _JUST], minlength=len(self.count))
        first = np.searchsorted(group, np.arange(len(self.count)))
        steps = np.bincount(group, minlength=len(self.count))
        reached = passed < steps
        low = (first + passed)[reached]
        stays = (left[low] > goal - _JUST) & (passed[reached] + 1 < steps[reached])
        lengths = self.length[at]
        value[reached] = (lengths[low] + lengths[low + stays]) / 2
        return value, ~reached

    def mean(self) -> tuple[Numbers, Numbers, Numbers]:
        """Mean, its variance, and the share of the tail in it, of each group.

        The mean is the area under the curve. Beyond the longest span seen, where the curve has
        not come down to zero, it goes on as the exponential one through its last point (Brown,
        Hollander and Korwar 1974), which has the area ``S * t / -ln(S)`` beyond t. The variance is
        Greenwood's, with Kaplan and Meier's m / (m - 1), and knows that the tail hangs on S.
        """
        gone = np.concatenate(([0], self.length[:-1]))
        gone[self.start[:-1]] = 0
        area = self.before * (self.length - gone)
        seen, events = _sums(area, self.start), _sums(self.finished.astype(np.int64), self.start)
        hangs = (self.at_end > 0) & (events > 0)
        fall = np.where(hangs, -np.log(np.where(hangs, self.at_end, 0.5)), 1.0)
        tail = np.where(hangs, self.at_end * self.longest / fall, 0.0)
        whole = seen + tail * (1 + 1 / fall)
        running = np.concatenate(([0.0], np.cumsum(area)))
        at = np.flatnonzero(self.steps)
        left = np.repeat(whole + running[self.start[:-1]], self.count)[at] - running[at + 1]
        terms = np.zeros(len(area))
        terms[at] = left**2 / (self.risk[at] * (self.risk[at] - 1))
        with np.errstate(invalid="ignore", divide="ignore"):
            variance = _sums(terms, self.start) * np.where(
                events > 1, events / (events - 1), np.nan
            )
            return seen + tail, variance, np.where(hangs, tail / (seen + tail), 0.0)


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


def _student(freedom: Counts) -> Numbers:
    """Student's t for the interval; few different ones are asked for."""
    asked, place = np.unique(freedom, return_inverse=True)
    return np.asarray(student_quantile_975(asked)[place])


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
    found = np.where(part < 0.5, below + step * part, beyond - step * (1 - part))  # half
    return np.asarray(found)

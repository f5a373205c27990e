"""Medians of groups, paces of offices and what directives share, from spans of which some are open.

The logarithm of a span is the sum of its group's centre, its office's own pace, what its directive
shares, and chance. Paces and shared effects are shrunk by how much they are found to vary
(empirical Bayes): an office with three letters keeps close to its group. A span that is open, or
of which only the days are known, enters with what it is expected to be within what is known of it,
and with the variance of that. All is found by expectation and conditional maximisation.

Sources:
    A. P. Dempster, N. M. Laird, D. B. Rubin: Maximum likelihood from incomplete data via the EM
    algorithm. Journal of the Royal Statistical Society B 39 (1977), 1-38.
    C. N. Morris: Parametric empirical Bayes inference. Journal of the American Statistical
    Association 78 (1983), 47-55.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wian.reports.outlook.learned.stage_history import StageHistory
from wian.reports.outlook.monte_carlo.normal_law import Numbers, log_share_above
from wian.reports.outlook.monte_carlo.stage_laws import Rows

_ROUNDS = 60
_LEAST = 0.5
"""Minutes: what is shorter cannot be told from it."""
_USUAL = {"chance": 0.6, "pace": 0.35, "shared": 0.15}
"""Spreads that are expected before anything is seen, each with the weight of two cases; that of
what directives share with that of half a one, as there are few of them."""
_PRIOR, _PRIOR_SHARED = 2.0, 0.5
_HALF_LOG_2PI = 0.5 * float(np.log(2 * np.pi))


@dataclass(frozen=True, slots=True)
class PaceFit:
    """What was found; on the scale of logarithms of minutes.

    Attributes:
        centre: Of each group.
        chance: Spread within offices and directives, of each group.
        between: Spread of the offices' own paces, of each group.
        pace: Own pace of each office beside its group's.
        doubt: Standard deviation of what is thought of each pace.
        shared: What each directive shares beside others.
        spread: Spread of what directives share.
        directives: From how many that was found: fewer than there are where old ones count less.
        length: What each span is thought to be.
        group_of: The group of each office; -1 where it has no span.
    """

    centre: Numbers
    chance: Numbers
    between: Numbers
    pace: Numbers
    doubt: Numbers
    shared: Numbers
    spread: float
    directives: float
    length: Numbers
    group_of: Rows


def fitted(spans: StageHistory, weights: Numbers | None = None) -> PaceFit:
    """Find groups' centres, offices' paces and directives' effects.

    Args:
        spans: What is known; at least one.
        weights: How much each span counts, 1 at most; all alike where left out.
    """
    return _Fit(spans, np.ones(len(spans)) if weights is None else weights).found()


class _Fit:
    """The state of one fit."""

    def __init__(self, spans: StageHistory, weights: Numbers) -> None:
        self._spans, self._weights = spans, weights
        self._low = np.log(np.maximum(spans.least, _LEAST))
        self._high = np.log(np.maximum(spans.most, _LEAST))
        open_ = ~np.isfinite(self._high)
        self._hidden = np.flatnonzero(open_ | (self._high - self._low > 1e-6))
        self._length = np.where(open_, self._low + 0.5, (self._low + self._high) / 2)
        self._unsure = np.zeros(len(spans))
        groups, offices = len(spans.groups), len(spans.offices)
        self._group_of = np.full(offices, -1, dtype=np.int64)
        self._group_of[spans.office] = spans.group
        self._pace, self._doubt = np.zeros(offices), np.zeros(offices)
        self._shared = np.zeros(len(spans.directives))
        self._shared_doubt = np.zeros(len(spans.directives))
        self._recent = np.full(len(spans.directives), 1e-9)
        np.maximum.at(self._recent, spans.directive, weights)
        self._chance = np.full(groups, _USUAL["chance"] ** 2)
        self._between = np.full(groups, _USUAL["pace"] ** 2)
        self._spread = _USUAL["shared"] ** 2
        self._centre = np.zeros(groups)

    def found(self) -> PaceFit:
        """What the rounds come to."""
        for _ in range(_ROUNDS):
            self._centres()
            self._paces()
            self._effects()
            self._spreads()
            self._expect()
        return PaceFit(
            self._centre,
            np.sqrt(self._chance),
            np.sqrt(self._between),
            self._pace,
            np.sqrt(self._doubt),
            self._shared,
            float(np.sqrt(self._spread)),
            float(self._recent.sum() ** 2 / (self._recent**2).sum()),
            self._length,
            self._group_of,
        )

    def _sum(self, place: Rows, values: Numbers, size: int) -> Numbers:
        return np.bincount(place, self._weights * values, minlength=size).astype(np.float64)

    def _centres(self) -> None:
        spans = self._spans
        rest = self._length - self._pace[spans.office] - self._shared[spans.directive]
        size = len(self._centre)
        count = self._sum(spans.group, np.ones(len(spans)), size)
        self._centre = self._sum(spans.group, rest, size) / np.maximum(count, 1e-12)

    def _paces(self) -> None:
        spans, size = self._spans, len(self._pace)
        rest = self._length - self._centre[spans.group] - self._shared[spans.directive]
        sure = 1 / self._chance[spans.group]
        information = self._sum(spans.office, sure, size)
        prior = 1 / self._between[self._group_of]
        self._doubt = 1 / (information + prior)
        self._pace = self._sum(spans.office, rest * sure, size) * self._doubt

    def _effects(self) -> None:
        spans, size = self._spans, len(self._shared)
        rest = self._length - self._centre[spans.group] - self._pace[spans.office]
        sure = 1 / self._chance[spans.group]
        information = self._sum(spans.directive, sure, size)
        self._shared_doubt = 1 / (information + 1 / self._spread)
        found = self._sum(spans.directive, rest * sure, size) * self._shared_doubt
        self._shared = found - np.average(found, weights=self._recent)

    def _spreads(self) -> None:
        spans = self._spans
        size = len(self._centre)
        squares = self._rest() ** 2 + self._unsure + self._doubt[spans.office]
        squares += self._shared_doubt[spans.directive]
        count = self._sum(spans.group, np.ones(len(spans)), size)
        self._chance = _blended(self._sum(spans.group, squares, size), count, _USUAL["chance"])
        known = np.flatnonzero(self._group_of >= 0)
        of, many = self._group_of[known], np.bincount(self._group_of[known], minlength=size)
        varied = (self._pace**2 + self._doubt)[known]
        paces = np.bincount(of, varied, minlength=size).astype(np.float64)
        self._between = _blended(paces, many.astype(np.float64), _USUAL["pace"])
        shared = np.array([self._recent @ (self._shared**2 + self._shared_doubt)])
        freedom = np.array([max(self._recent.sum() - 1.0, 0.0)])
        blended = _blended(shared, freedom, _USUAL["shared"], _PRIOR_SHARED)
        self._spread = float(blended[0])

    def _rest(self) -> Numbers:
        spans = self._spans
        thought = self._centre[spans.group] + self._pace[spans.office]
        return self._length - thought - self._shared[spans.directive]

    def _expect(self) -> None:
        """What hidden lengths are expected to be within what is known of them."""
        at = self._hidden
        if not at.size:
            return
        spans = self._spans
        thought = (self._length - self._rest())[at]
        spread = np.sqrt(self._chance[spans.group[at]])
        low, high = (self._low[at] - thought) / spread, (self._high[at] - thought) / spread
        mean, variance = _within(low, high)
        self._length[at] = thought + spread * mean
        self._unsure[at] = spread**2 * variance


def _blended(squares: Numbers, count: Numbers, usual: float, weight: float = _PRIOR) -> Numbers:
    """A variance from sums of squares, with what is expected before anything is seen."""
    return np.asarray((squares + weight * usual**2) / (count + weight))


def _within(low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """Mean and variance of the normal distribution between two points; ``high`` may be infinite."""
    above, beyond = log_share_above(low), log_share_above(high)
    mass = above + np.log1p(-np.exp(np.minimum(beyond - above, -1e-12)))
    first = np.exp(-(low**2) / 2 - _HALF_LOG_2PI - mass)
    ends = np.isfinite(high)
    top = np.where(ends, high, 0.0)
    second = np.where(ends, np.exp(-(top**2) / 2 - _HALF_LOG_2PI - mass), 0.0)
    mean = first - second
    variance = 1 + low * first - top * second - mean**2
    narrow = ends & (top - low < 1e-2)  # the difference of two near numbers tells nothing
    far = narrow | ~np.isfinite(mean) | (mass < -300)
    middle = np.where(ends, (low + top) / 2, low)
    mean = np.where(far, middle, np.clip(mean, low, np.where(ends, top, np.inf)))
    variance = np.where(far, np.where(ends, (top - low) ** 2 / 12, 0.0), variance)
    return mean, np.clip(variance, 0.0, 1.0)

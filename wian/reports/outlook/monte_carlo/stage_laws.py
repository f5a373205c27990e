"""How long does a stage take at each of many offices, given how long it has lasted?

Office minutes throughout. A log-normal stage is drawn from the part of its distribution that lies
beyond what has passed. A stage of the other forms keeps to its curve, and where it has outlasted
all of it, to a log-normal distribution about the curve's end: the profile was wrong there, and
what is left is of the order of what has passed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wian.reports.outlook.monte_carlo.normal_law import Numbers, quantile, share_above

Rows = NDArray[np.int64]
Curve = tuple[Numbers, Numbers]
"""Shares, ascending, and the minutes that they take at most."""

_BEYOND = 0.5
"""Spread, on the scale of logarithms, of what outlasts its whole curve."""
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class StageLaws:
    """The distributions of one stage at many offices.

    Attributes:
        centre: Logarithm of the median in minutes; shape (offices,).
        spread: Standard deviation of the logarithm; above 0 where ``curve`` is below 0.
        loading: What the effect common to the directive adds to the logarithm, for each unit of it.
        curve: Which of the curves holds instead; -1 where the stage is log-normal.
        curves: Curves of stages that are not log-normal.
    """

    centre: Numbers
    spread: Numbers
    loading: Numbers
    curve: Rows
    curves: Sequence[Curve] = ()

    def where(self, rows: NDArray[np.bool_], other: StageLaws) -> StageLaws:
        """The same laws, but those of another at some offices; shape of ``rows``: (offices,)."""
        bent = np.where(other.curve >= 0, other.curve + len(self.curves), -1)
        return StageLaws(
            np.where(rows, other.centre, self.centre),
            np.where(rows, other.spread, self.spread),
            np.where(rows, other.loading, self.loading),
            np.where(rows, bent, self.curve),
            [*self.curves, *other.curves],
        )

    def drawn(
        self, rows: Rows, chances: Numbers, effects: Effects, passed: Numbers | None = None
    ) -> Numbers:
        """Minutes that the stage takes; shape (rows, draws).

        Args:
            rows: Offices.
            chances: Uniform numbers; shape (rows, draws). The larger, the shorter it takes.
            effects: The common effect of each draw.
            passed: Minutes that it has lasted at each of the offices and is not over; none has
                begun where left out. No draw is shorter.
        """
        curve = self.curve[rows]
        if (curve < 0).all():
            return self._log_normal(rows, chances, effects, passed)
        found = np.empty(chances.shape)
        for each in np.unique(curve):
            at = np.flatnonzero(curve == each)
            part = None if passed is None else passed[at]
            if each < 0:
                found[at] = self._log_normal(rows[at], chances[at], effects, part)
            else:
                scale = np.exp(self.loading[rows[at], None] * effects.values)
                found[at] = _on_curve(self.curves[each], chances[at], scale, part)
        return found

    def _log_normal(
        self, rows: Rows, shares: Numbers, effects: Effects, passed: Numbers | None
    ) -> Numbers:
        centre, spread = self.centre[rows, None], self.spread[rows, None]
        loading = self.loading[rows, None]
        if passed is not None:
            least = np.log(np.maximum(passed, _LEAST))[:, None]
            left = share_above((least - centre - loading * effects.grid) / spread)
            shares = np.maximum(left[:, effects.place] * shares, 1e-300)
        found = quantile(shares)
        found *= -spread
        found += centre
        if loading.any():
            found += loading * effects.values
        np.exp(found, out=found)
        return found if passed is None else np.maximum(found, passed[:, None])


@dataclass(frozen=True, slots=True)
class Effects:
    """The effect common to a directive in each draw, in standard deviations.

    Attributes:
        grid: The amounts that it may have; ascending.
        place: Which of them each draw has; shape (draws,).
    """

    grid: Numbers
    place: NDArray[np.int64]

    @property
    def values(self) -> Numbers:
        """The amount in each draw."""
        return self.grid[self.place]


def _on_curve(curve: Curve, shares: Numbers, scale: Numbers, passed: Numbers | None) -> Numbers:
    at, minutes = curve
    if passed is None:
        return np.interp(1 - shares, at, minutes) * scale
    lasted = np.broadcast_to(passed[:, None], shares.shape)
    over = np.interp(lasted / scale, *_rising(minutes, at), left=0.0)
    within = np.interp(1 - shares * (1 - over), at, minutes) * scale
    top = np.log(np.maximum(minutes[-1], 1.0) * scale)
    left = share_above((np.log(np.maximum(lasted, _LEAST)) - top) / _BEYOND)
    beyond = np.exp(top - _BEYOND * quantile(np.maximum(left * shares, 1e-300)))
    return np.maximum(np.where(lasted >= minutes[-1] * scale, beyond, within), lasted)


def _rising(minutes: Numbers, shares: Numbers) -> Curve:
    """The curve with each length once, at the largest share that takes no longer."""
    last = np.append(np.flatnonzero(np.diff(minutes) > 0), len(minutes) - 1)
    if len(last) == 1:
        return np.array([minutes[0] - _LEAST, minutes[0]]), np.array([0.0, 1.0])
    return minutes[last], shares[last]

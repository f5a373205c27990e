"""Is what outlooks say of an office as likely as they say? Corrected by how it was in the past.

Where an outlook of the past was right, the share of futures in which an office received no later
than it did is even over 0 to 1. Where it was not, a level is replaced by the level that held:
the 5 % of an interval by that below which 5 % of the past receptions lay. That is split conformal
prediction with the place among the futures as its score: it holds whatever the true distribution,
as long as the next directive is like those it was taken from, none of which was learned from.

Sources:
    V. Vovk, A. Gammerman, G. Shafer: Algorithmic Learning in a Random World. Springer, 2005; 2.2.
    V. Chernozhukov, K. Wüthrich, Y. Zhu: Distributional conformal prediction. Proceedings of the
    National Academy of Sciences 118 (2021).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from wian.delays.profile_calibration import Calibration, CalibrationCurve
from wian.reports.outlook.look_back.past_outlooks import TENTHS, PastOutlook
from wian.reports.outlook.monte_carlo.normal_law import Numbers

FEWEST = 10
"""Past directives without which offices are not calibrated."""
FEWEST_FOR_COUNTS = 100
"""Past directives without which counts are not: a directive is one case, however many offices."""
_LEVELS = (0.0, 0.01, 0.025, *(each / 20 for each in range(1, 20)), 0.975, 0.99, 1.0)


def calibration(outlooks: Iterable[PastOutlook]) -> Calibration | None:
    """What past outlooks of directives that nothing was learned from show.

    Returns:
        The correction; ``None`` where there are too few directives for any.
    """
    told = list(outlooks)
    directives = len({each.directive for each in told})
    if directives < FEWEST:
        return None
    tenths: dict[int, list[PastOutlook]] = {}
    for each in told:
        tenths.setdefault(each.tenth, []).append(each)
    offices = {at: _curve([each.places for each in of]) for at, of in tenths.items()}
    counts = last = {}
    if directives >= FEWEST_FOR_COUNTS:
        counts = {at: _curve([np.array([e.share_place for e in of])]) for at, of in tenths.items()}
        last = {at: _curve([np.array([e.last_place for e in of])]) for at, of in tenths.items()}
    return Calibration(
        directives=directives, levels=_LEVELS, offices=offices, counts=counts, last=last
    )


class LevelCorrection:
    """What past outlooks show of outlooks that are made when a share of the window is gone.

    Args:
        known: How past outlooks held; nothing is corrected where ``None``.
        window_share: Which share of the window is gone; nothing is corrected where ``None``.
    """

    def __init__(self, known: Calibration | None, window_share: float | None) -> None:
        self._levels: Sequence[float] = known.levels if known else ()
        found = known if window_share is not None else None
        share = window_share or 0.0
        self._offices = _of(found.offices, share) if found else None
        self._counts = _of(found.counts, share) if found else None
        self._last = _of(found.last, share) if found else None

    @property
    def offices(self) -> bool:
        """Whether what is said of offices is corrected."""
        return self._offices is not None

    @property
    def counts(self) -> bool:
        """Whether what is said of counts and of the last reception is."""
        return self._counts is not None

    def office_levels(self, levels: Sequence[float]) -> Sequence[float]:
        """The levels of the futures that held for offices where others were meant."""
        return self._held(self._offices, levels)

    def count_levels(self, levels: Sequence[float]) -> Sequence[float]:
        """The same for how many addressees are in time."""
        return self._held(self._counts, levels)

    def last_levels(self, levels: Sequence[float]) -> Sequence[float]:
        """The same for the last reception."""
        return self._held(self._last, levels)

    def chances(self, shares: Numbers) -> Numbers:
        """How likely is what happens in a share of the futures? 0 and 1 stay what they are."""
        curve = self._offices
        if curve is None:
            return shares
        found = np.interp(shares, *_rising(np.array(curve.held), np.array(self._levels)))
        return np.where((shares <= 0) | (shares >= 1), shares, found)

    def _held(self, curve: CalibrationCurve | None, levels: Sequence[float]) -> Sequence[float]:
        if curve is None:
            return levels
        return [float(each) for each in np.interp(levels, self._levels, curve.held)]


def _rising(held: Numbers, levels: Numbers) -> tuple[Numbers, Numbers]:
    """A curve from what held to what was meant; of several at one place the middle."""
    places, number = np.unique(held, return_inverse=True)
    low, high = np.full(len(places), 1.0), np.zeros(len(places))
    np.minimum.at(low, number, levels)
    np.maximum.at(high, number, levels)
    return places, (low + high) / 2


def _of(curves: Mapping[int, CalibrationCurve], window_share: float) -> CalibrationCurve | None:
    """The curve of the tenth that has begun; the nearest where none was seen of it."""
    if not curves:
        return None
    tenth = min(max(int(window_share * TENTHS), 0), TENTHS - 1)
    return curves[min(curves, key=lambda each: (abs(each - tenth), each))]


def _curve(places: Sequence[Numbers]) -> CalibrationCurve:
    """The places below which each share of the past lay."""
    values = np.concatenate(list(places))
    held = np.quantile(values, _LEVELS)
    held[0], held[-1] = 0.0, 1.0
    return CalibrationCurve(cases=len(values), held=tuple(round(float(each), 5) for each in held))

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

from wian.reports.outlook.look_back.calibration_curves import Calibration, CalibrationCurve
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
    return Calibration(directives=directives, offices=offices, counts=counts, last=last)


def corrected(curves: Mapping[int, CalibrationCurve], window_share: float, level: float) -> float:
    """The level of the futures that held where ``level`` was meant.

    Args:
        curves: By tenths of the window.
        window_share: Which share of the window is gone.
        level: From 0 to 1.
    """
    curve = _of(curves, window_share)
    return level if curve is None else float(np.interp(level, curve.levels, curve.held))


def corrected_chances(
    curves: Mapping[int, CalibrationCurve], window_share: float, chances: Numbers
) -> Numbers:
    """How likely things are that a share of the futures says; 0 and 1 stay what they are."""
    curve = _of(curves, window_share)
    if curve is None:
        return chances
    return np.asarray(np.interp(chances, curve.held, curve.levels))


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
    return CalibrationCurve(
        cases=len(values), levels=_LEVELS, held=tuple(round(float(each), 5) for each in held)
    )

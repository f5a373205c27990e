"""How fast does history grow old? A reform or a new clerk makes what was before say less.

Each half-life is tried on the past: from the directives before it, how well would each have been
foretold? A half-life is taken only where it is better by a clear margin than counting all alike,
and for each kind of offices by itself, as a reform seldom reaches all of them.
"""

from __future__ import annotations

import numpy as np

from wian.reports.outlook.learned.pace_fit import PaceFit
from wian.reports.outlook.learned.stage_history import StageHistory
from wian.reports.outlook.monte_carlo.normal_law import Numbers

HALF_LIVES = (1460.0, 730.0, 365.0, 180.0, 90.0, 45.0)
"""Days that are tried."""
_CLEAR = 0.97
"""Share of the squared error below which a half-life is taken."""
_FEWEST = 6
"""Directives without which nothing is tried."""


def half_lives(spans: StageHistory, fit: PaceFit) -> Numbers:
    """Days after which a span counts half, of each group; infinite where all count alike.

    Args:
        spans: What is known.
        fit: What was found where all count alike.
    """
    found = np.full(len(spans.groups), np.inf)
    if len(spans.directives) < _FEWEST:
        return found
    alike = _errors(spans, fit, np.inf)
    errors = np.array([_errors(spans, fit, each) for each in HALF_LIVES])
    best = errors.argmin(axis=0)
    better = errors.min(axis=0) < _CLEAR * alike
    found[better] = np.array(HALF_LIVES)[best[better]]
    return found


def age_weights(spans: StageHistory, days: Numbers) -> Numbers:
    """How much each span counts; 1 for the latest directive.

    It falls as a bell does, so that what is older than twice the half-life hardly counts: after a
    reform the figures are those of now and no blend.

    Args:
        spans: What is known.
        days: The half-life of each group.
    """
    begun = _begun(spans)
    age = (begun.max() - begun[spans.directive]) / days[spans.group]
    return np.asarray(0.5 ** (age**2))


def _begun(spans: StageHistory) -> Numbers:
    """The day on which each directive began."""
    begun = np.full(len(spans.directives), np.inf)
    np.minimum.at(begun, spans.directive, spans.day.astype(np.float64))
    return np.where(np.isfinite(begun), begun, spans.day.min())


def _errors(spans: StageHistory, fit: PaceFit, days: float) -> Numbers:
    """Squared errors with which the later directives would have been foretold, by group."""
    begun = _begun(spans)
    order = np.argsort(begun, kind="stable")
    ratio = (fit.chance / np.maximum(fit.between, 1e-3)) ** 2
    count, total, error = (np.zeros(len(fit.centre)) for _ in range(3))
    seen, rest = np.zeros(len(fit.pace)), np.zeros(len(fit.pace))
    before = begun[order[0]]
    for at, directive in enumerate(order.tolist()):
        fade = 0.5 ** ((begun[directive] - before) / days)
        before = begun[directive]
        count, total, seen, rest = (each * fade for each in (count, total, seen, rest))
        rows = np.flatnonzero(spans.directive == directive)
        office, group, length = spans.office[rows], spans.group[rows], fit.length[rows]
        centre = total[group] / np.maximum(count[group], 1e-12)
        pace = rest[office] / (seen[office] + ratio[group])
        if at >= len(order) // 3:
            squares = np.where(count[group] > 0, (length - centre - pace) ** 2, 0.0)
            np.add.at(error, group, squares)
        np.add.at(count, group, 1.0)
        np.add.at(total, group, length)
        np.add.at(seen, office, 1.0)
        np.add.at(rest, office, length - total[group] / count[group])
    return error

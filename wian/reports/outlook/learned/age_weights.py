"""How fast does history grow old? A reform or a new clerk makes what was before say less.

Each half-life is tried on the past: from the directives before it, how well would each have been
foretold? A half-life is taken only where it is better by a clear margin than counting all alike.
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


def half_life(spans: StageHistory, fit: PaceFit) -> float:
    """Days after which a span counts half; infinite where all count alike.

    Args:
        spans: What is known.
        fit: What was found where all count alike.
    """
    if len(spans.directives) < _FEWEST:
        return np.inf
    alike = _error(spans, fit, np.inf)
    errors = [_error(spans, fit, each) for each in HALF_LIVES]
    best = int(np.argmin(errors))
    return HALF_LIVES[best] if errors[best] < _CLEAR * alike else np.inf


def age_weights(spans: StageHistory, days: float) -> Numbers:
    """How much each span counts; 1 for the latest directive.

    Args:
        spans: What is known.
        days: The half-life.
    """
    begun = _begun(spans)
    return np.asarray(0.5 ** ((begun.max() - begun[spans.directive]) / days))


def _begun(spans: StageHistory) -> Numbers:
    """The day on which each directive began."""
    begun = np.full(len(spans.directives), np.inf)
    np.minimum.at(begun, spans.directive, spans.day.astype(np.float64))
    return np.where(np.isfinite(begun), begun, spans.day.min())


def _error(spans: StageHistory, fit: PaceFit, days: float) -> float:
    """Squared error with which the later directives would have been foretold."""
    begun = _begun(spans)
    order = np.argsort(begun, kind="stable")
    ratio = (fit.chance / np.maximum(fit.between, 1e-3)) ** 2
    count, total = np.zeros(len(fit.centre)), np.zeros(len(fit.centre))
    seen, rest = np.zeros(len(fit.pace)), np.zeros(len(fit.pace))
    before, error = begun[order[0]], 0.0
    for at, directive in enumerate(order.tolist()):
        fade = 0.5 ** ((begun[directive] - before) / days)
        before = begun[directive]
        count, total, seen, rest = (each * fade for each in (count, total, seen, rest))
        rows = np.flatnonzero(spans.directive == directive)
        office, group, length = spans.office[rows], spans.group[rows], fit.length[rows]
        centre = total[group] / np.maximum(count[group], 1e-12)
        pace = rest[office] / (seen[office] + ratio[group])
        if at >= len(order) // 3:
            known = count[group] > 0
            error += float(((length - centre - pace)[known] ** 2).sum())
        np.add.at(count, group, 1.0)
        np.add.at(total, group, length)
        np.add.at(seen, office, 1.0)
        np.add.at(rest, office, length - total[group] / count[group])
    return error

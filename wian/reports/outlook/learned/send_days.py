"""Which offices send their letters on some days of the week only? As far as their letters show."""

from __future__ import annotations

from math import comb

import numpy as np

from wian.reports.outlook.learned.stage_history import StageHistory
from wian.reports.outlook.monte_carlo.normal_law import Numbers

_BY_CHANCE = 1e-4
"""An office is taken to have days of its own where chance would show them less often than this."""
_MOST = 2
"""Days of a week that are fewer than all: on more of them nobody would notice."""


def send_days(spans: StageHistory) -> dict[str, frozenset[int]]:
    """The offices that end a stage on one or two days of the week only, and these days.

    Args:
        spans: Handling: it ends as the office's own letter goes out.
    """
    over = spans.over
    over = over[spans.weekday[over] > 0]
    counts = np.zeros((len(spans.offices), 8), dtype=np.int64)
    np.add.at(counts, (spans.office[over], spans.weekday[over]), 1)
    usual = counts.sum(axis=0) / max(counts.sum(), 1)
    found: dict[str, frozenset[int]] = {}
    for office in np.flatnonzero(counts.sum(axis=1)).tolist():
        days = np.flatnonzero(counts[office])
        if len(days) <= _MOST and _rare(days.tolist(), int(counts[office].sum()), usual):
            found[spans.offices[office]] = frozenset(days.tolist())
    return found


def _rare(days: list[int], letters: int, usual: Numbers) -> bool:
    """Whether so many letters on so few days are no chance, whichever days it might have been."""
    worked = int(np.count_nonzero(usual))
    if worked <= len(days):
        return False
    share = max(len(days) / worked, float(usual[days].sum()))
    return comb(worked, len(days)) * share**letters < _BY_CHANCE

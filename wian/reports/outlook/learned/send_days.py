"""Which offices send letters on some days of the week only, and when? As far as letters show."""

from __future__ import annotations

from collections.abc import Collection
from math import comb

import numpy as np

from wian.delays.local_clock import DAY
from wian.delays.working_time import WorkingTime
from wian.reports.outlook.learned.stage_history import StageHistory
from wian.reports.outlook.monte_carlo.normal_law import Numbers

_BY_CHANCE = 1e-4
"""An office is taken to have days of its own where chance would show them less often than this."""
_WITHIN = 60
"""Minutes of the day within which all letters of an office go out that sends at one time."""
_EXACT = 0.5
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


def send_times(
    spans: StageHistory, offices: Collection[str], working: WorkingTime
) -> dict[str, str]:
    """The time of day at which offices send, where they do so at one time, as ``10:00``.

    Args:
        spans: Handling; what is known to the day only says nothing.
        offices: Those that send on some days only.
        working: Working time of the offices.
    """
    over = spans.over
    over = over[(spans.most[over] - spans.least[over] <= _EXACT) & (spans.weekday[over] > 0)]
    minutes = working.clock.local(working.moment(np.rint(spans.ended[over]))) % DAY
    order = np.lexsort((minutes, spans.office[over]))
    number, minutes = spans.office[over][order], minutes[order]
    found: dict[str, str] = {}
    for at, office in enumerate(spans.offices):
        if office not in offices:
            continue
        of = minutes[slice(*np.searchsorted(number, [at, at + 1]))]
        if of.size and of[-1] - of[0] <= _WITHIN and _narrow(len(of), working.minutes_a_day):
            found[office] = "{:02}:{:02}".format(*divmod(int(of[len(of) // 2]), 60))
    return found


def _narrow(letters: int, minutes_a_day: int) -> bool:
    """Whether so many letters within so short a time are no chance."""
    return letters * (_WITHIN / minutes_a_day) ** (letters - 1) < _BY_CHANCE


def _rare(days: list[int], letters: int, usual: Numbers) -> bool:
    """Whether so many letters on so few days are no chance, whichever days it might have been."""
    worked = int(np.count_nonzero(usual))
    if worked <= len(days):
        return False
    share = max(len(days) / worked, float(usual[days].sum()))
    return comb(worked, len(days)) * share**letters < _BY_CHANCE

"""Behind which offices do addressees wait that have not received, and are they in time?

Whoever was sent the letter and has not acted holds up itself and all below it. An addressee that
nobody holds up, as its letter is not yet due, stands for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from wian.reports.outlook.monte_carlo.known_times import RECEIVED
from wian.reports.outlook.outlook import Outlook
from wian.reports.outlook.telephone_list import silent


@dataclass(frozen=True, slots=True)
class WaitBehind:
    """Addressees that wait behind one office.

    Attributes:
        office: Its id.
        forwards: Whether it has the letter, and has to forward it; else it has to receive it.
        waiting: How many addressees have not received at it and below it.
        expected: How many of them are in time on average; ``None`` without a deadline.
        early, middle, late: Days by which the last of them receives in 5, 50 and 95 % of its
            futures.
    """

    office: str
    forwards: bool
    waiting: int
    expected: float | None
    early: date
    middle: date
    late: date

    @property
    def missing(self) -> float:
        """How many of them are too late on average; without a deadline how many wait."""
        return self.waiting - (self.expected or 0.0)


def holders(told: Outlook) -> Sequence[WaitBehind]:
    """Behind whom addressees wait, the most that are too late first; without a deadline the last.

    Args:
        told: What is to be expected of each addressee.
    """
    tree, owing = told.outset.tree, np.flatnonzero(silent(told.outset))
    top, row = tree.tops(owing), {office: at for at, office in enumerate(tree.offices)}
    behind: dict[int, list[int]] = {}
    waiting = [each for each in told.offices if each.received is None]
    for place, each in enumerate(waiting):
        at = row[each.office]
        holder = int(owing[top[at]]) if top[at] >= 0 else at
        behind.setdefault(holder, []).append(place)
    has = ~np.isnan(told.outset.known.latest(RECEIVED))
    found = []
    for holder, places in behind.items():
        some = [waiting[place] for place in places]
        chances = [each.in_time for each in some if each.in_time is not None]
        last = max(some, key=lambda each: (each.p50, each.p95))
        found.append(
            WaitBehind(
                tree.offices[holder],
                bool(has[holder]),
                len(some),
                sum(chances) if told.outset.closes else None,
                last.p05,
                last.p50,
                last.p95,
            )
        )
    if told.outset.closes:
        return sorted(found, key=lambda each: (-round(each.missing, 4), each.office))
    return sorted(found, key=lambda each: (-each.middle.toordinal(), -each.waiting, each.office))

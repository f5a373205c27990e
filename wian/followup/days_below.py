"""How long did a directive take from an office's own letter until those below it stamped theirs?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wian.delays.working_time import WorkingTime
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.read.manager.office_moments import OfficeMoments, office_moments

Lengths = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DaysBelow:
    """One directive below one office.

    Attributes:
        written: How many offices below it somebody has written to.
        days: Working days from the office's first letter to the first stamp of each that has
            stamped, the shortest first; whole days where a moment is only known to the day.
    """

    written: int
    days: Lengths


def days_below(
    ledger: Ledger, propagation: str, office: str, working: WorkingTime
) -> DaysBelow | None:
    """The days of a directive below an office; ``None`` while it has not written.

    Args:
        ledger: Where it stands.
        propagation: Id of the propagation.
        office: Id of the office.
        working: Working time of the country.
    """
    moments = office_moments(ledger, propagation)
    below = _below(moments, office)
    began = min(
        (each.issued for each in below if each.sender == office and each.issued),
        key=lambda at: at.minute,
        default=None,
    )
    if began is None:
        return None
    stamps = [each.received for each in below if each.received]
    known = [each for each in stamps if working.covers(each.minute)]
    if not working.covers(began.minute) or not known:
        return DaysBelow(len(below), np.zeros(0))
    return DaysBelow(len(below), np.sort(_days(began, known, working)))


def _below(moments: Mapping[str, OfficeMoments], office: str) -> list[OfficeMoments]:
    """Those that the office, or one that it wrote to, has written to, wave by wave."""
    found, reached = list[OfficeMoments](), {office}
    for each in sorted(moments.values(), key=lambda each: each.wave):
        if each.sender in reached:
            found.append(each)
            reached.add(each.recipient)
    return found


def _days(began: Instant, stamps: list[Instant], working: WorkingTime) -> Lengths:
    ends = np.array([each.minute for each in stamps], dtype=np.int64)
    starts = np.full(len(ends), began.minute)
    dated = np.array([each.precision is Precision.DAY for each in stamps])
    dated |= began.precision is Precision.DAY
    exact = working.between(starts, ends) / working.minutes_a_day
    whole = working.days_between(working.local_days(starts), working.local_days(ends))
    return np.maximum(np.where(dated, whole, exact), 0.0)

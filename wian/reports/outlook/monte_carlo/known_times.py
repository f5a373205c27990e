"""When did a directive pass each office, in working position, and what of that was known when?

A working position is how many office minutes of the calendar lie before a moment, so that a hop is
an addition. A moment known to the day lies somewhere within its office hours: each has an earliest
and a latest position.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wian.delays.hop_arrays import InstantColumn
from wian.delays.hop_record import HopRecord
from wian.delays.own_clocks import ZoneParts
from wian.delays.profile import Stage
from wian.delays.rests import GOES_ON
from wian.delays.working_time import Minutes, WorkingTime
from wian.jurisdictions.instant import Instant
from wian.reports.outlook.monte_carlo.office_tree import OfficeTree

Positions = NDArray[np.float64]

ISSUED, RECEIVED, READY, FORWARDED = range(4)
"""Instants of a hop: the letter that brought it, first and last desk, the office's own letter."""
STAGE_ENDS = {
    Stage.TRANSIT: (ISSUED, RECEIVED),
    Stage.ROUTING: (RECEIVED, READY),
    Stage.HANDLING: (READY, FORWARDED),
}
"""Which instants each stage lies between."""


@dataclass(frozen=True, slots=True)
class KnownTimes:
    """What is known of a directive's way at one moment.

    Attributes:
        times: Earliest and latest working position of each instant of each office, counted from
            ``now``; NaN where it is not known to have happened. Shape (4, offices, 2).
        rested: Office minutes that each office's clock has rested since its last desk.
        now: The working position of the moment, by the clock of each office.
    """

    times: Positions
    rested: Positions
    now: Positions

    def latest(self, instant: int) -> Positions:
        """The latest position of an instant at each office."""
        return self.times[instant, :, 1]

    def earliest(self, instant: int) -> Positions:
        """The earliest position of an instant at each office."""
        return self.times[instant, :, 0]

    def at(self, later: float) -> KnownTimes:
        """What of it was known so many office minutes later (earlier, where below 0).

        What is known to the day is known once its office hours are over.
        """
        times = self.times - later
        unknown = ~(times[:, :, 1] <= 0)
        times[unknown] = np.nan
        return KnownTimes(times, self.rested, self.now + later)


def known_times(
    tree: OfficeTree, records: Iterable[HopRecord], working: WorkingTime, now: Instant
) -> KnownTimes:
    """What was known at a moment of what the ledger holds.

    Args:
        tree: The offices.
        records: Its hops, as corrected.
        working: Working time of the offices.
        now: The moment; what happened later is left out.

    Raises:
        OutsideCalendarError: A moment lies outside the calendar.
    """
    found = _by_row(tree, records)
    rows = np.array(sorted(found), dtype=np.int64)
    offices = tree.offices
    own = working.own.parts(offices) if working.own else None
    seen = np.array([now.minute] * len(tree), dtype=np.int64)
    moment = seen if own is None else own.to_home(seen, np.ones(len(seen), dtype=np.bool_))
    here = working.position(moment).astype(np.float64)
    times = np.full((4, len(tree), 2), np.nan)
    clocks = None if own is None else own.at(rows)
    hops = [found[row] for row in rows.tolist()]
    for instant, known in enumerate(_columns(hops, now)):
        times[instant, rows] = position_bounds(known, clocks, working) - here[rows, None]
    _fill_gaps(times)
    first = times[ISSUED, tree.parent == 0]
    times[FORWARDED, 0] = np.nanmin(first, axis=0) if np.any(~np.isnan(first)) else np.nan
    rested = np.zeros(len(tree))
    rested[rows] = [rested_by(hop, working, now.minute) for hop in hops]
    return KnownTimes(np.minimum(times, 0), rested, here)


def _by_row(tree: OfficeTree, records: Iterable[HopRecord]) -> dict[int, HopRecord]:
    number: Mapping[str, int] = {office: at for at, office in enumerate(tree.offices)}
    return {number[each.recipient]: each for each in records if each.recipient in number}


def _columns(hops: Sequence[HopRecord], now: Instant) -> list[InstantColumn]:
    """The four instants of hops, unknown where they came later."""
    return [
        InstantColumn.of(
            instant if instant and instant.minute <= now.minute else None for instant in column
        )
        for column in (
            [hop.issued for hop in hops],
            [hop.received or hop.ready or hop.forwarded for hop in hops],
            [hop.ready or hop.forwarded for hop in hops],
            [hop.forwarded for hop in hops],
        )
    ]


def position_bounds(
    column: InstantColumn, clocks: ZoneParts | None, working: WorkingTime
) -> Positions:
    """Earliest and latest working position of instants, NaN where unknown; shape (hops, 2).

    Args:
        column: The instants.
        clocks: The clocks that they are counted by; the calendar's where left out.
        working: The calendar.

    Raises:
        OutsideCalendarError: An instant lies outside the calendar.
    """
    found = np.full((len(column.minute), 2), np.nan)
    exact, dated = column.known & ~column.dated, column.known & column.dated
    shown: Minutes = column.minute if clocks is None else clocks.to_home(column.minute, exact)
    found[exact] = working.position(shown[exact])[:, None]
    if dated.any():
        days = working.local_days(column.minute[dated])
        found[dated, 0] = working.position(working.opens_at(days))
        found[dated, 1] = working.position(working.closes_at(days))
    return found


def _fill_gaps(times: Positions) -> None:
    """An instant that was not recorded before one that was: at the latest when that was."""
    for instant in (READY, RECEIVED):
        gap = np.isnan(times[instant, :, 0])
        times[instant, gap] = times[instant + 1, gap]


def rested_by(hop: HopRecord, working: WorkingTime, minute: int) -> float:
    """Office minutes for which the clock of a hop's recipient had rested at a moment."""
    total = 0
    for begun, ended in hop.rests:
        until = min(minute if ended == GOES_ON else ended, minute)
        if begun < until:
            total += int(working.between(begun, until))
    return float(total)

"""A directive of the past as outlooks look back on it, out of what the ledger holds of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from hierarchy.graph import Hierarchy
from hierarchy.route.route import Route
from wian.delays.hop_record import HopRecord, Source
from wian.delays.working_time import Minutes, WorkingTime
from wian.jurisdictions.instant import Instant
from wian.reports.outlook.look_back.past_outlooks import TENTHS, PastDirective
from wian.reports.outlook.monte_carlo.known_times import (
    FORWARDED,
    RECEIVED,
    KnownTimes,
    known_times,
    rested_by,
)
from wian.reports.outlook.monte_carlo.normal_law import Numbers
from wian.reports.outlook.monte_carlo.office_tree import OfficeTree

_DAY = np.timedelta64(1, "D")


def past_directive(  # noqa: PLR0913 - what a directive and its offices are
    propagation: str,
    route: Route,
    hierarchy: Hierarchy,
    records: Sequence[HopRecord],
    working: WorkingTime,
    *,
    over: Instant,
    closes: date | None,
    simulated: bool = False,
) -> PastDirective | None:
    """What happened, counted from the first letter.

    Without a deadline, or with one that lay before the first letter, the tenths are those of its
    course: from the day of its first letter to that of the last thing that happened.

    Args:
        propagation: Its id.
        route: The plan, as it has grown.
        hierarchy: Its offices.
        records: Its hops, as corrected.
        working: Working time of the offices.
        over: When all that ever happened had happened.
        closes: The last day that was in time.
        simulated: Simulated hops count, too; else whoever is behind one is left out.

    Returns:
        The directive; ``None`` where no addressee received anything that counts.

    Raises:
        OutsideCalendarError: A moment lies outside the working calendar.
    """
    drawn = {each.recipient for each in records if each.source is Source.SIMULATED}
    whole = OfficeTree.of(route, hierarchy)
    kept = np.array([simulated or office not in drawn for office in whole.offices])
    tree = whole.only(kept)
    known = known_times(tree, records, working, over)
    first = float(known.latest(FORWARDED)[0])
    if np.isnan(first) or np.isnan(known.latest(RECEIVED)[tree.addressed]).all():
        return None
    start = first + float(known.now[0])
    tenths, end = _tenths(working, start, over, closes)
    moments = np.maximum(working.position(tenths) - start, 0.0)
    times = KnownTimes(known.times - first, np.zeros(len(tree)), known.now + first)
    deadline = np.inf if end is None else float(working.position(end) - start)
    rested = _rested(tree, records, working, tenths)
    return PastDirective(propagation, tree, times, tuple(moments.tolist()), deadline, rested)


def _tenths(
    working: WorkingTime, start: float, over: Instant, closes: date | None
) -> tuple[Minutes, int | None]:
    """When each tenth begins, and when the window ends; ``None`` where there is none."""
    day = working.local_days(working.moment(np.array([round(start)])))[0]
    after = day if closes is None else np.datetime64(closes, "D") + _DAY
    has_window = bool(after > day)
    if not has_window:
        after = working.local_days([over.minute])[0] + _DAY
    opens, end = (int(each) for each in working.midnight(np.array([day, after])))
    return opens + (end - opens) * np.arange(TENTHS) // TENTHS, end if has_window else None


def _rested(
    tree: OfficeTree, records: Sequence[HopRecord], working: WorkingTime, tenths: Minutes
) -> tuple[Numbers, ...]:
    """Office minutes that clocks had rested at each tenth; empty where none ever did."""
    some = {each.recipient: each for each in records if each.rests}
    rows = [row for row, office in enumerate(tree.offices) if office in some]
    if not rows:
        return ()
    found = np.zeros((len(tenths), len(tree)))
    for at, minute in enumerate(tenths.tolist()):
        found[at, rows] = [rested_by(some[tree.offices[row]], working, minute) for row in rows]
    return tuple(found)

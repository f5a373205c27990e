"""Who will have a directive in time, how sure that is, and whom to telephone today?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from wian.delays.profile import Stage
from wian.delays.working_time import Days
from wian.reports.outlook.monte_carlo.futures import QUANTILES, Futures, quantile_of
from wian.reports.outlook.monte_carlo.known_times import FORWARDED, READY, RECEIVED
from wian.reports.outlook.monte_carlo.normal_law import Numbers
from wian.reports.outlook.outset import Outset
from wian.reports.outlook.telephone_list import Call, telephone_list

_ORIGIN = np.zeros(1, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class InTime:
    """How many addressees have it by the deadline.

    Attributes:
        p05, p50, p95: In 5, 50 and 95 % of the futures no more of them.
        expected: On average.
    """

    p05: int
    p50: int
    p95: int
    expected: float


@dataclass(frozen=True, slots=True)
class LastDay:
    """The day on which the last addressee receives: in 5, 50 and 95 % of the futures by then."""

    p05: date
    p50: date
    p95: date


@dataclass(frozen=True, slots=True)
class OfficeOutlook:
    """What is to be expected of one addressee.

    Attributes:
        office: Its id.
        received: The day of its first stamp; ``None`` while there is none.
        p05, p50, p95: Days by which it receives in 5, 50 and 95 % of the futures.
        in_time: Probability that it does by the deadline; ``None`` without one.
    """

    office: str
    received: date | None
    p05: date
    p50: date
    p95: date
    in_time: float | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What many futures of a directive have in common.

    Attributes:
        outset: From where it looks ahead.
        addressees, received: How many there are, and how many have received.
        in_time: How many have it by the deadline; ``None`` without one.
        last: When the last one has it.
        learned: Share of the stages to come whose distribution was learned from history.
        calibrated: From how many past directives what is said of offices was corrected; ``None``
            where it was not.
        slower: How many times as long as usual this directive takes, as far as its own stages show.
        offices: Every addressee; who is least likely to be in time comes first.
        telephone: Whom to telephone today, the most useful call first.
    """

    outset: Outset
    addressees: int
    received: int
    in_time: InTime | None
    last: LastDay
    learned: float
    calibrated: int | None
    slower: float
    offices: Sequence[OfficeOutlook]
    telephone: Sequence[Call]


def outlook(outset: Outset, calls: int = 0, found: Futures | None = None) -> Outlook:
    """The outlook of a directive.

    Args:
        outset: From where it looks ahead.
        calls: How many offices can be telephoned today.
        found: The futures, where they are drawn already.

    Raises:
        OutsideCalendarError: A moment lies outside the working calendar.
    """
    found = outset.futures() if found is None else found
    tree, known = outset.tree, outset.known
    has = tree.addressed & ~np.isnan(known.latest(RECEIVED))
    return Outlook(
        outset,
        int(tree.addressed.sum()),
        int(has.sum()),
        in_time(outset, found),
        last_day(outset, found),
        learned_share(outset),
        _calibrated(outset),
        _slower(outset),
        _offices(outset, found),
        telephone_list(outset, found, calls) if calls else (),
    )


def in_time(outset: Outset, found: Futures) -> InTime | None:
    """How many are in time; ``None`` without a deadline."""
    if outset.closes is None:
        return None
    levels = outset.correction.count_levels(QUANTILES)
    low, middle, high = (round(quantile_of(found.counts, each)) for each in levels)
    chances = outset.correction.chances(found.in_time[outset.tree.addressed])
    return InTime(low, middle, high, round(float(chances.sum()), 1))


def last_day(outset: Outset, found: Futures) -> LastDay:
    """When the last addressee receives."""
    levels = outset.correction.last_levels(QUANTILES)
    drawn = np.array([[quantile_of(found.last, each) for each in levels]])
    low, middle, high = outset.days(_ORIGIN, drawn)[0].astype(object)
    return LastDay(low, middle, high)


def learned_share(outset: Outset) -> float:
    """Share of the stages to come whose distribution was learned from history."""
    tree, known = outset.tree, outset.known
    learned = {(each.stage, each.kind) for each in outset.profile.evidence}
    forwards, several = tree.forwards, tree.desks > 1
    to_come = {
        Stage.TRANSIT: np.isnan(known.latest(RECEIVED)) & (tree.parent >= 0),
        Stage.ROUTING: np.isnan(known.latest(READY)) & forwards & several,
        Stage.HANDLING: np.isnan(known.latest(FORWARDED)) & forwards & (tree.parent >= 0),
    }
    total = sum(int(each.sum()) for each in to_come.values())
    taught = sum(
        (stage.value, tree.kinds[row]) in learned
        for stage, rows in to_come.items()
        for row in np.flatnonzero(rows).tolist()
    )
    return round(taught / total, 4) if total else 0.0


def _calibrated(outset: Outset) -> int | None:
    known = outset.profile.calibration
    return known.directives if known and outset.correction.offices else None


def _slower(outset: Outset) -> float:
    """The common effect at the stage that it moves most."""
    load = max(float(each.loading.max(initial=0)) for each in outset.laws.values())
    return round(float(np.exp(load * outset.common.mean)), 3)


def _offices(outset: Outset, found: Futures) -> list[OfficeOutlook]:
    """Every addressee; the least likely first, without a deadline the latest."""
    rows = np.flatnonzero(outset.tree.addressed)
    days: Days = outset.days(rows, found.position[rows])
    known = ~np.isnan(outset.known.latest(RECEIVED)[rows])
    chances: Numbers = np.round(outset.correction.chances(found.in_time[rows]), 4)
    first = chances if outset.closes else -found.position[rows, 1]
    order = np.lexsort((rows, -days[:, 1].astype(np.int64), first)).tolist()
    found_days = days.astype(object).tolist()
    made = []
    for at in order:
        low, middle, high = found_days[at]
        received = middle if known[at] else None
        chance = float(chances[at]) if outset.closes else None
        office = outset.tree.offices[rows[at]]
        made.append(OfficeOutlook(office, received, low, middle, high, chance))
    return made

"""Where a propagation is now, how much of the window it used, and what holds it up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from hierarchy.graph import Hierarchy
from hierarchy.route.route import Route
from wian.delays.hop_arrays import HopColumns
from wian.delays.hop_record import HopRecord, Source
from wian.delays.hop_table import HopTable
from wian.delays.window import DayRange, WindowUse
from wian.delays.working_time import WorkingTime
from wian.jurisdictions.instant import Instant
from wian.reports.outlook.at_risk import AtRisk
from wian.reports.progress.delivery import (
    Blocker,
    Standing,
    Standings,
    WaveStanding,
    blockers,
    by_wave,
    standings,
)
from wian.reports.progress.way_back import WayBack

WORST = 10
"""How many of the worst hops are named."""


@dataclass(frozen=True, slots=True)
class HopSituation:
    """One hop: what it has taken, and who waits for it.

    Attributes:
        record: What is known of it; ``None`` while nobody has written to the recipient.
        office: Its recipient.
        sender: Who writes to it.
        standing: Of the recipient.
        days: Working days from the letter to the recipient's own, or to its last desk where it
            writes none; up to now where that is open, ``None`` where it cannot be said.
        held: Working days from its reception to now; ``None`` where it is not open, has not
            received, or they cannot be counted.
        open: It is not finished.
        behind: How many offices are reached through the recipient alone, itself included.
        overdue: Working days since what it owes was due; ``None``: nothing is overdue.
    """

    record: HopRecord | None
    office: str
    sender: str
    standing: Standing
    days: float | None
    held: float | None
    open: bool
    behind: int
    overdue: float | None

    @property
    def office_days(self) -> float:
        """Days for which it held up itself and those behind it, counted together."""
        return (self.days or 0.0) * self.behind


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of the chain, in days of the window (without one: since the first letter).

    Attributes:
        sender: Who wrote; ``None`` where the stretch is an office's own, from stamp to letter.
        office: Who received, or held it.
        before, after: Days gone when it began and when it ended, or now.
        open: It has not ended.
        source: Who says so.
    """

    sender: str | None
    office: str
    before: int
    after: int
    open: bool
    source: Source


@dataclass(frozen=True, slots=True)
class Budget:
    """The window's days down the chain that matters most.

    Attributes:
        chain: Its offices, from the origin down.
        steps: What each stretch ate.
        length: Days of the window; ``None`` without one.
        left: Days of it that are left, this one included; ``None`` without one.
        opens: Day from which the days are counted.
    """

    chain: tuple[str, ...]
    steps: tuple[Step, ...]
    length: int | None
    left: int | None
    opens: date | None


@dataclass(frozen=True, slots=True)
class Situation:
    """A propagation at a moment, as plain values.

    Attributes:
        as_of: That moment.
        live: Offices act; else it is a rehearsal.
        waves: Its waves, counted by standing.
        blockers: Offices that others wait behind, those that hold up most first.
        hops: Every hop, in the route's order.
        worst: The worst of them: the open ones first, by the days that offices waited for them.
        budget: What the hops down the chain that matters most ate.
        risk: Who will miss the closing day; ``None`` without one, or beyond the calendar.
        back: How far the answers are; ``None`` where none are asked for in a form.
    """

    as_of: Instant
    live: bool
    waves: tuple[WaveStanding, ...]
    blockers: tuple[Blocker, ...]
    hops: tuple[HopSituation, ...]
    worst: tuple[HopSituation, ...]
    budget: Budget
    risk: AtRisk | None
    back: WayBack | None = None

    @property
    def offices(self) -> int:
        """How many the route reaches."""
        return len(self.hops)

    def count(self, standing: Standing) -> int:
        """How many of them stand so."""
        return sum(getattr(wave, standing.value) for wave in self.waves)

    @property
    def behind(self) -> tuple[HopSituation, ...]:
        """The hops that are not finished."""
        return tuple(hop for hop in self.hops if hop.open)

    def of(self, office: str) -> HopSituation | None:
        """The hop that brings the letter to an office; ``None`` for the origin."""
        return next((hop for hop in self.hops if hop.office == office), None)


def situation(  # noqa: PLR0913 - what a situation is made of
    route: Route,
    records: Sequence[HopRecord],
    working: WorkingTime,
    window: DayRange | None,
    *,
    now: Instant,
    live: bool,
    overdue: Mapping[str, int] | None = None,
    risk: AtRisk | None = None,
    back: WayBack | None = None,
) -> Situation:
    """A propagation as it stands.

    Args:
        route: The plan.
        records: What the ledger holds of it, as corrected.
        working: Working time of the offices.
        window: The directive's window.
        now: When this is; of a rehearsal, which is over, the last moment that it knows.
        live: Whether offices act.
        overdue: Office minutes since what an office owes was due.
        risk: Who will miss the closing day.
        back: How far the answers are.
    """
    standing = standings(route, HopTable.of(records))
    found = _hops(route, records, standing, working, now, overdue or {})
    held_up = tuple(blockers(standing))
    return Situation(
        as_of=now,
        live=live,
        waves=tuple(by_wave(standing)),
        blockers=held_up,
        hops=found,
        worst=_worst(found),
        budget=_budget(route, records, _focus(route, held_up, found), working, window, now),
        risk=risk,
        back=back,
    )


def last_moment(records: Collection[HopRecord], otherwise: Instant) -> Instant:
    """The last moment that hops know of."""
    known = [
        instant
        for record in records
        for instant in (record.issued, record.received, record.ready, record.forwarded)
        if instant is not None
    ]
    return max(known, key=lambda instant: instant.minute, default=otherwise)


def names(hierarchy: Hierarchy, office: str) -> str:
    """An office's name in English, and in its own language beside it."""
    who = hierarchy.office(office)
    return who.name if who.label == who.name else f"{who.label} ({who.name})"


def _hops(  # noqa: PLR0913, PLR0917 - what the hops are made of
    route: Route,
    records: Sequence[HopRecord],
    standing: Standings,
    working: WorkingTime,
    now: Instant,
    overdue: Mapping[str, int],
) -> tuple[HopSituation, ...]:
    known = {record.recipient: record for record in records}
    days = dict(zip(known, _days(records, working, now), strict=True))
    held = _held([record for record in records if record.open and record.received], working, now)
    offices, senders = list(route.places.offices), route.places.senders.tolist()
    a_day = working.minutes_a_day
    each = zip(offices[1:], senders, standing.in_order, _behind(route), strict=True)
    return tuple(
        HopSituation(
            record=(record := known.get(office)),
            office=office,
            sender=offices[sender],
            standing=stands,
            days=days.get(office),
            held=held.get(office),
            open=record is None or record.open,
            behind=behind,
            overdue=overdue[office] / a_day if office in overdue else None,
        )
        for office, sender, stands, behind in each
    )


def _days(records: Sequence[HopRecord], working: WorkingTime, now: Instant) -> list[float | None]:
    """Working days of each hop, up to ``now`` where it is open; whole days from or to a date.

    There are none from or to a moment outside the calendar.
    """
    columns = HopColumns.of(records, working.own)
    start, end = columns.issued, columns.end
    at = working.shown([each.recipient for each in records], np.full(len(records), now.minute))
    known = working.covers(start.work_minute) & (~end.known | working.covers(end.work_minute))
    ended = known & end.known
    first = np.where(known, start.work_minute, at)
    last = np.where(ended, end.work_minute, at)
    dated = start.dated | (ended & end.dated)
    exact = working.between(first, last) / working.minutes_a_day
    whole = working.days_between(working.local_days(first), working.local_days(last))
    days = np.maximum(np.where(dated, whole, exact), 0.0).tolist()
    return [length if sure else None for length, sure in zip(days, known.tolist(), strict=True)]


def _held(
    records: Sequence[HopRecord], working: WorkingTime, now: Instant
) -> dict[str, float | None]:
    """Working days for which offices have had what they have not finished; whole from a date."""
    start = HopColumns.of(records, working.own).received
    offices = [record.recipient for record in records]
    at = working.shown(offices, np.full(len(records), now.minute))
    known = working.covers(start.work_minute)
    first = np.where(known, start.work_minute, at)
    exact = working.between(first, at) / working.minutes_a_day
    whole = working.days_between(working.local_days(first), working.local_days(at))
    days = np.maximum(np.where(start.dated, whole, exact), 0.0).tolist()
    pairs = zip(offices, days, known.tolist(), strict=True)
    return {office: length if sure else None for office, length, sure in pairs}


def _behind(route: Route) -> list[int]:
    """How many offices are reached through each hop's recipient, itself included, in its order."""
    places = route.places
    found = np.ones(len(places.offices), dtype=np.int64)
    for hops in reversed(list(places.waves)):
        np.add.at(found, places.senders[hops], found[hops.start + 1 : hops.stop + 1])
    below: list[int] = found[1:].tolist()
    return below


def _worst(hops: Sequence[HopSituation]) -> tuple[HopSituation, ...]:
    """Of the hops that have begun: the open ones first, those that held up most first.

    Where no working time has passed yet, as on a weekend, those on which most others depend.
    """
    begun = [hop for hop in hops if hop.record and (hop.open or hop.office_days > 0)]
    begun.sort(key=lambda hop: (not hop.open, -hop.office_days, -hop.behind, hop.office))
    return tuple(begun[:WORST])


def _focus(route: Route, held_up: Sequence[Blocker], hops: Sequence[HopSituation]) -> str:
    """The office down to which the chain matters most.

    That which holds up most others, else the silent one that is waited for longest, else the last
    addressee to receive.
    """
    if held_up:
        return held_up[0].office
    waiting = [hop for hop in hops if hop.open]
    if waiting:
        return max(waiting, key=lambda hop: (hop.days or 0.0, hop.office)).office
    wanted = set(route.addressees)
    reached = [hop for hop in hops if hop.office in wanted and hop.record and hop.record.received]
    return max(reached, key=_received).office if reached else route.origin


def _received(hop: HopSituation) -> tuple[int, str]:
    received = hop.record.received if hop.record else None
    return received.minute if received else -1, hop.office


def _budget(  # noqa: PLR0913, PLR0917 - what a budget is made of
    route: Route,
    records: Sequence[HopRecord],
    focus: str,
    working: WorkingTime,
    window: DayRange | None,
    now: Instant,
) -> Budget:
    chain = route.chain(focus)
    known = {record.recipient: record for record in records}
    hops = [known[office] for office in chain[1:] if office in known]
    use = WindowUse(window, working) if window else None
    first = hops[0].issued if hops else None
    clock = working.clocks.of(focus)
    opens = window.opens if window else clock.date(first) if first else None

    def gone(at: Instant) -> int:
        day = clock.date(at)
        if use is not None:
            return int(use.used(np.datetime64(day, "D")))
        return max((day - opens).days, 0) if opens else 0

    steps = tuple(step for hop in hops for step in _steps(hop, gone, now))
    left = use.length - gone(now) if use else None
    return Budget(chain, steps, use.length if use else None, left, opens)


def _steps(hop: HopRecord, gone: Callable[[Instant], int], now: Instant) -> list[Step]:
    """The way to an office's last desk, and the way from there to its own letter."""
    if hop.issued is None:
        return []
    ready = hop.ready
    arrived = gone(ready or now)
    steps = [Step(hop.sender, hop.recipient, gone(hop.issued), arrived, ready is None, hop.source)]
    if ready is not None and hop.forwards:
        ended = gone(hop.forwarded or now)
        open_ = hop.forwarded is None
        steps.append(Step(None, hop.recipient, arrived, ended, open_, hop.source))
    return steps

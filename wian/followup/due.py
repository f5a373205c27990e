"""What offices owe in a live propagation: what, by when, and what follows from its lateness.

An office owes a stamp from the letter's issue, its own letter from its last stamp (from its first
one while the letter lies between its desks), and an answer by the day that the directive names,
once it has the letter. Who was sent nothing owes nothing. While its clock rests it owes neither
letter nor answer; what its clock rested, its own letter may take longer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from wian.delays.hop_record import HopRecord
from wian.delays.rests import GOES_ON, Rest
from wian.delays.targets import Duty
from wian.followup.further_letters import asked_further
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import Act, Escalated, Owed, Reminded
from wian.ledger.read.manager.office_moments import OfficeMoments
from wian.ledger.records import PLACE
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import DaysInForce

_DAY = 24 * 60
_Thing = tuple[str, Owed, int | None]
"""An office, what it owes, and of an answer by when: an amendment may give another day."""
KnownHop = HopRecord | OfficeMoments
"""What is known of a letter at an office: from this its debts follow."""
Debt = tuple[str, Owed, int]
"""An office, what it owes, and the last minute in which it is in time."""


class Overdue(NamedTuple):
    """Something that an office owes and has not done in time.

    Attributes:
        office: Who owes it.
        owed: What.
        due: The last minute in which it would have been in time.
        since_working_minutes: Office minutes since then.
    """

    office: str
    owed: Owed
    due: Instant
    since_working_minutes: int


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder to be written.

    Attributes:
        sender: Who reminds: who wrote the letter.
        owed: What is owed.
        due: By when it was due.
        recipients: Who owes it, sorted.
        key: Of the act.
        part: Which of the sender's letters they were sent, from 0.
        asked: Since when they have to write a further letter, as others were added: a reminder
            before that was about another one. ``None`` where they write their first.
    """

    sender: str
    owed: Owed
    due: Instant
    recipients: tuple[str, ...]
    key: str
    part: int = 0
    asked: Instant | None = None


@dataclass(frozen=True, slots=True)
class DueEscalation:
    """An escalation to be entered.

    Attributes:
        sender: Before whom the silent office is brought.
        body: What the act says.
        key: Of the act: an office is escalated once for the same thing.
    """

    sender: str
    body: Escalated
    key: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a sweep would do: printable, comparable, the same for the same records.

    Attributes:
        overdue: All that is overdue, the longest overdue first.
        reminders: Reminders that are due.
        escalations: Escalations that are due.
        next_due: Where nothing is overdue: the first minute in which something would be.
    """

    overdue: tuple[Overdue, ...]
    reminders: tuple[DueReminder, ...]
    escalations: tuple[DueEscalation, ...]
    next_due: int | None = None


def debts(days: DaysInForce, records: Sequence[KnownHop], answered: Collection[str]) -> list[Debt]:
    """What offices owe, and the last minute in which each is in time.

    Args:
        days: The days that hold for the propagation.
        records: Its hops, as corrected.
        answered: Offices that have answered, or reported what they gathered.
    """
    found = [*_received_late(days.plan, records), *_forwarded_late(days.plan, records)]
    return [*found, *_answered_late(days, records, answered)]


def overdue(
    days: DaysInForce, records: Sequence[HopRecord], answered: Collection[str], now: Instant
) -> tuple[Overdue, ...]:
    """What offices owe for longer than they may, the longest overdue first.

    Args:
        days: The days that hold for the propagation.
        records: Its hops, as corrected.
        answered: Offices that have answered.
        now: When this is.
    """
    return late_among(days.plan, debts(days, records, answered), now)


def late_among(plan: Plan, owing: Iterable[Debt], now: Instant) -> tuple[Overdue, ...]:
    """What is overdue of what offices owe, the longest overdue first."""
    late = [(office, owed, due) for office, owed, due in owing if due < now.minute]
    if not late:
        return ()
    working, offices = plan.working, [office for office, *_ in late]
    begun = working.shown(offices, np.array([due for *_, due in late]))
    until = working.shown(offices, np.full(len(late), now.minute))
    since = working.between(begun, until).tolist()
    found = [
        Overdue(office, owed, Instant(due, Precision.MINUTE), minutes)
        for (office, owed, due), minutes in zip(late, since, strict=True)
    ]
    return tuple(sorted(found, key=lambda each: (each.due.minute, each.office, each.owed)))


def plan_follow_up(
    plan: Plan,
    late: Sequence[Overdue],
    records: Iterable[HopRecord],
    acts: Iterable[Act],
    now: Instant,
) -> FollowUp:
    """What has to be written for what is overdue; nobody is reminded twice for the same thing.

    Args:
        plan: The propagation.
        late: What is overdue.
        records: Its hops, which say which letter reminders are about.
        acts: Reminders and escalations that there are.
        now: When this is.
    """
    made, known = list(acts), {each.recipient: each for each in records}
    asked = asked_further(plan, known)
    reminded = reminders_by_thing(made, asked)
    escalated = {
        thing(a.body.recipient, a.body.owed, a.body.due.instant)
        for a in made
        if isinstance(a.body, Escalated)
        if not _of_before(a, a.body.owed, asked.get(a.body.recipient))
    }
    taken = {(act.office, act.key.partition(PLACE)[0]) for act in made}
    things = [(each, thing(each.office, each.owed, each.due)) for each in late]
    fresh = [each for each, owed in things if owed not in reminded]
    pending = [
        (each, reminded[owed])
        for each, owed in things
        if owed in reminded and owed not in escalated
    ]
    return FollowUp(
        tuple(late),
        tuple(_reminders(known, fresh, taken, asked)),
        tuple(_escalations(plan, pending, taken, now)),
    )


def thing(office: str, owed: Owed, due: Instant) -> _Thing:
    """What an office is reminded of once: an answer by another day is another thing."""
    return office, owed, due.minute if owed is Owed.ANSWER else None


def reminders_by_thing(
    acts: Iterable[Act], asked: Mapping[str, Instant] = MappingProxyType({})
) -> dict[_Thing, Act]:
    """The reminder of each office for each thing.

    Args:
        acts: Reminders, among others.
        asked: Offices that have to write a further letter, and since when: what reminded them to
            forward before that was about another letter.
    """
    return {
        thing(office, act.body.owed, act.body.due.instant): act
        for act in acts
        if isinstance(act.body, Reminded)
        for office in act.body.recipients
        if not _of_before(act, act.body.owed, asked.get(office))
    }


def _of_before(act: Act, owed: Owed, asked: Instant | None) -> bool:
    return asked is not None and owed is Owed.FORWARDING and act.at.minute < asked.minute


def _reminders(
    hops: Mapping[str, HopRecord],
    late: Iterable[Overdue],
    taken: Collection[tuple[str, str]],
    asked: Mapping[str, Instant],
) -> Iterator[DueReminder]:
    """One letter to all who were sent the same letter and owe the same, due at the same minute."""
    together: dict[tuple[str, int, Owed, Instant], list[str]] = {}
    for each in late:
        hop = hops[each.office]
        together.setdefault((hop.sender, hop.part, each.owed, each.due), []).append(each.office)
    for (sender, part, owed, due), offices in together.items():
        of = f"{owed}:{due.minute}#{part}" if part else f"{owed}:{due.minute}"
        key = _free_key(sender, of, taken)
        since = [asked[each] for each in offices if each in asked]
        last = max(since, key=lambda each: each.minute, default=None)
        yield DueReminder(sender, owed, due, tuple(sorted(offices)), key, part, last)


def _free_key(sender: str, key: str, taken: Collection[tuple[str, str]]) -> str:
    """A corrected stamp may bring an office to a due minute of which others were reminded.

    An answer whose day was moved by an amendment may be escalated again.
    """
    again, free = 1, key
    while (sender, free) in taken:
        again += 1
        free = f"{key}:{again}"
    return free


def _escalations(
    plan: Plan,
    pending: Sequence[tuple[Overdue, Act]],
    taken: Collection[tuple[str, str]],
    now: Instant,
) -> Iterator[DueEscalation]:
    pending = [each for each in pending if plan.working.covers(each[1].at.minute)]
    starts = [act.at.minute for _, act in pending]
    ends = _due(plan, [each.office for each, _ in pending], starts, Duty.ESCALATE)
    for (each, act), end in zip(pending, ends, strict=True):
        if end < now.minute and isinstance(act.body, Reminded):
            body = Escalated(
                recipient=each.office,
                owed=each.owed,
                due=act.body.due,
                reminder=act.body.letter.number,
            )
            key = _free_key(act.office, f"{each.office}:{each.owed}", taken)
            yield DueEscalation(act.office, body, key)


def _received_late(plan: Plan, records: Iterable[KnownHop]) -> Iterator[Debt]:
    owing = [(r.recipient, r.issued) for r in records if r.received is None and r.issued]
    return _counted(plan, owing, Owed.RECEPTION, Duty.RECEIVE)


def _forwarded_late(plan: Plan, records: Iterable[KnownHop]) -> Iterator[Debt]:
    """From the last desk's stamp; from the first one's while a letter lies between its desks.

    Where an office has to write because others were added, not before that.
    """
    known = list(records)
    since = asked_further(plan, {r.recipient for r in known})
    owing = [
        (r.recipient, _later(begun, since.get(r.recipient)))
        for r in known
        if r.forwards
        and (r.forwarded is None or r.recipient in since)
        and (begun := r.ready or r.received)
        if not r.rests_still
    ]
    rested = _rested_minutes(plan, known)
    return _counted(plan, owing, Owed.FORWARDING, Duty.FORWARD, rested)


def _rested_minutes(plan: Plan, records: Iterable[KnownHop]) -> dict[str, int]:
    """Office minutes for which the clocks of those rested whose clocks ever did."""
    return {
        record.recipient: sum(
            _worked(plan, record.recipient, rest) for rest in record.rests if rest.ended != GOES_ON
        )
        for record in records
        if record.rests
    }


def _worked(plan: Plan, office: str, rest: Rest) -> int:
    begun, ended = plan.working.shown([office] * 2, np.array(rest))
    return int(plan.working.between(begun, ended))


def _later(begun: Instant, asked: Instant | None) -> Instant:
    return asked if asked and asked.minute > begun.minute else begun


def _answered_late(
    days: DaysInForce, records: Iterable[KnownHop], answered: Collection[str]
) -> Iterator[Debt]:
    """Answers, and reports of those who gather, are in time until the end of their day."""
    plan, ends = days.plan, dict[object, int]()
    for record in records:
        if record.received is None or record.recipient in answered or record.rests_still:
            continue
        day = days.answer_by(record.recipient) or days.report_by(record.recipient)
        if day is None:
            continue
        key = (day, plan.clocks.zones.get(record.recipient))
        if key not in ends:
            ends[key] = plan.clock_of(record.recipient).end_of(day).minute
        yield record.recipient, Owed.ANSWER, ends[key]


def _counted(
    plan: Plan,
    owing: Sequence[tuple[str, Instant]],
    owed: Owed,
    duty: Duty,
    rested: Mapping[str, int] = MappingProxyType({}),
) -> Iterator[Debt]:
    """Debts with the minute that each is due; none from a moment outside the calendar.

    ``rested``: office minutes that some offices may take longer.
    """
    owing = [each for each in owing if plan.working.covers(each[1].minute)]
    offices = [office for office, _ in owing]
    due = _due(plan, offices, [_from(start) for _, start in owing], duty, rested)
    return zip(offices, [owed] * len(offices), due, strict=True)


def _from(start: Instant) -> int:
    """When the time begins to run: of a day alone, at its end, as nobody knows the hour."""
    return start.minute + (_DAY if start.precision is Precision.DAY else 0)


def _due(
    plan: Plan,
    offices: Sequence[str],
    starts: Sequence[int],
    duty: Duty,
    rested: Mapping[str, int] = MappingProxyType({}),
) -> list[int]:
    if not offices:
        return []
    known: dict[tuple[str, str], int] = {}
    allowed = [_allowed(plan, office, duty, known) + rested.get(office, 0) for office in offices]
    begun = plan.working.shown(offices, np.array(starts))
    ends = plan.working.add(begun, np.array(allowed))
    if own := plan.working.own:
        ends = own.parts(offices).from_home(ends)
    due: list[int] = ends.tolist()
    return due


def _allowed(plan: Plan, office: str, duty: Duty, known: dict[tuple[str, str], int]) -> int:
    """Office minutes that ``duty`` may take at an office."""
    group = (plan.hierarchy.level(office), plan.hierarchy.kind(office))
    if group not in known:
        target = plan.targets.target(duty, *group)
        known[group] = target.minutes(plan.working.minutes_a_day)
    return known[group]

"""Sends the time of a recurring directive that is due, once, and says which were missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from wian.delays.clock_choice import ClockChoice
from wian.jurisdictions.countries import jurisdiction_of
from wian.jurisdictions.instant import Instant, Precision
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.errors import InputFaults
from wian.ledger.database import Ledger
from wian.ledger.life.replacement import live_of
from wian.ledger.write.propagations import load_propagation
from wian.letters.directive_file import load_directive, read_directive
from wian.letters.recurrence import Occurrence, Recurs, occurrence_id
from wian.office.relay import begin_live
from wian.propagation.plan import Plan
from wian.propagation.prepare import hierarchy_of, prepare, refuse_what_is_over
from wian.propagation.recurring.occurrences import RecursNot, issue_day
from wian.propagation.request import PropagationRequest

_ROOM = timedelta(days=31)
"""How far a day of issue may be moved before the day that the rule names."""
_LOOKED_BACK = 60


@dataclass(frozen=True, slots=True)
class RecurringTime:
    """One time of a recurring directive.

    Attributes:
        key: ``2027-01``, or a day.
        issue: The day on which its letters go out.
        directive: Id of the directive that it is.
        propagation: Id of the live propagation that sends it; ``None`` where none does.
        sent_on: The day on which that was sent, by its offices' clock; ``None`` where none does.
    """

    key: str
    issue: date
    directive: str
    propagation: str | None
    sent_on: date | None = None


@dataclass(frozen=True, slots=True)
class Recurred:
    """What became of a recurring directive that was looked at.

    Attributes:
        directive: Its id.
        due: The latest time that is due; ``None`` where none is yet.
        sent: It was sent now.
        missed: Times that were due and never sent, the oldest first: since the last one sent.
        next: The times to come.
    """

    directive: str
    due: RecurringTime | None
    sent: bool
    missed: tuple[RecurringTime, ...]
    next: tuple[RecurringTime, ...]


def send_due(ledger: Ledger, request: PropagationRequest, now: Instant) -> Recurred:
    """Send the latest time that is due of a recurring directive; twice sends once.

    After a downtime only the latest goes out, as the answers to several calls at once would be to
    none of them; the others are named, and can be sent one by one. One whose answer day or window
    is over is missed, too.

    Args:
        ledger: Where to.
        request: The directive's file, and over which offices.
        now: When this is.

    Raises:
        RecursNot: The directive has no rule.
        InputFaults: A file has faults.
        LedgerError: The ledger cannot be used; what it has stays, and a further call goes on.
    """
    where, known = _times(ledger, request, now)
    directive = load_directive(Path(request.directive)).id
    due = [each for each in known if each.issue <= now.date(where.calendar.zone)]
    coming = tuple(each for each in known if each not in due)
    missed = _unsent_at_the_end(due)
    if not missed:
        return Recurred(directive, due[-1] if due else None, sent=False, missed=(), next=coming)
    latest = missed[-1]
    plan = _still_possible(request, latest, now)
    if plan is None:
        return Recurred(directive, latest, sent=False, missed=tuple(missed), next=coming)
    begin_live(ledger, plan, now)
    today = now.date(where.calendar.zone)
    done = RecurringTime(latest.key, latest.issue, latest.directive, plan.id, today)
    return Recurred(directive, done, sent=True, missed=tuple(missed[:-1]), next=coming)


def recurring_times(
    ledger: Ledger, request: PropagationRequest, now: Instant
) -> tuple[RecurringTime, ...]:
    """The times of a recurring directive around now: those that were due, and the next ones.

    Raises:
        RecursNot: The directive has no rule.
        InputFaults: A file has faults.
    """
    return tuple(_times(ledger, request, now)[1])


def _times(
    ledger: Ledger, request: PropagationRequest, now: Instant
) -> tuple[Jurisdiction, list[RecurringTime]]:
    found = read_directive(Path(request.directive))
    where = jurisdiction_of(hierarchy_of(found, request))
    directive = load_directive(Path(request.directive))
    recurs = directive.recurs
    if recurs is None:
        raise RecursNot(directive.id, "send it with wian propagate")
    today = now.date(where.calendar.zone)
    days = recurs.days(recurs.first, today + _ROOM)[-_LOOKED_BACK:]
    days += recurs.after(max([today + _ROOM, recurs.first - timedelta(days=1)]), 3)
    return where, [_time(ledger, directive.id, recurs, day, where) for day in days]


def _time(
    ledger: Ledger, directive: str, recurs: Recurs, day: date, where: Jurisdiction
) -> RecurringTime:
    time = Occurrence.at(directive, recurs, day)
    own = occurrence_id(directive, time.key)
    issue, live = issue_day(recurs, day, where), live_of(ledger, own)
    if not live:
        return RecurringTime(time.key, issue, own, None)
    begun = Instant(load_propagation(ledger, live[0]).created_minute, Precision.MINUTE)
    return RecurringTime(time.key, issue, own, live[0], begun.date(where.calendar.zone))


def _unsent_at_the_end(due: Sequence[RecurringTime]) -> list[RecurringTime]:
    """Those after the last one that was sent; of a directive that never was, the latest alone."""
    sent = [place for place, each in enumerate(due) if each.propagation]
    return list(due[sent[-1] + 1 :] if sent else due[-1:])


def _still_possible(request: PropagationRequest, time: RecurringTime, now: Instant) -> Plan | None:
    """The plan of a time; ``None`` where its answer day or its window is over."""
    change = {"occurrence": time.key, "clock": ClockChoice.LIVE}
    plan = prepare(request.model_copy(update=change), now=now)
    try:
        refuse_what_is_over(plan, now)
    except InputFaults:
        return None
    return plan

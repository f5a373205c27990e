"""Reminds offices that are late, and escalates those that stay silent, once each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from wian.delays.hop_record import HopRecord
from wian.followup.due import (
    DueEscalation,
    DueReminder,
    FollowUp,
    Overdue,
    late_among,
    plan_follow_up,
    reminders_by_thing,
    thing,
)
from wian.followup.owed_now import owing_at
from wian.jurisdictions.instant import Instant
from wian.ledger.acts import Act, ActKind, Moment, Owed, Reminded
from wian.ledger.database import Ledger
from wian.ledger.life.upward.standing_answers import standing_reports
from wian.ledger.outbox.events import Event, News
from wian.ledger.read.live_letters import acts
from wian.ledger.records import PLACE, IssuedLetter, RegisterEntry
from wian.ledger.succession.recorded_successions import successions
from wian.ledger.succession.succession import Successions
from wian.ledger.write.cohort import CohortWriter
from wian.letters.letter import Letter
from wian.letters.sandbox import kept_templates
from wian.office.actor import Acting
from wian.office.held_letter import note, refuse_unless_live, register_year
from wian.office.mail_out import post_reminder
from wian.office.refusals import Refusal
from wian.propagation.in_force.succeeded_plan import plan_in_force
from wian.propagation.issued_letter import numbered, numbered_as
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import days_in_force

BY = "wian"
"""Who reminds and escalates."""


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """What following up wrote, and what is overdue.

    Attributes:
        reminders: New reminders.
        escalations: New escalations.
        overdue: All that is overdue now, the longest overdue first.
        next_due: Where nothing is: the first minute in which something would be; ``None``: none,
            unless something happens.
    """

    reminders: tuple[Act, ...]
    escalations: tuple[Act, ...]
    overdue: tuple[Overdue, ...]
    next_due: int | None = None


class NobodyToRemind(Refusal):
    """None of those that an office wrote to is late with anything that it was not reminded of.

    Args:
        office: Who would remind.
    """

    def __init__(self, office: str) -> None:
        self.office = office
        super().__init__(
            f"{office} has nobody to remind: a reminder goes once to an office that is late."
        )


class _Settled(Exception):
    """Nothing is left to be done: undoes a transaction that has drawn a number for it."""


def follow_up(
    ledger: Ledger, plan: Plan, *, now: Instant, records: Sequence[HopRecord] | None = None
) -> FollowedUp:
    """Remind and escalate whatever is late in a live propagation; running it twice does it once.

    Args:
        ledger: Where to.
        plan: The propagation.
        now: When this is.
        records: Its hops, where the caller has read them just now.

    Raises:
        NotLive: The propagation is not live.
        LedgerError: The ledger cannot be used; reminders that are written stay.
    """
    known = successions(ledger)
    plan = plan_in_force(plan, known)
    due = follow_up_plan(ledger, plan, now=now, records=records)
    parted = [one for each in due.reminders for one in _parted(known, each)]
    found = (_remind(ledger, plan, each, now) for each in parted)
    reminders = [act for act in found if act]
    escalations = list(_escalate(ledger, plan, due.escalations, now))
    return FollowedUp(tuple(reminders), tuple(escalations), due.overdue, due.next_due)


def remind_late(acting: Acting, offices: Collection[str] | None = None) -> list[Act]:
    """Remind now those who are late with what an office wrote to them, as a sweep would.

    Nobody is reminded twice for the same thing, whoever does it first.

    Args:
        acting: The office that reminds, by which post and when.
        offices: Whom; all of them where ``None``.

    Raises:
        NobodyToRemind: None of them is late, or has not been reminded of it yet.
        NotLive: The propagation is not live.
    """
    ledger, known = acting.ledger, successions(acting.ledger)
    plan = plan_in_force(acting.plan, known)
    found = follow_up_plan(ledger, plan, now=acting.now).reminders
    due = [each for each in found if each.sender == acting.office]
    wanted = due if offices is None else [one for each in due for one in _narrowed(each, offices)]
    parted = [one for each in wanted for one in _parted(known, each)]
    written = [_remind(ledger, plan, each, acting.now, acting.by) for each in parted]
    if not any(written):
        raise NobodyToRemind(acting.office)
    return [act for act in written if act]


def _narrowed(due: DueReminder, offices: Collection[str]) -> Iterator[DueReminder]:
    """A reminder of its own to each of some offices."""
    for office in due.recipients:
        if office in offices:
            yield replace(due, recipients=(office,), key=f"{due.key}:{office}")


def follow_up_plan(
    ledger: Ledger, plan: Plan, *, now: Instant, records: Sequence[HopRecord] | None = None
) -> FollowUp:
    """What following up would write now; writes nothing. Nothing once the propagation has ended.

    Raises:
        NotLive: The propagation is not live.
    """
    refuse_unless_live(plan)
    days = days_in_force(ledger, plan)
    if days.life.ending:
        return FollowUp((), (), ())
    owing = owing_at(ledger, days, now.minute, records)
    late = late_among(plan, owing.late, now)
    if not late:
        return FollowUp((), (), (), None if owing.coming is None else owing.coming + 1)
    kinds = (ActKind.REMINDED, ActKind.ESCALATED)
    made = [act for kind in kinds for act in acts(ledger, plan.id, kind=kind)]
    return plan_follow_up(plan, late, owing.records, made, now)


def _parted(known: Successions, due: DueReminder) -> Iterator[DueReminder]:
    """A reminder, or where its sender was split that of each successor to those of its part."""
    heir, to = known.keeper(due.sender), dict[str, list[str]]()
    for office in due.recipients:
        to.setdefault(known.writer(due.sender, office), []).append(office)
    for writer, offices in to.items():
        key = due.key if writer == heir else f"{due.key}{PLACE}{writer}"
        yield replace(due, recipients=tuple(offices), key=key)


def _remind(ledger: Ledger, plan: Plan, due: DueReminder, now: Instant, by: str = BY) -> Act | None:
    """Write one reminder, unless another sweep did, or all of them have acted meanwhile."""
    try:
        with ledger.cohort(plan.id) as writer:
            return _written(writer, plan, due, now, by)
    except _Settled:
        return None


def _written(writer: CohortWriter, plan: Plan, due: DueReminder, now: Instant, by: str) -> Act:
    _refuse_ended(writer)
    writer.hold(due.sender)
    if plan_in_force(plan, writer.successions).office(due.sender) != plan.office(due.sender):
        raise _Settled  # another writes in its place since; the next sweep has its name
    keeper = writer.successions.writer(due.sender, due.recipients[0])
    writer.act_as(due.sender, keeper)
    plan = plan_in_force(plan, writer.successions, due.sender, keeper)
    year = register_year(plan, due.sender, now)
    made = writer.acts(due.sender, ActKind.REMINDED)
    written, silent = _owing_still(writer, due, made)
    of = numbered(plan, due.sender, year)
    register = writer.send_register(of, circular=len(silent) > 1)
    entry = writer.reserve(due.sender, ActKind.REMINDED, due.key, year, register)
    act = replace(_reminder(plan, due, written, silent, entry, now), register=register, by=by)
    writer.act(act)
    post_reminder(writer, plan, act)
    _tell(writer, plan, act)
    return act


def _refuse_ended(writer: CohortWriter) -> None:
    """Write nothing more once the propagation was withdrawn or closed.

    Raises:
        _Settled: It was.
    """
    writer.share_life()
    if writer.life().ending:
        raise _Settled


def _owing_still(
    writer: CohortWriter, due: DueReminder, made: Iterable[Act]
) -> tuple[IssuedLetter, tuple[str, ...]]:
    """The letter that is reminded of, and those who have neither acted nor been reminded.

    Raises:
        _Settled: There are none, or another sweep has written this reminder.
    """
    if any(act.key == due.key for act in made):
        raise _Settled
    asked = dict.fromkeys(due.recipients, due.asked) if due.asked else {}
    reminded = reminders_by_thing(made, asked)
    waiting = [each for each in due.recipients if thing(each, due.owed, due.due) not in reminded]
    silent, letters = (
        _still_owing(writer, waiting, due.owed, [due.sender]),
        writer.all_letters(due.sender),
    )
    written = next((each for each in letters if each.part == due.part), None)
    if not silent or written is None:
        raise _Settled
    return written, silent


def _still_owing(
    writer: CohortWriter, offices: list[str], owed: Owed, asking: list[str]
) -> tuple[str, ...]:
    """Those who have not done it, as this transaction sees it; ``asking`` wrote to them."""
    if owed is Owed.FORWARDING:
        done: Collection[str] = writer.wrote_to_all(offices)
    elif owed is Owed.ANSWER:
        reports = (
            *writer.acts_among(offices, ActKind.REPORTED),
            *writer.acts_among(asking, ActKind.REPORT_RETURNED),
        )
        reported = standing_reports((act.kind, act.office, act.key) for act in reports)
        done = writer.answered(offices) | reported
    else:
        found = writer.received(offices)
        done = {office for office, received in found.items() if received.received}
    done = {*done, *writer.life().returned}
    if owed is not Owed.RECEPTION:
        done = {*done, *writer.suspended()}  # nobody is reminded while its clock rests
    return tuple(office for office in offices if office not in done)


def _reminder(  # noqa: PLR0913, PLR0917 - what a reminder is made of
    plan: Plan,
    due: DueReminder,
    written: IssuedLetter,
    silent: tuple[str, ...],
    entry: RegisterEntry,
    now: Instant,
) -> Act:
    letter = _worded(plan, due, written, silent, entry, now)
    body = Reminded(owed=due.owed, due=Moment.of(due.due), recipients=silent, letter=letter)
    return Act(due.sender, due.key, BY, now, body, entry)


def _worded(  # noqa: PLR0913, PLR0917 - the same
    plan: Plan,
    due: DueReminder,
    written: IssuedLetter,
    silent: tuple[str, ...],
    entry: RegisterEntry,
    now: Instant,
) -> Letter:
    clock = plan.clock_of(due.sender)
    dated = clock.date(now)
    with kept_templates():
        said = plan.reminding.remind(
            written.letter,
            silent,
            owed=due.owed.value,
            due=plan.clock_of(silent[0]).date(due.due),
            number=numbered_as(plan, due.sender, entry, dated, circular=len(silent) > 1),
            dated=dated,
        )
        if said.issuer == plan.hierarchy.office(due.sender).name:
            return said
        paper = plan.composer.paper(due.sender, dated, said.form)
        return replace(said, **paper)  # another office took the writer's place since


def _escalate(
    ledger: Ledger, plan: Plan, due: tuple[DueEscalation, ...], now: Instant
) -> Iterator[Act]:
    """Enter the escalations, those of an office in one transaction."""
    ordered = sorted(due, key=lambda each: (each.sender, each.key))
    for sender, group in groupby(ordered, key=attrgetter("sender")):
        yield from _escalate_to(Acting(ledger, plan, sender, BY, now), list(group))


def _escalate_to(acting: Acting, due: list[DueEscalation]) -> list[Act]:
    try:
        with acting.ledger.cohort(acting.plan.id) as writer:
            _refuse_ended(writer)
            made = (_enter(writer, acting, each) for each in due)
            return [act for act in made if act]
    except _Settled:
        return []


def _enter(writer: CohortWriter, acting: Acting, due: DueEscalation) -> Act | None:
    """Enter an escalation, unless the office has acted meanwhile.

    Raises:
        _Settled: Another sweep enters those of the same sender; the next one does what it leaves.
    """
    office = due.body.recipient
    above = acting.plan.route.parent(office)
    if not _still_owing(writer, [office], due.body.owed, [above] if above else []):
        return None
    writer.hold(acting.office)
    if any(act.key == due.key for act in writer.acts(acting.office, ActKind.ESCALATED)):
        raise _Settled
    act = note(writer, acting, due.body, due.key)
    _tell_escalated(writer, acting.plan, act, due)
    return act


def _tell(writer: CohortWriter, plan: Plan, act: Act) -> None:
    """Tell who reminds, and whoever is reminded."""
    body = act.body
    if isinstance(body, Reminded):
        facts = {
            "sender": act.office,
            "owed": body.owed.value,
            "due": plan.clock_of(body.recipients[0]).isoformat(body.due.instant),
            "number": body.letter.number,
        }
        hearers = (act.office, *body.recipients)
        writer.tell(News(Event.REMINDED, plan.id, body.recipients, hearers, facts))


def _tell_escalated(writer: CohortWriter, plan: Plan, act: Act, due: DueEscalation) -> None:
    body = due.body
    facts = {
        "to": act.office,
        "recipient": body.recipient,
        "owed": body.owed.value,
        "due": plan.clock_of(body.recipient).isoformat(body.due.instant),
        "reminder": body.reminder,
    }
    hearers = (act.office, body.recipient)
    writer.tell(News(Event.ESCALATED, plan.id, (body.recipient,), hearers, facts))

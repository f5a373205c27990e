"""What waits for the people of a desk on a morning: letters to stamp, what is due or came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from wian.delays.hop_record import HopRecord
from wian.delays.working_time import WorkingTime
from wian.followup.due import debts
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import Owed
from wian.ledger.database import Ledger
from wian.ledger.life.growth_acts import Added
from wian.ledger.life.lives import lives
from wian.ledger.life.returns import LetterReturn
from wian.ledger.lists.open_letters import open_letters
from wian.ledger.outbox.mail_book import MailProgress, MailState
from wian.ledger.outbox.mail_queue import mail_progress
from wian.ledger.read.live_letters import Incoming, inbox
from wian.ledger.read.offices.own_letters import returned_among
from wian.ledger.succession.recorded_successions import successions
from wian.letters.secrecy import is_secret
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import DaysInForce

_LONGEST_REST = 31
"""Days within which an office works again."""
_STUCK = frozenset({MailState.BOUNCED, MailState.REFUSED, MailState.BY_HAND})

Plans = Callable[[str], Plan]
"""Gives the plan of a propagation."""
Records = Callable[[str], Sequence[HopRecord]]
"""Gives the hops of a propagation."""


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """Something that an office owes.

    Attributes:
        number: Number of the letter that it was sent.
        sender: Name of the office that wrote it.
        subject: What it is about; ``None`` where it is secret.
        owed: What the office owes.
        due: The day by which.
        overdue: That is over.
    """

    number: str
    sender: str
    subject: str | None
    owed: Owed
    due: date
    overdue: bool


class LetterBack(NamedTuple):
    """A letter of the office that another gave back.

    Attributes:
        office: Name of the other.
        number: Number of its letter that says so.
        reason: Why; ``None`` where the directive is secret.
    """

    office: str
    number: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Digest:
    """What a desk's people are told on a morning.

    Attributes:
        office: Id of the office.
        name: What it is called.
        day: The day.
        soon: What is due by this day, the next working day, is told.
        plan: A propagation of its, for its language and calendar.
        to_stamp: Letters that no desk has stamped.
        due: What else is due soon, or overdue.
        stuck: Own letters that an office without a desk did not get.
        back: Own letters that came back, where the office has done nothing about it.
    """

    office: str
    name: str
    day: date
    soon: date
    plan: Plan
    to_stamp: tuple[DigestEntry, ...]
    due: tuple[DigestEntry, ...]
    stuck: tuple[MailProgress, ...]
    back: tuple[LetterBack, ...] = ()

    @property
    def empty(self) -> bool:
        """Nothing waits."""
        return not (self.to_stamp or self.due or self.stuck or self.back)


def digest_of(
    ledger: Ledger, office: str, plans: Plans, records: Records, *, now: Instant
) -> Digest | None:
    """What waits for an office, also of those whose place it took; ``None`` where nothing does.

    Args:
        ledger: Where its letters stand.
        office: Its id.
        plans: Gives the plan of a propagation.
        records: Gives the hops of one; asked only of those in which the office owes something.
        now: When this is.
    """
    sent = mail_progress(ledger, None, office)
    stuck = tuple(each for each in sent if each.mail.state in _STUCK and not each.acknowledged)
    known = successions(ledger)
    places = (office, *known.kept_by(office))
    items = [item for place in places for item in _waiting(ledger, place)]
    back = _undecided(ledger, office)
    named = [
        *(each.propagation for each in items),
        *(each.mail.propagation for each in stuck),
        *(propagation for propagation, _ in back),
    ]
    if not named:
        return None
    plan = plans(named[0])
    today = now.date(plan.working.zone)
    soon = next_working_day(plan.working, today)
    found = [
        waiting for item in items for waiting in _owing(plans(item.propagation), item, records, now)
    ]
    ordered = sorted(found, key=lambda each: (each.due, each.number))
    stamps = tuple(each for each in ordered if each.owed is Owed.RECEPTION)
    rest = tuple(each for each in ordered if each.owed is not Owed.RECEPTION and each.due <= soon)
    came_back = tuple(_came_back(plans(propagation), each) for propagation, each in back)
    own = plan.hierarchy.office(office) if office in plan.hierarchy else known.known_as(office)
    return Digest(office, own.name, today, soon, plan, stamps, rest, stuck, came_back)


def _waiting(ledger: Ledger, office: str) -> list[Incoming]:
    """The letters with which an office has still something to do, the newest first."""
    left = open_letters(ledger, office)
    return inbox(ledger, office, left) if left else []


def works_on(working: WorkingTime, day: date) -> bool:
    """Whether offices work on a day; every day is worked beyond the calendar."""
    if not working.covers(_midnight(working, day - timedelta(days=1)).minute):
        return True
    if not working.covers(_midnight(working, day + timedelta(days=1)).minute):
        return True
    return int(working.days_between(str(day - timedelta(days=1)), str(day))) == 1


def next_working_day(working: WorkingTime, day: date) -> date:
    """The first working day after a day."""
    later = (day + timedelta(days=days) for days in range(1, _LONGEST_REST))
    return next((each for each in later if works_on(working, each)), day + timedelta(days=1))


def _undecided(ledger: Ledger, office: str) -> list[tuple[str, LetterReturn]]:
    """The office's letters that came back, by propagation, where it has done nothing about it.

    It has where it insists, or where offices were added since.
    """
    mine = returned_among(ledger, office)
    return [
        (propagation, each)
        for propagation, life in sorted(lives(ledger, mine).items())
        if life.ending is None
        for each in life.returns
        if each.body.sender == office and each.insisted is None
        if not any(
            isinstance(act.body, Added) and act.at.minute >= each.act.at.minute
            for act in life.growth.acts
        )
    ]


def _came_back(plan: Plan, each: LetterReturn) -> LetterBack:
    secret = is_secret(plan.directive, each.body.letter)
    return LetterBack(
        plan.hierarchy.office(each.act.office).name,
        each.body.letter.number,
        None if secret else each.body.reason,
    )


def _owing(plan: Plan, item: Incoming, records: Records, now: Instant) -> list[DigestEntry]:
    """What the office owes for one letter; nothing is read where it has done all."""
    days = DaysInForce(plan, item.life)
    asked = days.answer_by(item.hop.recipient) is not None
    done = item.next_desk is None and not (item.hop.forwards and item.own is None)
    if item.hop.recipient in item.life.returned or (done and (item.answered or not asked)):
        return []
    office, zone = item.hop.recipient, plan.working.zone
    own = [each for each in records(plan.id) if each.recipient == office]
    letter = item.letter.letter
    secret = is_secret(plan.directive, letter)
    return [
        DigestEntry(
            letter.number,
            plan.hierarchy.office(item.hop.sender).name,
            None if secret else plan.composer.worded(plan.directive.subject),
            owed,
            Instant(due, Precision.MINUTE).date(zone),
            due < now.minute,
        )
        for _, owed, due in debts(days, own, {office} if item.answered else frozenset())
    ]


def _midnight(working: WorkingTime, day: date) -> Instant:
    return Instant.of(day, working.zone)

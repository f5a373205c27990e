"""An issued letter as its office follows it: each recipient's standing, and the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from wian.delays.working_time import WorkingTime
from wian.desk.views.deadline import working_days
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock
from wian.ledger.acts import Act, ActKind, Reminded
from wian.ledger.outbox.mail_book import MailKind, MailProgress
from wian.ledger.read.offices.own_letters import Outgoing
from wian.ledger.read.offices.recipients import RecipientProgress
from wian.ledger.records import PLACE
from wian.reports.progress.answers import AnswerRow


@dataclass(frozen=True, slots=True)
class SentRow:
    """A letter as the list of those issued names it.

    Attributes:
        propagation: Id of its propagation.
        number, dated: Its number and date.
        subject: What it is about; ``None`` where the reader may not know.
        urgency, secrecy: Its marks, if any.
        recipients, received: To how many it went, and how many of them have stamped.
        part: Which of the office's letters in the propagation it is, from 0.
        about: What it says of an earlier letter: ``withdrawal``, ``amendment``; empty: of none.
        ended: What became of its propagation: ``withdrawn``, ``closed``, ``amended``; empty where
            it is as it was.
        former: Name of the office whose letter it is, where the reader's took its place.
    """

    propagation: str
    number: str
    dated: date
    subject: str | None
    urgency: str | None
    secrecy: str | None
    recipients: int
    received: int
    part: int = 0
    about: str = ""
    ended: str = ""
    former: str = ""

    @property
    def place(self) -> str:
        """Id of the office whose letter it is, where the reader's took its place; else empty."""
        return self.propagation.partition(PLACE)[2]

    @property
    def id(self) -> str:
        """Id of its propagation."""
        return self.propagation.partition(PLACE)[0]

    @property
    def over(self) -> bool:
        """Whether its directive has ended."""
        return self.ended in {ActKind.WITHDRAWN, ActKind.CLOSED}

    @property
    def silent(self) -> int:
        """How many have not stamped."""
        return self.recipients - self.received


@dataclass(frozen=True, slots=True)
class RecipientRow:
    """A recipient as the follow-up shows it.

    Attributes:
        office: Its id.
        name: Its name.
        received, receipt_number: When its first desk stamped, and under which number.
        silent: Working days for which it has been silent; ``None`` where it has stamped.
        took: Working days until it stamped.
        forwards: It has to forward the letter.
        own: Number of its own letter.
        answer: Where its answer stands, if one is asked for.
        reminders: Numbers of the reminders that it was sent.
        mail: How the e-mail stands that brings it the letter; ``None`` where none does.
        mail_error: What the mail system said last; empty where nothing.
    """

    office: str
    name: str
    received: Instant | None
    receipt_number: str | None
    silent: int | None
    took: int | None
    forwards: bool
    own: str | None
    answer: AnswerRow | None
    reminders: tuple[str, ...]
    mail: str | None = None
    mail_error: str = ""


def sent_row(letter: Outgoing) -> SentRow:
    """A letter as the list names it to who may read everything."""
    text, follows = letter.letter.letter, letter.directive.follows
    return SentRow(
        letter.propagation,
        text.number,
        text.dated,
        text.subject,
        text.urgency,
        text.secrecy,
        letter.recipients,
        letter.received,
        letter.letter.part,
        about=str(follows.kind) if follows else "",
    )


def recipient_rows(  # noqa: PLR0913 - what the table is made of
    recipients: Iterable[RecipientProgress],
    name: Callable[[str], str],
    issued: Instant,
    *,
    now: Instant,
    clocks: tuple[WorkingTime, OfficeClock],
    answers: Mapping[str, AnswerRow],
    reminders: Iterable[Act],
    mails: Iterable[MailProgress] = (),
) -> list[RecipientRow]:
    """The recipients of a letter: those silent first, by name.

    Args:
        recipients: As the ledger holds them.
        name: Names an office, by its id, to the reader.
        issued: When the letter was issued.
        now: When this is.
        clocks: Working days, and the clock of the office that looks, which tells days.
        answers: Where answers stand, by office.
        reminders: The reminders that the office sent.
        mails: What the office sends by e-mail.
    """
    sent = {each.mail.office: each for each in mails if each.mail.kind is MailKind.LETTER}
    reminded, waiting = _reminded(reminders), working_days(issued, now, *clocks)
    rows = [
        RecipientRow(
            each.office,
            name(each.office),
            each.received,
            each.receipt_number,
            None if each.received else waiting,
            working_days(issued, each.received, *clocks) if each.received else None,
            each.forwards,
            each.own,
            answers.get(each.office),
            tuple(reminded.get(each.office, ())),
            *_mail(sent.get(each.office)),
        )
        for each in recipients
    ]
    return sorted(rows, key=lambda row: (row.silent is None, row.name))


def _mail(sent: MailProgress | None) -> tuple[str | None, str]:
    return (None, "") if sent is None else (sent.stands, sent.mail.last_error)


def _reminded(acts: Iterable[Act]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for act in acts:
        if isinstance(act.body, Reminded):
            for office in act.body.recipients:
                found.setdefault(office, []).append(act.body.letter.number)
    return found

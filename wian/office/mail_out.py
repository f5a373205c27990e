"""Puts letters, reminders and reports in the outbox for offices that are reached by e-mail."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from wian.ledger.acts import Act, Reminded
from wian.ledger.life.upward.gathering_acts import ReportedUp
from wian.ledger.outbox.mail_book import Mail, MailKind, MailState, mail_id
from wian.ledger.outbox.reach import mailbox
from wian.ledger.records import IssuedLetter, Reception
from wian.ledger.succession.succession import Successions
from wian.ledger.write.cohort import CohortWriter
from wian.letters.letter import Letter
from wian.letters.secrecy import is_secret
from wian.propagation.plan import Plan


def post_letter(
    writer: CohortWriter, plan: Plan, issued: IssuedLetter, recipients: Collection[str]
) -> None:
    """Have a letter sent to those of its recipients that are reached by e-mail.

    Args:
        writer: The transaction that issues it.
        plan: Its propagation.
        issued: The letter.
        recipients: Whom it goes to.
    """
    state = state_of_new(secret=is_secret(plan.directive, issued.letter))
    minute = issued.issued.minute
    mails = [
        letter_mail(plan.id, issued, office, address, state, minute)
        for office, address in _mailboxes(writer, plan, recipients)
    ]
    writer.mail.put(mails)


def post_reminder(writer: CohortWriter, plan: Plan, act: Act) -> None:
    """Have a reminder sent to those of its recipients that are reached by e-mail.

    Args:
        writer: The transaction that writes it.
        plan: Its propagation.
        act: The reminder.
    """
    if not isinstance(act.body, Reminded):
        raise TypeError(f"act {act.key} of {act.office} is no reminder")
    _post_act(writer, plan, act, MailKind.REMINDER, act.body.letter, act.body.recipients)


def post_report(writer: CohortWriter, plan: Plan, act: Act) -> None:
    """Have a report sent to the office that asked, where that is reached by e-mail.

    Args:
        writer: The transaction that writes it.
        plan: Its propagation.
        act: The report.
    """
    body = act.body
    if not isinstance(body, ReportedUp):
        raise TypeError(f"act {act.key} of {act.office} is no report")
    _post_act(writer, plan, act, MailKind.REPORT, body.letter, [body.to])


def _post_act(  # noqa: PLR0913, PLR0917 - what a message says
    writer: CohortWriter,
    plan: Plan,
    act: Act,
    kind: MailKind,
    letter: Letter,
    recipients: Collection[str],
) -> None:
    """Have the letter of an act sent to those of its recipients that are reached by e-mail."""
    state, minute = state_of_new(secret=is_secret(plan.directive, letter)), act.at.minute
    mails = [
        Mail(
            id=mail_id(plan.id, office, kind, f"{act.office}|{act.key}"),
            propagation=plan.id,
            sender=act.office,
            office=office,
            kind=kind,
            key=act.key,
            address=address,
            state=state,
            created_minute=minute,
            changed_minute=minute,
        )
        for office, address in _mailboxes(writer, plan, recipients)
    ]
    writer.mail.put(mails)


def letter_mail(  # noqa: PLR0913, PLR0917 - what a message says
    propagation: str,
    issued: IssuedLetter,
    office: str,
    address: str,
    state: MailState,
    minute: int,
) -> Mail:
    """The message that carries a letter to an office.

    Args:
        propagation: Id of its propagation.
        issued: The letter.
        office: Whom it is for.
        address: Where to.
        state: Where it is at first.
        minute: When, in minutes since 1970-01-01T00:00Z.
    """
    kind, key = MailKind.LETTER, str(issued.part)
    return Mail(
        id=mail_id(propagation, office, kind, f"{issued.office}|{key}"),
        propagation=propagation,
        sender=issued.office,
        office=office,
        kind=kind,
        key=key,
        address=address,
        state=state,
        created_minute=minute,
        changed_minute=minute,
    )


def state_of_new(*, secret: bool) -> MailState:
    """Where a message is at first: one that is secret never goes by mail."""
    return MailState.BY_HAND if secret else MailState.WAITING


def _mailboxes(writer: CohortWriter, plan: Plan, offices: Collection[str]) -> list[tuple[str, str]]:
    """Those of some offices that are reached by e-mail, each with its address."""
    said = writer.reaches(offices)
    found = ((each, mailbox(plan.hierarchy.office(each), said.get(each))) for each in offices)
    return [(office, address) for office, address in found if address]


def is_unseen(known: Successions, office: str, stamps: Sequence[Reception]) -> bool:
    """Whether a letter may have to reach who acts now: nobody stamped it, or the one before did.

    Args:
        known: Which offices took the place of others.
        office: Whom the letter was sent to.
        stamps: Its stamps.
    """
    if not stamps:
        return True
    return known.at(office, stamps[-1].at.minute) != known.keeper(office)

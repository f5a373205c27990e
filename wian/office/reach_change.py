"""Moves an office from its desk to e-mail, and back; no letter that waits for it is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hierarchy.office import Office, Reach
from wian.jurisdictions.instant import Instant
from wian.ledger.access.office_reach import list_reaches, say_reach
from wian.ledger.database import Ledger
from wian.ledger.lists.open_letters import open_letters
from wian.ledger.outbox.mail_book import Mail, MailKind, MailState
from wian.ledger.outbox.mail_queue import mails_to
from wian.ledger.outbox.reach import OfficeReach, mailbox
from wian.ledger.read.live_letters import Incoming, inbox
from wian.ledger.succession.recorded_successions import successions
from wian.ledger.write.cohort import CohortWriter
from wian.letters.secrecy import is_secret
from wian.office.inputs import Mailbox, checked
from wian.office.mail_out import is_unseen, letter_mail, state_of_new


@dataclass(frozen=True, slots=True)
class ReachChanged:
    """What moving an office did.

    Attributes:
        said: How it is reached from now on, or who took its place.
        queued: Letters that it has not stamped, and reminders, that are sent to it now.
        by_hand: Secret ones among them, which somebody must bring.
        held_back: Messages that waited and do not go any more.
    """

    said: OfficeReach
    queued: int
    by_hand: int
    held_back: int


def reach_by_mail(
    ledger: Ledger, office: str, address: str, *, by: str, now: Instant
) -> ReachChanged:
    """Have letters sent to an office by e-mail: new ones, and those that it has not stamped, also
    of offices whose place it took.

    What the mail server took for the same address is not sent again; what came back, or went to
    another address, is.

    Args:
        ledger: Where its letters stand.
        office: Its id.
        address: Its e-mail address.
        by: Who says so.
        now: When this is.

    Raises:
        InputFaults: It is no address.
    """
    said = OfficeReach(
        office, Reach.MAIL, checked(Mailbox, address=address.strip()).address, by, now
    )
    say_reach(ledger, said)
    return _sent_to(ledger, _places(ledger, office), said)


def reach_at_desk(ledger: Ledger, office: str, *, by: str, now: Instant) -> ReachChanged:
    """Have letters reach an office at its desk, where all that it was ever sent lies too.

    Args:
        ledger: Where its letters stand.
        office: Its id.
        by: Who says so.
        now: When this is.
    """
    said = OfficeReach(office, Reach.DESK, "", by, now)
    say_reach(ledger, said)
    held_back = sum(_held_back(ledger, place, now) for place in _places(ledger, office))
    return ReachChanged(said, 0, 0, held_back)


def reach_keeper(
    ledger: Ledger, office: str, keeper: Office, *, by: str, now: Instant
) -> ReachChanged:
    """Have what was sent to an office, and is not stamped, reach whoever does its work now.

    By e-mail where that office is reached so: a letter that went to another address goes once
    more, and the link of before opens nothing; so does one that the office before has stamped and
    not dealt with, as whoever acts now has not seen it. At its desk all lies already.

    Args:
        ledger: Where the letters stand.
        office: Id of the office that the letters were sent to.
        keeper: Who does its work now: who took its place, or itself again.
        by: Who says so.
        now: When this is.
    """
    said = next((each for each in list_reaches(ledger) if each.office == keeper.id), None)
    if address := mailbox(keeper, said):
        to = OfficeReach(keeper.id, Reach.MAIL, address, by, now)
        return _sent_to(ledger, (office,), to)
    at_desk = OfficeReach(keeper.id, Reach.DESK, "", by, now)
    return ReachChanged(at_desk, 0, 0, _held_back(ledger, office, now))


def _places(ledger: Ledger, office: str) -> tuple[str, ...]:
    """The office, and those whose place it took."""
    return (office, *successions(ledger).kept_by(office))


def _sent_to(ledger: Ledger, places: Sequence[str], said: OfficeReach) -> ReachChanged:
    """Send what those places have not stamped to one address."""
    states = [state for place in places for state in _open(ledger, place, said)]
    queued, by_hand = (states.count(each) for each in (MailState.WAITING, MailState.BY_HAND))
    return ReachChanged(said, queued, by_hand, 0)


def _open(ledger: Ledger, place: str, said: OfficeReach) -> Iterator[MailState]:
    left = open_letters(ledger, place)
    if not left:
        return
    known, mails = successions(ledger), mails_to(ledger, place)
    reminded = {each.propagation for each in mails if each.kind is MailKind.REMINDER}
    for item in inbox(ledger, place, left):
        unseen = is_unseen(known, place, item.stamps)
        if unseen or item.propagation in reminded:
            yield from _send(ledger, item, said, unseen=unseen)


def _held_back(ledger: Ledger, place: str, now: Instant) -> int:
    """Hold back what waits for a place: it lies at the desk."""
    held_back = 0
    for propagation in dict.fromkeys(each.propagation for each in mails_to(ledger, place)):
        with ledger.cohort(propagation) as writer:
            waiting = [each for each in writer.mail.to(place) if each.state is MailState.WAITING]
            writer.mail.change([_changed(each, now, state=MailState.AT_DESK) for each in waiting])
            held_back += len(waiting)
    return held_back


def _send(ledger: Ledger, item: Incoming, said: OfficeReach, *, unseen: bool) -> list[MailState]:
    """Have a letter that was not seen, and reminders of it, sent; how those stand that are."""
    with ledger.cohort(item.propagation) as writer:
        known = {each.id: each for each in writer.mail.to(item.hop.recipient)}
        fresh = _letter(item, said)
        done = [
            _send_anew(writer, each, said)
            for each in known.values()
            if _is_open(each, unseen=unseen)
        ]
        if unseen and fresh.id not in known:
            writer.mail.put([fresh])
            done.append(fresh.state)
    return [state for state in done if state]


def _letter(item: Incoming, said: OfficeReach) -> Mail:
    """The message that carries a letter which was issued before its office was on mail."""
    secret = is_secret(item.directive, item.letter.letter)
    minute, state = item.letter.issued.minute, state_of_new(secret=secret)
    place, address = item.hop.recipient, said.address
    made = letter_mail(item.propagation, item.letter, place, address, state, minute)
    return _changed(made, said.changed)


def _is_open(mail: Mail, *, unseen: bool) -> bool:
    """Whether a message may still have to arrive.

    A letter does until whoever acts has stamped it, wherever it went. A reminder that the mail
    server took was sent; another is written in its time.
    """
    if mail.kind is MailKind.LETTER:
        return unseen
    return mail.state is not MailState.HANDED_OVER


def _send_anew(writer: CohortWriter, mail: Mail, said: OfficeReach) -> MailState | None:
    """Have a message sent once more that has not arrived at this address."""
    arrived = mail.state is MailState.HANDED_OVER and mail.address == said.address
    if arrived or mail.state is MailState.BY_HAND:
        return None
    again = mail.state not in {MailState.WAITING, MailState.AT_DESK}
    changed = _changed(
        mail,
        said.changed,
        state=MailState.WAITING,
        address=said.address,
        round=mail.round + again,
        attempts=0,
        due_second=0,
        last_error="",
    )
    writer.mail.change([changed])
    return changed.state


def _changed(mail: Mail, now: Instant, **values: object) -> Mail:
    return replace(mail, changed_minute=now.minute, **values)  # type: ignore[arg-type]

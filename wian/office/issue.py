"""Issues an office's letter: its draft, as composed or edited, gets a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Instant
from wian.ledger.acts import ActKind, Drafted, Issued
from wian.ledger.outbox.events import Event, News
from wian.ledger.records import (
    CIRCULARS,
    IssuedLetter,
    NumberRequest,
    ReceivedHop,
    RegisterEntry,
)
from wian.ledger.write.cohort import CohortWriter
from wian.letters.letter import Letter
from wian.office.actor import Acting
from wian.office.held_letter import (
    held_letter,
    note,
    refuse_unless_live,
    register_year,
)
from wian.office.inputs import Paragraphs, checked
from wian.office.refusals import AlreadyIssued, DraftChanged, ForwardsToNobody, NotReady
from wian.office.trusted_clock import Known, refuse_behind, refuse_wrong_clock
from wian.propagation.issued_letter import composed, letter_number, sent
from wian.propagation.plan import Plan


@dataclass(frozen=True, slots=True)
class Draft:
    """An office's next letter, before it has a number.

    Attributes:
        letter: As it would go out today, without a number.
        revision: How often its paragraphs were edited.
        by: The post that edited them last; empty while it is as composed.
    """

    letter: Letter
    revision: int
    by: str = ""


@dataclass(frozen=True, slots=True)
class Issuance:
    """A letter that stands in the ledger.

    Attributes:
        propagation: Of which propagation.
        letter: The letter.
        recipients: Whom it went to.
        new: This call issued it; it was out before otherwise.
    """

    propagation: str
    letter: IssuedLetter
    recipients: tuple[str, ...]
    new: bool


def draft(acting: Acting) -> Draft:
    """The letter that the office would issue now.

    Raises:
        Refusal: The office has nothing to pass on, or has passed it on.
    """
    with acting.ledger.looking(acting.plan.id) as reader:
        received = _received(reader, acting)
        _refuse_issued(reader, acting.office)
        return _draft(reader, acting, received, _at(received, acting.now))


def save_draft(acting: Acting, paragraphs: Sequence[str], *, revision: int) -> Draft:
    """Keep edited paragraphs; the same ones again keep nothing.

    Args:
        acting: The office whose draft it is, and who edits it when.
        paragraphs: The letter's text as it is to go out.
        revision: The revision that was edited.

    Raises:
        DraftChanged: Somebody edited it meanwhile.
        Refusal: The office has nothing to pass on, or has passed it on.
        InputFaults: A paragraph is no plain text; all that are not.
    """
    texts = worded(acting.plan, paragraphs)
    with acting.ledger.cohort(acting.plan.id) as writer:
        received = _received(writer, acting)
        _refuse_issued(writer, acting.office)
        latest = _draft(writer, acting, received, _at(received, acting.now))
        if latest.letter.paragraphs == texts:
            return latest
        if latest.revision != revision:
            raise DraftChanged(revision, latest.revision)
        writer.hold(acting.office)
        refuse_wrong_clock(writer, acting)
        body = Drafted(paragraphs=texts)
        entered = note(writer, acting, body, str(revision + 1))
        if entered.body != body:
            raise DraftChanged(revision, revision + 1)
        _refuse_issued(writer, acting.office)  # again: now nobody can issue it meanwhile
        return Draft(replace(latest.letter, paragraphs=texts), revision + 1, acting.by)


def worded(plan: Plan, paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Edited paragraphs as the letter would have them; empty ones are left out.

    Raises:
        InputFaults: A paragraph is no plain text; all that are not.
    """
    kept = tuple(text for text in paragraphs if text.strip())
    return tuple(map(plan.composer.worded, checked(Paragraphs, paragraphs=kept).paragraphs))


def issue(acting: Acting, *, revision: int | None = None, alone: bool = False) -> Issuance:
    """Issue an office's letter under the next number of its register; twice issues once.

    Args:
        acting: The office that issues, and who does so when: the origin, or an office whose last
            desk has stamped.
        revision: The revision of the draft that was looked at; the latest where none is given.
        alone: The office has set to forward alone.

    Raises:
        DraftChanged: Somebody edited the draft after it was looked at.
        Refusal: The office has nothing to pass on, or holds the letter without its last stamp.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    plan, office = acting.plan, acting.office
    with acting.ledger.cohort(plan.id) as writer:
        received = _received(writer, acting)
        wave, hops = plan.sending(office)
        recipients = tuple(hop.recipient for hop in hops)
        if stands := _standing(writer, office):
            return Issuance(plan.id, stands, recipients, new=False)
        refuse_wrong_clock(writer, acting)
        moment = _moment(received, acting)
        latest = _draft(writer, acting, received, moment)
        if revision is not None and revision != latest.revision:
            raise DraftChanged(revision, latest.revision)
        entry = _number(writer, acting, moment)
        letter = _numbered(plan, latest.letter, entry)
        issued = IssuedLetter(office, wave, letter, moment, Source.LIVE, entry)
        writer.write([issued], sent(plan, hops, wave, lambda _: Source.LIVE))
        note(writer, acting, Issued(revision=latest.revision, alone=alone), "")
        _tell(writer, plan, issued, recipients)
        return Issuance(plan.id, issued, recipients, new=True)


def _standing(writer: CohortWriter, office: str) -> IssuedLetter | None:
    """The office's letter if it is out, under whichever year's number.

    Otherwise nobody else issues it, or edits its draft, until this transaction ends.
    """
    if stands := writer.letter(office):
        return stands
    writer.hold(office)
    return writer.letter(office)  # again: somebody may have issued it meanwhile


def _received(writer: CohortWriter, acting: Acting) -> ReceivedHop | None:
    """What the office passes on, and that it may; ``None`` for the origin."""
    plan, office = acting.plan, acting.office
    refuse_unless_live(plan)
    plan.office(office)
    if office == plan.route.origin:
        return None
    letter = held_letter(writer, acting)
    if not letter.received.hop.forwards:
        raise ForwardsToNobody(office)
    if not letter.ready:
        raise NotReady(office, letter.desks[len(letter.stamps)])
    return replace(letter.received, ready=letter.stamps[-1].at)  # as corrected


def _refuse_issued(writer: CohortWriter, office: str) -> None:
    if stands := writer.letter(office):
        raise AlreadyIssued(office, stands.letter.number)


def _draft(
    writer: CohortWriter, acting: Acting, received: ReceivedHop | None, moment: Instant
) -> Draft:
    """The letter as it would go out at a moment."""
    plan, office = acting.plan, acting.office
    dated = moment.date(plan.jurisdiction.calendar.zone)
    letter = replace(composed(plan, office, dated, received, _UNNUMBERED), number="")
    edits = [
        (int(act.key), act.by, act.body.paragraphs)
        for act in writer.acts(office, ActKind.DRAFTED)
        if isinstance(act.body, Drafted)
    ]
    if not edits:
        return Draft(letter, 0)
    revision, by, paragraphs = max(edits)
    return Draft(replace(letter, paragraphs=paragraphs), revision, by)


_UNNUMBERED = RegisterEntry(0, 0)


def _number(writer: CohortWriter, acting: Acting, moment: Instant) -> RegisterEntry:
    """The letter's place in the office's register of the year in which it is issued."""
    year = register_year(acting.plan, moment)
    (number,) = writer.draw([NumberRequest(acting.office, CIRCULARS, year, acting.plan.id)])
    return RegisterEntry(year, number)


def _numbered(plan: Plan, letter: Letter, entry: RegisterEntry) -> Letter:
    number = letter_number(plan, letter.sender, entry)
    return replace(letter, number=plan.composer.worded(number))


def _moment(received: ReceivedHop | None, acting: Acting) -> Instant:
    """When the letter is issued: its number's year, its date and its hour are all of this moment.

    Raises:
        ClockBehind: The last stamp is later, by more than clocks may differ.
    """
    if received and received.ready:
        refuse_behind(acting, Known("the last stamp on the letter received", received.ready))
    return _at(received, acting.now)


def _at(received: ReceivedHop | None, now: Instant) -> Instant:
    """This moment; never before the last stamp: clocks of two machines may differ a little."""
    ready = received.ready if received else None
    return ready if ready and ready.minute > now.minute else now


def _tell(
    writer: CohortWriter, plan: Plan, issued: IssuedLetter, recipients: Sequence[str]
) -> None:
    """Tell the office itself, and everyone who now has a letter in the inbox."""
    zone = plan.jurisdiction.calendar.zone
    facts = {
        "sender": issued.office,
        "number": issued.letter.number,
        "recipients": len(recipients),
        "at": issued.issued.isoformat(zone),
    }
    hearers = (issued.office, *recipients)
    writer.tell(News(Event.ISSUED, plan.id, (issued.office,), hearers, facts))

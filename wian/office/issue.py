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
    journal_place,
    note,
    refuse_unless_live,
    register_year,
)
from wian.office.inputs import Paragraphs, checked
from wian.office.refusals import AlreadyIssued, DraftChanged, ForwardsToNobody, NotReady
from wian.propagation.issued_letter import composed, sent
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
        return _draft(reader, acting, received)


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
        latest = _draft(writer, acting, received)
        if latest.letter.paragraphs == texts:
            return latest
        if latest.revision != revision:
            raise DraftChanged(revision, latest.revision)
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
        entry = None if writer.letter(office) else _number(writer, acting)
        stands = writer.letter(office)
        wave, hops = plan.sending(office)
        recipients = tuple(hop.recipient for hop in hops)
        if stands or entry is None:
            return Issuance(plan.id, _certain(stands), recipients, new=False)
        journal_place(writer, acting, ActKind.ISSUED, "")  # nobody edits from here on
        latest = _draft(writer, acting, received)
        if revision is not None and revision != latest.revision:
            raise DraftChanged(revision, latest.revision)
        letter = _numbered(plan, latest.letter, entry)
        issued = IssuedLetter(office, wave, letter, _at(received, acting.now), Source.LIVE, entry)
        writer.write([issued], sent(plan, hops, wave, lambda _: Source.LIVE))
        note(writer, acting, Issued(revision=latest.revision, alone=alone), "")
        _tell(writer, plan, issued, recipients)
        return Issuance(plan.id, issued, recipients, new=True)


def _certain(letter: IssuedLetter | None) -> IssuedLetter:
    if letter is None:
        raise AssertionError("a letter that stands in the ledger is gone")
    return letter


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
    return letter.received


def _refuse_issued(writer: CohortWriter, office: str) -> None:
    if stands := writer.letter(office):
        raise AlreadyIssued(office, stands.letter.number)


def _draft(writer: CohortWriter, acting: Acting, received: ReceivedHop | None) -> Draft:
    plan, office = acting.plan, acting.office
    dated = acting.now.date(plan.jurisdiction.calendar.zone)
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


def _number(writer: CohortWriter, acting: Acting) -> RegisterEntry:
    """The letter's place in the office's register; nobody else issues it meanwhile."""
    year = register_year(acting.plan, acting.now)
    (number,) = writer.draw([NumberRequest(acting.office, CIRCULARS, year, acting.plan.id)])
    return RegisterEntry(year, number)


def _numbered(plan: Plan, letter: Letter, entry: RegisterEntry) -> Letter:
    code = plan.hierarchy.office(letter.sender).letter_code
    number = plan.jurisdiction.wording.letter_number(code, entry.number, entry.year)
    return replace(letter, number=plan.composer.worded(number))


def _at(received: ReceivedHop | None, now: Instant) -> Instant:
    """This moment; never before the last stamp: clocks of two machines may differ."""
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

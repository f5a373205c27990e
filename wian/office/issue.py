"""Issues an office's letter: its draft, as composed or edited, gets a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Instant
from wian.ledger.acts import JOURNAL, Act, Drafted, Issued
from wian.ledger.outbox.events import Event, News
from wian.ledger.records import (
    SENT,
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
    note_first,
    refuse_ended,
    refuse_unless_live,
    register_year,
)
from wian.office.inputs import Paragraphs, checked
from wian.office.refusals import AlreadyIssued, DraftChanged, ForwardsToNobody, NotReady
from wian.office.trusted_clock import Known, refuse_behind, refuse_wrong_clock
from wian.propagation.issued_letter import composed, is_circular, letter_number, numbered, sent
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
    with acting.ledger.looking(acting.plan.id, acting.plan.clock) as reader:
        passing = _passing(reader, acting)
        _refuse_issued(passing, acting.office)
        refuse_ended(reader)
        return _draft(passing, acting, _at(passing, acting.now))


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
    with acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        writer.share_life()
        writer.hold(acting.office)
        passing = _passing(writer, acting)
        _refuse_issued(passing, acting.office)
        refuse_ended(writer)
        latest = _draft(passing, acting, _at(passing, acting.now))
        if latest.letter.paragraphs == texts:
            return latest
        if latest.revision != revision:
            raise DraftChanged(revision, latest.revision)
        refuse_wrong_clock(writer, acting)
        note_first(writer, acting, Drafted(paragraphs=texts), str(revision + 1))
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
    with acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        writer.share_life()  # nobody withdraws it meanwhile
        return issue_within(writer, acting, revision=revision, alone=alone)


def issue_within(
    writer: CohortWriter, acting: Acting, *, revision: int | None = None, alone: bool = False
) -> Issuance:
    """The same inside a transaction that goes on, which has a share in the propagation's life."""
    plan, office = acting.plan, acting.office
    writer.hold(office)  # nobody else issues it, or edits its draft, meanwhile
    passing = _passing(writer, acting)
    wave, hops = plan.sending(office)
    recipients = tuple(hop.recipient for hop in hops)
    if passing.own:
        return Issuance(plan.id, passing.own, recipients, new=False)
    refuse_ended(writer)
    refuse_wrong_clock(writer, acting)
    moment = _moment(passing, acting)
    latest = _draft(passing, acting, moment)
    if revision is not None and revision != latest.revision:
        raise DraftChanged(revision, latest.revision)
    entry, register = _number(writer, acting, moment)
    letter = _numbered(plan, latest.letter, entry)
    issued = IssuedLetter(office, wave, letter, moment, Source.LIVE, entry, register=register)
    writer.write([issued], sent(plan, hops, wave, lambda _: Source.LIVE))
    note_first(writer, acting, Issued(revision=latest.revision, alone=alone), "")
    _tell(writer, plan, issued, recipients)
    return Issuance(plan.id, issued, recipients, new=True)


class _Passing(NamedTuple):
    """What an office passes on: what it received (the origin nothing), did, and has issued.

    ``earlier`` is its letter of before, where the propagation follows another.
    """

    received: ReceivedHop | None
    acts: Sequence[Act]
    own: IssuedLetter | None
    earlier: Letter | None = None

    @property
    def ready(self) -> Instant | None:
        """When the last desk stamped what it passes on."""
        return self.received.ready if self.received else None


def _passing(writer: CohortWriter, acting: Acting) -> _Passing:
    """What the office passes on, and that it may.

    Raises:
        Refusal: It may not, or not yet.
    """
    plan, office = acting.plan, acting.office
    refuse_unless_live(plan)
    plan.office(office)
    earlier = _earlier(writer, plan, office)
    if office == plan.directive.origin:
        return _Passing(None, writer.acts(office), writer.letter(office), earlier)
    letter = held_letter(writer, acting)
    if not letter.received.hop.forwards:
        raise ForwardsToNobody(office)
    if not letter.ready:
        raise NotReady(office, letter.desks[len(letter.stamps)])
    received = replace(letter.received, ready=letter.stamps[-1].at)  # as corrected
    return _Passing(received, letter.acts, letter.own, earlier)


def _earlier(writer: CohortWriter, plan: Plan, office: str) -> Letter | None:
    """The office's letter in the propagation that this one follows."""
    follows = plan.directive.follows
    before = writer.beside(follows.propagation).letter(office) if follows else None
    return before.letter if before else None


def _refuse_issued(passing: _Passing, office: str) -> None:
    if passing.own:
        raise AlreadyIssued(office, passing.own.letter.number)


def _draft(passing: _Passing, acting: Acting, moment: Instant) -> Draft:
    """The letter as it would go out at a moment."""
    plan, office = acting.plan, acting.office
    dated = moment.date(plan.jurisdiction.calendar.zone)
    made = composed(plan, office, dated, passing.received, _UNNUMBERED, passing.earlier)
    letter = replace(made, number="")
    edits = [
        (int(act.key), act.by, act.body.paragraphs)
        for act in passing.acts
        if isinstance(act.body, Drafted)
    ]
    if not edits:
        return Draft(letter, 0)
    revision, by, paragraphs = max(edits)
    return Draft(replace(letter, paragraphs=paragraphs), revision, by)


_UNNUMBERED = RegisterEntry(0, 0)


def _number(writer: CohortWriter, acting: Acting, moment: Instant) -> tuple[RegisterEntry, str]:
    """The letter's place in the office's register of the year in which it is issued, and that.

    The journal, which is drawn from next, is locked with it.
    """
    plan, office = acting.plan, acting.office
    year = register_year(plan, moment)
    writer.lock((office, SENT, year), (office, JOURNAL, register_year(plan, acting.now)))
    of = numbered(plan, office, year)
    register = writer.send_register(of, circular=is_circular(plan, office))
    (number,) = writer.draw([NumberRequest(office, register, year, plan.id)], first=True)
    return RegisterEntry(year, number), register


def _numbered(plan: Plan, letter: Letter, entry: RegisterEntry) -> Letter:
    number = letter_number(plan, letter.sender, entry, letter.dated)
    return replace(letter, number=plan.composer.worded(number))


def _moment(passing: _Passing, acting: Acting) -> Instant:
    """When the letter is issued: its number's year, its date and its hour are all of this moment.

    Raises:
        ClockBehind: The last stamp is later, by more than clocks may differ.
    """
    if passing.ready:
        refuse_behind(acting, Known("the last stamp on the letter received", passing.ready))
    return _at(passing, acting.now)


def _at(passing: _Passing, now: Instant) -> Instant:
    """This moment; never before the last stamp: clocks of two machines may differ a little."""
    return passing.ready if passing.ready and passing.ready.minute > now.minute else now


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

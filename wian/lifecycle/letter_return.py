"""Gives a letter back that is not for the office that it was sent to, and insists where it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wian.ledger.acts import Act, ActKind
from wian.ledger.life.return_acts import Insisted, Returned
from wian.ledger.life.returns import LetterReturn
from wian.ledger.outbox.events import Event, News
from wian.ledger.write.cohort import CohortWriter
from wian.letters.enclosed_file import EnclosedFile, KeptFile
from wian.letters.sandbox import kept_templates
from wian.lifecycle.origin import Why, refuse_follow_up
from wian.office.actor import Acting
from wian.office.held_letter import (
    HeldLetter,
    held_alone,
    note,
    refuse_ended,
    refuse_other_keeper,
    register_year,
)
from wian.office.inputs import checked
from wian.office.refusals import AlreadyIssued, Refusal
from wian.office.trusted_clock import refuse_wrong_clock
from wian.propagation.issued_letter import numbered, numbered_as


@dataclass(frozen=True, slots=True)
class GivenBack:
    """A letter that was given back, as it stands in the ledger.

    Attributes:
        propagation: Of which propagation.
        act: The office's act.
        body: Why, whom it is for, and the letter that says so.
        new: This call gave it back; it was before otherwise.
    """

    propagation: str
    act: Act
    body: Returned
    new: bool


@dataclass(frozen=True, slots=True)
class Insistence:
    """That a sender insists, as it stands in the ledger.

    Attributes:
        propagation: Of which propagation.
        act: The sender's act.
        new: This call entered it.
    """

    propagation: str
    act: Act
    new: bool


class _Saying(NamedTuple):
    """What an office says with a letter that it gives back, and the files that go with it."""

    reason: str
    meant_for: str | None
    files: tuple[KeptFile, ...]

    def is_said_in(self, body: Returned) -> bool:
        """Whether an act says the same, with the same files under whatever names."""
        digests = [[each.sha256 for each in files] for files in (self.files, body.files)]
        said = (body.reason, body.meant_for) == (self.reason, self.meant_for)
        return said and digests[0] == digests[1]


class ReturnedBefore(Refusal):
    """The letter went back already, with other words or files, or its sender insists."""

    def __init__(self, office: str, number: str, *, insisted: bool) -> None:
        why = "its sender insists, and the office deals with it" if insisted else "that stays so"
        super().__init__(f"{office} has returned this letter with its letter {number}; {why}.")


class StampedFirst(Refusal):
    """A letter goes back once the office has stamped it."""

    def __init__(self, office: str, desk: str) -> None:
        super().__init__(f"{office} cannot return the letter before {desk} has stamped it.")


class AnsweredFirst(Refusal):
    """Whoever has answered has dealt with the letter."""

    def __init__(self, office: str) -> None:
        super().__init__(
            f"{office} has answered this letter, so that it cannot return it any more."
        )


class NotReturned(Refusal):
    """There is nothing to insist on."""

    def __init__(self, office: str, sender: str) -> None:
        super().__init__(f"{office} has returned no letter of {sender}.")


def give_back(
    acting: Acting,
    reason: str,
    meant_for: str | None = None,
    files: Sequence[EnclosedFile] = (),
) -> GivenBack:
    """Give a letter back to its sender, as it is not for the office; twice gives it back once.

    A numbered letter says so. The office owes nothing any more and nobody reminds it, unless the
    sender insists.

    Args:
        acting: The office that was sent the letter, and has stamped it.
        reason: Why it is not for it, as it follows "because" in the letter.
        meant_for: The office that it is for, where that is known.
        files: What goes with the letter that says so.

    Raises:
        ReturnedBefore: It went back for another reason, or with other files, or its sender
            insists.
        Refusal: Nothing was sent to the office, a desk has not stamped, it has forwarded or
            answered the letter, or the directive has ended.
        UnknownOffice: There is no office that it is for.
        InputFaults: The reason is no plain line of text.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    refuse_follow_up(acting)
    kept = tuple(each.kept for each in files)
    said = _Saying(checked(Why, reason=reason).reason, meant_for, kept)
    if meant_for is not None:
        acting.plan.office(meant_for)
    with kept_templates(), acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        writer.share_life()  # nobody withdraws or closes it meanwhile
        letter = held_alone(writer, acting)
        if before := _returned(writer, acting.office):
            return _again(acting, before, said)
        refuse_ended(writer)
        _refuse_begun(letter, acting.office)
        refuse_wrong_clock(writer, acting)
        refuse_other_keeper(writer, acting)
        writer.keep(files)
        return _given_back(writer, acting, letter, said)


def insist(acting: Acting, recipient: str, reason: str) -> Insistence:
    """Insist that an office deal with the letter that it gave back; twice insists once.

    Args:
        acting: The office that wrote the letter.
        recipient: The office that gave it back.
        reason: Why it has to.

    Raises:
        NotReturned: That office gave no letter of this one back.
        Refusal: The directive has ended.
        InputFaults: The reason is no plain line of text.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    said = checked(Why, reason=reason).reason
    with acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        writer.share_life()
        writer.hold(recipient)
        found = _returned(writer, recipient)
        if found is None or found.body.sender != acting.office:
            raise NotReturned(recipient, acting.office)
        if found.insisted is not None:
            return Insistence(acting.plan.id, found.insisted, new=False)
        refuse_ended(writer)
        refuse_wrong_clock(writer, acting)
        act = note(writer, acting, Insisted(recipient=recipient, reason=said), recipient)
        facts = {"sender": acting.office, "recipient": recipient, "at": acting.shown_now}
        hearers = (acting.office, recipient)
        writer.tell(News(Event.INSISTED, acting.plan.id, (recipient,), hearers, facts))
        return Insistence(acting.plan.id, act, new=True)


def _returned(writer: CohortWriter, office: str) -> LetterReturn | None:
    found = (each for each in writer.life().returns if each.act.office == office)
    return next(found, None)


def _refuse_begun(letter: HeldLetter, office: str) -> None:
    """Refuse to return a letter that is not stamped, or with which more was done."""
    if not letter.ready:
        raise StampedFirst(office, letter.desks[len(letter.stamps)])
    if letter.own is not None:
        raise AlreadyIssued(office, letter.own.letter.number)
    if letter.answer is not None:
        raise AnsweredFirst(office)


def _again(acting: Acting, before: LetterReturn, wanted: _Saying) -> GivenBack:
    body, insisted = before.body, before.insisted is not None
    if insisted or not wanted.is_said_in(body):
        raise ReturnedBefore(acting.office, body.letter.number, insisted=insisted)
    return GivenBack(acting.plan.id, before.act, body, new=False)


def _given_back(
    writer: CohortWriter, acting: Acting, letter: HeldLetter, wanted: _Saying
) -> GivenBack:
    (reason, meant_for, files), plan, office = wanted, acting.plan, acting.office
    year = register_year(plan, office, acting.now)
    register = writer.send_register(numbered(plan, office, year), circular=False)
    entry = writer.reserve(office, ActKind.RETURNED, "", year, register)
    dated = plan.clock_of(office).date(acting.now)
    said = plan.composer.give_back(
        letter.received.letter.letter,
        office,
        reason=reason,
        meant_for=meant_for,
        number=numbered_as(plan, office, entry, dated, circular=False),
        dated=dated,
        enclosures=[each.name for each in files],
    )
    body = Returned(
        reason=reason, meant_for=meant_for, sender=letter.sender, letter=said, files=files
    )
    act = Act(office, "", acting.by, acting.now, body, entry, register)
    writer.act(act)
    facts = {
        "sender": letter.sender,
        "number": said.number,
        "meant_for": meant_for,
        "at": acting.shown_now,
    }
    hearers = (office, letter.sender)
    writer.tell(News(Event.RETURNED, plan.id, (office,), hearers, facts))
    return GivenBack(plan.id, act, body, new=True)

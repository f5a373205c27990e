"""Stamps the letter that an office was sent, at one of its desks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Instant
from wian.ledger.acts import JOURNAL, Stamped
from wian.ledger.outbox.events import Event, News
from wian.ledger.records import (
    ELSEWHERE,
    RECEIPTS,
    NumberRequest,
    Reception,
    RegisterEntry,
    receipt_key,
    receipts,
)
from wian.ledger.registers.collisions.receipt_collisions import ReceiptCollision, receipt_collisions
from wian.ledger.registers.numbers_elsewhere import Register
from wian.ledger.registers.typed_numbers import TypedAs
from wian.ledger.write.cohort import CohortWriter
from wian.office.actor import Acting
from wian.office.given_number import GivenNumber, checked_number, refuse_taken, take_given
from wian.office.held_letter import HeldLetter, held_alone, note_first, register_year
from wian.office.inputs import Reason, checked
from wian.office.refusals import (
    AlreadyStamped,
    DeskBeforeIsSilent,
    ReasonMissing,
    StampedOtherwise,
    StampInFuture,
)
from wian.office.trusted_clock import Known, refuse_behind, refuse_wrong_clock
from wian.propagation.issued_letter import numbered


@dataclass(frozen=True, slots=True)
class Stamping:
    """A stamp that stands in the ledger.

    Attributes:
        propagation: Of which propagation.
        sender: Whose letter it stands on.
        reception: The stamp.
        last: It is the last desk's: the office may forward.
        new: This call made it; it was there before otherwise.
        typed: What a number that was typed now means for its register.
    """

    propagation: str
    sender: str
    reception: Reception
    last: bool
    new: bool
    typed: TypedAs | None = None


def receive(
    acting: Acting,
    *,
    at: Instant | None = None,
    reason: str | None = None,
    position: int | None = None,
    number: GivenNumber | None = None,
) -> Stamping:
    """Stamp the letter that an office was sent, at one of its desks; twice stamps once.

    Args:
        acting: The office that receives it, and who stamps it when.
        at: What the stamp on paper shows; this moment where none is given.
        reason: Why that is earlier than now.
        position: Which desk, from 0; where none is given the next one that has not stamped, and
            the last where all have.
        number: The number in the desk's register that the letter was given elsewhere, on paper or
            by another system; the next one here where ``None``.

    Raises:
        Refusal: The letter cannot be stamped so; nothing was written.
        NumberTaken: Something has the number in that register already, here or in an imported one.
        NumberFarAhead: It skips many numbers, and nobody says that it is no slip.
        InputFaults: The reason is no plain line of text, or the number none of a register.
        LedgerError: The ledger cannot be used.
    """
    said, typed = checked(Reason, reason=reason).reason, checked_number(number)
    with acting.ledger.cohort(acting.plan.id, acting.plan.clock) as writer:
        letter = held_alone(writer, acting)
        desk = _desk(letter, position)
        if desk < len(letter.stamps):
            return _there_already(letter, letter.stamps[desk], at, typed)
        refuse_wrong_clock(writer, acting)
        moment = _moment(letter, at, said, acting)
        due = _Due(letter, desk, moment, _lock(writer, letter, desk, moment, acting.now))
        stamp, means = _typed(writer, acting, due, typed) if typed else (_drawn(writer, due), None)
        writer.write(receptions=[stamp])
        if typed:
            refuse_taken(_collisions(writer, acting, stamp))
        note_first(writer, acting, Stamped(position=desk, reason=said), str(desk))
        _tell(writer, letter, stamp)
        written = stamp._replace(register=None, place=None)
        return _stamping(letter, written, new=True, typed=means)


def _desk(letter: HeldLetter, position: int | None) -> int:
    """Which desk is to stamp."""
    if position is None:
        return min(len(letter.stamps), len(letter.desks) - 1)
    letter.refuse_unknown_desk(position)
    if position > len(letter.stamps):
        before = letter.desks[position - 1]
        raise DeskBeforeIsSilent(letter.office, letter.desks[position], before)
    return position


def _there_already(
    letter: HeldLetter, stamp: Reception, at: Instant | None, typed: GivenNumber | None
) -> Stamping:
    """The stamp that stands there, unless another moment or number was to be stamped."""
    if at is not None and at != stamp.at:
        raise AlreadyStamped(stamp.desk, stamp.receipt_number, letter.shown(stamp.at))
    if typed is not None and str(typed.number) != stamp.receipt_number:
        raise StampedOtherwise(stamp.desk, stamp.receipt_number, typed.number)
    return _stamping(letter, stamp, new=False)


def _stamping(
    letter: HeldLetter, stamp: Reception, *, new: bool, typed: TypedAs | None = None
) -> Stamping:
    last = stamp.position == len(letter.desks) - 1
    return Stamping(letter.plan.id, letter.sender, stamp, last, new, typed)


def _moment(letter: HeldLetter, at: Instant | None, reason: str | None, acting: Acting) -> Instant:
    """What the stamp shows: this moment, or what paper says.

    This moment is never before what the stamp follows: clocks of two machines may differ a little.
    """
    now = acting.now
    if at is None:
        before = [Known(what, known) for what, known in letter.before()]
        refuse_behind(acting, *before)
        return max((now, *(known for _, known in before)), key=lambda one: one.minute)
    if letter.precedes(now, at):
        raise StampInFuture(letter.shown(at), letter.shown(now))
    if reason is None and letter.precedes(at, now):
        raise ReasonMissing(letter.shown(at))
    letter.refuse_too_early(at)
    return at


def _lock(writer: CohortWriter, letter: HeldLetter, desk: int, at: Instant, now: Instant) -> str:
    """Lock the register of the desk and the office's journal at once: both are drawn from.

    Returns:
        The name of the register.
    """
    plan, office, name = letter.plan, letter.office, letter.desks[desk]
    of = numbered(plan, office, register_year(plan, office, at))
    own = RECEIPTS if of.series.receipts_together else receipts(name)
    writer.lock((office, own, of.year), (office, JOURNAL, register_year(plan, office, now)))
    return writer.receive_register(of, name)


class _Due(NamedTuple):
    """A stamp that is to be made: on which letter, at which desk, when, in which register."""

    letter: HeldLetter
    desk: int
    at: Instant
    register: str

    @property
    def place(self) -> Register:
        """Office, name and year of the register."""
        letter = self.letter
        year = register_year(letter.plan, letter.office, self.at)
        return letter.office, self.register, year

    def numbered(self, number: int) -> Reception:
        """The stamp under a number."""
        (office, register, year), name = self.place, self.letter.desks[self.desk]
        entry = RegisterEntry(year, number)
        stamp = Reception(office, self.desk, name, str(number), self.at, Source.LIVE, entry)
        return stamp._replace(register=register)


def _drawn(writer: CohortWriter, due: _Due) -> Reception:
    """The desk's stamp under the next number of its register."""
    key = receipt_key(due.register, due.letter.plan.id, due.desk)
    request = NumberRequest(*due.place, key)
    (number,) = writer.draw([request], first=True)  # the office is held: nobody stamps meanwhile
    return due.numbered(number)


def _typed(
    writer: CohortWriter, acting: Acting, due: _Due, typed: GivenNumber
) -> tuple[Reception, TypedAs]:
    """The desk's stamp under a number that the letter was given elsewhere."""
    taken = take_given(writer, acting, due.place, typed)
    stamp = due.numbered(typed.number)._replace(register=ELSEWHERE, place=taken.place)
    return stamp, taken.said


def _collisions(writer: CohortWriter, acting: Acting, stamp: Reception) -> list[ReceiptCollision]:
    """What an imported register of the desk has under the stamp's number, where it has another."""
    of = acting.plan.id, stamp.desk
    found = writer.ask_of(acting.office, receipt_collisions)
    return [each for each in found if (each.propagation, each.stamped) == of]


def _tell(writer: CohortWriter, letter: HeldLetter, stamp: Reception) -> None:
    """Tell the office itself, and the sender that waits for it."""
    facts = {
        "sender": letter.sender,
        "recipient": letter.office,
        "desk": stamp.position,
        "receipt_number": stamp.receipt_number,
        "at": letter.shown(stamp.at),
    }
    last = stamp.position == len(letter.desks) - 1
    about, hearers = (letter.office,), (letter.office, letter.sender)
    for event in (Event.RECEIVED, Event.READY) if last else (Event.RECEIVED,):
        writer.tell(News(event, letter.plan.id, about, hearers, facts))

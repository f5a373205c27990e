"""Under which numbers of an office's registers do its letters go out?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wian.jurisdictions.instant import Instant
from wian.kit.errors import Fault, InputFaults
from wian.ledger.acts import JOURNAL
from wian.ledger.records import (
    ELSEWHERE,
    SENT,
    IssuedLetter,
    NumberRequest,
    RegisterEntry,
    letter_key,
)
from wian.ledger.registers.collisions.number_collisions import NumberCollision, number_collisions
from wian.ledger.registers.numbers_elsewhere import Register
from wian.ledger.registers.register_choice import register_apart
from wian.ledger.registers.typed_numbers import TypedAs
from wian.ledger.write.cohort import CohortWriter
from wian.office.actor import Acting
from wian.office.given_number import GivenNumber, take_given
from wian.office.held_letter import register_year
from wian.office.refusals import IssuedOtherwise
from wian.propagation.issued_letter import OutgoingLetter, is_circular, numbered


class EnteredNumber(NamedTuple):
    """A letter's number, and where that is entered.

    Attributes:
        entry: Register year and number.
        register: Name of the register that the letter is an entry of.
        place: Its place there, where that is not its number.
        said: What a number that was typed means for its register.
    """

    entry: RegisterEntry
    register: str
    place: RegisterEntry | None = None
    said: TypedAs | None = None


def number_letters(
    writer: CohortWriter,
    acting: Acting,
    moment: Instant,
    going: Sequence[OutgoingLetter],
    typed: GivenNumber | None,
) -> list[EnteredNumber]:
    """The letters' numbers in the office's registers of the year in which they are issued.

    The journal, which is drawn from next, is locked with them, all at once.

    Args:
        writer: The transaction.
        acting: The office that issues, and who does so when.
        moment: When the letters are issued.
        going: The letters.
        typed: The number that the only letter was given elsewhere; ``None`` to draw.

    Raises:
        NumberTaken: Something bears the typed number already.
        NumberFarAhead: It may be a slip, and nobody says that it is none.
        InputFaults: One number was typed for several letters.
    """
    plan, office = acting.plan, acting.office
    year = register_year(plan, office, moment)
    of = numbered(plan, office, year)
    apart = of.series.circulars_apart or of.series.classes_apart
    kinds = {is_circular(each) for each in going if apart}
    names = {SENT, *(register_apart(of, circular=each) for each in kinds)}
    journal = (office, JOURNAL, register_year(plan, office, acting.now))
    writer.lock(journal, *((office, name, year) for name in names))
    registers = [writer.send_register(of, circular=is_circular(each)) for each in going]
    if typed is not None:
        _refuse_several(going)
        return [_given(writer, acting, (office, registers[0], year), typed)]
    wanted = [
        NumberRequest(office, register, year, letter_key(plan.id, each.part))
        for each, register in zip(going, registers, strict=True)
    ]
    drawn = writer.draw(wanted, first=True)
    return [
        EnteredNumber(RegisterEntry(year, number), register)
        for number, register in zip(drawn, registers, strict=True)
    ]


def _given(
    writer: CohortWriter, acting: Acting, register: Register, typed: GivenNumber
) -> EnteredNumber:
    """A number that the office's only letter was given elsewhere."""
    taken = take_given(writer, acting, register, typed)
    entry = RegisterEntry(register[2], typed.number)
    return EnteredNumber(entry, ELSEWHERE, taken.place, taken.said)


def _refuse_several(going: Sequence[OutgoingLetter]) -> None:
    """Refuse one number for several letters."""
    if len(going) > 1:
        what = f"the office issues {len(going)} letters, and one number was typed"
        remedy, values = "leave it out, and they are numbered here", {"count": len(going)}
        fault = Fault("number", what, remedy, "several_letters", values)
        raise InputFaults("What was entered", [fault])


def refuse_other_number(own: IssuedLetter, number: int | None) -> None:
    """Refuse to issue under a number what is out under another one.

    Raises:
        IssuedOtherwise: It is.
    """
    had = own.entry.number if own.entry else None
    if number not in {None, had}:
        raise IssuedOtherwise(own.office, own.letter.number, f"as {number}")


def number_taken_by(writer: CohortWriter, acting: Acting) -> list[NumberCollision]:
    """What an imported register of the office has under its letter's number for another letter."""
    found = writer.ask_of(acting.office, number_collisions)
    return [each for each in found if each.propagation == acting.plan.id]

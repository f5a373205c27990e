"""A number that something was given elsewhere, as somebody types it, and what that means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wian.ledger.registers.collisions.number_collisions import NumberCollision
from wian.ledger.registers.collisions.receipt_collisions import ReceiptCollision
from wian.ledger.registers.number_holder import imported_holder
from wian.ledger.registers.numbers_elsewhere import Register
from wian.ledger.registers.typed_numbers import NumberTaken, TakenNumber, Typed
from wian.ledger.write.cohort import CohortWriter
from wian.office.actor import Acting
from wian.office.held_letter import register_year
from wian.office.inputs import TypedNumber, checked


@dataclass(frozen=True, slots=True)
class GivenNumber:
    """A number of a register that was given on paper, or by another system.

    Attributes:
        number: The number.
        confirmed: Somebody says that it is no slip, however many numbers it skips.
    """

    number: int
    confirmed: bool = False


def checked_number(typed: GivenNumber | None) -> GivenNumber | None:
    """The number as typed, where a register can have it.

    Raises:
        InputFaults: No register can.
    """
    if typed is not None:
        checked(TypedNumber, number=typed.number)
    return typed


def take_given(
    writer: CohortWriter, acting: Acting, register: Register, typed: GivenNumber
) -> TakenNumber:
    """Say that a number of a register was given elsewhere, to what the office enters now.

    Raises:
        NumberTaken: Something bears it already.
        NumberFarAhead: It may be a slip, and nobody says that it is none.
    """
    year = register_year(acting.plan, acting.office, acting.now)
    said = Typed(register, typed.number, acting.plan.id, acting.by, acting.now, year)
    return writer.take_number(said._replace(confirmed=typed.confirmed))


def refuse_taken(collisions: Iterable[NumberCollision | ReceiptCollision]) -> None:
    """Refuse what was just entered under a number that an imported register has for another letter.

    Args:
        collisions: Those of what was entered.

    Raises:
        NumberTaken: There is one; what was entered is not to be kept.
    """
    for each in collisions:
        raise NumberTaken(each.number, imported_holder(each.imported, each.year))

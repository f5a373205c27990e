"""A number that a clerk took elsewhere and typed here: it is given elsewhere, and used once.

The register passes it over, as it does a reserved one, and goes on behind the last number known.
What bears it is entered in another register of the office, so that its content stands in a
running digest too.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.ledger.records import ELSEWHERE, NumberRequest, RegisterEntry
from wian.ledger.registers.locked_register import LockedRegister, SaidBy
from wian.ledger.registers.number_holder import NumberHolder, number_holder
from wian.ledger.registers.numbers_elsewhere import (
    Register,
    Span,
    free_within,
    reserved_of,
    shared,
    written,
)
from wian.ledger.registers.register_acts import RegisterActKind
from wian.ledger.succession.heir_registers import HeirRegisters

FAR = 50
"""How many numbers a typed one may skip before somebody has to say that it is no slip."""


class NumberTaken(WianError):
    """A number that was typed is on something already.

    Args:
        number: The number.
        holder: What bears it.
    """

    def __init__(self, number: int, holder: NumberHolder) -> None:
        self.number, (self.holder, self.letter) = number, holder
        super().__init__(
            f"Number {number} is taken: {self.holder} bears it. Type the number that was really "
            "given, or leave it out to have the next one."
        )


class NumberFarAhead(WianError):
    """A number that was typed skips many: it may be a slip.

    Args:
        number: The number.
        skipped: Those between the last number known and this one.
        confirm: How somebody says that it is none.
    """

    def __init__(self, number: int, skipped: Span, confirm: str = "confirm it") -> None:
        self.number, self.skipped, self.next = number, skipped, skipped[0]
        self.count = skipped[1] - skipped[0] + 1
        super().__init__(
            f"Number {number} skips {self.count}: the next one is {self.next}. If {number} was "
            f"really given, {confirm}; {written(skipped)} then count as given elsewhere, and the "
            f"register goes on at {number + 1}."
        )


class Typed(NamedTuple):
    """A number as somebody types it.

    Attributes:
        register: Office, name and year of the register that it is of.
        number: The number.
        propagation: Of what is to bear it.
        by: The post that types it.
        now: This moment.
        year: The register year of this moment.
        confirmed: Somebody says that it is no slip, however many numbers it skips.
    """

    register: Register
    number: int
    propagation: str
    by: str
    now: Instant
    year: int
    confirmed: bool = False

    @property
    def key(self) -> str:
        """What tells it from other entries of the register of such numbers."""
        return f"{self.register[1]}|{self.number}|{self.propagation}"


class TypedAs(NamedTuple):
    """What a number that was typed means for its register.

    Attributes:
        behind: The last number that was known, where the typed one is not after it: a letter on
            paper may bear it.
        skipped: The numbers before it that count as given elsewhere from now on.
    """

    behind: int | None = None
    skipped: Span | None = None


class TakenNumber(NamedTuple):
    """A number that was typed.

    Attributes:
        place: The place of what bears it, in the register of such numbers.
        said: What it means for its own register.
    """

    place: RegisterEntry
    said: TypedAs


def take_number(connection: Connection, registers: HeirRegisters, typed: Typed) -> TakenNumber:
    """Say that a number was given elsewhere, and give a place to what bears it.

    Args:
        connection: A connection with a write transaction begun.
        registers: The registers of the transaction, that of the number locked.
        typed: The number, and who types it.

    Returns:
        A place in the office's register of such numbers, to be used in this transaction.

    Raises:
        NumberTaken: Something bears it already; nothing was written.
        NumberFarAhead: It skips more than ``FAR`` numbers, and nobody says that it is no slip.
    """
    office, _, year = typed.register
    typed, number = typed._replace(register=registers.kept(typed.register)), typed.number
    if (holder := number_holder(connection, typed.register, number)) is not None:
        raise NumberTaken(number, holder)
    said = _said_elsewhere(connection, typed)
    registers.learn(typed.register)
    # by the office that was written to: an heir's register then says in whose place it acted
    (place,) = registers.draw([NumberRequest(office, ELSEWHERE, year, typed.key)], first=True)
    return TakenNumber(RegisterEntry(year, place), said)


def _said_elsewhere(connection: Connection, typed: Typed) -> TypedAs:
    """Have the register pass the number over, and those that it skips."""
    number, what = typed.number, f"Typed for {typed.propagation}"
    said = SaidBy(typed.by, typed.now, typed.year, what)
    book = LockedRegister(connection, typed.register, said)
    last = book.following - 1
    if shared((number, number), reserved_of(book.acts)):
        return TypedAs(last if number <= last else None)
    if number <= last:
        book.enter(RegisterActKind.RESERVED, (number, number))
        return TypedAs(last)
    skipped = (last + 1, number - 1) if number > last + 1 else None
    if skipped and number - last - 1 > FAR and not typed.confirmed:
        raise NumberFarAhead(number, skipped)
    for each in free_within((last + 1, number), book.spans):
        book.enter(RegisterActKind.RESERVED, each)
    return TypedAs(skipped=skipped)

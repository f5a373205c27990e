"""A number that a clerk took elsewhere and typed here: it is given elsewhere, and used once.

The register passes it over, as it does a reserved one. What bears it is entered in another register
of the office, so that its content stands in a running digest too.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.ledger.records import ELSEWHERE, Clock, NumberRequest, RegisterEntry
from wian.ledger.registers.numbers_elsewhere import Register, typed_in
from wian.ledger.registers.register_changes import SaidBy, drawn_number, reserve_numbers
from wian.ledger.succession.heir_registers import HeirRegisters
from wian.ledger.tables import EntryRow, LetterRow


class NumberTaken(WianError):
    """A number that was typed is on something already.

    Args:
        number: The number.
        holder: What bears it.
    """

    def __init__(self, number: int, holder: str) -> None:
        self.number, self.holder = number, holder
        super().__init__(
            f"Number {number} is taken: {holder} bears it. Type the number that was really given, "
            "or leave it out to have the next one."
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
    """

    register: Register
    number: int
    propagation: str
    by: str
    now: Instant
    year: int

    @property
    def key(self) -> str:
        """What tells it from other entries of the register of such numbers."""
        return f"{self.register[1]}|{self.number}|{self.propagation}"


def take_number(connection: Connection, registers: HeirRegisters, typed: Typed) -> RegisterEntry:
    """Say that a number was given elsewhere, and give a place to what bears it.

    Args:
        connection: A connection with a write transaction begun.
        registers: The registers of the transaction, that of the number locked.
        typed: The number, and who types it.

    Returns:
        A place in the office's register of such numbers, to be used in this transaction.

    Raises:
        NumberTaken: Something bears it already; nothing was written.
    """
    typed = typed._replace(register=registers.kept(typed.register))
    (office, _, year), number = typed.register, typed.number
    if (holder := _holder(connection, typed.register, number)) is not None:
        raise NumberTaken(number, holder)
    said = SaidBy(typed.by, typed.now, typed.year, f"Typed for {typed.propagation}")
    reserve_numbers(connection, typed.register, (number, number), said)
    (place,) = registers.draw([NumberRequest(office, ELSEWHERE, year, typed.key)], first=True)
    return RegisterEntry(year, place)


def _holder(connection: Connection, register: Register, number: int) -> str | None:
    """What bears a number already, in words."""
    office, name, year = register
    entry, here = EntryRow, (number, number)
    if drawn_number(connection, register, here) is not None:
        place = (entry.office == office, entry.name == name, entry.year == year)
        drawn = select(entry.key).where(
            *place, entry.number == number, entry.book == Clock.LIVE.book
        )
        key = connection.scalar(drawn) or ""
    elif typed_in(connection, register, here) is not None:
        of = (entry.office == office, entry.name == ELSEWHERE, entry.year == year)
        begins = f"{name}|{number}|"
        keys = connection.scalars(select(entry.key).where(*of))
        key = next(each.removeprefix(begins) for each in keys if each.startswith(begins))
    else:
        return None
    return _named(connection, office, key)


def _named(connection: Connection, office: str, key: str) -> str:
    """A letter of an office by its number and propagation, or what else has a number there."""
    letter, _, rest = key.partition("|")
    propagation, _, part = letter.partition("#")
    of = (
        LetterRow.propagation == propagation,
        LetterRow.office == office,
        LetterRow.part == (int(part) if part.isdecimal() else 0),
    )
    printed = connection.scalars(select(LetterRow.number).where(*of)).first()
    if printed is None or rest:
        return f"what {office} entered in {propagation}"
    return f"letter {printed} of {propagation}"

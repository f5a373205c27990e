"""What bears a number of a register already? Named in words, so that a clerk finds it."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, and_, select

from wian.ledger.records import ELSEWHERE, PLACE, Clock, NamedRegister, named
from wian.ledger.registers.numbers_elsewhere import Register
from wian.ledger.tables import EntryRow, HopRow, LetterRow


class NumberHolder(NamedTuple):
    """What bears a number.

    Attributes:
        said: It, as the subject of a sentence.
        letter: The number of the letter, as printed, or the propagation of what has none.
    """

    said: str
    letter: str


def number_holder(connection: Connection, register: Register, number: int) -> NumberHolder | None:
    """What bears a number; ``None`` where nothing does.

    Args:
        connection: The ledger.
        register: Office, name and year.
        number: The number.
    """
    (office, name, year), entry = register, EntryRow
    of = (entry.book == Clock.LIVE.book, entry.office == office, entry.year == year)
    drawn = select(entry.key).where(*of, entry.name == name, entry.number == number)
    key = connection.scalar(drawn)
    if key is None:
        begins = f"{name}|{number}|"
        typed = select(entry.key).where(*of, entry.name == ELSEWHERE)
        keys = connection.scalars(typed.where(entry.key.startswith(begins, autoescape=True)))
        key = next((each.removeprefix(begins) for each in keys), None)
    if key is None:
        return None
    if named(name) is NamedRegister.RECEIVE:
        return _received(connection, office, key)
    return _sent(connection, office, key)


def _sent(connection: Connection, office: str, key: str) -> NumberHolder:
    """A letter of an office by its number and propagation, or what else has a number there."""
    letter, _, rest = key.partition("|")
    propagation, whose, part = _parts(letter, office)
    of = (
        LetterRow.propagation == propagation,
        LetterRow.office == whose,
        LetterRow.part == (int(part) if part.isdecimal() else 0),
    )
    printed = connection.scalars(select(LetterRow.number).where(*of)).first()
    if printed is None or rest:
        return NumberHolder(f"what {whose} entered in {propagation}", propagation)
    return NumberHolder(f"letter {printed} of {propagation}", printed)


def _received(connection: Connection, office: str, key: str) -> NumberHolder:
    """The letter that was stamped under the number, by its sender and number."""
    propagation, whose, _ = _parts(key.partition("|")[0], office)
    # a stamp of several desks in one series has its office behind the desk's place
    whose = key.partition(PLACE)[2] or whose
    brought = and_(
        LetterRow.propagation == HopRow.propagation,
        LetterRow.office == HopRow.sender,
        LetterRow.part == HopRow.part,
    )
    of = HopRow.propagation == propagation, HopRow.recipient == whose
    found = select(LetterRow.number, HopRow.sender).select_from(HopRow).join(LetterRow, brought)
    row = connection.execute(found.where(*of)).first()
    if row is None:
        return NumberHolder(f"what {whose} received in {propagation}", propagation)
    return NumberHolder(f"letter {row.number} of {row.sender} ({propagation})", row.number)


def _parts(letter: str, office: str) -> tuple[str, str, str]:
    """Propagation, office and part that a key names: an heir's has the office behind it."""
    own, _, whose = letter.partition(PLACE)
    propagation, _, part = own.partition("#")
    return propagation, whose or office, part


def imported_holder(letter: str, year: int) -> NumberHolder:
    """A letter of an imported register.

    Args:
        letter: Its number, as written there; empty where none is.
        year: The register's year.
    """
    said = f"letter {letter or 'without a number'} in the imported register of {year}"
    return NumberHolder(said, letter)

"""The files that an imported letter stands in, as they were imported."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select

from wian.jurisdictions.paper import Medium
from wian.ledger.database import Ledger
from wian.ledger.records import Clock
from wian.ledger.tables import LetterRow, OriginalRow, PropagationRow


@dataclass(frozen=True, slots=True)
class KeptOriginal:
    """A file of an imported letter, without its content.

    Attributes:
        office: Id of the office that wrote the letter.
        file: SHA-256 of the file.
        name: Name that it had.
        medium: How the letter's words came out of it, such as ``ocr``.
        first_line, last_line: Where the letter stands in it; ``None`` for attached data.
        transcript: The letter's lines as they were read; empty for attached data.
        part: Which letter of the office in the propagation it is, from 0.
    """

    office: str
    file: str
    name: str
    medium: str
    first_line: int | None
    last_line: int | None
    transcript: str
    part: int = 0


def originals(ledger: Ledger, propagation: str, office: str | None = None) -> list[KeptOriginal]:
    """The files of a propagation's letters, by office and name; those of one office if given."""
    names = ("office", "file", "name", "medium", "first_line", "last_line", "transcript", "part")
    statement = (
        select(*(getattr(OriginalRow, name) for name in names))
        .where(OriginalRow.propagation == propagation)
        .order_by(OriginalRow.office, OriginalRow.part, OriginalRow.name, OriginalRow.file)
    )
    if office is not None:
        statement = statement.where(OriginalRow.office == office)
    with ledger.reading() as connection:
        return [KeptOriginal(*row) for row in connection.execute(statement)]


def recognised_letters(ledger: Ledger, propagations: Sequence[str]) -> frozenset[tuple[str, str]]:
    """Propagation and office of the letters that were recognised from pictures."""
    of_them = OriginalRow.propagation.in_(propagations)
    statement = select(OriginalRow.propagation, OriginalRow.office).where(
        of_them, OriginalRow.medium == Medium.OCR.value
    )
    with ledger.reading() as connection:
        return frozenset((one, office) for one, office in connection.execute(statement))


def recognised_offices(ledger: Ledger, propagation: str) -> frozenset[str]:
    """The offices whose letters were recognised from pictures: nothing read of those is sure."""
    return frozenset(
        each.office for each in originals(ledger, propagation) if each.medium == Medium.OCR
    )


def imported_letters(ledger: Ledger, offices: Collection[str]) -> list[tuple[str, str, str, int]]:
    """Propagation, office, number and UTC minute of issue of the imported letters of offices."""
    of_history = and_(
        PropagationRow.id == LetterRow.propagation, PropagationRow.clock == Clock.HISTORY.value
    )
    statement = (
        select(LetterRow.propagation, LetterRow.office, LetterRow.number, LetterRow.issued_minute)
        .join(PropagationRow, of_history)
        .where(LetterRow.office.in_(sorted(offices)))
        .order_by(LetterRow.propagation)
    )
    with ledger.reading() as connection:
        return list(connection.execute(statement).tuples())

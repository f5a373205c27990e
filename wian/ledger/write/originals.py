"""Keeps the files that imported letters stand in: evidence, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from wian.ledger.contents import digest
from wian.ledger.database import Ledger
from wian.ledger.dialects import insert_missing
from wian.ledger.tables import OriginalRow
from wian.ledger.write.record_book import FILE, ORIGINAL_COLUMNS, Record, RecordBook, keep_snapshot


@dataclass(frozen=True, slots=True)
class Original:
    """A file that a letter stands in.

    Attributes:
        office: Id of the office that wrote the letter.
        name: Name of the file.
        medium: How the letter's words came out of it, such as ``ocr``.
        first_line, last_line: Where the letter stands in it; ``None`` for attached data.
        transcript: The letter's lines as they were read; empty for attached data.
        content: The file, byte for byte.
        part: Which letter of the office in the propagation it is, from 0.
    """

    office: str
    name: str
    medium: str
    first_line: int | None
    last_line: int | None
    transcript: str
    content: bytes
    part: int = 0

    @property
    def digest(self) -> str:
        """SHA-256 of the file, in hexadecimal digits."""
        return sha256(self.content).hexdigest()


def keep_originals(ledger: Ledger, propagation: str, originals: Iterable[Original]) -> None:
    """Keep the files of a propagation's letters; those that are kept already change nothing.

    Args:
        ledger: Where to.
        propagation: Id of the propagation, which holds the letters.
        originals: The files, one for each letter and file; a file of several letters is kept once.

    Raises:
        LedgerError: The ledger cannot be used; nothing is kept.
    """
    with ledger.writing() as connection:
        for each in originals:
            keep_snapshot(connection, each.digest, FILE, [each.content])
            _keep(connection, propagation, each)


def _keep(connection: Connection, propagation: str, each: Original) -> None:
    place = (propagation, each.office, each.part, each.digest)
    read = (each.name, each.medium, each.first_line, each.last_line, each.transcript)
    row = (*place, *read)
    book = RecordBook(connection)
    number = book.number(Record.ORIGINAL, original_key(*place))
    columns = (*ORIGINAL_COLUMNS, "content_digest")
    content = original_digest(row)
    if insert_missing(connection, OriginalRow, columns, [(*row, content)]):
        book.enter(Record.ORIGINAL, number, content)


def original_key(propagation: str, office: str, part: int, file: str) -> str:
    """The key of a file of a letter in the ledger's own register."""
    whose = f"{office}#{part}" if part else office
    return f"{propagation}|{whose}|{file}"


def original_digest(row: Sequence[Any]) -> str:
    """Digest of a file's row (``ORIGINAL_COLUMNS``); without its part where that is 0, as before
    an office could have several letters.
    """
    part = ORIGINAL_COLUMNS.index("part")
    return digest(row if row[part] else (*row[:part], *row[part + 1 :]))

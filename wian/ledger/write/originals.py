"""Keeps the files that imported letters stand in: evidence, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

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
    """

    office: str
    name: str
    medium: str
    first_line: int | None
    last_line: int | None
    transcript: str
    content: bytes

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
    place = (propagation, each.office, each.digest)
    read = (each.name, each.medium, each.first_line, each.last_line, each.transcript)
    row = (*place, *read)
    book = RecordBook(connection)
    number = book.number(Record.ORIGINAL, original_key(*place))
    columns = (*ORIGINAL_COLUMNS, "content_digest")
    if insert_missing(connection, OriginalRow, columns, [(*row, digest(row))]):
        book.enter(Record.ORIGINAL, number, digest(row))


def original_key(propagation: str, office: str, file: str) -> str:
    """The key of a file of a letter in the ledger's own register."""
    return f"{propagation}|{office}|{file}"

"""The ledger's own registers: propagations, hierarchies and imports, each under a number.

What is recorded once for the whole ledger is an entry of a register of the book ``ledger``, as an
office's letter is one of its own: numbered without gap, and under a running digest. So a record
that is edited, moved or deleted whole shows as a letter's would.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from wian.ledger.contents import digest
from wian.ledger.dialects import Row, insert_missing
from wian.ledger.records import NumberRequest
from wian.ledger.tables import SnapshotRow
from wian.ledger.write.register_numbers import Registers
from wian.letters.enclosed_file import EnclosedFile, KeptFile

BOOK = "ledger"
"""The book of these registers; they belong to no office and to no year."""
OFFICE, YEAR = "", 0

PROPAGATION_COLUMNS = (
    "id",
    "sequence",
    "directive_id",
    "directive",
    "jurisdiction",
    "hierarchy_digest",
    "route_digest",
    "profile",
    "seed",
    "clock",
    "limit_to",
    "window_opens",
    "window_closes",
    "created_minute",
    "tool_version",
)


ORIGINAL_COLUMNS = (
    "propagation",
    "office",
    "part",
    "file",
    "name",
    "medium",
    "first_line",
    "last_line",
    "transcript",
)
SNAPSHOT_KINDS = HIERARCHY, FILE, DEFINITION = "hierarchy", "file", "jurisdiction"
"""What a snapshot is of."""


_FAST = 3
"""Compression level: a fifth larger than the usual one, in a third of its time."""


class Record(StrEnum):
    """What the ledger keeps a register of; its value is the register's name."""

    IDENTITY = "identity"
    SNAPSHOT = "snapshot"
    PROPAGATION = "propagation"
    IMPORT = "import"
    ORIGINAL = "original"


class RecordBook:
    """The book ``ledger`` inside one write transaction.

    Args:
        connection: A connection with a write transaction begun.
    """

    def __init__(self, connection: Connection) -> None:
        self._registers = Registers(connection, BOOK)

    def number(self, record: Record, key: str) -> int:
        """The number of a record: the one that it has, else the next, held until the end."""
        (number,) = self._registers.draw([NumberRequest(OFFICE, record.value, YEAR, key)])
        return number

    def enter(self, record: Record, number: int, content: str) -> None:
        """Enter the content digest of a record under a number just drawn, and write it."""
        self._registers.enter((OFFICE, record.value, YEAR), number, content)
        self._registers.flush()


def snapshot_digest(kind: str, content: bytes) -> str:
    """Digest of a snapshot's row, byte for byte."""
    return sha256(f"{kind}|".encode() + content).hexdigest()


def propagation_digest(row: Row) -> str:
    """Digest of the values of ``PROPAGATION_COLUMNS``; days as ISO 8601."""
    return digest([_plain(value) for value in row])


def identity_digest(identity: str) -> str:
    """Digest of the ledger's identity."""
    return digest((Record.IDENTITY.value, identity))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def keep_snapshot(connection: Connection, digest: str, kind: str, content: Iterable[bytes]) -> None:
    """Keep a content under its digest, and enter it; a second time changes nothing.

    Args:
        connection: A connection with a write transaction begun.
        digest: What it is found by.
        kind: One of ``SNAPSHOT_KINDS``.
        content: Its bytes in pieces, which are compressed as they come.
    """
    kept = select(SnapshotRow.digest).where(SnapshotRow.digest == digest)
    if connection.scalar(kept) is not None:
        return
    book, packed = RecordBook(connection), _packed(content)
    number = book.number(Record.SNAPSHOT, digest)
    row = (digest, kind, packed)
    if insert_missing(connection, SnapshotRow, ("digest", "kind", "content"), [row]):
        book.enter(Record.SNAPSHOT, number, snapshot_digest(kind, packed))


def keep_file(connection: Connection, file: EnclosedFile) -> KeptFile:
    """Keep a file that travels; a second time changes nothing.

    Returns:
        What whoever sends it says of it.
    """
    keep_snapshot(connection, file.kept.sha256, FILE, [file.content])
    return file.kept


def _packed(content: Iterable[bytes]) -> bytes:
    packing, packed = zlib.compressobj(_FAST), bytearray()
    for piece in content:
        packed += packing.compress(piece)
    packed += packing.flush()
    return bytes(packed)

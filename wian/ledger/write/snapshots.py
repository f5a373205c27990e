"""What the ledger keeps whole, once under its digest: hierarchies, and files that were imported."""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from sqlalchemy import Connection, select

from wian.ledger.dialects import insert_missing
from wian.ledger.tables import SnapshotRow
from wian.ledger.write.record_book import Record, RecordBook, snapshot_digest

_FAST = 3
"""Compression level: a fifth larger than the usual one, in a third of its time."""


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


def _packed(content: Iterable[bytes]) -> bytes:
    packing, packed = zlib.compressobj(_FAST), bytearray()
    for piece in content:
        packed += packing.compress(piece)
    packed += packing.flush()
    return bytes(packed)

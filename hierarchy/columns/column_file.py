"""A large hierarchy's columns as a file, which is read back without taking its JSON apart.

What the ledger keeps of a hierarchy is JSON, proved by its digest. To read a quarter of a million
offices of it takes seconds, and each command would: this file holds the columns that they become.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterator
from hashlib import blake2b
from typing import BinaryIO

from pydantic import ValidationError
from pydantic_core import to_json

from hierarchy.columns.hierarchy_json import HEAD, HierarchyHead, Parts
from hierarchy.columns.line_columns import LineColumns
from hierarchy.columns.office_columns import OfficeColumns, WordColumn
from hierarchy.columns.packed_ids import PackedIds
from hierarchy.columns.packed_records import PackedRecords
from wian.kit.text import KEPT

_FORM = f"wian columns 1 {sys.byteorder} {array('i').itemsize} {array('I').itemsize}"
"""What the file says of itself: another form is not read, but made anew."""
_SUM, _LENGTH = 32, 8
"""Bytes of a checksum, and of the length of what is said in front."""
_MOST = 64_000_000
"""Bytes that may be said in front: a damaged length is no reason to ask for all memory."""


class _Damaged(Exception):
    """The file is not what was written."""


def column_pieces(
    digest: str, head: HierarchyHead, offices: OfficeColumns, lines: LineColumns
) -> Iterator[bytes]:
    """The columns of a hierarchy as a file, in pieces.

    Args:
        digest: The hierarchy's.
        head: What it holds besides offices and lines.
        offices: Its offices.
        lines: Its lines.
    """
    parts, said = _parts(offices, lines)
    said |= {"form": _FORM, "digest": digest, "head": json.loads(to_json(head))}
    said["parts"] = [(len(part), _sum(part).hex()) for part in parts]
    about = json.dumps(said).encode()
    yield from (len(about).to_bytes(_LENGTH, "little"), _sum(about), about, *parts)


def read_columns(source: BinaryIO, digest: str) -> Parts | None:
    """The hierarchy that ``column_pieces`` gave, read part by part.

    Args:
        source: The file.
        digest: Of the hierarchy that it should hold.

    Returns:
        Its parts; ``None`` where the file is damaged, of another hierarchy or of another form.
    """
    try:
        return _read(source, digest)
    except _Damaged:
        return None


def _read(source: BinaryIO, digest: str) -> Parts:
    length = int.from_bytes(source.read(_LENGTH), "little")
    known = source.read(_SUM)
    said = json.loads(_part(source, min(length, _MOST), known))
    if (said.get("form"), said.get("digest")) != (_FORM, digest):
        raise _Damaged
    try:
        head = HEAD.validate_python(said["head"], context=KEPT)
    except ValidationError:  # another version keeps a hierarchy's head otherwise
        raise _Damaged from None
    parts = (_part(source, size, bytes.fromhex(known)) for size, known in said["parts"])
    ids = PackedIds(next(parts))
    columns = [WordColumn.kept(known, array("I", next(parts))) for known in said["words"]]
    records = PackedRecords.kept(memoryview(next(parts)), array("i", next(parts)))
    offices = OfficeColumns.kept(ids, columns, records, said["receipts"], said["zones"])
    return head, offices, LineColumns.kept(ids, list(parts))


def _part(source: BinaryIO, size: int, known: bytes) -> bytes:
    """So many bytes of the file, which have a checksum."""
    found = source.read(size)
    if _sum(found) != known:
        raise _Damaged
    return found


def _sum(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SUM).digest()


def _parts(offices: OfficeColumns, lines: LineColumns) -> tuple[list[bytes], dict[str, object]]:
    """The columns as bytes, and what is few enough to be said in words."""
    columns, said = offices.columns()
    records, starts = offices.packed()
    parts = [PackedIds.whole(offices.ids), *(each.numbers.tobytes() for each in columns)]
    words = {"words": [each.words for each in columns]}
    return [*parts, records, starts.tobytes(), *lines.parts()], {**words, **said}

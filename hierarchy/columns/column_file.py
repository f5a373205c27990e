"""A large hierarchy's columns as a file, which is read back without taking its JSON apart.

What the ledger keeps of a hierarchy is JSON, proved by its digest. To read a quarter of a million
offices of it takes seconds, and each command would: this file holds the columns that they become.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from pydantic import ValidationError
from pydantic_core import to_json

from hierarchy.columns.hierarchy_json import HEAD, HierarchyHead, Parts
from hierarchy.columns.line_columns import LineColumns
from hierarchy.columns.office_columns import OfficeColumns, WordColumn
from hierarchy.columns.packed_records import PackedRecords
from wian.kit.text import KEPT

_FORM = f"wian columns 1 {sys.byteorder} {array('i').itemsize} {array('I').itemsize}"
"""What the file begins with: another form is not read, but made anew."""
_SUM = 32
"""Bytes of the checksum in front."""


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
    said |= {"form": _FORM, "digest": digest, "sizes": list(map(len, parts))}
    said["head"] = json.loads(to_json(head))
    about = json.dumps(said).encode()
    pieces = [len(about).to_bytes(8, "little"), about, *parts]
    total = blake2b(digest_size=_SUM)
    for piece in pieces:
        total.update(piece)
    yield total.digest()
    yield from pieces


def read_columns(data: bytes, digest: str) -> Parts | None:
    """The hierarchy that ``column_pieces`` gave.

    Args:
        data: The file.
        digest: Of the hierarchy that it should hold.

    Returns:
        Its parts; ``None`` where the file is damaged, of another hierarchy or of another form.
    """
    view = memoryview(data)
    if blake2b(view[_SUM:], digest_size=_SUM).digest() != data[:_SUM]:
        return None
    begin = _SUM + 8
    end = begin + int.from_bytes(data[_SUM:begin], "little")
    said = json.loads(data[begin:end])
    if (said.get("form"), said.get("digest")) != (_FORM, digest):
        return None
    parts = list(_cut(view[end:], said["sizes"]))
    try:
        head = HEAD.validate_python(said["head"], context=KEPT)
    except ValidationError:  # another version keeps a hierarchy's head otherwise
        return None
    ids = bytes(parts[0]).decode().split("\n")
    words = zip(said["words"], parts[1:4], strict=True)
    columns = [WordColumn.kept(known, array("I", bytes(numbers))) for known, numbers in words]
    records = PackedRecords.kept(parts[4], array("i", bytes(parts[5])))
    offices = OfficeColumns.kept(ids, columns, records, said["receipts"], said["zones"])
    return head, offices, LineColumns.kept(ids, [bytes(each) for each in parts[6:]])


def _parts(offices: OfficeColumns, lines: LineColumns) -> tuple[list[bytes], dict[str, object]]:
    """The columns as bytes, and what is few enough to be said in words."""
    columns, said = offices.columns()
    records, starts = offices.packed()
    parts = ["\n".join(offices.ids).encode(), *(each.numbers.tobytes() for each in columns)]
    words = {"words": [each.words for each in columns]}
    return [*parts, records, starts.tobytes(), *lines.parts()], {**words, **said}


def _cut(view: memoryview, sizes: Iterable[int]) -> Iterator[memoryview]:
    begin = 0
    for size in sizes:
        yield view[begin : begin + size]
        begin += size

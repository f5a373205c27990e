"""The hierarchy as the JSON that the ledger keeps of it: written and read in pieces."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from operator import lt

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass
from pydantic_core import to_json

from hierarchy.columns.line_columns import CHANNELS, KINDS, LineColumns, LineEnds
from hierarchy.columns.office_columns import OfficeColumns, WordColumn
from hierarchy.columns.office_json import BEGIN, BETWEEN, END
from hierarchy.office import Slug
from wian.kit.text import KEPT, LongText, ShortText

_OFFICES, _LINES = b'"offices":[', b'],"lines":['
_NEVER = b"\xff"
"""Stands in no text that is UTF-8."""
_LINE_BEGIN = b'{"parent":"'
_OFFICE = re.compile(
    rb'([a-z0-9][a-z0-9._-]{0,63})","name":"[^"\\]*(?:\\.[^"\\]*)*"'
    rb',"level":"([a-z0-9][a-z0-9_-]{0,39})","kind":"([a-z0-9][a-z0-9_-]{0,39})"'
)
_LINE = re.compile(
    rb'\{"parent":"([^"]+)","child":"([^"]+)"(?:,"kind":"([a-z]+)")?(?:,"channel":"([a-z]+)")?\}'
)
_KIND_NUMBERS = {kind.value.encode(): number for number, kind in enumerate(KINDS)} | {b"": 0}
_CHANNEL_NUMBERS = {each.value.encode(): number for number, each in enumerate(CHANNELS)} | {b"": 0}


class _AnotherForm(Exception):
    """The text is no hierarchy in the form that this module writes."""


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class HierarchyHead:
    """What the JSON of a hierarchy says besides its offices and lines."""

    name: ShortText
    remarks: tuple[LongText, ...]
    jurisdiction: Slug | None = None


HEAD = TypeAdapter(HierarchyHead)


def written(head: HierarchyHead, offices: OfficeColumns, lines: LineColumns) -> Iterator[bytes]:
    """The JSON of a hierarchy in pieces; the same content gives the same bytes."""
    name, remarks = to_json(head.name), to_json(head.remarks)
    yield b'{"name":' + name + b',"remarks":' + remarks + b"," + _OFFICES + BEGIN
    yield from _joined(offices.texts(), BETWEEN)
    yield END + _LINES
    yield from _joined(lines.texts(), b",")
    yield b"]"
    if head.jurisdiction is not None:
        yield b',"jurisdiction":' + to_json(head.jurisdiction)
    yield b"}"


def _joined(pieces: Iterable[bytes], between: bytes) -> Iterator[bytes]:
    for number, piece in enumerate(pieces):
        yield between + piece if number else piece


Parts = tuple[HierarchyHead, OfficeColumns, LineColumns]


def read(pieces: Iterable[bytes], digest: str) -> Parts | None:
    """The hierarchy that ``written`` gave, read in pieces and trusted for its digest.

    Args:
        pieces: Its JSON.
        digest: SHA-256 (hex) that it must have.

    Returns:
        Its parts; ``None`` where the JSON is not in this form, or has another digest.
    """
    source = _Source(pieces)
    try:
        parts = _parts(source)
    except (_AnotherForm, KeyError, ValueError):
        return None
    return parts if source.digest.hexdigest() == digest else None


class _Source:
    """A text that comes in pieces, read up to one mark after the other."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self.digest = sha256()
        self._pieces = iter(pieces)
        self._text = b""

    def before(self, mark: bytes, between: bytes) -> Iterator[bytes]:
        """What stands before a mark, in pieces that are cut at ``between``, and without it."""
        while (end := self._text.find(mark)) < 0:
            cut = self._text.rfind(between)
            if cut >= 0:
                yield self._text[:cut]
                self._text = self._text[cut + len(between) :]
            if not self._comes():
                raise _AnotherForm
        yield self._text[:end]
        self._text = self._text[end + len(mark) :]

    def rest(self) -> bytes:
        """All that stands behind the last mark."""
        while self._comes():
            pass
        return self._text

    def _comes(self) -> bool:
        piece = next(self._pieces, None)
        if piece is None:
            return False
        self.digest.update(piece)
        self._text += piece
        return True


def _parts(source: _Source) -> Parts:
    (begin,) = source.before(b"," + _OFFICES + BEGIN, _NEVER)
    ids: list[str] = []
    levels, kinds = WordColumn(), WordColumn()
    offices = OfficeColumns(ids, levels, kinds, _offices(source, ids, levels, kinds))
    ends = _lines(source, ids)
    head = HEAD.validate_json(begin + source.rest(), context=KEPT)
    if not all(map(lt, ids, ids[1:])):
        raise _AnotherForm
    return head, offices, LineColumns(ids, ends)


def _offices(
    source: _Source, ids: list[str], levels: WordColumn, kinds: WordColumn
) -> Iterator[bytes]:
    """The records of the offices, with three of their columns on the way."""
    for text in source.before(END + _LINES, BETWEEN):
        records = text.split(BETWEEN)
        found = list(map(_OFFICE.match, records))
        if not all(found):
            raise _AnotherForm
        columns = zip(*(each.groups() for each in found if each), strict=True)
        names, *words = (b"\n".join(column).decode().split("\n") for column in columns)
        ids += names
        levels.extend(words[0])
        kinds.extend(words[1])
        yield from records


def _lines(source: _Source, ids: Sequence[str]) -> LineEnds:
    at = {office.encode(): position for position, office in enumerate(ids)}
    ends = LineEnds(array("i"), array("i"), bytearray(), bytearray())
    begin = b""
    for text in source.before(b"]", b"," + _LINE_BEGIN):
        found = _LINE.findall(begin + text)
        if text.count(_LINE_BEGIN) + bool(begin) != len(found):
            raise _AnotherForm
        begin = _LINE_BEGIN
        if found:
            parents, children, kinds, channels = zip(*found, strict=True)
            ends.parents.extend(map(at.__getitem__, parents))
            ends.children.extend(map(at.__getitem__, children))
            ends.kinds.extend(map(_KIND_NUMBERS.__getitem__, kinds))
            ends.channels.extend(map(_CHANNEL_NUMBERS.__getitem__, channels))
    return ends

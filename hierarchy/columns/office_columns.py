"""The offices of a hierarchy by column: an office is made when somebody looks at it."""

from __future__ import annotations

import json
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, overload

from hierarchy.columns.office_json import BETWEEN, kept_office, records_of
from hierarchy.columns.packed_ids import PackedIds
from hierarchy.columns.packed_records import PackedRecords
from hierarchy.office import USUAL_DESKS, Office, Series

_DESKS = re.compile(rb'"desks":(\[(?:"[^"\\]*(?:\\.[^"\\]*)*",?)+\])')
_ZONE = re.compile(rb'"time_zone":"([^"]+)"')
_RECEIPTS = re.compile(rb'"receipts":"([a-z]+)"')
_LONGEST = 300
"""Most characters of a text that is looked for."""
_MADE = 20_000
"""Most offices that are held as objects at a time, about 1 KB each."""


class WordColumn:
    """A column of few words: each word once, and its number for every office.

    Attributes:
        words: Every word once, each at the place of its number.
        numbers: The number of each office's word.
    """

    __slots__ = ("_known", "numbers", "words")

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words: list[str] = []
        self.numbers = array("I")
        self._known: dict[str, int] = {}
        self.extend(words)

    @classmethod
    def kept(cls, words: Sequence[str], numbers: array[int]) -> WordColumn:
        """A column of these words and numbers."""
        made = cls()
        made.words, made.numbers = list(words), numbers
        made._known = {word: number for number, word in enumerate(words)}
        return made

    def extend(self, words: Iterable[str]) -> None:
        """Add the words of further offices."""
        known = self._known
        self.numbers.extend([known.setdefault(word, len(known)) for word in words])
        self.words += list(known)[len(self.words) :]

    def __getitem__(self, position: int) -> str:
        return self.words[self.numbers[position]]

    def ordered(self, order: Iterable[int]) -> WordColumn:
        """The same column in another order."""
        return WordColumn(map(self.__getitem__, order))


class OfficeTraits(NamedTuple):
    """What every hop asks of its recipient: columns answer without making the office."""

    id: str
    level: str
    kind: str
    desks: tuple[str, ...]
    receipts: Series | None = None


class OfficeList:
    """Offices by column in the order in which they come, until they are sorted.

    Attributes:
        ids: The id of each.
        levels: The level of each.
        kinds: The kind of each.
        records: The whole of each, as ``records_of`` gives it.
    """

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.levels, self.kinds = WordColumn(), WordColumn()
        self.records: list[bytes] = []

    def add(self, offices: Sequence[Office]) -> None:
        """Add offices that are objects."""
        self.ids += [office.id for office in offices]
        self.levels.extend(office.level for office in offices)
        self.kinds.extend(office.kind for office in offices)
        self.records += records_of(offices)

    def sorted(self) -> OfficeColumns:
        """The columns sorted by id; the records are taken out of the list."""
        order: Sequence[int] = range(len(self.ids))
        if any(first > second for first, second in pairwise(self.ids)):
            order = sorted(order, key=self.ids.__getitem__)
        ids = list(map(self.ids.__getitem__, order))
        return OfficeColumns(
            ids, self.levels.ordered(order), self.kinds.ordered(order), self._taken(order)
        )

    def _taken(self, order: Iterable[int]) -> Iterator[bytes]:
        for position in order:
            yield self.records[position]
            self.records[position] = b""


class OfficeColumns(Sequence[Office]):
    """Offices sorted by id; a sequence of them, each made when it is looked at.

    Args:
        ids: Their ids, sorted, each once.
        levels: The level of each.
        kinds: The kind of each.
        records: The whole of each, as ``records_of`` gives it.

    Attributes:
        ids: Their ids; an office's position is its place in them.
        levels: Their levels.
        kinds: Their kinds.
    """

    def __init__(
        self, ids: Sequence[str], levels: WordColumn, kinds: WordColumn, records: Iterable[bytes]
    ) -> None:
        self.ids, self.levels, self.kinds = ids, levels, kinds
        self._records = PackedRecords(records)
        self._made: dict[str, Office] = {}

    @classmethod
    def of(cls, offices: Iterable[Office]) -> OfficeColumns:
        """The columns of offices in any order, each id once."""
        ordered = sorted(offices, key=lambda office: office.id)
        made = cls(
            [office.id for office in ordered],
            WordColumn(office.level for office in ordered),
            WordColumn(office.kind for office in ordered),
            records_of(ordered),
        )
        made._made.update((office.id, office) for office in ordered[:_MADE])
        return made

    @classmethod
    def kept(
        cls,
        ids: Sequence[str],
        columns: Sequence[WordColumn],
        records: PackedRecords,
        receipts: Mapping[str, str],
        zones: Mapping[str, str],
    ) -> OfficeColumns:
        """The columns that ``columns`` and ``packed`` gave."""
        levels, kinds, desks = columns
        made = cls(ids, levels, kinds, ())
        made._records = records
        series = {int(at): Series(said) for at, said in receipts.items()}
        made.__dict__.update(_desks=_desks_of(desks), _receipts=series, zones=dict(zones))
        made.__dict__["_desk_words"] = desks
        return made

    def columns(self) -> tuple[list[WordColumn], dict[str, object]]:
        """Levels, kinds and desks by column, and what few offices have, by name."""
        few = {"receipts": self._receipts, "zones": self.zones}
        return [self.levels, self.kinds, self._desk_words], few

    def packed(self) -> tuple[bytes, array[int]]:
        """The records as ``PackedRecords.whole`` gives them."""
        return self._records.whole()

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> Office: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Office, ...]: ...
    def __getitem__(self, at: int | slice) -> Office | tuple[Office, ...]:
        if isinstance(at, slice):
            return tuple(self[position] for position in range(len(self.ids))[at])
        return self.office(self.ids[at])

    def __contains__(self, office: object) -> bool:
        try:
            return isinstance(office, Office) and self.office(office.id) == office
        except KeyError:
            return False

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, OfficeColumns):
            return NotImplemented
        return b"".join(self.texts()) == b"".join(other.texts())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self.ids):,} offices>"

    def has(self, office: str) -> bool:
        """Whether there is an office with this id."""
        at = self._place(office)
        return at < len(self.ids) and self.ids[at] == office

    def position(self, office: str) -> int:
        """The position of the office with this id.

        Raises:
            KeyError: There is none.
        """
        at = self._place(office)
        if at == len(self.ids) or self.ids[at] != office:
            raise KeyError(office)
        return at

    def _place(self, office: str) -> int:
        ids = self.ids
        return ids.place(office) if isinstance(ids, PackedIds) else bisect_left(ids, office)

    def at_level(self, level: str) -> list[str]:
        """The ids of the offices of a level."""
        words = self.levels.words
        number = words.index(level) if level in words else -1
        return [self.ids[at] for at, each in enumerate(self.levels.numbers) if each == number]

    def office(self, office: str) -> Office:
        """The office with this id.

        Raises:
            KeyError: There is none.
        """
        try:
            return self._made[office]
        except KeyError:
            return self._remade(self.position(office))

    def with_text(self, text: str) -> Iterator[Office]:
        """The offices in whose records some words stand, capitals aside; no other is made."""
        words = " ".join(text[:_LONGEST].split())
        wanted = json.dumps(words, ensure_ascii=False)[1:-1].encode(errors="replace").lower()
        at = 0
        for piece in self.texts() if words else ():
            found = wanted in piece.lower()
            for record in piece.split(BETWEEN):
                if found and wanted in record.lower():
                    yield self.office(self.ids[at])
                at += 1

    def traits(self, office: str) -> Office | OfficeTraits:
        """The office with this id, or of many offices only level, kind, desks and receipts.

        Raises:
            KeyError: There is none.
        """
        if len(self.ids) <= _MADE:
            return self.office(office)
        at = self.position(office)
        numbers, desks = self._desks
        traits = OfficeTraits(self.ids[at], self.levels[at], self.kinds[at], desks[numbers[at]])
        return traits._replace(receipts=self._receipts.get(at)) if self._receipts else traits

    @cached_property
    def _desks(self) -> tuple[array[int], tuple[tuple[str, ...], ...]]:
        """For each office the number of its desks' names, and those names."""
        return _desks_of(self._desk_words)

    @cached_property
    def _desk_words(self) -> WordColumn:
        """The names of each office's desks as they are written; empty for the usual ones."""
        return WordColumn(
            found[1].decode() if (found := _DESKS.search(record)) else ""
            for text in self.texts()
            for record in text.split(BETWEEN)
        )

    @cached_property
    def _receipts(self) -> dict[int, Series]:
        """How those offices number what they receive that say so, by position."""
        records = (record for text in self.texts() for record in text.split(BETWEEN))
        found = ((at, _RECEIPTS.search(record)) for at, record in enumerate(records))
        return {at: Series(said[1].decode()) for at, said in found if said}

    @cached_property
    def zones(self) -> dict[str, str]:
        """The IANA zones of those offices that have a clock other than the usual one, by id."""
        if not any(b'"time_zone":' in text for text in self.texts()):
            return {}
        records = (record for text in self.texts() for record in text.split(BETWEEN))
        found = ((at, _ZONE.search(record)) for at, record in enumerate(records))
        return {self.ids[at]: said[1].decode() for at, said in found if said}

    def _remade(self, position: int) -> Office:
        made = kept_office(self._records[position])
        if len(self._made) >= _MADE:
            self._made.clear()
        self._made[made.id] = made
        return made

    def texts(self) -> Iterator[bytes]:
        """The records in pieces, with ``BETWEEN`` between the records of a piece."""
        return self._records.texts()


def _desks_of(column: WordColumn) -> tuple[array[int], tuple[tuple[str, ...], ...]]:
    names = (tuple(json.loads(word)) if word else USUAL_DESKS for word in column.words)
    return column.numbers, tuple(names)

"""The offices that the rows of a CSV file write."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from hierarchy.load.csv_file import CsvRow, header_faults, is_usable, ragged
from hierarchy.load.entries import OfficeEntry
from hierarchy.load.file_conventions import Countries
from hierarchy.load.row_stream import Row, RowStream
from hierarchy.office import OFFICE_FIELDS
from wian.kit.errors import Fault, InputFaults
from wian.kit.pydantic_faults import shown
from wian.kit.text_file import refused, shown_path

REQUIRED = ("id", "name", "level", "kind", "parent")
"""Columns that a file of offices must have."""

_LISTS = ("address", "drafted_by", "desks", "copies", "succeeded_by")
_LINE_COLUMNS = ("line_kind", "channel")
_SIGNATORY = {
    "signatory": "post",
    "acting_for": "acting_for",
    "acting_term": "term",
    "acting_since": "since",
    "acting_until": "until",
}
"""Columns that make up the one who signs: column -> field."""
_OFFICE_COLUMNS = tuple(each for each in OFFICE_FIELDS if each != "acting")
COLUMNS = (*_OFFICE_COLUMNS, "parent", *_LINE_COLUMNS, *list(_SIGNATORY)[1:])
"""Columns that a file of offices may have."""


_MOST_WAITING = 100_000
"""So many offices wait for further rows of theirs; beyond, those that are whole go ahead."""


class OfficeRows:
    """The rows of a CSV file of offices, read anew each time they are asked for.

    A row is an office with its parents: ``parent`` holds ids with ``|`` between them, and a
    further row of the same office adds a parent. Lists (address, desks, drafted_by) have ``|``
    between their entries; ``signatory`` holds the post, ``acting_for`` the post acted for,
    ``acting_term`` by what right, and ``acting_since`` and ``acting_until`` the days.

    Args:
        path: The file.
        known: How files head their columns, and their encodings.

    Attributes:
        name: What messages call the file.
        header: Its columns, once a row was read.
    """

    def __init__(self, path: Path, known: Countries) -> None:
        self._path, self._known = path, known
        self._stream = RowStream(path, known.encodings)
        self.name = self._stream.name
        self.header: Sequence[str] = ()
        self._headings: dict[str, str] = {}
        self._header_faults: list[Fault] = []
        self._row_faults: list[Fault] = []
        self._contradictions: list[Fault] = []

    def __iter__(self) -> Iterator[Row]:
        """The rows below the header.

        Raises:
            InputFaults: The file cannot be read, or its header is faulty.
        """
        rows = iter(self._stream)
        first = next(rows, None)
        if first is None and self._stream.fault is None:
            columns = ", ".join(REQUIRED)
            remedy = f"begin with the columns {columns}"
            raise refused(self._path, "is empty", remedy, kind="file_empty", columns=columns)
        if first is not None:
            self._take_header(first)
        if first is None or not is_usable(self.header, REQUIRED):
            deque(rows, maxlen=0)  # a quotation mark that is left open is told beside it
            raise InputFaults(shown_path(self._path), self.faults)
        yield from rows

    def _take_header(self, first: Row) -> None:
        line, cells = first
        labels = [cell.strip() for cell in cells]
        self.header = [self._known.headings.get(label, label) for label in labels]
        self._header_faults = list(header_faults(self.name, line, self.header, REQUIRED, COLUMNS))
        if is_usable(self.header, REQUIRED):
            self._headings = dict(zip(self.header, labels, strict=True))

    @property
    def faults(self) -> list[Fault]:
        """What is wrong with the rows that were read; it is told beside what is in them."""
        broken = [self._stream.fault] if self._stream.fault else []
        return [*broken, *self._header_faults, *self._row_faults, *self._contradictions]

    def row(self, row: Row) -> CsvRow:
        """A row by column."""
        cells = (cell.strip() for cell in row[1])
        return CsvRow(row[0], dict(zip(self.header, cells, strict=True)), self._headings)

    def entries(self) -> Iterator[OfficeEntry]:
        """The offices in the order of their first rows; ``faults`` is whole at the end.

        Raises:
            InputFaults: The file cannot be read, or its header is faulty.
        """
        left = self._repeated()
        waiting: deque[tuple[str, OfficeEntry]] = deque()
        first: dict[str, OfficeEntry] = {}
        for row in self._whole_rows():
            entry, office = row_entry(self.name, row), row.cells["id"]
            if office in first:
                self._contradictions += _joined(first[office], entry)
            else:
                waiting.append((office, entry))
            if office in left:
                first.setdefault(office, entry)
                left[office] -= 1
            yield from self._ready(waiting, left)
        yield from (entry for _, entry in waiting)

    def _ready(
        self, waiting: deque[tuple[str, OfficeEntry]], left: Counter[str]
    ) -> Iterator[OfficeEntry]:
        """Those at the front that no further row of the file adds to."""
        while waiting and not left[waiting[0][0]]:
            yield waiting.popleft()[1]
        if len(waiting) > _MOST_WAITING:
            everybody = list(waiting)
            waiting.clear()
            waiting.extend(each for each in everybody if left[each[0]])
            yield from (entry for office, entry in everybody if not left[office])

    def _repeated(self) -> Counter[str]:
        """How many rows each office has that has several."""
        seen: set[str] = set()
        again: Counter[str] = Counter()
        for row in self._whole_rows():
            office = row.cells["id"]
            if office in seen:
                again[office] += 1
            elif office:
                seen.add(office)
        self._row_faults.clear()
        return again + Counter(dict.fromkeys(again, 1))

    def _whole_rows(self) -> Iterator[CsvRow]:
        for row in self:
            if len(row[1]) == len(self.header):
                yield self.row(row)
            else:
                self._row_faults.append(ragged(self.name, row[0], len(row[1]), len(self.header)))


def row_entry(name: str, row: CsvRow) -> OfficeEntry:
    """The office and the parents that a row writes."""
    where = f"{name} line {row.line}"
    given = {column: cell for column, cell in row.cells.items() if cell}
    office: dict[str, Any] = {key: given[key] for key in _OFFICE_COLUMNS if key in given}
    for key in _LISTS:
        if key in office:
            office[key] = split_cell(office[key])
    office.pop("signatory", None)
    signs = {field: given[column] for column, field in _SIGNATORY.items() if column in given}
    if signs:
        office["signatory"] = signs
    line = {key: given[column] for key, column in _LINE_KEYS if column in given}
    parents = [{"parent": parent, **line} for parent in split_cell(given.get("parent", ""))]
    return OfficeEntry(office, parents, lambda _: where, lambda _: where)


_LINE_KEYS = (("kind", "line_kind"), ("channel", "channel"))


def split_cell(cell: str) -> list[str]:
    """The entries of a cell that holds a list."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def _joined(first: OfficeEntry, again: OfficeEntry) -> Iterator[Fault]:
    """Add the parents of an office's further row, which must not contradict its first."""
    for key, value in again.fields.items():
        if first.fields.get(key) != value:
            where, office = again.where(()), again.fields["id"]
            what = f"{key} of {shown(office)} differs from {first.where(())}"
            yield Fault(where, what, "write the same, or give the office its own id")
    if not again.parents:
        what = f"repeats the office {shown(again.fields['id'])} of {first.where(())}"
        yield Fault(again.where(()), what, "remove the row, or name a further parent")
    places = [first.where_parent(index) for index in range(len(first.parents))]
    places += [again.where(())] * len(again.parents)
    first.parents += again.parents
    first.where_parent = places.__getitem__

"""Reads CSV files of strangers: rows by column name, with line numbers; offices in such rows."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from hierarchy.load.entries import OfficeEntry
from hierarchy.load.file_conventions import Countries
from hierarchy.office import Office
from wian.kit.errors import Fault, InputFaults
from wian.kit.pydantic_faults import shown
from wian.kit.text_file import (
    MAX_BYTES,
    OldEncoding,
    read_text,
    refused,
    shown_name,
    shown_path,
)

REQUIRED = ("id", "name", "level", "kind", "parent")
"""Columns that a file of offices must have."""

_LISTS = ("address", "drafted_by", "desks", "copies")
_LINE_COLUMNS = ("line_kind", "channel")
_SIGNATORY = {
    "signatory": "post",
    "acting_for": "acting_for",
    "acting_term": "term",
    "acting_since": "since",
    "acting_until": "until",
}
"""Columns that make up the one who signs: column -> field."""
_OFFICE_COLUMNS = tuple(each.name for each in fields(Office) if each.name != "acting")
COLUMNS = (*_OFFICE_COLUMNS, "parent", *_LINE_COLUMNS, *list(_SIGNATORY)[1:])
"""Columns that a file of offices may have."""


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: the line of the file on which it starts, and its cells by column name.

    Attributes:
        line: That line.
        cells: Its cells.
        headings: How the file heads its columns.
    """

    line: int
    cells: dict[str, str]
    headings: Mapping[str, str] = field(default_factory=dict)

    def heading(self, column: str) -> str:
        """How the file heads a column; the column's name where it has none."""
        return self.headings.get(column, column)


@dataclass(frozen=True, slots=True)
class CsvTable:
    """The rows of a file, and the faults of those that could not be read."""

    name: str
    rows: tuple[CsvRow, ...]
    faults: tuple[Fault, ...]


def read_table(
    path: Path,
    required: Collection[str],
    known: Collection[str] = (),
    named: Callable[[str], str] = str,
    old: Sequence[OldEncoding] = (),
) -> CsvTable:
    """Read a CSV file with a header, its columns in any order, with or without BOM.

    Args:
        path: File in UTF-8, separated by commas.
        required: Columns that it must have.
        known: Columns that it may have; any where empty.
        named: The column that a heading names, where files head it in several ways.
        old: Encodings that the refusal of a file that is not in UTF-8 names.

    Raises:
        InputFaults: The file cannot be read, or its header is faulty. Faulty rows are in the
            table's ``faults``, for a report together with what else is wrong.
    """
    return parse_table(read_text(path, old), path, required, known, named)


def parse_table(
    text: str,
    path: Path,
    required: Collection[str],
    known: Collection[str] = (),
    named: Callable[[str], str] = str,
) -> CsvTable:
    """The same of a text that was read already.

    Args:
        text: What the file holds.
        path: How messages name it.
        required: Columns that it must have.
        known: Columns that it may have; any where empty.
        named: The column that a heading names, where files head it in several ways.

    Raises:
        InputFaults: Its header is faulty.
    """
    faults: list[Fault] = []
    records = list(_records(text, shown_name(path), faults))
    if not records and not faults:
        columns = ", ".join(required)
        remedy = f"begin with the columns {columns}"
        raise refused(path, "is empty", remedy, kind="file_empty", columns=columns)
    labels = [cell.strip() for cell in records[0][1]] if records else []
    header = [named(label) for label in labels]
    if records:
        faults += _header_faults(shown_name(path), records[0][0], header, required, known)
    if faults and not (records and _is_sound(header, required)):
        raise InputFaults(shown_path(path), faults)
    headings = dict(zip(header, labels, strict=True))
    rows = tuple(_rows(shown_name(path), header, headings, records[1:], faults))
    return CsvTable(shown_name(path), rows, tuple(faults))


def csv_entries(path: Path, known: Countries) -> tuple[list[OfficeEntry], list[Fault]]:
    """The offices of a CSV file, and the faults of rows that are none.

    A row is an office with its parents: ``parent`` holds ids with ``|`` between them, and a
    further row of the same office adds a parent. Lists (address, desks, drafted_by) have ``|``
    between their entries; ``signatory`` holds the post, ``acting_for`` the post acted for,
    ``acting_term`` by what right, and ``acting_since`` and ``acting_until`` the days.

    Raises:
        InputFaults: The file cannot be read, or its header is faulty.
    """
    table = read_table(path, REQUIRED, COLUMNS, _named(known.headings), known.encodings)
    entries: dict[str, OfficeEntry] = {}
    faults = list(table.faults)
    for row in table.rows:
        entry = _entry(table.name, row)
        first = entries.setdefault(row.cells["id"] or f"line {row.line}", entry)
        if first is not entry:
            faults += _joined(first, entry)
    return list(entries.values()), faults


def _named(headings: Mapping[str, str]) -> Callable[[str], str]:
    """The column that a heading names; the heading itself where it is none of ``headings``."""
    return lambda heading: headings.get(heading, heading)


def _records(text: str, name: str, faults: list[Fault]) -> Iterator[tuple[int, list[str]]]:
    """Non-empty records, each with the line on which it starts."""
    usual = csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        what = f"is no valid CSV: {error}"
        where, kind = f"{name} line {line}", _QUOTES.get(str(error), "")
        faults.append(Fault(where, what, "check the quotation marks", kind, {"line": line}))
    finally:
        csv.field_size_limit(usual)


_QUOTES = {"unexpected end of data": "quote_open", "',' expected after '\"'": "quote_inside"}
"""What Python's reader says of quotation marks, and the kind of the fault."""


def _header_faults(
    name: str,
    line: int,
    columns: Sequence[str],
    required: Collection[str],
    known: Collection[str],
) -> Iterator[Fault]:
    where, at = f"{name} line {line}", {"line": line}
    for separator in (";", "\t"):
        if len(columns) == 1 and separator in columns[0]:
            what = f"is separated by {shown(separator)}"
            values = at | {"separator": shown(separator)}
            yield Fault(where, what, "separate by commas", "separator", values)
            return
    for column in required:
        if column not in columns:
            what = f"the column {column} is missing"
            yield Fault(where, what, "add it", "column_missing", at | {"name": column})
    for column in (each for each, count in Counter(columns).items() if count > 1 and each):
        what, values = f"the column {shown(column)} stands twice", at | {"name": shown(column)}
        yield Fault(where, what, "keep one of them", "column_twice", values)
    usable = ", ".join(known)
    remedy = f"use {usable}"
    for column in (each for each in columns if known and each not in known):
        what = f"the column {shown(column)} is not known"
        values = at | {"name": shown(column), "known": usable}
        yield Fault(where, what, remedy, "column_unknown", values)
        remedy = "use one of those"


def _is_sound(columns: Sequence[str], required: Collection[str]) -> bool:
    return set(required) <= set(columns) and len(set(columns)) == len(columns)


def _rows(
    name: str,
    header: Sequence[str],
    headings: Mapping[str, str],
    records: list[tuple[int, list[str]]],
    faults: list[Fault],
) -> Iterator[CsvRow]:
    for line, record in records:
        if len(record) != len(header):
            what = f"has {len(record)} cells where the header has {len(header)} columns"
            values = {"line": line, "count": len(record), "columns": len(header)}
            remedy = "check its commas and quotes"
            faults.append(Fault(f"{name} line {line}", what, remedy, "cells", values))
        else:
            cells = (cell.strip() for cell in record)
            yield CsvRow(line, dict(zip(header, cells, strict=True)), headings)


def _entry(name: str, row: CsvRow) -> OfficeEntry:
    where = f"{name} line {row.line}"
    given = {column: cell for column, cell in row.cells.items() if cell}
    office: dict[str, Any] = {key: given[key] for key in _OFFICE_COLUMNS if key in given}
    for key in _LISTS:
        if key in office:
            office[key] = _split(office[key])
    office.pop("signatory", None)
    signs = {field: given[column] for column, field in _SIGNATORY.items() if column in given}
    if signs:
        office["signatory"] = signs
    line = {key: given[column] for key, column in _LINE_KEYS if column in given}
    parents = [{"parent": parent, **line} for parent in _split(given.get("parent", ""))]
    return OfficeEntry(office, parents, lambda _: where, lambda _: where)


_LINE_KEYS = (("kind", "line_kind"), ("channel", "channel"))


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _joined(first: OfficeEntry, again: OfficeEntry) -> Iterator[Fault]:
    """Add the parents of an office's further row, which must not contradict its first."""
    for key, value in again.fields.items():
        if first.fields.get(key) != value:
            where, office = again.where(()), again.fields["id"]
            what = f"{key} of {shown(office)} differs from {first.where(())}"
            yield Fault(where, what, "write the same, or give the office an id of its own")
    if not again.parents:
        what = f"repeats the office {shown(again.fields['id'])} of {first.where(())}"
        yield Fault(again.where(()), what, "remove the row, or name a further parent")
    places = [first.where_parent(index) for index in range(len(first.parents))]
    places += [again.where(())] * len(again.parents)
    first.parents += again.parents
    first.where_parent = places.__getitem__

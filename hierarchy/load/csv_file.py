"""Reads CSV files of strangers: rows by column name, with line numbers."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hierarchy.load.row_stream import broken_csv
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
        faults += header_faults(shown_name(path), records[0][0], header, required, known)
    if faults and not (records and is_usable(header, required)):
        raise InputFaults(shown_path(path), faults)
    headings = dict(zip(header, labels, strict=True))
    rows = tuple(_rows(shown_name(path), header, headings, records[1:], faults))
    return CsvTable(shown_name(path), rows, tuple(faults))


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
        faults.append(broken_csv(name, line, error))
    finally:
        csv.field_size_limit(usual)


def header_faults(
    name: str,
    line: int,
    columns: Sequence[str],
    required: Collection[str],
    known: Collection[str],
) -> Iterator[Fault]:
    """What is wrong with the columns of a header on a line."""
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


def is_usable(columns: Sequence[str], required: Collection[str]) -> bool:
    """Whether rows can be read by these columns."""
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
            faults.append(ragged(name, line, len(record), len(header)))
        else:
            cells = (cell.strip() for cell in record)
            yield CsvRow(line, dict(zip(header, cells, strict=True)), headings)


def ragged(name: str, line: int, count: int, columns: int) -> Fault:
    """The fault of a row with another number of cells than the header has columns."""
    what = f"has {count} cells where the header has {columns} columns"
    values = {"line": line, "count": count, "columns": columns}
    return Fault(f"{name} line {line}", what, "check its commas and quotes", "cells", values)

"""The files that registers come in: CSV text and XLSX workbooks, as sheets of cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from wian.history.registers.cells import Cell
from wian.history.registers.headings import MOST_LINES, RegisterVocabulary
from wian.history.registers.workbooks import workbook_sheets
from wian.kit.text_file import OldEncoding, decoded, in_none_of, read_bytes, refused

MAX_BYTES = 256 * 2**20
"""Largest file read: 100,000 rows take 20 to 50 MB as CSV."""
_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 256 * 1024
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a sheet.

    Attributes:
        number: The line of the file on which it starts, or the row of the sheet.
        cells: Its cells.
        fault: Why the cells could not be told apart; empty where they could.
        above: What cells that are merged with those of a row above show, by their place.
    """

    number: int
    cells: Sequence[Cell]
    fault: str = ""
    above: Mapping[int, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under one name: a CSV file has one sheet, without a name.

    Attributes:
        name: Name of the sheet.
        lines: Its rows, one at a time, once.
        note: What its reader must know; empty where there is nothing.
    """

    name: str
    lines: Iterator[SheetRow]
    note: str = ""


def open_sheets(
    path: Path, words: RegisterVocabulary, old: Sequence[OldEncoding] = ()
) -> Iterator[Sheet]:
    """The sheets of a CSV file or a workbook, each to be read before the next is asked for.

    Formulas and macros are not evaluated: a cell holds the value that was saved with it.

    Args:
        path: The file.
        words: The words of its headings, by which the cells of a CSV file are told apart.
        old: Encodings that a CSV file may have, besides UTF-8.

    Raises:
        InputFaults: The file cannot be read, is neither, or would grow beyond bounds.
    """
    data = read_bytes(path, MAX_BYTES)
    if data.startswith(_ZIP):
        return _workbook_sheets(path, io.BytesIO(data))
    if data.startswith(_OLE):
        what = "is a workbook of the old kind, or one with a password"
        raise refused(path, what, "save it as XLSX without password, or as CSV")
    if data.startswith(_PDF):
        what = "is a PDF, and a register is read from a table of cells"
        raise refused(path, what, "give the spreadsheet that it was made from, as XLSX or CSV")
    text, note = _decoded(path, data, old)
    if path.suffix.lower() == ".xlsx" and not any(
        _columns(text[:_SAMPLE], each, words) for each in _DELIMITERS
    ):
        what = "is a text file and no workbook, though its name ends in .xlsx"
        raise refused(path, what, "save the register in a spreadsheet as XLSX or CSV")
    return iter([Sheet("", _csv_lines(path, text, words), note)])


def _decoded(path: Path, data: bytes, old: Sequence[OldEncoding]) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refused(path, "is in UTF-16", "save it as CSV UTF-8")
    if b"\x00" in data:
        raise refused(path, "is a binary file", "give CSV or XLSX")
    if not data.strip():
        raise refused(path, "is empty", "give a register with its heading")
    try:
        text, encoding = decoded(data, old)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    else:
        note = f"is in {encoding.names[0]}, not UTF-8, and was read as such" if encoding else ""
        return text, note
    if path.suffix.lower() == ".xlsx":
        raise refused(path, "is no workbook", "open it in a spreadsheet and save it again")
    raise refused(path, in_none_of(old), "save it as CSV UTF-8", line)


def _csv_lines(path: Path, text: str, words: RegisterVocabulary) -> Iterator[SheetRow]:
    delimiter = _delimiter(text, words)
    source = _Tapped(text)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            yield SheetRow(line, next(reader))
        except StopIteration:
            return
        except csv.Error as error:
            if reader.line_num > line or "end of data" in str(error):
                what = "opens a quotation mark that is not closed"
                raise refused(path, what, "close it, or double it inside a cell", line) from None
            yield SheetRow(line, [source.last.strip()], f"is no valid CSV: {error}")


class _Tapped:
    """The lines of a text, remembering the last one."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.last = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.last = next(self._lines)
        return self.last


def _delimiter(text: str, words: RegisterVocabulary) -> str:
    """The delimiter that makes the best heading of the first lines."""
    return max(_DELIMITERS, key=lambda delimiter: _columns(text[:_SAMPLE], delimiter, words))


def _columns(sample: str, delimiter: str, words: RegisterVocabulary) -> int:
    heading = words.find_heading(list(_first_lines(sample, delimiter)))
    return len(heading.columns) if heading else 0


def _first_lines(sample: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The first lines as a delimiter divides them, up to one that is no valid CSV."""
    with suppress(csv.Error):
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        yield from enumerate(islice(reader, MOST_LINES), 1)


def _workbook_sheets(path: Path, data: BinaryIO) -> Iterator[Sheet]:
    for sheet in workbook_sheets(path, data):
        if sheet.visible:
            yield Sheet(
                sheet.name, (SheetRow(row.number, row.cells, above=row.above) for row in sheet.rows)
            )
        else:
            yield Sheet(sheet.name, iter(()), "is hidden, and was left out")

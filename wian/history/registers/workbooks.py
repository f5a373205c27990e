"""The XLSX workbooks that registers come in: their rows, as they stream by, within bounds.

openpyxl reads the package and its styles. Rows and shared strings are streamed here: openpyxl
needs twice the time for them, and memory for whatever a hostile sheet makes of it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from string import digits
from typing import Any, BinaryIO, NamedTuple
from xml.parsers import expat

from wian.history.registers.cells import Cell
from wian.history.registers.merged_columns import MergedColumns
from wian.kit.broken_file import refuse_broken
from wian.kit.text_file import refused

MAX_BYTES = 256 * 2**20
"""Largest content of a workbook: 100,000 rows take 40 to 110 MB."""
MAX_PART = 16 * 2**20
"""Largest of the parts that are read at once: styles, names of sheets."""
MAX_TAGS = 12_000_000
"""Most XML tags of a part: 200,000 rows of ten columns."""
MAX_MERGED = 500_000
"""Most cells of a sheet that are merged downwards."""
MAX_COLUMNS = 64
"""Columns that are read of a sheet."""
_PARTS = 2000
_CHUNK = 2**18
_SPLIT = "split it, one file per month"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROW, _CELL, _VALUE, _TEXT, _ITEM, _PHONETIC, _FORMULA = (
    f"{_MAIN} {tag}" for tag in ("row", "c", "v", "t", "si", "rPh", "f")
)
_BASE = ord("A") - 1


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """A sheet of a workbook; ``rows`` are its filled rows, once."""

    name: str
    visible: bool
    rows: Iterator[WorkbookRow]


class WorkbookRow(NamedTuple):
    """A row of a sheet.

    Attributes:
        number: Its number.
        cells: Its cells.
        above: What cells that are merged with those of a row above show, by their place.
    """

    number: int
    cells: list[Cell]
    above: dict[int, Cell]


def workbook_sheets(path: Path, data: BinaryIO, *, unsaved: Cell = None) -> Iterator[WorkbookSheet]:
    """The sheets of a workbook, in their order. A formula's cell holds the value saved with it.

    Args:
        path: Its name, for messages.
        data: The workbook.
        unsaved: What a formula's cell holds with which no value was saved.

    Raises:
        InputFaults: It is no workbook, encrypted, or would grow beyond bounds.
    """
    with _unbroken(path), zipfile.ZipFile(data) as archive:
        _check_size(path, archive)
        book = _Book(path, archive, data, unsaved)
        for name, state, part in book.sheets:
            yield WorkbookSheet(name, state == "visible", book.rows(part))


def _unbroken(path: Path) -> AbstractContextManager[None]:
    remedy = "open it in a spreadsheet and save it again"
    return refuse_broken(path, "is no readable workbook", remedy)


def _check_size(path: Path, archive: zipfile.ZipFile) -> None:
    """A part never unpacks to more than it declares, so that the declared sizes bound it."""
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > MAX_BYTES or len(parts) > _PARTS:
        raise refused(path, f"unpacks to more than {MAX_BYTES // 2**20} MB", _SPLIT)


class _Book:
    """The package of a workbook: its sheets, its strings, and which of its styles are dates."""

    def __init__(self, path: Path, archive: zipfile.ZipFile, data: BinaryIO, unsaved: Cell) -> None:
        from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - 0.2 s that CSV need not pay
        from openpyxl.styles.stylesheet import apply_stylesheet  # noqa: PLC0415 - the same

        self._path, self._archive, self._unsaved = path, archive, unsaved
        self._check_parts()
        reader = ExcelReader(data, read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_workbook()
        apply_stylesheet(archive, reader.wb)
        self._dates = _Dates(reader.wb)
        self.sheets = [
            (str(sheet.name), str(sheet.state), str(relation.target))
            for sheet, relation in reader.parser.find_sheets()
            if "worksheet" in relation.Type
        ]
        strings = reader.package.find(_STRINGS)
        self._strings = list(self._texts(strings.PartName[1:])) if strings else []

    def rows(self, part: str) -> Iterator[WorkbookRow]:
        """The rows of a sheet."""
        with _unbroken(self._path):
            collector = _Rows(self._strings, self._dates, self._merged(part), self._unsaved)
            for _ in self._stream(part, collector):
                yield from collector.taken()

    def _merged(self, part: str) -> MergedColumns:
        """The cells that are merged downwards: a sheet names them behind its rows."""
        found, before = MergedColumns(), b""
        with self._archive.open(part) as stream:
            for chunk in iter(lambda: stream.read(_CHUNK), b""):
                text = before + chunk
                for column, first, last in _MERGED.findall(text):
                    found.add(_column(column.decode()) - 1, int(first), int(last))
                if len(found) > MAX_MERGED:
                    what = f"has more than {MAX_MERGED:,} merged cells"
                    raise refused(self._path, what, _SPLIT)
                before = text[text.rfind(b"<") :][-_LONGEST_TAG:]
        return found

    def _texts(self, part: str) -> Iterator[str]:
        collector = _Texts()
        for _ in self._stream(part, collector):
            yield from collector.taken()

    def _stream(self, part: str, collector: _Collector) -> Iterator[None]:
        """Send a part through a collector, a piece at a time; it may declare no types."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = collector.start
        parser.EndElementHandler = collector.end
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        collector.parser = parser
        tags = 0
        with self._archive.open(part) as stream:
            for chunk in iter(lambda: stream.read(_CHUNK), b""):
                tags += chunk.count(b"<")
                if tags > MAX_TAGS:
                    raise refused(self._path, "has more cells than a register can have", _SPLIT)
                parser.Parse(chunk, False)
                yield
        parser.Parse(b"", True)
        yield

    def _refuse_doctype(self, *_: object) -> None:
        raise refused(self._path, "holds XML that no spreadsheet writes", "save it again as XLSX")

    def _check_parts(self) -> None:
        """The parts that openpyxl reads at once are small and declare no types."""
        for part in self._archive.infolist():
            if "/worksheets/sheet" in part.filename or part.filename.endswith("haredStrings.xml"):
                continue
            if part.filename.endswith((".xml", ".rels")):
                if part.file_size > MAX_PART:
                    what = f"has a part of more than {MAX_PART // 2**20} MB: {part.filename[:60]}"
                    raise refused(self._path, what, "save its cells alone, without pictures")
                if b"<!DOCTYPE" in self._archive.read(part):
                    self._refuse_doctype()


_MERGED = re.compile(
    rb'<(?:\w{1,20}:)?mergeCell\s+ref="([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"'
)
_LONGEST_TAG = 99
_STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


class _Dates:
    """Turns a cell's number into the day or time that its style shows."""

    def __init__(self, book: Any) -> None:
        self._epoch = book.epoch
        self._dates: set[int] = book._date_formats  # noqa: SLF001 - openpyxl's readers use it so
        self._spans: set[int] = book._timedelta_formats  # noqa: SLF001 - the same
        self._known: dict[tuple[str, str], Cell] = {}

    def cell(self, text: str, style: str) -> Cell:
        """The value of a cell that holds a number."""
        if int(style) not in self._dates:
            return int(text) if text.lstrip("-").isdecimal() else float(text)
        if (text, style) not in self._known:
            self._known[text, style] = self._moment(float(text), int(style))
        return self._known[text, style]

    def _moment(self, value: float, style: int) -> datetime | time | timedelta | str:
        from openpyxl.utils.datetime import from_excel  # noqa: PLC0415 - see _Book

        try:
            return from_excel(value, self._epoch, timedelta=style in self._spans)  # type: ignore[no-any-return]
        except (OverflowError, ValueError):
            return f"{value:g}"


class _Collector:
    """Takes what expat finds in a part: the texts of its elements, gathered from start to end.

    Millions of elements pass: each handler is one call.
    """

    parser: Any

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._gather = self._pieces.append
        self._spoken = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 - of rows and cells
        """An element begins: gather its text, unless it is how another one is pronounced."""
        if name in (_VALUE, _TEXT):
            if not self._spoken:
                self.parser.CharacterDataHandler = self._gather
        elif name == _PHONETIC:
            self._spoken = True

    def end(self, name: str) -> None:
        """An element ends."""
        if name in (_VALUE, _TEXT):
            self.parser.CharacterDataHandler = None
        elif name == _PHONETIC:
            self._spoken = False

    def _text(self) -> str:
        text = "".join(self._pieces)
        self._pieces.clear()
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


class _Texts(_Collector):
    """Gathers the shared strings."""

    def __init__(self) -> None:
        super().__init__()
        self._texts: list[str] = []

    def taken(self) -> list[str]:
        """What was gathered since the last time."""
        taken, self._texts = self._texts, []
        return taken

    def end(self, name: str) -> None:
        """A string of the table ends, or a piece of it."""
        if name == _ITEM:
            self._texts.append(self._text())
        else:
            super().end(name)


class _Rows(_Collector):
    """Gathers the rows of a sheet that hold anything."""

    def __init__(
        self, strings: Sequence[str], dates: _Dates, merged: MergedColumns, unsaved: Cell
    ) -> None:
        super().__init__()
        self._unsaved, self._formula = unsaved, False
        self._strings, self._dates, self._merged = strings, dates, merged
        self._rows: list[WorkbookRow] = []
        self._cells: list[Cell] = []
        self._number = self._column = 0
        self._kind = self._style = ""

    def taken(self) -> list[WorkbookRow]:
        """What was gathered since the last time."""
        taken, self._rows = self._rows, []
        return taken

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """A row, a cell or its text begins."""
        if name == _CELL:
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
            place = attributes.get("r")
            self._column = _column(place.rstrip(digits)) if place else self._column + 1
            self._formula = False
        elif name == _ROW:
            self._number = int(attributes.get("r", self._number + 1))
            self._column, self._cells = 0, []
        elif name == _FORMULA:
            self._formula = True
        else:
            super().start(name, attributes)

    def end(self, name: str) -> None:
        """A row, a cell or its text ends."""
        if name == _VALUE:
            self.parser.CharacterDataHandler = None
        elif name == _CELL:
            if self._pieces:
                self._put(self._value(self._text()))
            elif self._formula and self._unsaved is not None:
                self._put(self._unsaved)
        elif name == _ROW:
            if self._cells:
                above = self._merged.above(self._number, self._cells)
                self._rows.append(WorkbookRow(self._number, self._cells, above))
        else:
            super().end(name)

    def _put(self, value: Cell) -> None:
        if self._column <= MAX_COLUMNS:
            self._cells.extend([None] * (self._column - len(self._cells)))
            self._cells[self._column - 1] = value

    def _value(self, text: str) -> Cell:
        if self._kind == "s":
            return self._strings[int(text)]
        return self._dates.cell(text.strip(), self._style) if self._kind == "n" else text


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    """The number of a column, from 1: ``A`` is 1, ``AB`` is 28."""
    number = 0
    for letter in letters[:_LETTERS]:
        number = number * 26 + ord(letter) - _BASE
    if number < 1:
        raise ValueError(letters)
    return number


_LETTERS = 5

"""The rows of a register: each read in full, or rejected with every reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple, TypeVar

from wian.history.registers.cells import Cell, CellReader, Numbered, text_of
from wian.history.registers.headings import Heading, register_vocabulary
from wian.history.registers.sheets import SheetRow
from wian.jurisdictions.column_words import Column, RegisterKind
from wian.jurisdictions.handling import Secrecy
from wian.jurisdictions.instant import day_of
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.pydantic_faults import shown
from wian.kit.text import seen

T = TypeVar("T")


class RegisterRow(NamedTuple):
    """One entry of a register.

    Attributes:
        sheet: Sheet that it stands in; empty in a CSV file.
        line: Its line, or the row of the sheet.
        year: Year of the register (of the jurisdiction's era).
        number: Running number.
        entered: When it was registered: a day, or a local time.
        letter_number: The letter's number, as written.
        letter_dated: The letter's date; ``None`` where none is written.
        sender, recipient, subject, action, remark: As written, on one line; empty where nothing
            is.
        urgency, secrecy: Marks of the letter, as written; empty where none is.
        circular: The mark before the running number of a circular, as written; circulars are
            numbered apart from other letters, so that two entries may have one number.
    """

    sheet: str
    line: int
    year: int
    number: int
    entered: date
    letter_number: str
    letter_dated: date | None
    sender: str
    recipient: str
    subject: str
    action: str
    remark: str
    urgency: str = ""
    secrecy: str = ""
    circular: str = ""


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that could not be read.

    Attributes:
        sheet, line: Where it stands.
        cells: Its cells as text, by heading.
        reasons: Everything that is wrong with it, a clause each.
    """

    sheet: str
    line: int
    cells: Mapping[str, str]
    reasons: tuple[str, ...]


MAX_TEXT = 4000
"""Longest text of a cell."""
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_TEXTS = (
    Column.LETTER_NUMBER,
    Column.SENDER,
    Column.RECIPIENT,
    Column.SUBJECT,
    Column.ACTION,
    Column.REMARK,
    Column.URGENCY,
    Column.SECRECY,
)


class RowReader:
    """Reads the rows under a heading, one after the other.

    A line that is the heading or the title once more, or that names the day of the rows below
    it, is no row.

    Args:
        sheet: Name of the sheet.
        heading: Its heading.
        kind: Kind of register.
        title: The lines above the heading.
        country: Whose register it is: how it writes days, and the year of a register.

    Attributes:
        widthless: Cells that held signs without width, which were left out.
    """

    def __init__(
        self,
        sheet: str,
        heading: Heading,
        kind: RegisterKind,
        title: Sequence[str],
        country: Jurisdiction,
    ) -> None:
        self._sheet, self._heading, self._kind = sheet, heading, kind
        self.widthless = 0
        self._texts = [(column, heading.columns.get(column)) for column in _TEXTS]
        self._width = max(heading.columns.values()) + 1
        self._register_year = country.wording.register_year
        self._words = register_vocabulary(country.headings.registers)
        self._cells = CellReader(country.dates, self._words.circular)
        self._paper = country.paper
        self._mark = lru_cache(maxsize=1024)(country.paper.mark)
        days = (self._words.day_in(text, self._cells.moment) for text in reversed(title))
        self._page_day = next((day for day in days if day), None)

    def read(self, line: SheetRow) -> RegisterRow | RejectedRow | None:
        """The row of a line; ``None`` where the line is no row."""
        cells = [*line.cells, *[None] * (self._width - len(line.cells))]
        if line.fault:
            return self.rejected(line, [line.fault])
        if not _is_number(cells[self._heading.columns[Column.NUMBER]]) and self._passed(line.cells):
            return None
        if line.above:
            line, cells = self._merged(line, cells)
        return self._row(line, cells)

    def _merged(self, line: SheetRow, cells: list[Cell]) -> tuple[SheetRow, list[Cell]]:
        """A line with what its merged cells show; two entries never share a running number."""
        for at, above in line.above.items():
            if at < self._width and at != self._heading.columns[Column.NUMBER]:
                cells[at] = above if cells[at] in (None, "") else cells[at]
        return replace(line, cells=cells), cells

    def _passed(self, cells: Sequence[Cell]) -> bool:
        """Whether a line is blank, a heading, a title or a day; a day is remembered."""
        filled = [text for text in map(text_of, cells) if text]
        if not filled or self._heading.repeated(cells):
            return True
        if len(filled) > _PAGE_CELLS:
            return False
        text = " ".join(filled)
        if self._words.is_total(filled[0]):
            return True
        moment = self._cells.moment
        day = self._words.day_in(text, moment, marked=len(filled) > 1)
        if day is None and not self._words.is_title(text):
            return False
        self._page_day = day or self._words.day_in(text, moment) or self._page_day
        return True

    def _row(self, line: SheetRow, cells: Sequence[Cell]) -> RegisterRow | RejectedRow:
        faults: list[str] = []
        number, year_beside, circular = self._read(
            self._cells.running_number, Column.NUMBER, cells, faults
        ) or Numbered(0)
        dated = self._read(self._cells.moment, Column.LETTER_DATED, cells, faults)
        letter_number, *texts = (
            "" if at is None else self._text(column, cells[at], faults)
            for column, at in self._texts
        )
        entered = self._entered(cells, dated, faults)
        if entered and year_beside not in (None, entered.year):
            faults.append(
                f"is numbered in the year {year_beside}, and registered on {day_of(entered)}"
            )
        if faults or entered is None:
            return self.rejected(line, faults)
        year = self._register_year(day_of(entered))
        place = (self._sheet, line.number, year, number, entered)
        if circular:
            letter_number = self._completed(letter_number, cells)
        row = RegisterRow(*place, letter_number, day_of(dated) if dated else None, *texts)
        return self._with_marks(row._replace(circular=circular) if circular else row)

    def _completed(self, code: str, cells: Sequence[Cell]) -> str:
        """A circular's number, of which the column for it may hold the office's code alone."""
        if not code or self._paper.number(code).value:
            return code
        number = text_of(cells[self._heading.columns[Column.NUMBER]])
        return f"{code.rstrip('/ ')}/{number}"

    def _with_marks(self, row: RegisterRow) -> RegisterRow:
        """The row with the marks that stand beside the letter's number, or alone as a remark."""
        number, marks = self._marks_beside(row.letter_number)
        if row.remark and len(row.remark) <= _LONGEST_MARK and self._is_mark(row.remark):
            marks = (*marks, row.remark)
        if not marks:
            return row
        for mark in marks:
            if isinstance(self._mark(mark), Secrecy):
                row = row._replace(secrecy=row.secrecy or mark)
            else:
                row = row._replace(urgency=row.urgency or mark)
        return row._replace(letter_number=number)

    def _marks_beside(self, number: str) -> tuple[str, tuple[str, ...]]:
        """A letter's number without the marks around or within it, and the marks."""
        words = number.split()
        marks = [word for word in words if self._is_mark(word)] if len(words) > 1 else []
        if not marks:
            return number, ()
        rest = " ".join(word for word in words if word not in marks)
        return rest, tuple(mark.strip("()[]") for mark in marks)

    def _is_mark(self, word: str) -> bool:
        return not word[-1].isdigit() and self._mark(word) is not None

    def _entered(self, cells: Sequence[Cell], dated: date | None, faults: list[str]) -> date | None:
        before = len(faults)
        entered = self._read(self._cells.moment, Column.ENTERED, cells, faults)
        clock = self._read(self._cells.clock, Column.CLOCK, cells, faults)
        if len(faults) > before:
            return None
        entered = entered or self._page_day or (dated if self._kind is RegisterKind.SEND else None)
        if entered is None:
            faults.append(self._words.no_day(self._kind, self._heading))
        elif clock is not None and not isinstance(entered, datetime):
            return datetime.combine(entered, clock)
        return entered

    def _read(
        self,
        reader: Callable[[Cell], T],
        column: Column,
        cells: Sequence[Cell],
        faults: list[str],
    ) -> T | None:
        at = self._heading.columns.get(column)
        cell = None if at is None else cells[at]
        try:
            if cell is not None and cell != "":
                return reader(cell)
        except ValueError as error:
            if text := text_of(cell):
                faults.append(f"{self._heading.label(column)} {shown(text)} {error}")
                return None
        if column is Column.NUMBER:
            faults.append("has no running number")
        return None

    def _text(self, column: Column, cell: Cell, faults: list[str]) -> str:
        text = text_of(cell)
        if (visible := seen(text)) != text:
            self.widthless += 1
            text = visible.strip()
        found = None if text.isprintable() else _INVISIBLE.search(text)
        if found:
            what = f"holds the invisible character U+{ord(found.group()):04X}"
            faults.append(f"{self._heading.label(column)} {what}; remove it")
        if len(text) > MAX_TEXT:
            what = f"is longer than {MAX_TEXT:,} characters"
            faults.append(f"{self._heading.label(column)} {what}; shorten it")
        return text

    def rejected(self, line: SheetRow, reasons: Sequence[str]) -> RejectedRow:
        """A line as one that cannot be kept, and why."""
        cells = dict(_labelled(self._heading.labels, line.cells))
        return RejectedRow(self._sheet, line.number, cells, tuple(reasons))


_LONGEST_MARK = 30
_PAGE_CELLS = 8
"""Most cells of a line that names a day, such as ``Day | 13 | Month | January | Year | 2021``."""


def _labelled(labels: Sequence[str], cells: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    """Cells by heading; a cell without one by the letter of its place."""
    for at, cell in enumerate(cells):
        label = labels[at] if at < len(labels) else ""
        if text := text_of(cell):
            yield label or f"column {at + 1}", text


def _is_number(cell: Cell) -> bool:
    """Whether a cell is a running number at first sight: most are."""
    return isinstance(cell, int) or (isinstance(cell, str) and cell.isdecimal())

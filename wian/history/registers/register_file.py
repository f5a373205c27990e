"""Reading the registers of an office: receive and send registers, as CSV or XLSX."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from wian.history.registers.cells import text_of
from wian.history.registers.headings import (
    MOST_LINES,
    Heading,
    RegisterVocabulary,
    named,
    register_vocabulary,
)
from wian.history.registers.recogniser import Recogniser, Register, RegisterHints
from wian.history.registers.rows import RegisterRow, RejectedRow, RowReader
from wian.history.registers.sheets import Sheet, SheetRow, open_sheets
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.counted import counted
from wian.kit.errors import Fault, InputFaults
from wian.kit.text_file import refused, shown_name, shown_path

MAX_LINES = 500_000
"""Most lines of a register: the busiest ministry receives fewer letters a year."""
MAX_REJECTED = 50_000
"""Most rows that are kept as rejected: a file with more is no register."""
_STEP = 1000


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """A register as it was read.

    Attributes:
        source: Name of the file.
        register: Whose it is, of which kind and desk.
        rows: Its entries, in their order.
        rejected: Rows that could not be read.
        columns: All headings, for a list of what was rejected.
        notes: What whoever imports it must know, a sentence each.
    """

    source: str
    register: Register
    rows: tuple[RegisterRow, ...]
    rejected: tuple[RejectedRow, ...]
    columns: tuple[str, ...]
    notes: tuple[str, ...]


def read_register(
    path: Path,
    recogniser: Recogniser,
    country: Jurisdiction,
    given: RegisterHints = RegisterHints(),  # noqa: B008 - frozen
    advance: Callable[[int], object] = lambda _: None,
) -> RegisterReading:
    """Read one register: letters received or sent, a row each, under headings that are known.

    Args:
        path: A CSV file, or a workbook whose sheets are parts of the same register.
        recogniser: Knows the offices.
        country: Whose register it is: its headings, and how it writes days.
        given: What is known of the register; the rest is recognised from title and headings.
        advance: Called with a count each time so many lines have been read.

    Raises:
        InputFaults: It is no register, or it does not say which one.
    """
    words = register_vocabulary(country.headings.registers)
    reading = _Reading(path, recogniser, country, words, given)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="openpyxl")
        for sheet in open_sheets(path, words, country.encodings):
            reading.add(sheet, advance)
    return reading.result()


@dataclass
class _Reading:
    """What was read so far."""

    path: Path
    recogniser: Recogniser
    country: Jurisdiction
    words: RegisterVocabulary
    given: RegisterHints
    register: Register | None = None
    rows: list[RegisterRow] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    columns: dict[str, None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    lines: int = 0
    _places: dict[tuple[int, int, bool], str] = field(default_factory=dict)

    def add(self, sheet: Sheet, advance: Callable[[int], object]) -> None:
        """Read a sheet, if it has a heading."""
        where = self._where(sheet)
        if sheet.note:
            self.notes.append(f"{where} {sheet.note}.")
        lines = iter(sheet.lines)
        top = list(islice(lines, MOST_LINES))
        heading = self.words.find_heading([(line.number, line.cells) for line in top])
        if heading is None:
            if any(text_of(cell) for line in top for cell in line.cells):
                self.notes.append(f"{where} has no heading of a register, and was left out.")
            return
        title = _title(top, heading)
        self._recognise(where, sheet, title, heading)
        if self.register is not None:
            reader = RowReader(sheet.name, heading, self.register.kind, title, self.country)
            below = (line for line in top if line.number > heading.line)
            self._read(reader, below, advance)
            self._read(reader, lines, advance)
            if reader.widthless:
                cells = counted(reader.widthless, "cell")
                self.notes.append(f"{where}: characters without width in {cells} were left out.")

    def result(self) -> RegisterReading:
        """The whole, once every sheet is read."""
        name = shown_name(self.path)
        if self.register is None and not self.faults:
            what = f"has no heading of a register in its first {MOST_LINES} lines"
            remedy = (
                f"write one such as {self.words.example()}; "
                "the running number and two more columns are needed"
            )
            self.faults.append(Fault(name, what, remedy))
        if self.faults or self.register is None:
            raise InputFaults(f"The register {shown_path(self.path)}", self.faults)
        parts = (tuple(self.rows), tuple(self.rejected), tuple(self.columns), tuple(self.notes))
        return RegisterReading(name, self.register, *parts)

    def _recognise(self, where: str, sheet: Sheet, title: Sequence[str], heading: Heading) -> None:
        self.faults += self.words.heading_faults(where, heading)
        if heading.unknown:
            known = f"{where}: {named(heading.unknown)} is no column of a register"
            self.notes.append(f"{known}, and was left out.")
        self.columns |= dict.fromkeys(label for label in heading.labels if label)
        told = " \n ".join([*title, sheet.name])
        found = self.recogniser.recognise(where, told, heading, self.given)
        if isinstance(found, list):
            self.faults += [fault for fault in found if fault not in self.faults]
        elif self.register not in (None, found):
            what = f"is the {found}, another one than the sheet before it ({self.register})"
            self.faults.append(Fault(where, what, "give each register its own file"))
        else:
            self.register = found

    def _read(
        self, reader: RowReader, lines: Iterator[SheetRow], advance: Callable[[int], object]
    ) -> None:
        while batch := list(islice(lines, _STEP)):
            self.lines += len(batch)
            if self.lines > MAX_LINES:
                raise refused(self.path, f"has more than {MAX_LINES:,} lines", "split it by month")
            for line in batch:
                row = reader.read(line)
                if isinstance(row, RejectedRow):
                    self._reject(row)
                elif row is not None:
                    self._keep(row, line, reader)
            advance(len(batch))

    def _keep(self, row: RegisterRow, line: SheetRow, reader: RowReader) -> None:
        place = f"{row.sheet} line {row.line}".strip()
        first = self._places.setdefault((row.year, row.number, bool(row.circular)), place)
        if first is place:
            self.rows.append(row)
        else:
            self._reject(reader.rejected(line, [f"has the number {row.number} of {first} again"]))

    def _reject(self, row: RejectedRow) -> None:
        if len(self.rejected) == MAX_REJECTED:
            first = self.rejected[0]
            what = f"has more than {MAX_REJECTED:,} rows that cannot be read; line {first.line} "
            what += first.reasons[0]
            raise refused(self.path, what, "check its headings, or whether it is a register")
        self.rejected.append(row)
        self.columns |= dict.fromkeys(row.cells)

    def _where(self, sheet: Sheet) -> str:
        name = shown_name(self.path)
        return f"{name}, sheet {sheet.name}" if sheet.name else name


def _title(top: Sequence[SheetRow], heading: Heading) -> list[str]:
    """The lines above a heading, each as one text."""
    above = [line for line in top if line.number < heading.line]
    texts = (" ".join(filter(None, map(text_of, line.cells))) for line in above)
    return [text for text in texts if text]

"""Reads the rows of a CSV file of any length one after the other, in bounded memory."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from wian.kit.errors import Fault
from wian.kit.text_file import OldEncoding, open_text, refused, shown_name

MOST_BYTES = 2 * 2**30
"""Largest file; a million offices take about 330 MB."""
MOST_ROWS = 2_000_000
"""Most rows; a million offices take about a gigabyte of memory to read."""
LONGEST_ROW = 4 * 2**20
"""Most characters of a row: a quotation mark that is never closed makes the rest one row."""
_QUOTES = {"unexpected end of data": "quote_open", "',' expected after '\"'": "quote_inside"}
"""What Python's reader says of quotation marks, and the kind of the fault."""

Row = tuple[int, list[str]]
"""The line on which a row starts, and its cells."""


def broken_csv(name: str, line: int, error: csv.Error) -> Fault:
    """What Python's reader found wrong with the row that begins on a line."""
    what, kind = f"is no valid CSV: {error}", _QUOTES.get(str(error), "")
    return Fault(f"{name} line {line}", what, "check the quotation marks", kind, {"line": line})


class RowStream:
    """The rows of a file that are not empty, read anew each time they are asked for.

    Args:
        path: The file.
        old: Encodings that the refusal of another file names, where the file looks like one.

    Attributes:
        name: What messages call the file.
        fault: Why the last reading ended before the file did; ``None`` where it did not.
    """

    def __init__(self, path: Path, old: Sequence[OldEncoding] = ()) -> None:
        self.name = shown_name(path)
        self.fault: Fault | None = None
        self._path, self._old = path, old
        self._line, self._length = 1, 0

    def __iter__(self) -> Iterator[Row]:
        """The rows.

        Raises:
            InputFaults: The file cannot be read, is no text, or is too large.
        """
        self.fault, self._line, self._length = None, 1, 0
        usual = csv.field_size_limit(LONGEST_ROW + 1)
        try:
            with open_text(self._path, self._old, MOST_BYTES) as stream:
                yield from self._rows(stream)
        except csv.Error as error:
            self.fault = broken_csv(self.name, self._line, error)
        finally:
            csv.field_size_limit(usual)

    def _rows(self, stream: TextIO) -> Iterator[Row]:
        reader = csv.reader(self._lines(stream), strict=True)
        many = 0
        for row in reader:
            self._length = 0
            if any(cell.strip() for cell in row):
                many += 1
                if many > MOST_ROWS + 1:
                    remedy = "leave out the offices that no letter is for"
                    raise refused(self._path, f"has more than {MOST_ROWS:,} rows", remedy)
                yield self._line, row
            self._line = reader.line_num + 1

    def _lines(self, stream: TextIO) -> Iterator[str]:
        while line := stream.readline(LONGEST_ROW + 1):
            self._length += len(line)
            if self._length > LONGEST_ROW:
                what = f"begins a row of more than {LONGEST_ROW // 2**20} million characters"
                raise refused(self._path, what, "check the quotation marks", self._line)
            yield line

"""Which cells beside the lines of a letter's head are a reception stamp's, and not the letter's?

A stamp is put where the page has room, often to the right of the letterhead. A text layer then
gives its lines as the last cells of the letter's own lines: they begin in the column where the
word for the receipt number begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wian.jurisdictions.paper import PaperLine
from wian.jurisdictions.thailand.reading import letter_marks as marks

_LAST_CELL = re.compile(r"(?<=\S)\s{3,}(?P<cell>\S(?:\S| {1,2}(?=\S))*)\s*$")
"""What stands right of a gap at the end of a line."""
_ALONE = re.compile(r"^\s{12,}(?P<cell>(?:(?:ลง\s*)?วันที่|เวลา)\s*[.…:_\s]*[0-9๐-๙.…].*?)\s*$")
"""A stamp's date or time with nothing beside it."""
_ROUND = 8
"""Columns by which the lines of a stamp may miss each other: they are centred."""
_REACH = 4
"""Most lines above or below its receipt number that a stamp has."""
_OF_LETTER = re.compile(r"(?:เลข)?ที่\s+[ก-ฮ]")
"""A cell that gives the letter's own number."""


def without_stamp_columns(lines: Sequence[PaperLine]) -> list[PaperLine]:
    """The lines without the cells of stamps that stand beside them."""
    done = list(lines)
    for at, line in enumerate(lines):
        column = _receipt_column(line.text)
        if column is None:
            continue
        for index in _round(lines, at, column):
            done[index] = replace(done[index], text=_without_last(done[index].text, column))
    return done


def stamp_beside(lines: Sequence[PaperLine], at: int) -> tuple[list[PaperLine], int] | None:
    """The cells of a stamp that stands beside a letter's lines, each as a line, from the top.

    Returns:
        The cells, and which of them has the receipt number; ``None`` where the line at ``at``
        has no receipt number in its last cell.
    """
    column = _receipt_column(lines[at].text)
    if column is None:
        return None
    indices = sorted(_round(lines, at, column))
    cells = [replace(lines[each], text=_last(lines[each].text, column)) for each in indices]
    return cells, indices.index(at)


def _receipt_column(text: str) -> int | None:
    """Where the receipt number's cell begins; ``None`` where no cell of the line is one."""
    cell = _LAST_CELL.search(text)
    return cell.start("cell") if cell and marks.RECEIPT.match(cell["cell"]) else None


def _round(lines: Sequence[PaperLine], at: int, column: int) -> Iterator[int]:
    """The line of the receipt number, and those above and below with a cell in its column."""
    yield at
    for step in (-1, 1):
        for index in range(at + step, at + step * (_REACH + 1), step):
            if not 0 <= index < len(lines) or lines[index].page != lines[at].page:
                break
            if not _last(lines[index].text, column):
                break
            yield index


def _without_last(text: str, column: int) -> str:
    last = _last(text, column)
    return text.rstrip()[: -len(last)].rstrip() if last else text


def _last(text: str, column: int) -> str:
    """The cell of a line that stands in a stamp's column; empty where there is none."""
    cell = _LAST_CELL.search(text) or _ALONE.match(text)
    if cell is None or abs(cell.start("cell") - column) > _ROUND:
        return ""
    return "" if _OF_LETTER.match(cell["cell"]) or not _is_heads(text) else cell["cell"]


def _is_heads(text: str) -> bool:
    """The words left of the stamp are of a head; a sentence with a gap in it is left alone."""
    return not (marks.OPENER.match(text) or marks.PURPOSE.match(text) or marks.CLOSING.match(text))

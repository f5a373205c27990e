"""What does a page print of a table: its cells in pieces, its numbers in the country's signs?"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from wian.jurisdictions.jurisdiction import Wording
from wian.letters.letter_table import LetterTable, TableMark, printed_figure
from wian.letters.pages.fonts import lacking

_LACKED = "?"
"""What stands for a sign that the font lacks: an answer must not keep a report from its page."""


def table_values(table: LetterTable, wording: Wording) -> dict[str, Any]:
    """The plain values that the Typst layout of tables takes.

    Args:
        table: The table.
        wording: Its country's signs, digits and pieces.
    """
    shown = _Shown(table, wording)
    return {
        "title": shown.words(table.title),
        "of": shown.words(table.of),
        "heads": [
            {
                "label": shown.words(head.label),
                "unit": shown.words(f"({head.unit})") if head.unit else [],
                "figure": head.figure,
            }
            for head in table.heads
        ],
        "rows": [shown.row(at, row) for at, row in enumerate(table.rows)],
        "numbers": [wording.digits(str(at)) for at in range(1, len(table.rows) + 1)],
        "total": shown.row(len(table.rows), table.total),
        "notes": [
            (wording.digits(str(at)), shown.words(note))
            for at, note in enumerate(table.notes, start=1)
        ],
        "more": shown.words(table.more),
    }


class _Shown:
    """The cells of a table as pages show them."""

    def __init__(self, table: LetterTable, wording: Wording) -> None:
        self._wording = wording
        self._figures = [head.figure for head in table.heads]
        self._lacked = _replaced(_signs(table))
        self._marks = {(mark.row, mark.column): mark for mark in table.marks}

    def words(self, text: str) -> list[str]:
        return list(self._wording.pieces(text.translate(self._lacked)))

    def row(self, at: int, cells: tuple[str | None, ...]) -> list[dict[str, Any]]:
        return [
            self._cell(cell, figure, self._marks.get((at, column)))
            for column, (cell, figure) in enumerate(zip(cells, self._figures, strict=False))
        ]

    def _cell(self, cell: str | None, figure: bool, mark: TableMark | None) -> dict[str, Any]:  # noqa: FBT001 - of its column
        said = [] if cell is None else [self._figure(cell)] if figure else self.words(cell)
        notes = [self._wording.digits(str(at + 1)) for at in mark.notes] if mark else []
        corrected = self._figure(mark.meant) if mark and mark.meant != cell else None
        return {"said": said, "meant": corrected, "notes": ", ".join(notes)}

    def _figure(self, exact: str) -> str:
        return printed_figure(exact, self._wording.signs, self._wording.digits)


@lru_cache(maxsize=64)
def _replaced(signs: str) -> dict[int, str]:
    """What stands for which of these signs; a page asks for all of a table at once."""
    if not lacking(signs):
        return {}
    return {ord(sign): _LACKED for sign in signs if lacking(sign)}


def _signs(table: LetterTable) -> str:
    """Every sign of a table, once."""
    cells = (cell for row in (*table.rows, table.total) for cell in row if cell)
    heads = (f"{head.label}{head.unit or ''}" for head in table.heads)
    texts = (table.title, table.of, table.more, *table.notes)
    return "".join(sorted({sign for text in (*cells, *heads, *texts) for sign in text}))

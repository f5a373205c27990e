"""The tables that a letter encloses as an XLSX workbook, whose numbers are numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import BytesIO

from wian.kit.formulas import harmless
from wian.letters.letter_table import LetterTable

Cell = str | Decimal | None
_UNFIT = re.compile(r"[\[\]:*?/\\']")
_NAME = 28
"""Characters of a sheet's name, and a number behind them."""
_MEANT = "→"
"""What heads the column of the numbers that are meant, as the page marks them."""


def table_workbook(tables: Sequence[LetterTable]) -> bytes:
    """A sheet for each table: the same rows as on its pages, what is meant beside what was given.

    Args:
        tables: The tables of a letter.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load, and few need it

    book = Workbook(write_only=True)
    for at, table in enumerate(tables, start=1):
        sheet = book.create_sheet(f"{_UNFIT.sub(' ', table.title)[:_NAME].strip()} {at}".strip())
        for row in _rows(table):
            sheet.append([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(table: LetterTable) -> Iterator[Sequence[Cell]]:
    marked = {mark.column for mark in table.marks}
    meant = {(mark.row, mark.column): mark.meant for mark in table.marks}
    heads = list[Cell]()
    for at, head in enumerate(table.heads):
        heads.append(f"{head.label} ({head.unit})" if head.unit else head.label)
        heads += [f"{head.label} {_MEANT}"] if at in marked else []
    yield heads
    for place, cells in enumerate((*table.rows, table.total)):
        row = list[Cell]()
        for at, (cell, head) in enumerate(zip(cells, table.heads, strict=False)):
            row.append(_number(cell) if head.figure else cell)
            row += [_number(meant.get((place, at)))] if at in marked else []
        yield row
    yield from ([text] for text in (*table.notes, table.more) if text)


def _number(exact: str | None) -> Decimal | None:
    return None if exact is None else Decimal(exact)

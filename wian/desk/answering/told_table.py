"""How does a page show the rows that offices wrote into a table of the form?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from wian.desk.answering.told_value import ToldValue, told_row
from wian.desk.app.words import Language
from wian.letters.answer_form.form import TableField, TotalKind
from wian.propagation.standing.answer_board import AnswerBoard

MOST_SHOWN = 200
"""Rows of one table that a page shows; the workbook has all."""


@dataclass(frozen=True, slots=True)
class ToldTable:
    """A table of the form with the rows of all offices below.

    Attributes:
        label: What it is called.
        columns: Its headings.
        rows: Who wrote each row, and its cells.
        left: Rows that are not shown.
    """

    label: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[ToldValue | None, ...]], ...]
    left: int


def told_tables(
    board: AnswerBoard, language: Language, name: Callable[[str], str]
) -> tuple[ToldTable, ...]:
    """The tables of a form that hold any row; those that nobody gathers left out.

    Args:
        board: The answers below an office.
        language: Of the reader.
        name: The name of an office, by its id.
    """
    tables = (each for each in board.form.fields if isinstance(each, TableField))
    told = (_told(each, board, language, name) for each in tables)
    return tuple(each for each in told if each.rows)


def _told(
    table: TableField, board: AnswerBoard, language: Language, name: Callable[[str], str]
) -> ToldTable:
    rows = _rows(table, board, language, name)
    shown = () if table.totalled is TotalKind.NONE else tuple(islice(rows, MOST_SHOWN))
    count = sum(len(each.values.get(table.id, ())) for each in board.answers.values())
    columns = tuple(each.named(language.tag) for each in table.columns)
    return ToldTable(table.named(language.tag), columns, shown, count - len(shown))


def _rows(
    table: TableField, board: AnswerBoard, language: Language, name: Callable[[str], str]
) -> Iterator[tuple[str, tuple[ToldValue | None, ...]]]:
    for office in board.asked:
        if (answer := board.answers.get(office)) is not None:
            for row in answer.values.get(table.id, ()):
                yield name(office), told_row(table, row, language)

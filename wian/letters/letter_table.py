"""The table that a letter encloses, as its pages print it: a row for each office, and the whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from wian.kit.number_signs import NumberSigns

_CONFIG = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class TableHead:
    """A column.

    Attributes:
        label: What it is called.
        field: Id of the form's field that it shows; empty where it shows none.
        unit: What is counted.
        figure: Its cells are numbers, written exactly as ``1250.50``; forms print them in the
            country's signs and digits. Cells of other columns are words as they are printed.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG

    label: str
    field: str = ""
    unit: str | None = None
    figure: bool = False


@dataclass(frozen=True, slots=True)
class TableMark:
    """A figure that is corrected: the number that is meant stands beside the one that was given.

    Attributes:
        row: Its row, from 0; that behind the last one is the total.
        column: Its column, from 0.
        meant: The number that is meant.
        notes: Which notes say who corrected it and why, from 0.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG

    row: int
    column: int
    meant: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterTable:
    """A table on pages of its own behind a letter.

    Attributes:
        title: What it is called.
        heads: Its columns; the first one names offices.
        rows: Its rows; ``None`` where nothing was given.
        total: What they come to; empty where nothing is added up.
        marks: The figures that are corrected.
        notes: Who corrected what and why, as printed.
        left_out: Rows that are not printed, as there are too many.
        more: What says so.
        of: Which letter it belongs to, as printed.
        field: Id of the form's field whose rows these are; empty: those of whole answers.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG

    title: str
    heads: tuple[TableHead, ...]
    rows: tuple[tuple[str | None, ...], ...]
    total: tuple[str | None, ...] = ()
    marks: tuple[TableMark, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: int = 0
    more: str = ""
    of: str = ""
    field: str = ""


Tables = Annotated[tuple[LetterTable, ...], Field(exclude_if=lambda tables: not tables)]
"""The tables of a letter; what is kept of a letter without any says nothing of them."""


def printed_figure(exact: str, signs: NumberSigns, digits: Callable[[str], str]) -> str:
    """An exact number as a country's pages print it.

    Args:
        exact: The number, as ``1250.50``.
        signs: The country's signs.
        digits: Turns Arabic digits into the country's.
    """
    return digits(signs.written(f"{Decimal(exact):,f}"))

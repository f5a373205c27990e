"""Answers as tables for analysts: a row for each body, or for each office above some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import polars as pl

from wian.kit.formulas import harmless
from wian.kit.safe_csv import harmless_table
from wian.letters.answer_form.answer_cells import cell_text
from wian.letters.answer_form.form import (
    AnswerForm,
    AnyField,
    DateField,
    DecimalField,
    IntegerField,
    TableField,
    TotalKind,
    YesNoField,
)
from wian.letters.answer_form.totals import FieldTotal, Totals
from wian.letters.answer_form.values import Values

_DIGITS = 38
"""Digits of an exact sum in Parquet."""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body that is asked, for the table.

    Attributes:
        office: Its id.
        name: Its name.
        above: Name of the office above it, by level.
        answered: When it answered (ISO 8601); ``None`` while it has not.
        number: Of the answer in its journal.
        standing: ``answered``, ``silent``, or ``unknown``: it cannot know yet.
        remark: What it says beside the form.
        values: What it filled in.
        files: Names of its files.
    """

    office: str
    name: str
    above: Mapping[str, str]
    answered: str | None
    number: int | None
    standing: str
    remark: str
    values: Values
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """An office with what the answers below it come to."""

    office: str
    name: str
    totals: Totals


def body_frame(form: AnswerForm, rows: Sequence[BodyRow]) -> pl.DataFrame:
    """A row for each body, its values in columns of their own kinds."""
    columns = _who(rows)
    columns |= {
        "standing": ((row.standing for row in rows), pl.String),
        "answered": ((row.answered for row in rows), pl.String),
        "number": ((row.number for row in rows), pl.Int64),
    }
    for field in form.fields:
        name = _unused(field.id, columns)
        cells = [_cell(field, row.values.get(field.id), row.files) for row in rows]
        columns[name] = (cells, _kind(field))
    columns["remark" if "remark" not in columns else "remark_"] = (
        (row.remark or None for row in rows),
        pl.String,
    )
    return _framed(columns)


def row_frame(table: TableField, rows: Sequence[BodyRow]) -> pl.DataFrame:
    """The rows that bodies wrote into a table of the form, each with who wrote it."""
    held = [
        (row, at, written)
        for row in rows
        for at, written in enumerate(row.values.get(table.id, ()), start=1)
    ]
    columns = _who([row for row, _, _ in held])
    columns[_unused("row", columns)] = ([at for _, at, _ in held], pl.Int64)
    for field in table.columns:
        cells = [_cell(field, written.get(field.id), {}) for _, _, written in held]
        columns[_unused(field.id, columns)] = (cells, _kind(field))
    return _framed(columns)


def table_frames(form: AnswerForm, rows: Sequence[BodyRow]) -> dict[str, pl.DataFrame]:
    """The same of every table of the form, by its id."""
    tables = (each for each in form.fields if isinstance(each, TableField))
    return {each.id: row_frame(each, rows) for each in tables}


_Columns = dict[str, tuple[Iterable[Any], Any]]


def _who(rows: Sequence[BodyRow]) -> _Columns:
    """The first columns: the body, and the offices above it by their levels."""
    columns: _Columns = {
        "office": ([row.office for row in rows], pl.String),
        "name": ([row.name for row in rows], pl.String),
    }
    for level in dict.fromkeys(level for row in rows for level in row.above):
        columns[level] = ([row.above.get(level) for row in rows], pl.String)
    return columns


def _unused(name: str, columns: _Columns) -> str:
    return _unused(f"{name}_", columns) if name in columns else name


def _framed(columns: _Columns) -> pl.DataFrame:
    return pl.DataFrame(
        {name: pl.Series(name, list(cells), dtype=kind) for name, (cells, kind) in columns.items()}
    )


def _kind(field: AnyField) -> Any:
    if isinstance(field, IntegerField):
        return pl.Int64
    if isinstance(field, DecimalField):
        return pl.Decimal(_DIGITS, field.places)
    if isinstance(field, YesNoField):
        return pl.Boolean
    return pl.Date if isinstance(field, DateField) else pl.String


def _cell(field: AnyField, value: Any, files: Mapping[str, str]) -> Any:
    if value is None or isinstance(field, IntegerField | YesNoField):
        return value
    if isinstance(field, DecimalField):
        return Decimal(value)
    if isinstance(field, DateField):
        return date.fromisoformat(value)
    return cell_text(field, value, files)


def group_frame(form: AnswerForm, rows: Sequence[GroupRow]) -> pl.DataFrame:
    """A row for each office: how many of how many are in it, and a column for each total.

    Totals are empty where nobody has answered, a sum where no answer gives a number.
    """
    fixed = {
        "office": pl.Series("office", [row.office for row in rows], dtype=pl.String),
        "name": pl.Series("name", [row.name for row in rows], dtype=pl.String),
        "bodies": pl.Series("bodies", [row.totals.bodies for row in rows], dtype=pl.Int64),
        "answered": pl.Series("answered", [row.totals.answered for row in rows], dtype=pl.Int64),
    }
    for name, kind, read in _totals(form):
        unique = name if name not in fixed else f"{name}_"
        cells = [read(row.totals.fields) if row.totals.answered else None for row in rows]
        fixed[unique] = pl.Series(unique, cells, dtype=kind)
    return pl.DataFrame(fixed)


def _totals(form: AnswerForm) -> Iterator[tuple[str, Any, Any]]:
    """Name, kind and reader of each column of totals."""
    for field in form.fields:
        if field.totalled is TotalKind.NONE:
            continue
        if isinstance(field, TableField):
            yield field.id, pl.Int64, lambda held, id_=field.id: held[id_].given
            if field.totalled is TotalKind.SUM:
                for column in field.columns:
                    yield from _of_field(column, f"{field.id}.{column.id}", field.id)
        else:
            yield from _of_field(field, field.id, None)


def _of_field(field: AnyField, name: str, table: str | None) -> Iterator[tuple[str, Any, Any]]:
    def total(held: Mapping[str, FieldTotal]) -> FieldTotal:
        return held[table].columns[field.id] if table else held[field.id]

    if field.totalled is TotalKind.SUM:
        if isinstance(field, DecimalField):
            kind: Any = pl.Decimal(_DIGITS, field.places)
            yield name, kind, lambda held: total(held).sum if total(held).given else None
        else:
            yield name, pl.Int64, lambda held: int(total(held).sum) if total(held).given else None
    elif field.totalled is TotalKind.COUNT and field.kind in {"choice", "yes_no"}:
        for each in _choices(field):
            yield f"{name}.{each}", pl.Int64, lambda held, one=each: total(held).counts.get(one, 0)
    elif field.totalled is not TotalKind.NONE:
        yield name, pl.Int64, lambda held: total(held).given


def _choices(field: AnyField) -> tuple[str, ...]:
    if isinstance(field, YesNoField):
        return "true", "false"
    return tuple(each.id for each in getattr(field, "choices", ()))


CORRECTION_COLUMNS = ("corrected_by", "office", "field", "given", "meant", "by", "reason")
"""Columns of the corrections beside the figures."""


def frame_workbook(
    frame: pl.DataFrame,
    corrections: Sequence[Sequence[str]] = (),
    tables: Mapping[str, pl.DataFrame] | None = None,
) -> bytes:
    """A table as an XLSX workbook, whose cells hold numbers and days as such, and no formula.

    Args:
        frame: The table.
        corrections: Rows of a second sheet.
        tables: Tables of the form by their ids: a sheet each.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - 0.2 s that few need

    book = Workbook(write_only=True)
    sheets = {"answers": frame}
    for name, each in (tables or {}).items():
        sheets[name[:30] if name not in {"answers", "corrections"} else f"{name}_"] = each
    for name, each in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(each.columns)
        for row in harmless_table(each).iter_rows():
            sheet.append(row)
    if corrections:
        beside = book.create_sheet("corrections")
        for cells in (CORRECTION_COLUMNS, *corrections):
            beside.append([harmless(each) for each in cells])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def frame_parquet(frame: pl.DataFrame) -> bytes:
    """A table as a Parquet file."""
    written = BytesIO()
    frame.write_parquet(written)
    return written.getvalue()

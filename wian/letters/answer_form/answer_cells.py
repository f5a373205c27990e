"""How does a value of a form stand in one cell of a table, and how is it read back?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wian.letters.answer_form.form import AnyField, TableField
from wian.letters.answer_form.values import Value

_ROW, _CELL = ";", "|"


def cell_text(field: AnyField, value: Value, files: Mapping[str, str] | None = None) -> str:
    """A value as one text: choices by their ids, rows of a table parted by ``;`` and ``|``.

    Args:
        field: Its field.
        value: The value as it is kept; ``None`` where there is none.
        files: Names of files by their SHA-256.
    """
    if value is None:
        return ""
    if isinstance(field, TableField):
        return f"{_ROW} ".join(_row_text(field, row) for row in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(value)
    return (files or {}).get(str(value), str(value)) if field.kind == "file" else str(value)


def _row_text(table: TableField, row: Mapping[str, Value]) -> str:
    cells = (cell_text(column, row.get(column.id)) for column in table.columns)
    return f" {_CELL} ".join(cell.replace(_CELL, "/").replace(_ROW, ",") for cell in cells)


def cell_value(field: AnyField, text: str) -> Any:
    """What stands in a cell, to be held against the form: a text, or the rows of a table."""
    if not isinstance(field, TableField) or not text.strip():
        return text
    rows = text.replace("\n", _ROW).split(_ROW)
    names = [column.id for column in field.columns]
    return [_row(names, row) for row in rows if row.strip()]


def _row(names: list[str], text: str) -> dict[str, str]:
    """A row by its columns; cells that are too many fall under names that no form has."""
    cells = text.split(_CELL)
    spare = [f"column {at + 1}" for at in range(len(names), len(cells))]
    return dict(zip([*names, *spare], cells, strict=False))

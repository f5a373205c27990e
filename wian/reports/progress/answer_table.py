"""The table of answers, for a screen, a CSV or another program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from hierarchy.graph import Hierarchy
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock, OfficeClocks
from wian.kit.formulas import harmless
from wian.letters.answer_form.answer_cells import cell_text
from wian.letters.answer_form.form import AnswerForm, AnyField
from wian.reports.progress.answers import AnswerRow

ANSWER_COLUMNS = (
    "office",
    "name",
    "level",
    "answer_by",
    "reached",
    "answered",
    "standing",
    "late_days",
    "answer",
    "files",
)
"""Columns of the table, in their order; then one for each field of a form."""


def answer_table(
    rows: Iterable[AnswerRow],
    hierarchy: Hierarchy,
    clocks: OfficeClocks,
    form: AnswerForm | None = None,
) -> list[dict[str, Any]]:
    """A row for every office that is asked: ``ANSWER_COLUMNS``, and ``values`` with a form.

    ISO 8601, a date alone where only the day is known; ``None`` where nothing is.
    """
    found = []
    for row in rows:
        values = {"values": dict(row.values)} if form else {}
        found.append(_row(row, hierarchy, clocks.of(row.office)) | values)
    return found


def answer_csv(
    table: Iterable[Mapping[str, Any]], form: AnswerForm | None = None, *, raw: bool = False
) -> str:
    """The table as CSV, files by their names; no cell is a formula to a spreadsheet, unless
    ``raw``.
    """
    fields = {_column(each.id): each for each in form.fields} if form else {}
    text = io.StringIO()
    writer = csv.DictWriter(text, (*ANSWER_COLUMNS, *fields), lineterminator="\n")
    writer.writeheader()
    cells = (_cells(row, fields) for row in table)
    writer.writerows(
        row if raw else {name: harmless(value) for name, value in row.items()} for row in cells
    )
    return text.getvalue()


def _column(field: str) -> str:
    """The column of a field: its id, told apart from the other columns."""
    return f"{field}_" if field in ANSWER_COLUMNS else field


def _cells(row: Mapping[str, Any], fields: Mapping[str, AnyField]) -> dict[str, Any]:
    """The cells of a row, its values as text."""
    names = {file["sha256"]: file["name"] for file in row["files"]}
    cells = {name: row[name] for name in ANSWER_COLUMNS}
    cells["files"] = "; ".join(file["name"] for file in row["files"])
    for name, field in fields.items():
        cells[name] = cell_text(field, row["values"].get(field.id), names)
    return cells


def _row(row: AnswerRow, hierarchy: Hierarchy, clock: OfficeClock) -> dict[str, Any]:
    office = hierarchy.office(row.office)
    return {
        "office": row.office,
        "name": office.name,
        "level": office.level,
        "answer_by": row.answer_by.isoformat(),
        "reached": _moment(row.reached, clock),
        "answered": _moment(row.answered, clock),
        "standing": row.standing.value,
        "late_days": row.late_days,
        "answer": row.text,
        "files": [file.model_dump() for file in row.files],
    }


def _moment(instant: Instant | None, clock: OfficeClock) -> str | None:
    return clock.isoformat(instant) if instant else None

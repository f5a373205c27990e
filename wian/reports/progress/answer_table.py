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
"""Columns of the table, in their order."""


def answer_table(
    rows: Iterable[AnswerRow], hierarchy: Hierarchy, clocks: OfficeClocks
) -> list[dict[str, Any]]:
    """A row for every office that is asked, its columns ``ANSWER_COLUMNS``.

    ISO 8601, a date alone where only the day is known; ``None`` where nothing is.
    """
    return [_row(row, hierarchy, clocks.of(row.office)) for row in rows]


def answer_csv(table: Iterable[Mapping[str, Any]], *, raw: bool = False) -> str:
    """The table as CSV, files by their names; no cell is a formula to a spreadsheet, unless
    ``raw``.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, ANSWER_COLUMNS, lineterminator="\n")
    writer.writeheader()
    cells = ({**row, "files": "; ".join(file["name"] for file in row["files"])} for row in table)
    writer.writerows(
        row if raw else {name: harmless(value) for name, value in row.items()} for row in cells
    )
    return text.getvalue()


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

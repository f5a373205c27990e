"""The answers as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable

from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock, OfficeClocks
from wian.kit.formulas import harmless
from wian.reports.progress.answers import AnswerRow

COLUMNS = (
    *("office", "name", "reached", "answer_by", "answered", "standing", "late_days", "answer"),
    "files",
)


def answers_csv(rows: Iterable[AnswerRow], name: Callable[[str], str], clocks: OfficeClocks) -> str:
    """A row an office that is asked for an answer, under ``COLUMNS``.

    Moments are ISO 8601 on the office's clock, a date alone where only the day is known. A text
    that a spreadsheet would take for a formula begins with an apostrophe.

    Args:
        rows: The answer of each office.
        name: The name of an office, by its id.
        clocks: The offices' clocks.
    """
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for row in rows:
        clock = clocks.of(row.office)
        reached, answered = (_iso(moment, clock) for moment in (row.reached, row.answered))
        standing, late = row.standing.value, row.late_days
        who = (row.office, name(row.office))
        files = "; ".join(file.name for file in row.files)
        cells = (*who, reached, row.answer_by, answered, standing, late, row.text, files)
        table.writerow([harmless(str(cell)) for cell in cells])
    return out.getvalue()


def _iso(moment: Instant | None, clock: OfficeClock) -> str:
    return clock.isoformat(moment) if moment else ""

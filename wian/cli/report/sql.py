"""The command ``wian sql``: runs a query against the ledger and can change nothing."""

from __future__ import annotations

import csv
import json as json_text
import sys
from itertools import chain, islice
from typing import Any

from wian.cli.report.options import RowFormat
from wian.cli.terminal.console import complain, say, table
from wian.kit.counted import agreeing, counted
from wian.kit.formulas import harmless
from wian.kit.settings import Settings
from wian.ledger.read.sql_query import PATIENCE, Answer, asking

_SHOWN = 200


def run(question: str, form: RowFormat, timeout: float | None, *, raw: bool, json: bool) -> None:
    """Query the ledger in SQL. The query cannot change anything."""
    with asking(Settings().ledger_url, question, patience=timeout or PATIENCE) as answer:
        if answer.frozen:
            are = agreeing(answer.frozen, "is", "are")
            rehearsals = counted(answer.frozen, "frozen rehearsal")
            complain(f"{rehearsals} {are} not in the views; wian thaw brings the rows back.")
        if json or form is RowFormat.JSON:
            _print_json(answer)
        elif form is RowFormat.CSV:
            _print_csv(answer, raw=raw)
        else:
            _print_table(answer)


def _print_json(answer: Answer) -> None:
    """One object, written row by row."""
    columns = json_text.dumps(answer.columns, ensure_ascii=False)
    sys.stdout.write(f'{{"columns": {columns}, "rows": [')
    for index, row in enumerate(answer.rows):
        text = json_text.dumps(
            dict(zip(answer.columns, row, strict=True)), ensure_ascii=False, default=str
        )
        sys.stdout.write(f"{',' if index else ''}\n  {text}")
    sys.stdout.write("\n]}\n")


def _print_csv(answer: Answer, *, raw: bool) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for row in chain([answer.columns], answer.rows):
        writer.writerow(row if raw else map(harmless, row))


def _print_table(answer: Answer) -> None:
    rows = list(islice(answer.rows, _SHOWN + 1))
    numeric = [
        all(isinstance(row[at], int | float | None) for row in rows)
        for at in range(len(answer.columns))
    ]
    columns = [
        (name, "right" if number else "left")
        for name, number in zip(answer.columns, numeric, strict=True)
    ]
    table(columns, [[_cell(value) for value in row] for row in rows[:_SHOWN]])
    if len(rows) > _SHOWN:
        say(f"The first {_SHOWN} rows; --format csv prints all.")


def _cell(value: Any) -> str | None:
    """A cell on one line, without what a terminal would take for a command."""
    if value is None:
        return None
    return "".join(c if c.isprintable() else " " for c in str(value))

"""The command ``wian hops``: one row per hop."""

from __future__ import annotations

import csv
import re
import sys
from typing import Any

from wian.cli.recorded import Recorded, recorded
from wian.cli.report.options import HopWays, RowFormat
from wian.cli.terminal.console import print_json, table, to_the_minute
from wian.cli.terminal.titles import Named, named
from wian.delays.hop_rows import COLUMNS, WAY_COLUMNS, hop_rows, way_rows
from wian.kit.counted import counted
from wian.kit.formulas import harmless
from wian.propagation import runtime
from wian.propagation.upward.hops_up import hops_up

_SHOWN = 200
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_SHOWN_COLUMNS = (
    ("wave", "right"),
    ("sender", "whole"),
    ("recipient", "whole"),
    ("source", "left"),
    ("issued_at", "whole"),
    ("received_at", "whole"),
    ("forwarded_at", "whole"),
    ("receipt_number", "whole"),
)


def run(propagation: str | None, form: RowFormat, way: HopWays, *, raw: bool, json: bool) -> None:
    """Print the hops of a propagation, one row per hop."""
    found = recorded(propagation)
    rows = _rows(found, way)
    if json or form is RowFormat.JSON:
        print_json({"propagation": found.plan.id, "hops": rows})
    elif form is RowFormat.CSV:
        _print_csv(rows, way, raw=raw)
    else:
        _print_table(rows, named(found.plan))


def _rows(found: Recorded, way: HopWays) -> list[dict[str, Any]]:
    """The rows; the columns that say more of the way up come with it alone."""
    where = (found.plan.working, found.days.window)
    if way is HopWays.DOWN:
        return hop_rows(found.hops, *where)
    up = hops_up(runtime.ledger(), found.plan, found.hops)
    return way_rows(up if way is HopWays.UP else [*found.hops, *up], *where)


def _print_csv(rows: list[dict[str, Any]], way: HopWays, *, raw: bool) -> None:
    columns = WAY_COLUMNS if way is not HopWays.DOWN else COLUMNS
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        cells = {**row, **{name: str(row[name]).lower() for name in ("open", "recognised")}}
        writer.writerow(cells if raw else {name: harmless(cell) for name, cell in cells.items()})


def _print_table(rows: list[dict[str, Any]], of: Named) -> None:
    more = f", the first {_SHOWN} shown; --format csv prints all" if len(rows) > _SHOWN else ""
    title = of.within(f"{counted(len(rows), 'hop')} of ", more)
    marked = [{**row, "source": _source(row)} for row in rows[:_SHOWN]]
    cells = [[_shown(row[name]) for name, _ in _SHOWN_COLUMNS] for row in marked]
    table([(name.replace("_", " "), side) for name, side in _SHOWN_COLUMNS], cells, title=title)


def _source(row: dict[str, Any]) -> str:
    """Where a hop comes from; what was recognised from a picture says so."""
    return f"{row['source']}, OCR" if row["recognised"] else row["source"]


def _shown(value: object) -> object:
    """A cell: an instant to the minute on the office's own clock, without its zone."""
    text = str(value)
    return to_the_minute(text) if _INSTANT.match(text) else value

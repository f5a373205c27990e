"""The command ``wian answers``: who answered, late or not at all; takes answers from a list."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer

from wian.cli.act.live_offices import live_plan
from wian.cli.act.sent_files import show_files
from wian.cli.act.typed_act import acting
from wian.cli.report.options import RowFormat
from wian.cli.terminal.console import print_json, say, table, to_the_minute
from wian.cli.terminal.titles import named
from wian.kit.counted import counted, number
from wian.kit.errors import InputFaults
from wian.kit.text_file import read_bytes
from wian.office.answer_list import MOST_BYTES, UNKNOWN, ImportedAnswers, import_answers
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.standing.answers_given import answers_given
from wian.reports.progress.answer_table import answer_csv, answer_table

_SHOWN = 200
_COLUMNS = (
    ("office", "whole"),
    ("level", "left"),
    ("reached", "whole"),
    ("answered", "whole"),
    ("standing", "left"),
    ("late days", "right"),
    ("answer", "left"),
)
_TEXT = 40


def run(
    propagation: str | None,
    file: Path | None,
    under: str | None,
    form: RowFormat,
    out: Path | None,
    by: str,
    *,
    files: bool,
    raw: bool,
    json: bool,
) -> None:
    """Show who has answered in time, late or not at all, and when the letter reached them."""
    plan = live_plan(runtime.ledger(), propagation)
    if under is not None:
        plan.office(under, latest=propagation is None)
    if files or out is not None:
        _refuse_beside(file, form, files=files)
        show_files(plan, under, out, json=json)
        return
    if file is not None:
        with _naming(plan, latest=propagation is None):
            _import(plan, file, under, by, json=json or form is RowFormat.JSON)
        return
    rows = _rows(plan, under)
    if json or form is RowFormat.JSON:
        print_json({"propagation": plan.id, "answers": rows})
    elif form is RowFormat.CSV:
        sys.stdout.write(answer_csv(rows, plan.directive.answer, raw=raw))
    else:
        _show(plan, rows)


def _refuse_beside(file: Path | None, form: RowFormat, *, files: bool) -> None:
    """Refuse what has no sense with the files of answers."""
    if not files:
        raise typer.BadParameter("--out is where files are written: add --files.")
    if file is not None or form is not RowFormat.TABLE:
        raise typer.BadParameter("--files takes --under, --out and --json only.")


@contextmanager
def _naming(plan: Plan, *, latest: bool) -> Iterator[None]:
    """Name the propagation where a list has offices that it does not: it may be the mistake."""
    try:
        yield
    except InputFaults as error:
        if all(fault.kind != UNKNOWN for fault in error.faults):
            raise
        subject = f"{error.subject}, held against {plan.called(latest=latest)},"
        raise InputFaults(subject, error.faults) from None


def _import(plan: Plan, file: Path, under: str | None, by: str, *, json: bool) -> None:
    data = read_bytes(file, MOST_BYTES)
    done = import_answers(acting(plan, under or plan.route.origin, by), data, str(file))
    if json:
        print_json(_summary(plan, file, done))
    else:
        say(f"{counted(len(done.acts), 'answer')} recorded, {number(done.known)} known already.")


def _summary(plan: Plan, file: Path, done: ImportedAnswers) -> dict[str, object]:
    return {
        "propagation": plan.id,
        "file": str(file),
        "new": len(done.acts),
        "known": done.known,
    }


def _rows(plan: Plan, under: str | None) -> list[dict[str, Any]]:
    found = answers_given(runtime.ledger(), plan, now=runtime.now())
    wanted = [row for row in found if under is None or under in plan.route.chain(row.office)[:-1]]
    return answer_table(wanted, plan.hierarchy, plan.clocks, plan.directive.answer)


def _show(plan: Plan, rows: list[dict[str, Any]]) -> None:
    if not rows:
        say(f"{plan.id} asks none of these offices for an answer.")
        return
    more = f", the first {_SHOWN} shown; --format csv prints all" if len(rows) > _SHOWN else ""
    offices = counted(len(rows), "office")
    title = named(plan).within("Asked for an answer in ", f": {offices}{more}")
    cells = [_cells(row) for row in rows[:_SHOWN]]
    table(_COLUMNS, cells, title=title)
    if plan.directive.answer:
        say(f"What they filled in: wian answers {plan.id} --format csv; added up: wian totals.")


def _cells(row: dict[str, Any]) -> tuple[object, ...]:
    text = " ".join(row["answer"].split())
    cut = text if len(text) <= _TEXT else f"{text[:_TEXT]}…"
    moments = (_short(row["reached"]), _short(row["answered"]))
    return (row["office"], row["level"], *moments, row["standing"], row["late_days"], cut or None)


def _short(moment: str | None) -> str | None:
    return to_the_minute(moment) if moment else None

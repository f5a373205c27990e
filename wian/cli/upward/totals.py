"""The command ``wian totals``: what the answers to a form come to, and each answer behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import polars as pl
import typer
from polars import selectors

from wian.cli.act.live_offices import live_plan
from wian.cli.report.options import TableFormat, TotalsFormat
from wian.cli.report.tables.plain_table import Output, put
from wian.cli.terminal.console import say
from wian.cli.terminal.file_endings import refuse_ending
from wian.cli.terminal.titles import named
from wian.kit.counted import counted, number
from wian.kit.text_file import shown_path
from wian.kit.whole_file import replacing
from wian.letters.answer_form.form import TableField
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.standing.answer_board import AnswerBoard, answer_board
from wian.propagation.standing.answer_rows import body_rows, corrected_rows, group_rows
from wian.propagation.standing.corrections_below import HeldCorrection, corrections_below
from wian.reports.upward.answer_frames import (
    CORRECTION_COLUMNS,
    BodyRow,
    body_frame,
    frame_workbook,
    group_frame,
    row_frame,
    table_frames,
)


def run(
    propagation: str | None,
    under: str | None,
    by: str | None,
    table: str | None,
    form: TotalsFormat,
    out: Path | None,
    *,
    bodies: bool,
    raw: bool,
) -> None:
    """Add up what offices filled in."""
    if sum((bool(by), bodies, bool(table))) > 1:
        raise typer.BadParameter("Give one of --by, --bodies and --table.")
    output = _output(form, out, raw=raw)
    plan = live_plan(runtime.ledger(), propagation)
    office = under or plan.route.origin
    plan.office(office, latest=propagation is None)
    board = answer_board(runtime.ledger(), plan, office)
    frame = _frame(plan, board, by, table, bodies=bodies)
    corrections = corrections_below(runtime.ledger(), plan, office)
    if output is None:
        tables = table_frames(board.form, _bodies(plan, board)) if bodies else {}
        _write(frame, out, corrections, tables)
        return
    whole = board.totals
    said = f"In it: {number(whole.answered)} of {counted(whole.bodies, 'body', 'bodies')}."
    noted = [dict(zip(CORRECTION_COLUMNS, row, strict=True)) for row in corrected_rows(corrections)]
    about = {"propagation": plan.id, "office": office, "corrections": noted}
    exact = selectors.decimal() | selectors.temporal()  # JSON has neither
    put(
        frame.with_columns(exact.cast(pl.String)) if output.form is TableFormat.JSON else frame,
        [
            (name, "left" if kind == pl.String else "right", name)
            for name, kind in frame.schema.items()
        ],
        output,
        title=named(plan).within("Answers to "),
        about=about | {"answered": whole.answered, "bodies": whole.bodies},
        said=[said, *map(_said, corrections)],
    )


def _said(each: HeldCorrection) -> str:
    what = f"{each.field} of {each.office}: given {each.given}, meant {each.meant}"
    return f"Beside it: {what}, by {each.by} of {each.corrector}: {each.reason}"


def _bodies(plan: Plan, board: AnswerBoard) -> list[BodyRow]:
    return list(body_rows(board, _naming(plan)))


def _naming(plan: Plan) -> Callable[[str], str]:
    return lambda office: plan.hierarchy.office(office).name


def _frame(
    plan: Plan, board: AnswerBoard, by: str | None, table: str | None, *, bodies: bool
) -> pl.DataFrame:
    if bodies:
        return body_frame(board.form, _bodies(plan, board))
    if table is not None:
        return row_frame(_table(board, table), _bodies(plan, board))
    levels = {plan.hierarchy.level(each) for body in board.asked for each in plan.route.chain(body)}
    if by is not None and by not in levels:
        known = ", ".join(sorted(levels))
        raise typer.BadParameter(f"No answer leads through a level {by[:40]!r}; use {known}.")
    return group_frame(board.form, list(group_rows(board, _naming(plan), by)))


def _table(board: AnswerBoard, named: str) -> TableField:
    known = [each for each in board.form.fields if isinstance(each, TableField)]
    for each in known:
        if each.id == named:
            return each
    if not known:
        raise typer.BadParameter("The form has no table.")
    remedy = f"use {', '.join(each.id for each in known)}"
    raise typer.BadParameter(f"The form has no table {named[:40]!r}; {remedy}.")


def _output(form: TotalsFormat, out: Path | None, *, raw: bool) -> Output | None:
    """Where a table goes; ``None``: into a workbook."""
    if form is TotalsFormat.XLSX:
        if out is None:
            raise typer.BadParameter("A workbook is no text: say with --out where to write it.")
        refuse_ending(out, form.value)
        return None
    output = Output(TableFormat(form.value), out, raw)
    output.refuse()
    return output


def _write(
    frame: pl.DataFrame,
    out: Path | None,
    corrections: Sequence[HeldCorrection],
    tables: Mapping[str, pl.DataFrame],
) -> None:
    if out is None:
        raise TypeError("a workbook goes into a file")
    with replacing(out) as beside:
        beside.write_bytes(frame_workbook(frame, corrected_rows(corrections), tables))
    say(f"Written to {shown_path(out)}: {counted(len(frame), 'row')}.")

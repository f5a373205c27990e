"""The options of the commands of the way back up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wian.cli.act.commands import COMMAND_LINE, ByOption, LivePropagation, OfficeArgument
from wian.cli.command_group import runs
from wian.cli.options import JsonOption, PropagationArgument, RawOption
from wian.cli.report.options import OutOption, TotalsFormat


@runs("wian.cli.upward.gather")
def gather(
    propagation: LivePropagation,
    office: OfficeArgument,
    send: Annotated[
        bool, typer.Option("--send", help="Report what is there to the office that asked.")
    ] = False,
    remark: Annotated[
        str | None, typer.Option("--remark", help="With --send: what the report says besides.")
    ] = None,
    correct: Annotated[
        str | None,
        typer.Option(
            "--correct",
            metavar="OFFICE:FIELD=NUMBER",
            help="The number that is meant; the one given stays beside it.",
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help="With --correct: why the number is wrong.")
    ] = None,
    stamp: Annotated[
        str | None,
        typer.Option("--stamp", metavar="OFFICE", help="Stamp that office's report."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Write the table (.csv, .xlsx), or the last report (.pdf, .docx, .html, .txt).",
        ),
    ] = None,
    reported: Annotated[
        bool,
        typer.Option(
            "--reported", help="With --out FILE.xlsx: the tables as the last report encloses them."
        ),
    ] = False,
    by: ByOption = COMMAND_LINE,
    json: JsonOption = False,
) -> None:
    """Show an office the answers below it, added up; correct them; report them upwards.

    A report is a numbered letter to the office that asked. It may go out before all have answered,
    and again with what came later.
    """


@runs("wian.cli.upward.totals")
def totals(
    propagation: PropagationArgument = None,
    under: Annotated[
        str | None,
        typer.Option("--under", metavar="OFFICE", help="Only answers below this office."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="LEVEL", help="One row per office of this level."),
    ] = None,
    bodies: Annotated[
        bool, typer.Option("--bodies", help="One row per body that is asked, with its answer.")
    ] = False,
    table: Annotated[
        str | None,
        typer.Option(
            "--table", metavar="FIELD", help="The rows of a table of the form, one by one."
        ),
    ] = None,
    form: Annotated[
        TotalsFormat, typer.Option("--format", help="table: for reading; the others: all figures.")
    ] = TotalsFormat.TABLE,
    out: OutOption = None,
    raw: RawOption = False,
) -> None:
    """Add up what offices filled in: one row per office below the origin, and the whole.

    Each figure is exactly the sum of the answers below it; --under follows it down.
    """

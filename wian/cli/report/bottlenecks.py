"""The command ``wian report bottlenecks``: who held up whom, and what halving a step saves."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from wian.cli.recorded import JsonOption, RawOption
from wian.cli.report.bottleneck_report import About, report
from wian.cli.report.hop_choice import HopRequest, reported
from wian.cli.report.options import (
    AsOfOption,
    EverythingOption,
    FromOption,
    PropagationsArgument,
    SinceOption,
    UntilOption,
    WhereOption,
)
from wian.cli.terminal.file_endings import refuse_ending
from wian.reports.scope.provenance import provenance


class BottleneckFormat(StrEnum):
    """How the report is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


class BottleneckTable(StrEnum):
    """Which of its tables is written as CSV or Parquet."""

    PARTS = "parts"
    CHAINS = "chains"
    TOTALS = "totals"
    BATCHING = "batching"
    LOAD = "load"


def run(
    propagations: PropagationsArgument = None,
    source: FromOption = None,
    everything: EverythingOption = False,
    since: SinceOption = None,
    until: UntilOption = None,
    where: WhereOption = None,
    as_of: AsOfOption = None,
    which: Annotated[
        BottleneckTable | None,
        typer.Option("--table", help="Which table to write as CSV or Parquet; default: parts."),
    ] = None,
    form: Annotated[
        BottleneckFormat,
        typer.Option("--format", help="table: for reading; the others: all figures."),
    ] = BottleneckFormat.TABLE,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="File to write; an existing one is replaced."),
    ] = None,
    raw: RawOption = False,
    json: JsonOption = False,
) -> None:
    """Report what delayed the last office, how many each step held up, and what halving saves."""
    chosen = BottleneckFormat.JSON if json else form
    if chosen is BottleneckFormat.TABLE and out:
        raise typer.BadParameter("A table is for reading; with --out use --format csv or json.")
    if chosen is BottleneckFormat.TABLE and which:
        raise typer.BadParameter(
            "--table chooses what is written as CSV or Parquet: "
            f"add --format csv for {which.value}."
        )
    if chosen is BottleneckFormat.PARQUET and not out:
        raise typer.BadParameter("Parquet is no text: say with --out where to write it.")
    if chosen is not BottleneckFormat.TABLE:
        refuse_ending(out, chosen.value)
    asked = HopRequest(
        tuple(propagations or ()), everything, source, as_of, since, until, tuple(where or ())
    )
    found = reported(asked)
    about = About(as_of, found.scope, provenance(found.country.id))
    report(found.find(), (which or BottleneckTable.PARTS).value, chosen.value, out, about, raw=raw)

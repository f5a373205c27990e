"""The command ``wian report bottlenecks``: who held up whom, and what halving a step saves."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from wian.cli.recorded import JsonOption, RawOption
from wian.cli.report.bottleneck_report import About, report
from wian.cli.report.hop_choice import HopRequest, reported
from wian.cli.report.options import (
    AsOfOption,
    EverythingOption,
    FormatOption,
    FromOption,
    OutOption,
    PropagationsArgument,
    SinceOption,
    UntilOption,
    WhereOption,
)
from wian.cli.report.tables.plain_table import Output, TableFormat
from wian.reports.scope.provenance import provenance


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
    form: FormatOption = TableFormat.TABLE,
    out: OutOption = None,
    raw: RawOption = False,
    json: JsonOption = False,
) -> None:
    """Report what delayed the last office, how many each step held up, and what halving saves."""
    output = Output(TableFormat.JSON if json else form, out, raw)
    output.refuse()
    if output.form is TableFormat.TABLE and which:
        raise typer.BadParameter(
            "--table chooses what is written as CSV or Parquet: "
            f"add --format csv for {which.value}."
        )
    asked = HopRequest.typed(
        propagations,
        everything=everything,
        file=source,
        since=since,
        until=until,
        where=where,
        as_of=as_of,
    )
    found = reported(asked)
    about = About(as_of, found.scope, provenance(found.country.id))
    report(found.find(), (which or BottleneckTable.PARTS).value, output, about)

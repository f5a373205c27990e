"""The options of the commands for analysts; what reads, reckons and draws is loaded later."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from wian.cli.command_group import group, runs
from wian.cli.options import JsonOption, PropagationArgument, RawOption
from wian.cli.report.options import (
    AsOfOption,
    BottleneckTable,
    ChartName,
    EverythingOption,
    FormatOption,
    FromOption,
    HopWays,
    OutOption,
    PropagationsArgument,
    ReportWay,
    RowFormat,
    RowFormatOption,
    SinceOption,
    TableFormat,
    UntilOption,
    WayOption,
    WhereOption,
)
from wian.reports.group_by import By
from wian.reports.stages import WayStage

export = group("Write the hops for other programs.")

_Out = Annotated[
    Path, typer.Option(metavar="FILE", help="File to write; an existing one is replaced.")
]


@runs("wian.cli.report.latency")
def latency(
    propagations: PropagationsArgument = None,
    by: Annotated[
        list[By] | None,
        typer.Option("--by", help="Group by this; up to four times. Default: wave."),
    ] = None,
    stage: Annotated[
        list[WayStage] | None,
        typer.Option("--stage", help="Only this stage of the hop; repeatable."),
    ] = None,
    way: WayOption = HopWays.DOWN,
    working: Annotated[
        bool | None,
        typer.Option("--working/--calendar", help="Only working or only calendar time."),
    ] = None,
    source: FromOption = None,
    everything: EverythingOption = False,
    since: SinceOption = None,
    until: UntilOption = None,
    where: WhereOption = None,
    as_of: AsOfOption = None,
    form: FormatOption = TableFormat.TABLE,
    out: OutOption = None,
    raw: RawOption = False,
    json: JsonOption = False,
) -> None:
    """Report how long hops take, including open ones, by wave, level, office, month and more."""


@runs("wian.cli.report.bottlenecks")
def bottlenecks(
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
    way: Annotated[
        ReportWay,
        typer.Option("--way", help="down: what held up the letters; up: what held up the answers."),
    ] = ReportWay.DOWN,
    raw: RawOption = False,
    json: JsonOption = False,
) -> None:
    """Report what delayed the last office, how many each step held up, and what halving saves."""


@runs("wian.cli.report.chart")
def chart(
    chart: Annotated[ChartName, typer.Argument(help="Chart to draw.")],
    propagations: PropagationsArgument = None,
    out: Annotated[
        Path,
        typer.Option(
            metavar="FILE", help="File to write, .svg or .png; an existing one is replaced."
        ),
    ] = ...,  # typer's mark of what must be given
    source: FromOption = None,
    everything: EverythingOption = False,
    since: SinceOption = None,
    until: UntilOption = None,
    where: WhereOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Draw a chart of the report as SVG or PNG."""


@runs("wian.cli.report.html")
def html(
    propagations: PropagationsArgument = None,
    out: _Out = ...,  # typer's mark of what must be given
    source: FromOption = None,
    everything: EverythingOption = False,
    since: SinceOption = None,
    until: UntilOption = None,
    where: WhereOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Write the report as one HTML file: words, figures, table and data. It needs no network."""


@runs("wian.cli.report.hops")
def hops(
    propagation: PropagationArgument = None,
    form: RowFormatOption = RowFormat.TABLE,
    way: WayOption = HopWays.DOWN,
    raw: RawOption = False,
    json: JsonOption = False,
) -> None:
    """Print the hops of a propagation, one row per hop."""


@runs("wian.cli.report.sql")
def sql(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="One SELECT over the views of the ledger.")
    ],
    form: Annotated[
        RowFormat, typer.Option("--format", help="table: for reading; csv, json: every row.")
    ] = RowFormat.TABLE,
    timeout: Annotated[
        float | None,
        typer.Option(min=0.001, max=86_400, help="Time limit in seconds. Default: 60."),
    ] = None,
    raw: RawOption = False,
    json: JsonOption = False,
) -> None:
    """Query the ledger in SQL. The query cannot change anything."""


@export.command("csv")
@runs("wian.cli.export:csv")
def export_csv(
    propagations: PropagationsArgument = None,
    out: _Out = ...,  # typer's mark of what must be given
    everything: EverythingOption = False,
    source: FromOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    where: WhereOption = None,
    way: WayOption = HopWays.DOWN,
    raw: RawOption = False,
    json: JsonOption = False,
) -> None:
    """Write the hops as CSV, one row per hop; gzipped if FILE ends in .gz."""


@export.command("parquet")
@runs("wian.cli.export:parquet")
def export_parquet(
    propagations: PropagationsArgument = None,
    out: _Out = ...,  # typer's mark of what must be given
    everything: EverythingOption = False,
    source: FromOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    where: WhereOption = None,
    way: WayOption = HopWays.DOWN,
    json: JsonOption = False,
) -> None:
    """Write the hops as Parquet, which ``wian report`` can read."""


@export.command("xes")
@runs("wian.cli.export:xes")
def export_xes(
    propagations: PropagationsArgument = None,
    out: _Out = ...,  # typer's mark of what must be given
    everything: EverythingOption = False,
    source: FromOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    where: WhereOption = None,
    json: JsonOption = False,
) -> None:
    """Write an event log in XES, one trace per hop; gzipped if FILE ends in .gz."""


@export.command("ocel")
@runs("wian.cli.export:ocel")
def export_ocel(
    propagations: PropagationsArgument = None,
    out: _Out = ...,  # typer's mark of what must be given
    everything: EverythingOption = False,
    source: FromOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    where: WhereOption = None,
    json: JsonOption = False,
) -> None:
    """Write an object-centric event log in OCEL 2.0: XML if FILE ends in .xml, else JSON."""

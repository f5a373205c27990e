"""The options that reports share: which hops, as of when, and in which form."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from wian.reports.stages import HopStage


class TableFormat(StrEnum):
    """How a table is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


class TotalsFormat(StrEnum):
    """How totals are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"
    XLSX = "xlsx"


class RowFormat(StrEnum):
    """How the rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class HopWays(StrEnum):
    """Which hops are meant."""

    DOWN = "down"
    UP = "up"
    BOTH = "both"


class ReportWay(StrEnum):
    """Which way a report of bottlenecks is of."""

    DOWN = "down"
    UP = "up"


class BottleneckTable(StrEnum):
    """Which of its tables is written as CSV or Parquet."""

    PARTS = "parts"
    CHAINS = "chains"
    TOTALS = "totals"
    BATCHING = "batching"
    LOAD = "load"


class ChartName(StrEnum):
    """The charts."""

    WATERFALL = "waterfall"
    DISTRIBUTION = "distribution"
    DOTTED = "dotted"
    SPECTRUM = "spectrum"
    HEATMAP = "heatmap"


PropagationsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="PROPAGATION", help="Ids. Default: the latest."),
]
EverythingOption = Annotated[bool, typer.Option("--all", help="Every propagation in the ledger.")]
FromOption = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help="Hops of a Parquet or CSV file, such as an imported log, instead of the ledger.",
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(metavar="DAY", help="Only hops whose letter was issued on this day or later."),
]
UntilOption = Annotated[
    str | None,
    typer.Option(metavar="DAY", help="Only hops whose letter was issued by the end of this day."),
]
WhereOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KEY=VALUE,...",
        help="Only hops with one of these values; repeatable. "
        "Keys: office, sender, level, kind, channel, directive, province, source.",
    ),
]
StageOption = Annotated[
    list[HopStage] | None,
    typer.Option("--stage", help="Only this stage of the hop; repeatable."),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DAY",
        help="At the end of this day (2021-01-19), or of this minute (2021-01-19T15:30).",
    ),
]
WayOption = Annotated[
    HopWays, typer.Option("--way", help="down: the letters; up: the answers; both.")
]
RowFormatOption = Annotated[
    RowFormat, typer.Option("--format", help="table: for reading; csv, json: for programs.")
]
FormatOption = Annotated[
    TableFormat, typer.Option("--format", help="table: for reading; the others: all figures.")
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE", help="File to write; an existing one is replaced."),
]

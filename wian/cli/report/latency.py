"""The command ``wian report latency``: how long hops take, by group."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from wian.cli.recorded import JsonOption, RawOption
from wian.cli.report.hop_choice import HopRequest
from wian.cli.report.latency_report import LatencyRequest, report
from wian.cli.report.options import (
    AsOfOption,
    EverythingOption,
    FromOption,
    PropagationsArgument,
    SinceOption,
    UntilOption,
    WhereOption,
)
from wian.reports.group_by import By
from wian.reports.stages import HopStage, Time


class LatencyFormat(StrEnum):
    """How the report is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def run(
    propagations: PropagationsArgument = None,
    by: Annotated[
        list[By] | None,
        typer.Option("--by", help="Group by this; up to four times. Default: wave."),
    ] = None,
    stage: Annotated[
        list[HopStage] | None,
        typer.Option("--stage", help="Only this stage of the hop; repeatable."),
    ] = None,
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
    form: Annotated[
        LatencyFormat, typer.Option("--format", help="table: for reading; the others: all figures.")
    ] = LatencyFormat.TABLE,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="File to write; an existing one is replaced."),
    ] = None,
    raw: RawOption = False,
    json: JsonOption = False,
) -> None:
    """Report how long hops take, including open ones, by wave, level, office, month and more."""
    keys = tuple(dict.fromkeys(by or [By.WAVE]))
    times = tuple(Time) if working is None else (Time.WORKING if working else Time.CALENDAR,)
    stages = tuple(each for each in HopStage if each in (stage or HopStage))
    chosen = LatencyFormat.JSON if json else form
    which = HopRequest(
        tuple(propagations or ()), everything, source, as_of, since, until, tuple(where or ())
    )
    report(LatencyRequest(which, keys, stages, times), chosen.value, out, raw=raw)

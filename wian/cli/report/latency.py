"""The command ``wian report latency``: how long hops take, by group."""

from __future__ import annotations

from typing import Annotated

import typer

from wian.cli.recorded import JsonOption, RawOption
from wian.cli.report.hop_choice import HopRequest
from wian.cli.report.latency_report import LatencyRequest, report
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
from wian.reports.group_by import By
from wian.reports.stages import HopStage, Time


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
    form: FormatOption = TableFormat.TABLE,
    out: OutOption = None,
    raw: RawOption = False,
    json: JsonOption = False,
) -> None:
    """Report how long hops take, including open ones, by wave, level, office, month and more."""
    keys = tuple(dict.fromkeys(by or [By.WAVE]))
    times = tuple(Time) if working is None else (Time.WORKING if working else Time.CALENDAR,)
    stages = tuple(each for each in HopStage if each in (stage or HopStage))
    output = Output(TableFormat.JSON if json else form, out, raw)
    which = HopRequest.typed(
        propagations,
        everything=everything,
        file=source,
        since=since,
        until=until,
        where=where,
        as_of=as_of,
    )
    report(LatencyRequest(which, keys, stages, times), output)

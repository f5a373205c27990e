"""The command ``wian report latency``: how long hops take, by group."""

from __future__ import annotations

from pathlib import Path

from wian.cli.report.hop_choice import HopRequest
from wian.cli.report.latency_report import LatencyRequest, report
from wian.cli.report.options import TableFormat
from wian.cli.report.tables.plain_table import Output
from wian.reports.group_by import By
from wian.reports.stages import HopStage, Time


def run(
    propagations: list[str] | None,
    by: list[By] | None,
    stage: list[HopStage] | None,
    source: Path | None,
    since: str | None,
    until: str | None,
    where: list[str] | None,
    as_of: str | None,
    form: TableFormat,
    out: Path | None,
    *,
    working: bool | None,
    everything: bool,
    raw: bool,
    json: bool,
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

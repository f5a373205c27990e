"""The command ``wian report latency``: how long hops take, by group."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

from wian.cli.report.hop_choice import HopOptions, HopRequest
from wian.cli.report.latency_report import LatencyRequest, report
from wian.cli.report.options import HopWays, TableFormat
from wian.cli.report.tables.plain_table import Output
from wian.reports.group_by import By
from wian.reports.stages import Time, WayStage


def run(
    by: list[By] | None,
    stage: list[WayStage] | None,
    form: TableFormat,
    out: Path | None,
    way: HopWays,
    *,
    working: bool | None,
    raw: bool,
    json: bool,
    **options: Unpack[HopOptions],
) -> None:
    """Report how long hops take, including open ones, by wave, level, office, month and more."""
    keys = tuple(dict.fromkeys(by or [By.WAVE]))
    times = tuple(Time) if working is None else (Time.WORKING if working else Time.CALENDAR,)
    stages = tuple(each for each in WayStage if each in (stage or WayStage))
    output = Output(TableFormat.JSON if json else form, out, raw)
    which = HopRequest.typed(options)
    report(LatencyRequest(which, keys, stages, times, way), output)

"""The command ``wian report bottlenecks``: who held up whom, and what halving a step saves."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

import typer

from wian.cli.life.succeeded_offices import show_succeeded, succeeded_in
from wian.cli.report.bottleneck_report import About, report
from wian.cli.report.hop_choice import HopOptions, HopRequest, reported
from wian.cli.report.options import BottleneckTable, ReportWay, TableFormat
from wian.cli.report.tables.plain_table import Output
from wian.reports.scope.provenance import provenance


def run(
    which: BottleneckTable | None,
    form: TableFormat,
    out: Path | None,
    way: ReportWay,
    *,
    raw: bool,
    json: bool,
    **options: Unpack[HopOptions],
) -> None:
    """Report what delayed the last office, how many each step held up, and what halving saves."""
    output = Output(TableFormat.JSON if json else form, out, raw)
    output.refuse()
    if output.form is TableFormat.TABLE and which:
        raise typer.BadParameter(
            "--table chooses what is written as CSV or Parquet: "
            f"add --format csv for {which.value}."
        )
    asked = HopRequest.typed(options)
    if way is ReportWay.UP:
        from wian.cli.upward.answer_bottlenecks import report_up  # noqa: PLC0415 - hardly asked

        report_up(asked, output)
        return
    found = reported(asked)
    about = About(asked.as_of, found.scope, provenance(found.country.id))
    report(found.find(), (which or BottleneckTable.PARTS).value, output, about)
    if output.form is TableFormat.TABLE and asked.file is None:
        show_succeeded(succeeded_in({*found.hops["sender"], *found.hops["recipient"]}))

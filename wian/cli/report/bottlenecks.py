"""The command ``wian report bottlenecks``: who held up whom, and what halving a step saves."""

from __future__ import annotations

from pathlib import Path

import typer

from wian.cli.report.bottleneck_report import About, report
from wian.cli.report.hop_choice import HopRequest, reported
from wian.cli.report.options import BottleneckTable, TableFormat
from wian.cli.report.tables.plain_table import Output
from wian.reports.scope.provenance import provenance


def run(
    propagations: list[str] | None,
    source: Path | None,
    since: str | None,
    until: str | None,
    where: list[str] | None,
    as_of: str | None,
    which: BottleneckTable | None,
    form: TableFormat,
    out: Path | None,
    *,
    everything: bool,
    raw: bool,
    json: bool,
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

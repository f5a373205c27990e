"""The command ``wian report chart``: draws one chart as SVG or PNG."""

from __future__ import annotations

from pathlib import Path

from wian.cli.report.hop_choice import HopRequest, reported
from wian.cli.report.options import ChartName
from wian.cli.terminal.console import print_json, say
from wian.cli.terminal.file_endings import refuse_picture
from wian.kit.text_file import shown_path
from wian.reports.charts.chart_files import write_chart
from wian.reports.charts.look import WIDE
from wian.reports.html.figures import CHARTS


def run(
    chart: ChartName,
    propagations: list[str] | None,
    out: Path,
    source: Path | None,
    since: str | None,
    until: str | None,
    where: list[str] | None,
    as_of: str | None,
    *,
    everything: bool,
    json: bool,
) -> None:
    """Draw a chart of the report as SVG or PNG."""
    refuse_picture(out)
    asked = HopRequest.typed(
        propagations,
        everything=everything,
        file=source,
        since=since,
        until=until,
        where=where,
        as_of=as_of,
    )
    chosen = reported(asked)
    found = chosen.find()
    note = found.chosen(chosen.scope)
    drawn = CHARTS[chart.value].draw(found, WIDE)
    write_chart(drawn, out, found.country.rastered, str(note) if note else "")
    if json:
        scope = str(chosen.scope) or None
        print_json({"file": str(out), "chart": chart.value, "scope": scope})
    else:
        say(f"The chart is in {shown_path(out)}.")

"""The command ``wian report chart``: draws one chart as SVG or PNG."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

from wian.cli.report.hop_choice import HopOptions, HopRequest, reported
from wian.cli.report.options import ChartName
from wian.cli.terminal.console import print_json, say
from wian.cli.terminal.file_endings import refuse_picture
from wian.kit.text_file import shown_path
from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.charts.chart_files import write_chart
from wian.reports.charts.look import WIDE
from wian.reports.html.figures import CHARTS


def _heading(found: Bottlenecks, chart: ChartName) -> str:
    """What the picture shows, and of which propagation: it may leave the report alone."""
    ids = found.hops["propagation"].unique().to_list()
    shown = str(found.words(f"chart.{chart.value}.title"))
    return f"{shown} · {ids[0]}" if len(ids) == 1 else shown


def run(chart: ChartName, out: Path, *, json: bool, **options: Unpack[HopOptions]) -> None:
    """Draw a chart of the report as SVG or PNG."""
    refuse_picture(out)
    asked = HopRequest.typed(options)
    chosen = reported(asked)
    found = chosen.find()
    note = found.chosen(chosen.scope)
    drawn = CHARTS[chart.value].draw(found.in_levels(), WIDE)
    write_chart(
        drawn,
        out,
        found.country.rastered,
        str(note) if note else "",
        _heading(found, chart),
    )
    if json:
        scope = str(chosen.scope) or None
        print_json({"file": str(out), "chart": chart.value, "scope": scope})
    else:
        say(f"The chart is in {shown_path(out)}.")

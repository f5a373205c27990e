"""The figures of the HTML report: drawing, caption, and the data behind each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl

from wian.reports.bilingual import Words
from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.charts import chart_files
from wian.reports.charts.distribution import distribution, distribution_rows
from wian.reports.charts.dotted import dotted
from wian.reports.charts.heatmap import heatmap, heatmap_rows
from wian.reports.charts.look import NARROW, WIDE
from wian.reports.charts.spectrum import spectrum
from wian.reports.charts.waterfall import waterfall, waterfall_rows


def hop_rows(findings: Bottlenecks) -> pl.DataFrame:
    """The hops behind the charts over time."""
    return findings.hops.select(
        "propagation",
        "wave",
        "sender",
        "recipient",
        "source",
        "issued_at",
        "received_at",
        "ready_at",
        "forwarded_at",
    )


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a report.

    Attributes:
        draw: Draws it at a width; ``None`` where there is nothing to draw.
        rows: The data behind it.
        data: Name of that data.
    """

    draw: Callable[[Bottlenecks, int], Any]
    rows: Callable[[Bottlenecks], pl.DataFrame]
    data: str


CHARTS = {
    "waterfall": Chart(
        waterfall,
        waterfall_rows,
        "waterfall",
    ),
    "distribution": Chart(
        distribution,
        distribution_rows,
        "distribution",
    ),
    "dotted": Chart(
        dotted,
        hop_rows,
        "hops",
    ),
    "spectrum": Chart(
        spectrum,
        hop_rows,
        "hops",
    ),
    "heatmap": Chart(
        heatmap,
        heatmap_rows,
        "heatmap",
    ),
}
"""The charts, in the order in which the report shows them."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure of the page: its chart, drawn for a screen and for a telephone.

    Attributes:
        name: Name of the chart.
        chart: The chart.
        title: Its heading.
        caption: How to read it.
        wide, narrow: The drawings.
    """

    name: str
    chart: Chart
    title: Words
    caption: Words
    wide: str
    narrow: str


def drawn(findings: Bottlenecks) -> list[Drawn]:
    """The figures that there is something to draw of."""
    found = []
    for name, chart in CHARTS.items():
        wide, narrow = (chart.draw(findings, width) for width in (WIDE, NARROW))
        if wide is not None:
            svgs = (chart_files.svg(wide, f"{name}-w-"), chart_files.svg(narrow, f"{name}-n-"))
            found.append(Drawn(name, chart, *_told(findings, name), *svgs))
    return found


def _told(findings: Bottlenecks, name: str) -> tuple[Words, Words]:
    """Heading and caption of a chart."""
    return findings.words(f"chart.{name}.title"), findings.words(f"chart.{name}.caption")

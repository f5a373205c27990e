"""How charts look: the desk's colours and typeface, and axes of days."""

from __future__ import annotations

import json
from typing import Any

import altair as alt

from wian.reports.bilingual import Bilingual
from wian.reports.stages import HopStage

FONT = "Sarabun"
INK, SOFT, LINE, PAPER = "#1b2733", "#526070", "#d5dbe1", "#ffffff"
MAIN, GOOD, TINT = "#1f3a5f", "#1c6b3f", "#e8eef6"
STAGE_COLOURS = {
    HopStage.TRANSIT: "#2b6cb0",
    HopStage.ROUTING: "#7aa7d9",
    HopStage.HANDLING: "#d08700",
}
SPEED_COLOURS = ("#2b8a78", "#6a9fd0", "#d99a2b", "#c0392b")
"""The quickest quarter, then the quicker, the slower and the slowest one."""
ON_PALE = "#20303f"
"""Ink on coloured ground, which stays dark where the page is dark."""
HEAT = ("#e8eef6", "#f0c36a", "#c46a1b", "#8c1d18")
"""From short to long."""
WIDE, NARROW = 1050, 330
"""Dots across a page, and across a telephone."""


def dressed(chart: Any) -> Any:
    """A chart in the report's typeface and colours, on no ground of its own."""
    return (
        chart.configure(font=FONT, background="transparent", padding=4)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=SOFT,
            titleColor=SOFT,
            gridColor=LINE,
            domainColor=LINE,
            tickColor=LINE,
            labelFontSize=13,
            titleFontSize=13,
            titleFontWeight="normal",
            labelLimit=260,
        )
        .configure_legend(
            labelColor=INK,
            titleColor=SOFT,
            labelFontSize=13,
            titleFontSize=13,
            titleFontWeight="normal",
            orient="top",
            direction="horizontal",
            labelLimit=320,
            symbolType="square",
            symbolOpacity=1,
        )
        .configure_header(labelColor=INK, titleColor=SOFT, labelFontSize=14, labelFontWeight=600)
        .configure_text(font=FONT, fontSize=13, color=INK)
    )


def legend(values: Any, width: int) -> alt.Legend:
    """A legend above; below one another where it is narrow."""
    return alt.Legend(title=None, values=list(values), columns=1 if width < WIDE else 0)


def scale(colours: dict[str, str]) -> alt.Scale:
    """A scale of named colours."""
    return alt.Scale(domain=list(colours), range=list(colours.values()))


def dates(width: int, words: Bilingual) -> alt.Axis:
    """An axis of days, with the year of the offices' era where it begins or is first seen."""
    months = "[" + ",".join(json.dumps(each, ensure_ascii=False) for each in words.months) + "]"
    short = f"utcdate(datum.value) + ' ' + {months}[utcmonth(datum.value)]"
    year = f"' ' + (utcyear(datum.value) + {words.era})"
    first = "datum.index == 0 || (utcmonth(datum.value) == 0 && utcdate(datum.value) < 9)"
    return alt.Axis(
        title=None,
        labelExpr=f"{short} + ({first} ? {year} : '')",
        tickCount=4 if width < WIDE else 9,
        labelOverlap=True,
        grid=True,
    )


def data(rows: list[dict[str, Any]]) -> alt.InlineData:
    """Rows as they are, none too many, none read as an expression.

    They go as one text: Altair copies and checks a list anew at each step, which took seconds.
    """
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return alt.InlineData(values=text, format=alt.JsonDataFormat(type="json"))

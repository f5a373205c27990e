"""How charts look: the desk's colours and typeface, and axes of days."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from wian.kit.number_signs import NumberSigns
from wian.reports.bilingual import Bilingual
from wian.reports.charts.vega_lite import Spec
from wian.reports.stages import HopStage

GRAMMAR = "6.4"
"""Version of Vega-Lite that charts are written in."""
SCHEMA = f"https://vega.github.io/schema/vega-lite/v{GRAMMAR}.json"
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


_TITLE = {"titleColor": SOFT, "titleFontSize": 13, "titleFontWeight": "normal"}
_CONFIG: Spec = {
    "font": FONT,
    "background": "transparent",
    "padding": 4,
    "view": {"stroke": None},
    "axis": {
        **_TITLE,
        "labelColor": SOFT,
        "labelFontSize": 13,
        "labelLimit": 260,
        **dict.fromkeys(("gridColor", "domainColor", "tickColor"), LINE),
    },
    "legend": {
        **_TITLE,
        "labelColor": INK,
        "labelFontSize": 13,
        "labelLimit": 320,
        "orient": "top",
        "direction": "horizontal",
        "symbolType": "square",
        "symbolOpacity": 1,
    },
    "header": {
        "labelColor": INK,
        "titleColor": SOFT,
        "labelFontSize": 14,
        "labelFontWeight": 600,
    },
    "text": {"font": FONT, "fontSize": 13, "color": INK},
}


def dressed(chart: Spec) -> Spec:
    """A chart in the report's typeface and colours, on no ground of its own."""
    return {"$schema": SCHEMA, **chart, "config": {**_CONFIG, **chart.get("config", {})}}


def number_signs(signs: NumberSigns) -> Spec:
    """The part of a chart that says how its axes and legends write numbers.

    Args:
        signs: The signs of its language; of English, which the drawing program writes by itself,
            nothing is said.
    """
    if signs == NumberSigns():
        return {}
    number = {"decimal": signs.decimal, "thousands": signs.thousands}
    return {"config": {"locale": {"number": {**number, "grouping": [3], "currency": ["", ""]}}}}


def legend(values: Iterable[str], width: int) -> Spec:
    """A legend above; below one another where it is narrow."""
    return {"title": None, "values": list(values), "columns": 1 if width < WIDE else 0}


def scale(colours: Mapping[str, str]) -> Spec:
    """A scale of named colours."""
    return {"domain": list(colours), "range": list(colours.values())}


_HOURS_BELOW = 4 * 86_400_000
"""Milliseconds below which a day stands at several ticks of an axis."""


def dates(width: int, words: Bilingual, ends: tuple[float, float]) -> Spec:
    """An axis of days, with the year of the offices' era where it begins or is first seen.

    Args:
        width: Dots across.
        words: The months.
        ends: Its first and last moment in milliseconds; few days are shown with the hour.
    """
    months = "[" + ",".join(json.dumps(each, ensure_ascii=False) for each in words.months) + "]"
    short = f"utcdate(datum.value) + ' ' + {months}[utcmonth(datum.value)]"
    year = f"' ' + (utcyear(datum.value) + {words.era})"
    first = "datum.index == 0 || (utcmonth(datum.value) == 0 && utcdate(datum.value) < 9)"
    if ends[1] - ends[0] < _HOURS_BELOW:
        year = f"{year} + utcFormat(datum.value, ' %H:%M')"
        said = f"{short} + (datum.index == 0 ? {year} : utcFormat(datum.value, ' %H:%M'))"
    else:
        said = f"{short} + ({first} ? {year} : '')"
    return {
        "title": None,
        "labelExpr": said,
        "tickCount": 4 if width < WIDE else 9,
        "labelOverlap": True,
        "grid": True,
    }

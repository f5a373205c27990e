"""The control chart: points in order of time, their mean, and the limits of chance."""

from __future__ import annotations

from typing import Any

import polars as pl

from wian.reports.bilingual import Bilingual
from wian.reports.charts.look import HEAT, LINE, MAIN, PAPER, SOFT, WIDE, number_signs
from wian.reports.charts.vega_lite import Spec, data, field, layers, mark
from wian.reports.stages import HopStage, Time

_HEIGHT = 320


def control(
    table: pl.DataFrame, words: Bilingual, stage: HopStage, time: Time, width: int = WIDE
) -> Spec | None:
    """The chart of a table of ``wian.reports.trend.control_chart``; ``None`` where it is empty.

    Args:
        table: The table.
        words: In which languages it speaks.
        stage: What was measured.
        time: In which days.
        width: Dots across.
    """
    if table.is_empty():
        return None
    title = str(words(f"chart.control.{time}", stage=words(f"stage.{stage}")))
    shown = table.select("period", "median", "median_above", "signal")
    rows = [
        {**row, **_colours(row), "period": _period(row["period"], words)}
        for row in shown.to_dicts()
    ]
    axis = {"labelAngle": 0, "labelOverlap": True}
    x = field("period:N", sort=[row["period"] for row in rows], title=None, axis=axis)
    shape = {"x": x, "y": field("median:Q", title=title)}
    inks = {"fill": field("fill:N", scale=None), "stroke": field("colour:N", scale=None)}
    drawn = [mark("line", shape, color=SOFT), mark("point", {**shape, **inks}, size=60)]
    parts = [*_limits(table), layers(drawn, data=data(rows))]
    return layers(parts, width=width - 90, height=_HEIGHT, **number_signs(words.signs))


def _period(text: str, words: Bilingual) -> str:
    """A month, or the first day of a day or week, as charts write it."""
    month, day = text[:7], text[8:]
    return f"{int(day)} {words.month(month)}" if day.isdigit() else words.month(month)


def _colours(row: dict[str, Any]) -> dict[str, str]:
    """A marked point is red; one whose median is not known yet is hollow."""
    colour = HEAT[-1] if row["signal"] else MAIN
    return {"colour": colour, "fill": PAPER if row["median_above"] else colour}


def _limits(table: pl.DataFrame) -> list[Spec]:
    """Mean and limits as lines across, where there are any."""
    row = table.row(0, named=True)
    if row["centre"] is None:
        return []
    return [
        {
            "data": data([{"at": row[name]}]),
            **mark("rule", {"y": field("at:Q")}, color=colour, strokeDash=dash),
        }
        for name, colour, dash in (
            ("centre", SOFT, [1, 0]),
            ("lower", LINE, [6, 4]),
            ("upper", HEAT[-1], [6, 4]),
        )
    ]

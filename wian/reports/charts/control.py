"""The control chart: points in order of time, their mean, and the limits of chance."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from wian.reports.charts.look import HEAT, LINE, MAIN, PAPER, SOFT, WIDE, data

_HEIGHT = 320


def control(table: pl.DataFrame, title: str, width: int = WIDE) -> Any:
    """The chart of a table of ``wian.reports.trend.control_chart``; ``None`` where it is empty.

    Args:
        table: The table.
        title: What the axis of lengths says.
        width: Dots across.
    """
    if table.is_empty():
        return None
    shown = table.select("period", "median", "median_above", "signal")
    rows = [{**row, **_colours(row)} for row in shown.to_dicts()]
    x = alt.X("period:N", sort=[row["period"] for row in rows], title=None).axis(
        labelAngle=0, labelOverlap=True
    )
    y = alt.Y("median:Q", title=title)
    base = alt.Chart(data(rows)).encode(x=x, y=y)
    points = base.mark_point(size=60, aria=False).encode(
        fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("colour:N", scale=None)
    )
    layers = [*_limits(table), base.mark_line(color=SOFT, aria=False), points]
    return alt.layer(*layers).properties(width=width - 90, height=_HEIGHT)


def _colours(row: dict[str, Any]) -> dict[str, str]:
    """A marked point is red; one whose median is not known yet is hollow."""
    colour = HEAT[-1] if row["signal"] else MAIN
    return {"colour": colour, "fill": PAPER if row["median_above"] else colour}


def _limits(table: pl.DataFrame) -> list[Any]:
    """Mean and limits as lines across, where there are any."""
    row = table.row(0, named=True)
    if row["centre"] is None:
        return []
    return [
        alt.Chart(data([{"at": row[name]}]))
        .mark_rule(color=colour, strokeDash=dash, aria=False)
        .encode(y="at:Q")
        for name, colour, dash in (
            ("centre", SOFT, [1, 0]),
            ("lower", LINE, [6, 4]),
            ("upper", HEAT[-1], [6, 4]),
        )
    ]

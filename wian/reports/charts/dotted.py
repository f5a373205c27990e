"""The dotted chart: every hop a line of dots over time, in the order of reception."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.charts.local_moments import dots, local, span
from wian.reports.charts.look import (
    LINE,
    MAIN,
    SOFT,
    STAGE_COLOURS,
    WIDE,
    data,
    dates,
    legend,
    scale,
)
from wian.reports.charts.words import Words, level
from wian.reports.stages import HopStage

_EVENTS = {
    "received": Words("ลงรับครั้งแรก", "first stamp"),
    "ready": Words("ถึงโต๊ะสุดท้าย", "last desk"),
    "forwarded": Words("ออกหนังสือต่อ", "its own letter"),
}
_COLOURS = {
    str(_EVENTS["received"]): MAIN,
    str(_EVENTS["ready"]): STAGE_COLOURS[HopStage.ROUTING],
    str(_EVENTS["forwarded"]): STAGE_COLOURS[HopStage.HANDLING],
}
_TALL, _LEAST = 460, 160
_ROOM = 26
"""Dots between two waves, for their names."""


def dotted_rows(findings: Bottlenecks) -> pl.DataFrame:
    """The dots: ``place`` of the hop from the top, its ``wave``, the ``event``, and ``at``."""
    hops = findings.hops.select("wave", "level", "recipient").with_columns(
        *(local(findings, name) for name in ("issued", *_EVENTS))
    )
    ordered = hops.sort("wave", "received", "issued", "recipient", nulls_last=True)
    return (
        ordered.with_row_index("place")
        .unpivot(
            list(_EVENTS), index=["place", "wave", "level"], variable_name="event", value_name="at"
        )
        .drop_nulls("at")
    )


def dotted(findings: Bottlenecks, width: int = WIDE) -> Any:
    """The chart; ``None`` where nothing was received."""
    found = dotted_rows(findings)
    ends = span(found["at"])
    if ends is None:
        return None
    hops = findings.hops.height
    tall = min(_TALL, max(_LEAST, 12 * hops))
    waves = (
        found.group_by("wave")
        .agg(first=pl.col("place").min(), level=pl.col("level").mode().sort().first())
        .sort("wave")
    )
    across = pl.Series(dots(found["at"], *ends, width))
    rows = _seen(found, across, tall / hops)
    height = tall + _ROOM * (waves.height + 1)
    y = alt.Y("y:Q", axis=None).scale(domain=[height, 0], nice=False)
    x = alt.X("at:T").scale(type="utc", domain=list(ends), nice=False).axis(dates(width))
    colours = {
        name: colour for name, colour in _COLOURS.items() if name in {r["event"] for r in rows}
    }
    drawn = (
        alt.Chart(data(rows))
        .mark_square(size=5, opacity=0.75, aria=False)
        .encode(
            x=x,
            y=y,
            color=alt.Color("event:N", scale=scale(colours), legend=legend(colours, width)),
        )
    )
    names = alt.Chart(data(_names(waves, tall, hops))).encode(y=y)
    rules = names.mark_rule(color=LINE, aria=False)
    texts = names.mark_text(align="left", dy=-8, color=SOFT).encode(x=alt.value(0), text="label:N")
    return alt.layer(rules, drawn, texts).properties(width=width - 20, height=height)


def _seen(found: pl.DataFrame, across: pl.Series, step: float) -> list[dict[str, Any]]:
    """The dots of which each is seen: one a place in the picture; ``step`` in dots a hop."""
    order = pl.col("wave").rank("dense") * _ROOM
    placed = found.with_columns(x=across, y=(pl.col("place") * step + order).floor())
    few = placed.unique(["x", "y", "event"], keep="first", maintain_order=True)
    return [
        {"at": at, "y": y, "event": str(_EVENTS[event])}
        for at, y, event in few.select("at", "y", "event").iter_rows()
    ]


def _names(waves: pl.DataFrame, tall: int, hops: int) -> list[dict[str, Any]]:
    return [
        {"y": first * tall / hops + place * _ROOM - 1, "label": f"{wave}. {level(slug)}"}
        for place, (wave, first, slug) in enumerate(waves.iter_rows(), start=1)
    ]

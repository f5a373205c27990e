"""The dotted chart: every hop a line of dots over time, in the order of reception."""

from __future__ import annotations

from collections.abc import Mapping
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
from wian.reports.stages import HopStage

_EVENTS = {
    "received": MAIN,
    "ready": STAGE_COLOURS[HopStage.ROUTING],
    "forwarded": STAGE_COLOURS[HopStage.HANDLING],
}
"""What a dot tells, and its colour."""
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
    words = findings.words
    named = {event: str(words(f"chart.dotted.{event}")) for event in _EVENTS}
    rows = _seen(found, across, tall / hops, named)
    height = tall + _ROOM * (waves.height + 1)
    y = alt.Y("y:Q", axis=None).scale(domain=[height, 0], nice=False)
    x = alt.X("at:T").scale(type="utc", domain=list(ends), nice=False).axis(dates(width, words))
    shown = {row["event"] for row in rows}
    colours = {named[event]: c for event, c in _EVENTS.items() if named[event] in shown}
    drawn = (
        alt.Chart(data(rows))
        .mark_square(size=5, opacity=0.75, aria=False)
        .encode(
            x=x,
            y=y,
            color=alt.Color("event:N", scale=scale(colours), legend=legend(colours, width)),
        )
    )
    names = alt.Chart(data(_names(waves, tall, findings))).encode(y=y)
    rules = names.mark_rule(color=LINE, aria=False)
    texts = names.mark_text(align="left", dy=-8, color=SOFT).encode(x=alt.value(0), text="label:N")
    return alt.layer(rules, drawn, texts).properties(width=width - 20, height=height)


def _seen(
    found: pl.DataFrame, across: pl.Series, step: float, named: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The dots of which each is seen: one a place in the picture; ``step`` in dots a hop."""
    order = pl.col("wave").rank("dense") * _ROOM
    placed = found.with_columns(x=across, y=(pl.col("place") * step + order).floor())
    few = placed.unique(["x", "y", "event"], keep="first", maintain_order=True)
    return [
        {"at": at, "y": y, "event": named[event]}
        for at, y, event in few.select("at", "y", "event").iter_rows()
    ]


def _names(waves: pl.DataFrame, tall: int, findings: Bottlenecks) -> list[dict[str, Any]]:
    step = tall / findings.hops.height
    return [
        {"y": first * step + place * _ROOM - 1, "label": f"{wave}. {findings.level(slug)}"}
        for place, (wave, first, slug) in enumerate(waves.iter_rows(), start=1)
    ]

"""The dotted chart: every hop a line of dots over time, in the order of reception."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.charts.local_moments import dots, local, span
from wian.reports.charts.look import (
    LINE,
    MAIN,
    SOFT,
    STAGE_COLOURS,
    WIDE,
    dates,
    legend,
    scale,
)
from wian.reports.charts.vega_lite import Spec, data, field, layers, mark, value
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


def dotted(findings: Bottlenecks, width: int = WIDE) -> Spec | None:
    """The chart; ``None`` where nothing was received."""
    found = dotted_rows(findings)
    ends = span(found["at"])
    if ends is None:
        return None
    hops = findings.hops.height
    tall = min(_TALL, max(_LEAST, 12 * hops))
    waves = (
        found.group_by("wave")
        .agg(first=pl.col("place").min(), levels=pl.col("level").unique().sort())
        .sort("wave")
    )
    across = pl.Series(dots(found["at"], *ends, width))
    words = findings.words
    named = {event: str(words(f"chart.dotted.{event}")) for event in _EVENTS}
    rows = _seen(found, across, tall / hops, named)
    height = tall + _ROOM * (waves.height + 1)
    along = {"type": "utc", "domain": list(ends), "nice": False}
    x = field("at:T", scale=along, axis=dates(width, words, ends))
    shown = {row["event"] for row in rows}
    colours = {named[event]: c for event, c in _EVENTS.items() if named[event] in shown}
    colour = field("event:N", scale=scale(colours), legend=legend(colours, width))
    squares = mark("square", {"x": x, "color": colour}, size=5, opacity=0.75)
    texts = {"x": value(0), "text": field("label:N")}
    names = data(_names(waves, tall, findings))
    return layers(
        [
            {"data": names, **mark("rule", {}, color=LINE)},
            {"data": data(rows), **squares},
            {"data": names, **mark("text", texts, align="left", dy=-8, color=SOFT)},
        ],
        encoding={"y": field("y:Q", axis=None, scale={"domain": [height, 0], "nice": False})},
        width=width - 20,
        height=height,
    )


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
    """The names of waves: every level that one reaches, as it may reach two."""
    step = tall / findings.hops.height
    return [
        {
            "y": first * step + place * _ROOM - 1,
            "label": f"{wave}. {', '.join(str(findings.level(slug)) for slug in slugs)}",
        }
        for place, (wave, first, slugs) in enumerate(waves.iter_rows(), start=1)
    ]

"""The waterfall: how much of the window each step of the critical chain used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from wian.delays.local_clock import DAY
from wian.reports.bilingual import Bilingual, Words
from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.charts.look import (
    GOOD,
    INK,
    SOFT,
    STAGE_COLOURS,
    TINT,
    WIDE,
    legend,
    number_signs,
    scale,
)
from wian.reports.charts.vega_lite import Spec, data, field, layers, mark, value

_ROW = 46
_CROWDED = 0.88
"""Beyond this share of the width there is no room for a text behind a bar."""
_LEFT = "left"
_ORDER = {stage.value: place for place, stage in enumerate(STAGE_COLOURS)}
_COLOURS = {**{stage.value: colour for stage, colour in STAGE_COLOURS.items()}, _LEFT: GOOD}
_SIDES = {"left": ("to", 6), "right": ("from", -6)}


def waterfall_rows(findings: Bottlenecks) -> pl.DataFrame:
    """The bars: of one propagation its critical chain, of several the mean of theirs.

    Returns:
        ``label``, ``label_en``, ``stage``, ``source``, ``open``, and ``from`` and ``to`` in days
        since the first letter; the last one, of stage ``left``, is what is left of the window.
    """
    chains = findings.chains.filter(pl.col("minutes") != 0)
    several = findings.totals.height > 1
    rows = _mean(chains, findings) if several else _one(chains)
    left = [] if several else _left(findings)
    return pl.DataFrame([*rows, *left], schema=_SCHEMA)


_SCHEMA = {
    "label": pl.String(),
    "label_en": pl.String(),
    "stage": pl.String(),
    "source": pl.String(),
    "open": pl.Boolean(),
    "from": pl.Float64(),
    "to": pl.Float64(),
}


def waterfall(findings: Bottlenecks, width: int = WIDE) -> Spec | None:
    """The chart; ``None`` where no letter has gone."""
    rows = waterfall_rows(findings)
    if rows.is_empty():
        return None
    end = float(rows["to"].max()) * 1.001 or 1.0  # type: ignore[arg-type]  # polars types it wider
    words = findings.words
    bars = [
        _bar(row, place, width, end, words) for place, row in enumerate(rows.iter_rows(named=True))
    ]
    kinds = {bar["kind"] for bar in bars}
    named = {str(_kind(stage, words)): colour for stage, colour in _COLOURS.items()}
    colours = {name: colour for name, colour in named.items() if name in kinds}
    texts = {"x": value(0), "text": field("label:N")}
    drawn = [
        mark("bar", _channels(colours, end, width, words), height=14, yOffset=10, cornerRadius=2),
        mark("text", texts, align="left", yOffset=-8, color=INK, limit=width),
        *(_days(side) for side in _SIDES),
    ]
    down = {"y": field("place:O", axis=None)}
    return layers(
        [*_window(findings, end), layers(drawn, data=data(bars), encoding=down)],
        width=width - 20,
        height=_ROW * len(bars),
        **number_signs(words.signs),
    )


def _channels(colours: Mapping[str, str], end: float, width: int, words: Bilingual) -> Spec:
    """What a bar shows: from when to when, and which stage it is."""
    title = str(words("chart.waterfall.axis"))
    along = {"domain": [0, end], "nice": False}
    return {
        "x": field("from:Q", title=title, scale=along, axis={"grid": True, "tickCount": 8}),
        "x2": field("to"),
        "color": field("kind:N", scale=scale(colours), legend=legend(colours, width)),
    }


def _days(side: str) -> Spec:
    """The days of a bar behind it, or before it where there is no room behind."""
    at, shift = _SIDES[side]
    channels = {"x": field(f"{at}:Q"), "text": field("days:N")}
    drawn = mark("text", channels, align=side, yOffset=10, dx=shift, color=SOFT)
    return {"transform": [{"filter": f"datum.side == '{side}'"}], **drawn}


def _window(findings: Bottlenecks, end: float) -> list[Spec]:
    """The directive's window as a field behind the bars, of one propagation."""
    if findings.totals.height != 1 or (found := _edges(findings)) is None:
        return []
    opens, closes = (min(max(each, 0), end) for each in found)
    channels = {"x": field("from:Q"), "x2": field("to")}
    rows = data([{"from": opens, "to": closes}])
    return [{"data": rows, **mark("rect", channels, color=TINT)}]


def _kind(stage: str, words: Bilingual) -> Words:
    return words("chart.waterfall.left" if stage == _LEFT else f"stage.{stage}")


def _bar(
    row: dict[str, Any], place: int, width: int, end: float, words: Bilingual
) -> dict[str, Any]:
    several = row["label_en"] if width >= WIDE and row["label_en"] else None
    sure, length = "≥ " if row["open"] else "", words.days((row["to"] - row["from"]) * DAY).main
    return {
        "place": place,
        "kind": str(_kind(row["stage"], words)),
        "label": f"{row['label']} · {several}" if several else row["label"],
        "days": words("chart.waterfall.days", days=f"{sure}{length}").main,
        "from": row["from"],
        "to": row["to"],
        "side": "right" if row["to"] > _CROWDED * end else "left",
    }


def _one(chains: pl.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "label": _way(row, "recipient_name", "sender_name"),
            "label_en": _way(row, "recipient_name_en", "sender_name_en"),
            "stage": row["stage"],
            "source": row["source"],
            "open": row["open"],
            "from": row["from_minutes"] / DAY,
            "to": row["to_minutes"] / DAY,
        }
        for row in chains.iter_rows(named=True)
    ]


def _way(row: dict[str, Any], recipient: str, sender: str) -> str | None:
    """The office, or the way to it where it was on its way."""
    to = row[recipient]
    return f"{row[sender] or row['sender']} → {to}" if to and row["stage"] == "transit" else to


def _mean(chains: pl.DataFrame, findings: Bottlenecks) -> list[dict[str, Any]]:
    propagations = findings.totals.height
    order = pl.col("stage").replace_strict(_ORDER)
    mean = (
        chains.group_by("wave", "stage")
        .agg(
            pl.col("minutes").sum() / propagations,
            pl.col("level").alias("levels"),
            pl.col("open").any(),
            pl.col("source").unique().sort().str.join(", "),
        )
        .sort("wave", order)
    )
    to = np.cumsum(mean["minutes"].to_numpy()) / DAY
    return [
        {
            **_steps(row["wave"], row["levels"], findings),
            "stage": row["stage"],
            "source": row["source"],
            "open": row["open"],
            "from": float(end - row["minutes"] / DAY),
            "to": float(end),
        }
        for row, end in zip(mean.iter_rows(named=True), to, strict=True)
    ]


def _steps(wave: int, levels: list[str | None], findings: Bottlenecks) -> dict[str, str | None]:
    """The names of a wave: every level that it reaches, those with most letters first."""
    many = Counter(levels)
    named = [findings.level(each) for each in sorted(many, key=lambda at: (-many[at], at or ""))]
    main, english = (
        ", ".join(getattr(each, language) for each in named) for language in ("main", "en")
    )
    return {"label": f"{wave}. {main}", "label_en": english if english != main else None}


def _edges(findings: Bottlenecks) -> tuple[float, float] | None:
    """When the window opens and is over, in days since the first letter of the critical chain."""
    if findings.chains.is_empty():
        return None
    first = findings.chains.row(0, named=True)
    hop = findings.hops.filter(
        (pl.col("recipient") == first["recipient"]) & (pl.col("wave") == first["wave"])
    ).row(0, named=True)
    if hop["window_opens"] is None or hop["window_closes"] is None:
        return None
    days_ = np.array([hop["window_opens"], hop["window_closes"]], dtype="datetime64[D]")
    issued, working = np.array([hop["issued_minute"]]), findings.working
    if first["whole_days"]:
        issued = working.midnight(working.local_days(issued))
    opens, closes = (working.midnight(days_ + np.array([0, 1])) - issued) / DAY
    return float(opens), float(closes)


def _left(findings: Bottlenecks) -> list[dict[str, Any]]:
    """What the last office has left of the window."""
    edges = _edges(findings)
    gone = float(findings.chains["to_minutes"].max() or 0) / DAY  # type: ignore[arg-type]  # polars types it wider
    if edges is None or edges[1] <= gone:
        return []
    left = _kind(_LEFT, findings.words)
    named = {"label": left.main, "label_en": left.en, "stage": _LEFT, "source": None}
    return [{**named, "open": False, "from": max(gone, edges[0]), "to": edges[1]}]

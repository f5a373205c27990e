"""The chart of what would help: what each change would bring, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from wian.reports.bilingual import Bilingual
from wian.reports.charts.look import INK, MAIN, SOFT, WIDE, number_signs
from wian.reports.charts.vega_lite import Spec, data, field, layers, mark, value
from wian.reports.outlook.remedies import Remedy

_ROW = 46


def tornado(
    found: Sequence[tuple[str, Remedy]], words: Bilingual, width: int = WIDE
) -> Spec | None:
    """The chart; ``None`` where nothing can be tried.

    Args:
        found: Each change in words, and what it would bring; what helps most first.
        words: In which languages it speaks.
        width: Dots across.
    """
    if not found:
        return None
    rows = [_row(said, each) for said, each in found]
    with_deadline = found[0][1].found.in_time is not None
    title = words("chart.tornado.in_time" if with_deadline else "chart.tornado.last").main
    low = min(0.0, *(row["low"] for row in rows))
    high = max(0.0, *(row["high"] for row in rows))
    scale = {"domain": [low, high if high > low else low + 1]}
    x = field("middle:Q", scale=scale, axis={"title": title, "format": ",.0f"})
    names = {"x": value(0), "text": field("said:N")}
    left = {"align": "left", "baseline": "bottom", "dy": -6, "color": INK, "limit": width}
    drawn = [
        mark("bar", {"x": x, "x2": {"datum": 0}}, color=MAIN, height=12, yOffset=9),
        mark("rule", {"x": field("low:Q"), "x2": field("high")}, color=SOFT, strokeWidth=2,
             yOffset=9),
        mark("text", names, **left),
    ]  # fmt: skip
    y = field("said:N", sort=[row["said"] for row in rows], title=None, axis=None)
    return layers(
        drawn,
        data=data(rows),
        encoding={"y": y},
        width=width - 40,
        height=_ROW * len(rows),
        **number_signs(words.signs),
    )


def _row(said: str, each: Remedy) -> Spec:
    """What a change would bring: more in time, or without a deadline days earlier."""
    gained, days = each.found.in_time, each.found.last_days
    if gained is not None:
        return {"said": said, "low": gained.p05, "middle": gained.p50, "high": gained.p95}
    return {"said": said, "low": -days.p95, "middle": -days.p50, "high": -days.p05}

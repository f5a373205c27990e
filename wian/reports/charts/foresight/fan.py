"""The fan chart: the share of the addressees that has a directive by each day, and how sure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from wian.reports.bilingual import Bilingual
from wian.reports.charts.look import HEAT, INK, MAIN, SOFT, TINT, WIDE, dates, number_signs
from wian.reports.charts.vega_lite import Spec, data, field, layers, mark
from wian.reports.outlook.daily_share import DailyShare

_HEIGHT = 300


def fan(
    shares: Sequence[DailyShare],
    words: Bilingual,
    closes: date | None,
    as_of: date,
    width: int = WIDE,
) -> Spec | None:
    """The chart; ``None`` where there are no two days to draw.

    Args:
        shares: By day.
        words: In which languages it speaks.
        closes: The deadline; none is drawn where ``None``, or where it is later than all shares.
        as_of: The day from which it looks ahead.
        width: Dots across.
    """
    if len(shares) < 2:
        return None
    rows = [
        {"day": _ms(each.day), "low": each.p05, "middle": each.p50, "high": each.p95}
        for each in shares
    ]
    ends = (float(rows[0]["day"]), float(rows[-1]["day"]))
    x = field("day:T", axis=dates(width, words, ends), scale={"type": "utc"})
    axis = {"format": ".0%", "title": words("chart.fan.axis").main}
    y = field("low:Q", axis=axis, scale={"domain": [0, 1]})
    known = [row for row, each in zip(rows, shares, strict=True) if each.past]
    drawn = [
        mark("area", {"x": x, "y": y, "y2": field("high")}, color=TINT),
        mark("line", {"x": x, "y": field("middle:Q")}, color=MAIN, strokeDash=[6, 4]),
    ]
    past = {
        "data": data(known),
        **mark("line", {"x": x, "y": field("middle:Q")}, color=INK, strokeWidth=3),
    }
    rules = [
        _rule(as_of, words("chart.fan.today").main, SOFT, 14),
        *(
            [_rule(closes, words("chart.fan.closes").main, HEAT[-1], _HEIGHT - 12)]
            if closes and closes <= shares[-1].day
            else []
        ),
    ]
    parts = [layers(drawn, data=data(rows)), *([past] if known else []), *rules]
    return layers(parts, width=width - 90, height=_HEIGHT, **number_signs(words.signs))


def _rule(day: date, said: str, colour: str, down: int) -> Spec:
    x = field("at:T", scale={"type": "utc"})
    name = {"x": x, "y": {"value": down}, "text": field("said:N")}
    return {
        "data": data([{"at": _ms(day), "said": said}]),
        **layers(
            [
                mark("rule", {"x": x}, color=colour, strokeWidth=2),
                mark("text", name, color=colour, align="left", dx=5),
            ]
        ),
    }


def _ms(day: date) -> int:
    """A day as charts take moments: at its end, up to which its share counts."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)

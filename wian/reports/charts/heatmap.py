"""The heat map: how long hops took, by province and month of the letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from wian.reports.bilingual import Bilingual
from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.charts.look import HEAT, INK, ON_PALE, PAPER, WIDE, number_signs
from wian.reports.charts.vega_lite import Spec, data, field, layers, mark, value
from wian.reports.group_by import By
from wian.reports.latency.report import LatencyQuestion, latency
from wian.reports.stages import HopStage, Time

_ROW = 21
_NAMES = 150
_CELL = 34
"""A cell narrower than this has no room for its figure."""
_DARK = 0.55


def heatmap_rows(findings: Bottlenecks) -> pl.DataFrame:
    """The cells: median days of the whole hop, open ones reckoned in; the slowest province first.

    Returns:
        ``province``, ``province_name``, ``month``, ``hops``, ``open``, ``median`` and
        ``median_above``.
    """
    asked = LatencyQuestion((By.PROVINCE, By.MONTH), (HopStage.HOP,), (Time.CALENDAR,))
    placed = findings.hops.lazy().filter(pl.col("province").is_not_null())
    found = latency(placed, asked).filter(pl.col("median").is_not_null())
    cells = found.select(
        "province", "province_name", "month", "hops", "open", "median", "median_above"
    )
    named = findings.hops.select(province="recipient", own="recipient_name").unique("province")
    cells = cells.join(named, on="province", how="left", maintain_order="left").with_columns(
        province_name=pl.coalesce("own", "province_name", "province")
    )
    weight = (pl.col("median") * pl.col("hops")).sum() / pl.col("hops").sum()
    return cells.drop("own").sort(-weight.over("province"), "province", "month")


def heatmap(findings: Bottlenecks, width: int = WIDE) -> Spec | None:
    """The chart; ``None`` where no hop lies in a province."""
    found = heatmap_rows(findings)
    if found.is_empty():
        return None
    words = findings.words
    rows = [_cell(row, words) for row in found.iter_rows(named=True)]
    provinces = list(dict.fromkeys(row["province"] for row in rows))
    months = [
        words.month(each) for each in sorted({row["month"] or "" for row in found.to_dicts()})
    ]
    most = max(row["median"] for row in rows)
    parts = [mark("rect", {"color": _colour(most, width, words)}, stroke=PAPER, strokeWidth=2)]
    room = (width - _NAMES) / max(len(months), 1)
    if room >= _CELL:
        dark = {"test": f"datum.median > {most * _DARK}", "value": PAPER}
        ink = {"condition": dark, **value(ON_PALE)}
        parts.append(mark("text", {"text": field("days:N"), "color": ink}, fontSize=12))
    return layers(
        parts,
        data=data(rows),
        encoding={"x": _across(months), "y": _down(provinces)},
        width=width - _NAMES,
        height=_ROW * len(provinces),
        **number_signs(words.signs),
    )


def _across(months: Sequence[str]) -> Spec:
    bare = {"orient": "top", "labelAngle": 0, "domain": False, "ticks": False}
    return field("month:N", sort=months, title=None, axis={**bare, "labelOverlap": True})


def _down(provinces: Sequence[str]) -> Spec:
    axis = {"domain": False, "ticks": False, "labelColor": INK, "labelLimit": _NAMES}
    return field("province:N", sort=provinces, title=None, axis=axis)


def _colour(most: float, width: int, words: Bilingual) -> Spec:
    return field(
        "median:Q",
        title=str(words("chart.heatmap.median")),
        scale={"range": list(HEAT), "domain": [0, most or 1], "interpolate": "rgb"},
        legend={"gradientLength": min(220, width - 40), "titleOrient": "top"},
    )


def _cell(row: dict[str, Any], words: Bilingual) -> dict[str, Any]:
    above = "> " if row["median_above"] else ""
    return {
        "province": row["province_name"],
        "month": words.month(row["month"]),
        "median": row["median"],
        "days": f"{above}{words.in_days(row['median']).main}",
    }

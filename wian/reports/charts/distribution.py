"""The chart of how long each stage takes, level by level."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.bottlenecks.tree import PARTS
from wian.reports.charts.look import INK, SOFT, STAGE_COLOURS, WIDE
from wian.reports.charts.vega_lite import Spec, data, field, layers, mark, value
from wian.reports.group_by import By
from wian.reports.latency.groups import Groups
from wian.reports.latency.kaplan_meier import Sample
from wian.reports.latency.spans import Moments, Spans
from wian.reports.stages import HopStage, Time

QUANTILES = {"p5": 0.05, "p25": 0.25, "median": 0.5, "p75": 0.75, "p95": 0.95}
"""The percentiles that are drawn; open hops are reckoned in."""
_ROW = 34


def distribution_rows(findings: Bottlenecks) -> pl.DataFrame:
    """Percentiles of each part at each level, in days; levels from the top down.

    Returns:
        ``level``, ``stage``, ``hops``, ``open``, a column a percentile of ``QUANTILES``, and each
        one's ``*_above``: it lies above the value, which is the longest seen so far.
    """
    hops = findings.hops
    groups = Groups.of_frame(hops, [By.LEVEL])
    moments = Moments(hops, findings.working)
    tables = [_table(groups, stage, moments.spans(stage), findings) for stage in PARTS]
    waves = hops.group_by("level").agg(wave=pl.col("wave").min())
    return (
        pl.concat(tables)
        .join(waves, on="level", how="left", nulls_equal=True, maintain_order="left")
        .sort("wave", maintain_order=True)
        .drop("wave")
    )


def _table(groups: Groups, stage: HopStage, spans: Spans, findings: Bottlenecks) -> pl.DataFrame:
    counted = spans.counted
    length = spans.lengths(Time.CALENDAR, findings.working)[counted]
    sample = Sample(groups.of[counted], length, spans.open[counted], len(groups))
    day = spans.day(Time.CALENDAR, findings.working)
    columns: dict[str, Any] = {"hops": sample.count, "open": sample.open}
    for name, share in QUANTILES.items():
        found = sample.percentile(share)
        columns |= {name: found.value / day, f"{name}_above": found.above}
    made = groups.keys.with_columns(
        pl.lit(stage.value).alias("stage"),
        *(pl.Series(name, values) for name, values in columns.items()),
    )
    return made.filter(pl.col("hops") > 0)


def distribution(findings: Bottlenecks, width: int = WIDE) -> Spec | None:
    """The chart; ``None`` where no part has begun."""
    words = findings.words
    rows = [_box(row, findings) for row in distribution_rows(findings).iter_rows(named=True)]
    if not rows:
        return None
    title = str(words("chart.distribution.axis"))
    most = max(row["p95"] for row in rows)
    scale = {"type": "sqrt", "domain": [0, max(most, 1) * 1.02]}
    stages = [stage for stage in PARTS if any(row["stage"] == stage.value for row in rows)]
    drawn = []
    for stage in stages:
        last = stage is stages[-1]
        axis = {"values": _ticks(most, width), "format": "d", "labels": last}
        x = field("p5:Q", scale=scale, axis={**axis, "title": title if last else None})
        drawn.append(_panel(str(words(f"stage.{stage}")), stage, rows, x, width))
    return {"vconcat": drawn, "spacing": 18, "resolve": {"scale": {"x": "shared"}}}


def _panel(title: str, stage: HopStage, rows: list[dict[str, Any]], x: Spec, width: int) -> Spec:
    mine = [row for row in rows if row["stage"] == stage.value]
    colour, order = STAGE_COLOURS[stage], [row["level"] for row in mine]
    middle, ends = {"x": field("median:Q")}, {"x": field("p25:Q"), "x2": field("p75")}
    names = {"x": value(0), "text": field("label:N")}
    left = {"align": "left", "baseline": "bottom", "dy": -4, "color": INK, "limit": width}
    return layers(
        [
            mark("rule", {"x": x, "x2": field("p95")}, color=colour, strokeWidth=1.5, yOffset=7),
            mark("bar", ends, color=colour, height=12, yOffset=7),
            mark("tick", middle, color=INK, thickness=3, height=18, yOffset=7),
            mark("text", names, **left),
        ],
        data=data(mine),
        encoding={"y": field("level:N", sort=order, title=None, axis=None)},
        width=width - 20,
        height=(_ROW + 8) * len(mine),
        title={"text": title, "anchor": "start", "color": SOFT, "fontSize": 14},
    )


def _box(row: dict[str, Any], findings: Bottlenecks) -> dict[str, Any]:
    above = "> " if row["median_above"] else ""
    label = findings.words(
        "chart.distribution.label",
        level=str(findings.level(row["level"])),
        days=f"{above}{findings.words.in_days(row['median']).main}",
        count=row["hops"],
    )
    return {
        **{name: row[name] for name in ("level", "stage", *QUANTILES)},
        "label": label.main,
    }


def _ticks(most: float, width: int) -> list[float]:
    known = np.array([0, 1, 2, 5, 10, 20, 30, 60, 90, 180, 365, 730])
    shown: list[float] = known[known <= max(most, 1) * 1.02].tolist()
    return shown if width >= WIDE else [each for each in shown if each != 2]  # a tick

"""The figures of the HTML report: drawing, caption, and the data behind each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl

from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.charts import chart_files
from wian.reports.charts.distribution import distribution, distribution_rows
from wian.reports.charts.dotted import dotted
from wian.reports.charts.heatmap import heatmap, heatmap_rows
from wian.reports.charts.look import NARROW, WIDE
from wian.reports.charts.spectrum import spectrum
from wian.reports.charts.waterfall import waterfall, waterfall_rows
from wian.reports.charts.words import Words


def hop_rows(findings: Bottlenecks) -> pl.DataFrame:
    """The hops behind the charts over time."""
    return findings.hops.select(
        "propagation",
        "wave",
        "sender",
        "recipient",
        "source",
        "issued_at",
        "received_at",
        "ready_at",
        "forwarded_at",
    )


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of a report.

    Attributes:
        draw: Draws it at a width; ``None`` where there is nothing to draw.
        rows: The data behind it.
        data: Name of that data.
        title: Its heading.
        caption: How to read it.
    """

    draw: Callable[[Bottlenecks, int], Any]
    rows: Callable[[Bottlenecks], pl.DataFrame]
    data: str
    title: Words
    caption: Words


CHARTS = {
    "waterfall": Chart(
        waterfall,
        waterfall_rows,
        "waterfall",
        Words("เวลาหมดไปกับช่วงใด", "Where the time went"),
        Words(
            "เส้นทางไปยังหน่วยงานที่ได้รับเป็นรายสุดท้าย แต่ละแท่งคือหนึ่งช่วง แถบสีอ่อนคือกรอบเวลาของเรื่อง",
            "The way to the office that had it last, a bar a part; the pale field is the "
            "directive's window. Of several propagations it is the mean of their ways.",
        ),
    ),
    "distribution": Chart(
        distribution,
        distribution_rows,
        "distribution",
        Words("แต่ละระดับใช้เวลาเท่าใด", "How long each level takes"),
        Words(
            "แท่งคือครึ่งกลางของทุกราย ขีดเข้มคือมัธยฐาน เส้นคือร้อยละ 5 ถึง 95 "
            "รายที่ยังไม่เสร็จนับรวมด้วยวิธี Kaplan-Meier",
            "The bar is the middle half, the dark tick the median, the line 5 to 95 %; what is not "
            "finished is reckoned in after Kaplan and Meier.",
        ),
    ),
    "dotted": Chart(
        dotted,
        hop_rows,
        "hops",
        Words("ใครได้รับเมื่อใด", "Who had it when"),
        Words(
            "หนึ่งแถวคือหนึ่งผู้รับ เรียงตามลำดับการลงรับ จุดคือการลงรับและการออกหนังสือ",
            "A row a recipient, in the order of reception; the dots are stamps and letters.",
        ),
    ),
    "spectrum": Chart(
        spectrum,
        hop_rows,
        "hops",
        Words("เส้นทางของทุกหน่วยงาน", "Every office's path"),
        Words(
            "แต่ละแถบคือหนึ่งช่วงทาง เส้นเริ่มที่ขอบบนเมื่อเข้าช่วง "
            "และจบที่ขอบล่างเมื่อออกจากช่วง เส้นชันคือเร็ว เส้นเอนคือช้า",
            "A band a stretch: each line enters it above and leaves it below. Steep is quick, flat "
            "is slow; lines that leave together show batches.",
        ),
    ),
    "heatmap": Chart(
        heatmap,
        heatmap_rows,
        "heatmap",
        Words("จังหวัดและเดือน", "Provinces and months"),
        Words(
            "มัธยฐานของวันตั้งแต่ออกหนังสือจนผู้รับเสร็จ ตามเดือนที่ออกหนังสือ",
            "Median days from the letter to the recipient's own letter, or to its last desk, by "
            "the month of the letter; the slowest provinces first.",
        ),
    ),
}
"""The charts, in the order in which the report shows them."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure of the page: its chart, drawn for a screen and for a telephone."""

    name: str
    chart: Chart
    wide: str
    narrow: str


def drawn(findings: Bottlenecks) -> list[Drawn]:
    """The figures that there is something to draw of."""
    found = []
    for name, chart in CHARTS.items():
        wide, narrow = (chart.draw(findings, width) for width in (WIDE, NARROW))
        if wide is not None:
            svgs = (chart_files.svg(wide, f"{name}-w-"), chart_files.svg(narrow, f"{name}-n-"))
            found.append(Drawn(name, chart, *svgs))
    return found

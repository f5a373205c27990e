"""The performance spectrum: every office's path across the steps from origin to addressee.

After V. Denisov, D. Fahland, W. van der Aalst: Unbiased, fine-grained description of processes
performance from event data. Business Process Management 2018, 139-157: a band a stretch, and in
it a line from when each office entered it (above) to when it left it (below).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from wian.reports.bilingual import Bilingual
from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.charts.local_moments import dots, local, span
from wian.reports.charts.look import LINE, SOFT, SPEED_COLOURS, WIDE, dates, legend, scale
from wian.reports.charts.vega_lite import Spec, data, field, layers, mark, value

_SPEEDS = len(SPEED_COLOURS)
_BAND, _ROOM = 62, 24
_MANY = 400
"""Above so many lines in a band they are drawn thinner."""


def spectrum_rows(findings: Bottlenecks) -> pl.DataFrame:
    """The lines: ``band`` from 1, ``wave``, ``stretch``, ``level``, ``start``, ``end``, ``speed``.

    A stretch is the travel to an office (letter to last desk), then the office itself (last desk to
    its own letter). ``speed`` is the quarter of the band's finished lines, from 0, the quickest.
    """
    hops = findings.hops.select("wave", "level", "recipient", "forwards").with_columns(
        *(local(findings, name) for name in ("issued", "ready", "forwarded"))
    )
    travel = hops.select(
        "wave", "level", "recipient", stretch=pl.lit(0), start="issued", end="ready"
    )
    office = hops.filter("forwards").select(
        "wave", "level", "recipient", stretch=pl.lit(1), start="ready", end="forwarded"
    )
    lines = (
        pl.concat([travel, office]).drop_nulls(["start", "end"]).sort("wave", "stretch", "start")
    )
    length = pl.col("end") - pl.col("start")
    share = (length.rank("average") - 0.5) / pl.len()
    speed = (share.over("wave", "stretch") * _SPEEDS).floor().cast(pl.Int64)
    band = pl.struct("wave", "stretch").rank("dense").cast(pl.Int64)
    return lines.with_columns(band=band, speed=speed.clip(0, _SPEEDS - 1))


def spectrum(findings: Bottlenecks, width: int = WIDE) -> Spec | None:
    """The chart; ``None`` where no stretch is finished."""
    found = spectrum_rows(findings)
    ends = span(found["start"], found["end"])
    if ends is None:
        return None
    words = findings.words
    rows = list(_lines(found, ends, width, list(_colours(words))))
    names = list(_names(found, findings))
    height = (_BAND + _ROOM) * len(names)
    edges = [{"y": edge} for name in names for edge in (name["y"], name["y"] + _BAND)]
    left = {"align": "left", "dy": -9, "color": SOFT, "limit": width - 20}
    texts = {"x": value(0), "text": field("label:N")}
    return layers(
        [
            {"data": data(edges), **mark("rule", {}, color=LINE)},
            {"data": data(rows), **mark("rule", _channels(ends, width, words), strokeWidth=1)},
            {"data": data(names), **mark("text", texts, **left)},
        ],
        encoding={"y": field("y:Q", axis=None, scale={"domain": [height, 0], "nice": False})},
        width=width - 20,
        height=height,
    )


def _channels(ends: tuple[float, float], width: int, words: Bilingual) -> Spec:
    """What a line shows: when it began and ended, and how quick it was."""
    along = {"type": "utc", "domain": list(ends), "nice": False}
    colours = _colours(words)
    return {
        "x": field("start:T", scale=along, axis=dates(width, words, ends)),
        "x2": field("end"),
        "y2": field("y2"),
        "color": field("speed:N", scale=scale(colours), legend=legend(colours, width)),
        "opacity": field("opacity:Q", scale=None, legend=None),
    }


def _top(band: int) -> int:
    return (band - 1) * (_BAND + _ROOM) + _ROOM - 4


def _colours(words: Bilingual) -> dict[str, str]:
    """The colours of speeds, from the quickest on, and of bands with too few lines for any."""
    speeds = (str(words(f"chart.spectrum.speed.{place}")) for place in range(_SPEEDS))
    named = dict(zip(speeds, SPEED_COLOURS, strict=True))
    return {**named, str(words("chart.spectrum.few")): SOFT}


def _lines(
    found: pl.DataFrame, ends: tuple[float, float], width: int, speeds: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Lines that fall on the same dots are drawn once, the quick ones over the slow ones."""
    few = (
        found.with_columns(
            x=pl.Series(dots(found["start"], *ends, width)),
            x2=pl.Series(dots(found["end"], *ends, width)),
            many=pl.len().over("band"),
        )
        .unique(["band", "x", "x2"], keep="first", maintain_order=True)
        .sort("band", "speed", descending=[False, True], maintain_order=True)
    )
    for row in few.iter_rows(named=True):
        yield {
            "start": row["start"],
            "end": row["end"],
            "y": _top(row["band"]),
            "y2": _top(row["band"]) + _BAND,
            "speed": speeds[row["speed"] if row["many"] >= _SPEEDS else -1],
            "opacity": 0.35 if row["many"] > _MANY else 0.8,
        }


def _names(found: pl.DataFrame, findings: Bottlenecks) -> Iterator[dict[str, Any]]:
    """The names of bands: each level that a wave reaches, most lines first, as it may reach two."""
    counts = found.group_by("band", "stretch", "level").agg(many=pl.len())
    ordered = counts.sort("band", "many", "level", descending=[False, True, False])
    words = findings.words
    for (band, stretch), rows in ordered.group_by("band", "stretch", maintain_order=True):
        where = "to" if stretch == 0 else "within"
        said = (
            f"{words(f'chart.spectrum.{where}', level=findings.level(level))}"
            f"  ({words.count(many).main})"
            for level, many in rows.select("level", "many").iter_rows()
        )
        yield {"y": _top(band), "label": ",  ".join(said)}

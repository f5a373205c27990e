"""Drawing: charts as SVG or PNG, with their typeface, without a network or a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import fontpkg_sarabun
import vl_convert

from wian.kit.errors import WianError
from wian.kit.whole_file import replacing
from wian.reports.charts.look import GRAMMAR, PAPER, SOFT, dressed
from wian.reports.charts.vega_lite import Spec

_SHARP = 2.0
"""Dots of a PNG for each dot of the chart."""
_IDS = re.compile(r"(\bid=\"|url\(#|href=\"#)")
_MARK = re.compile(
    r'<(?P<kind>path|line) transform="translate\((?P<x>[-.\d]+),(?P<y>[-.\d]+)\)"'
    r'(?: x2="(?P<x2>[-.\d]+)" y2="(?P<y2>[-.\d]+)")?'
)
"""The place of a dot or line; no text can hold it, as text has no open bracket."""


class NothingToDraw(WianError):
    """There is nothing that the chart could show."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to draw yet: no hop has what this chart shows (a heatmap needs "
            "provinces, the others times); name another propagation, or another chart."
        )


def write_chart(
    chart: Spec | None,
    path: Path,
    rastered: Callable[[str], str] = str,
    note: str = "",
    heading: str = "",
) -> None:
    """Write a chart as PNG where the file's name ends in ``.png``, else as SVG.

    Args:
        chart: A chart.
        path: The file.
        rastered: What the country does to texts that are drawn as dots.
        note: A line above it.
        heading: What it shows, above that.

    Raises:
        NothingToDraw: The chart is ``None``.
        UnwritableFile: The file cannot be written; what was there stays.
    """
    if chart is None:
        raise NothingToDraw
    if note or heading:
        title = _headed(heading, note) if heading else _note(note)
        config = {"config": chart["config"]} if "config" in chart else {}  # of the whole alone
        inner = {part: said for part, said in chart.items() if part != "config"}
        chart = {"vconcat": [inner], "title": title, **config}
    drawn = png(chart, rastered) if path.suffix.lower() == ".png" else svg(chart).encode()
    with replacing(path) as beside:
        beside.write_bytes(drawn)


def _note(text: str) -> Spec:
    looks = {"anchor": "start", "color": SOFT, "fontSize": 13, "fontWeight": "normal"}
    return {"text": text, **looks}


def _headed(heading: str, note: str) -> Spec:
    beneath = {"subtitle": note, "subtitleColor": SOFT, "subtitleFontSize": 13} if note else {}
    return {"text": heading, "anchor": "start", "fontSize": 15, "offset": 12, **beneath}


@cache
def _typeface() -> None:
    vl_convert.register_font_directory(str(fontpkg_sarabun.ROOT / "files"))


def svg(chart: Spec, prefix: str = "") -> str:
    """A chart as SVG.

    Args:
        chart: A chart.
        prefix: Goes before its ids, which must not be those of another chart of the page.
    """
    _typeface()
    made = vl_convert.vegalite_to_svg(dressed(chart), vl_version=GRAMMAR)
    shorter = _MARK.sub(_rounded, made)
    return _IDS.sub(rf"\g<1>{prefix}", shorter) if prefix else shorter


def _rounded(mark: re.Match[str]) -> str:
    """The place of a mark to a hundredth of a dot: thousands of marks make a third of the page."""
    x, y, x2, y2 = (
        each and f"{float(each):.2f}".rstrip("0").rstrip(".") for each in mark.groups()[1:]
    )
    end = f' x2="{x2}" y2="{y2}"' if x2 else ""
    return f'<{mark["kind"]} transform="translate({x},{y})"{end}'


def png(chart: Spec, rastered: Callable[[str], str] = str) -> bytes:
    """A chart as PNG on white paper, at twice its size.

    Args:
        chart: A chart.
        rastered: What the country does to texts that are drawn as dots.
    """
    _typeface()
    spec = dressed(chart)
    spec = {**spec, "config": {**spec["config"], "background": PAPER}, "padding": 20}
    text = rastered(json.dumps(spec, ensure_ascii=False))
    return bytes(vl_convert.vegalite_to_png(text, vl_version=GRAMMAR, scale=_SHARP))

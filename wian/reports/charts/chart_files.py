"""Drawing: charts as SVG or PNG, with their typeface, without a network or a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import altair as alt
import fontpkg_sarabun
import vl_convert

from wian.kit.errors import WianError
from wian.kit.whole_file import replacing
from wian.reports.charts.look import PAPER, SOFT, dressed

_GRAMMAR = "6.4"
"""Version of Vega-Lite that Altair writes."""
_SHARP = 2.0
"""Dots of a PNG for each dot of the chart."""
_IDS = re.compile(r"(\bid=\"|url\(#|href=\"#)")


class NothingToDraw(WianError):
    """There is nothing that the chart could show."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing to draw yet: no hop has what this chart shows; "
            "name another propagation, or another chart."
        )


def write_chart(
    chart: Any, path: Path, rastered: Callable[[str], str] = str, note: str = ""
) -> None:
    """Write a chart as PNG where the file's name ends in ``.png``, else as SVG.

    Args:
        chart: An Altair chart.
        path: The file.
        rastered: What the country does to texts that are drawn as dots.
        note: A line above it.

    Raises:
        NothingToDraw: The chart is ``None``.
        UnwritableFile: The file cannot be written; what was there stays.
    """
    if chart is None:
        raise NothingToDraw
    if note:
        chart = alt.vconcat(chart, title=_note(note))
    drawn = png(chart, rastered) if path.suffix.lower() == ".png" else svg(chart).encode()
    with replacing(path) as beside:
        beside.write_bytes(drawn)


def _note(text: str) -> alt.TitleParams:
    return alt.TitleParams(text, anchor="start", color=SOFT, fontSize=13, fontWeight="normal")


@cache
def _typeface() -> None:
    vl_convert.register_font_directory(str(fontpkg_sarabun.ROOT / "files"))


def svg(chart: Any, prefix: str = "") -> str:
    """A chart as SVG.

    Args:
        chart: An Altair chart.
        prefix: Goes before its ids, which must not be those of another chart of the page.
    """
    _typeface()
    made = vl_convert.vegalite_to_svg(dressed(chart).to_dict(validate=False), vl_version=_GRAMMAR)
    return _IDS.sub(rf"\g<1>{prefix}", made) if prefix else str(made)


def png(chart: Any, rastered: Callable[[str], str] = str) -> bytes:
    """A chart as PNG on white paper, at twice its size.

    Args:
        chart: An Altair chart.
        rastered: What the country does to texts that are drawn as dots.
    """
    _typeface()
    spec = dressed(chart).to_dict(validate=False)
    spec["config"]["background"] = PAPER
    spec["padding"] = 20
    text = rastered(json.dumps(spec, ensure_ascii=False))
    return bytes(vl_convert.vegalite_to_png(text, vl_version=_GRAMMAR, scale=_SHARP))

"""The strokes of the pictures of a snapshot: one width, one font, strangers' text escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

WIDTH = 760
FONT = "Sarabun, 'Noto Sans Thai', 'Leelawadee UI', Thonburi, Loma, Garuda, 'Noto Sans', sans-serif"
INK, SOFT, PAPER = "#222222", "#666666", "#ffffff"
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LONGEST_NAME = 62


def drawing(height: float, parts: Sequence[str]) -> str:
    """A whole picture, as wide as all others."""
    size = f"viewBox='0 0 {WIDTH} {height}' width='{WIDTH}' height='{height}'"
    head = f"<svg xmlns='http://www.w3.org/2000/svg' {size} font-family=\"{FONT}\" fill='{INK}'>"
    return "".join([head, rect(0, 0, WIDTH, height, PAPER), *parts, "</svg>"])


def rect(  # noqa: PLR0913, PLR0917 - the attributes of an SVG rectangle
    x: float, y: float, width: float, height: float, fill: str, stroke: str = ""
) -> str:
    """A rectangle."""
    line = f" stroke='{stroke}'" if stroke else ""
    return (
        f"<rect x='{x:g}' y='{y:g}' width='{width:.6g}' height='{height:g}' fill='{fill}'{line}/>"
    )


def text(  # noqa: PLR0913 - the attributes of SVG text
    x: float, y: float, words: str, *, size: int, anchor: str = "start", fill: str = INK
) -> str:
    """A line of text."""
    said = escape(_CONTROL.sub(" ", words))
    place = f"x='{x:g}' y='{y:g}' font-size='{size}' text-anchor='{anchor}'"
    return f"<text {place} fill='{fill}'>{said}</text>"


def short(words: str, longest: int = _LONGEST_NAME) -> str:
    """Words that fit, with an ellipsis where they were cut."""
    return words if len(words) <= longest else words[: longest - 1] + "…"

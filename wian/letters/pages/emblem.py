"""How an emblem comes on paper: as SVG for the typesetter, as pixels for Word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import typst

from wian.kit.picture import NotAPicture, PictureKind, picture_of
from wian.letters.letter_top import address_of

_DRAWING = b"""#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(sys.inputs.svg), format: "svg", height: 3cm)
"""
"""Draws an SVG as high as the largest emblem on any page."""
_PIXELS_AN_INCH = 300.0


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture of pixels as a Word document holds it.

    Attributes:
        ending: Of its file's name.
        content: The file.
        ratio: Its width, as a multiple of its height.
    """

    ending: str
    content: bytes
    ratio: float


def emblem_svg(picture: bytes) -> str:
    """The picture as SVG; pixels are wrapped, in their own proportions.

    Raises:
        NotAPicture: It is no picture for a page.
    """
    found = picture_of(picture)
    if found.size is None:
        return found.content.decode("utf-8-sig")
    wide, tall = found.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}">'
        f'<image width="{wide}" height="{tall}" href="{address_of(found)}"/></svg>'
    )


@lru_cache(maxsize=32)
def emblem_pixels(picture: bytes) -> Pixels:
    """The picture in pixels; an SVG is drawn.

    Raises:
        NotAPicture: It is no picture for a page, or cannot be drawn.
    """
    found = picture_of(picture)
    if found.size is None:
        found = picture_of(_drawn(found.content))
    wide, tall = found.size or (1, 1)
    ending = "png" if found.kind is PictureKind.PNG else "jpeg"
    return Pixels(ending, found.content, wide / tall)


def _drawn(svg: bytes) -> bytes:
    inputs = {"svg": svg.decode("utf-8-sig")}
    try:
        drawn = typst.compile(
            _DRAWING,
            format="png",
            ppi=_PIXELS_AN_INCH,
            sys_inputs=inputs,
            ignore_system_fonts=True,
        )
    except typst.TypstError as error:
        raise NotAPicture(f"cannot be drawn: {error.message[:200]}", "save it as PNG") from None
    if not isinstance(drawn, bytes):
        raise NotAPicture("is drawn on several pages", "save it as PNG")
    return drawn

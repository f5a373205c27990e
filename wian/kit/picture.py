"""Is a file a picture that may stand on a page? By its content, within bounds, and harmless."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from wian.kit.errors import WianError
from wian.kit.svg_file import HarmfulSvg, svg_size

LARGEST_PICTURE = 2**20
"""Bytes that a picture may have: it stands in every page and file of a letter."""
_LONGEST_SIDE = 4000
"""Pixels that a side of a picture may have: drawn, so many squared take 64 MB."""
_MOST_RATIO = 4
_PNG, _PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND"
_JPEG, _JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of a JPEG that give its height and width (ITU-T T.81, table B.1)."""
_SAVE = "save it as PNG, JPEG or SVG"


class PictureKind(StrEnum):
    """What a picture is, as an Internet media type."""

    PNG = "image/png"
    JPEG = "image/jpeg"
    SVG = "image/svg+xml"


class NotAPicture(WianError):
    """A file that is no picture for a page.

    Args:
        what: What is wrong with it.
        remedy: What to do.
    """

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"The picture {what}; {remedy}.")


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture that may stand on a page.

    Attributes:
        kind: What it is.
        content: Its file, byte for byte.
        size: Width and height in pixels; ``None`` of SVG, which has none.
    """

    kind: PictureKind
    content: bytes
    size: tuple[int, int] | None = None


def picture_of(content: bytes) -> PagePicture:
    """The picture that a file holds.

    Raises:
        NotAPicture: It is no PNG, JPEG or SVG, is too large, incomplete, or could do harm.
    """
    if len(content) > LARGEST_PICTURE:
        raise NotAPicture(f"has more than {LARGEST_PICTURE // 2**20} MiB", "make it smaller")
    if content.startswith(_PNG):
        return PagePicture(PictureKind.PNG, content, _bounded(_png_size(content)))
    if content.startswith(_JPEG):
        return PagePicture(PictureKind.JPEG, content, _bounded(_jpeg_size(content)))
    if b"<svg" not in content and b":svg" not in content:
        raise NotAPicture("is no PNG, JPEG or SVG", _SAVE)
    try:
        _refuse_long(svg_size(content))
    except HarmfulSvg as harm:
        raise NotAPicture(str(harm), "save it as plain SVG, or as PNG") from None
    return PagePicture(PictureKind.SVG, content)


def read_picture(path: Path) -> PagePicture:
    """The picture in the file at ``path``.

    Raises:
        NotAPicture: It is not there, is no regular file, or holds no picture for a page.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotAPicture("is no regular file", "name a file")
        with path.open("rb") as opened:
            content = opened.read(LARGEST_PICTURE + 1)
    except (OSError, ValueError):
        raise NotAPicture("is not there, or may not be read", "correct its path") from None
    return picture_of(content)


def _bounded(size: tuple[int, int]) -> tuple[int, int]:
    if not all(1 <= side <= _LONGEST_SIDE for side in size):
        what = f"is {size[0]} by {size[1]} pixels"
        raise NotAPicture(what, f"make it at most {_LONGEST_SIDE:,} pixels wide and high")
    _refuse_long(size)
    return size


def _refuse_long(size: tuple[float, float]) -> None:
    """Refuse a strip: as high as an emblem is, it would not fit on the page."""
    if min(size) <= 0 or max(size) / min(size) > _MOST_RATIO:
        what = f"is {size[0]:g} wide and {size[1]:g} high"
        raise NotAPicture(what, f"make no side more than {_MOST_RATIO} times the other")


def _png_size(content: bytes) -> tuple[int, int]:
    if content[12:16] != b"IHDR" or _PNG_END not in content[-12:]:
        raise NotAPicture("is an incomplete PNG", f"{_SAVE} again")
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def _jpeg_size(content: bytes) -> tuple[int, int]:
    for marker, segment in _segments(content):
        if marker in _SIZES and len(segment) > 4 and _JPEG_END in content[-64:]:
            return int.from_bytes(segment[3:5]), int.from_bytes(segment[1:3])
    raise NotAPicture("is an incomplete JPEG", f"{_SAVE} again")


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments in front of a JPEG's pixels, each with its marker."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        length = int.from_bytes(content[at + 2 : at + 4])
        yield content[at + 1], content[at + 4 : at + 2 + length]
        at += 2 + max(length, 2)

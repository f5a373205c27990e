"""The emblem that an office supplies, as SVG for the page."""

from __future__ import annotations

import base64
import struct

from wian.kit.errors import WianError

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_HEAD = 24
_LARGEST = 4 * 2**20


class NotAPicture(WianError):
    """An emblem that is neither PNG nor SVG, or is larger than a letterhead needs."""

    def __init__(self) -> None:
        super().__init__(
            f"The emblem is neither a PNG nor an SVG picture of at most {_LARGEST // 2**20} MB; "
            "give the office's picture in one of these formats."
        )


def emblem_svg(picture: bytes) -> str:
    """The picture as SVG; a PNG is wrapped, in its own proportions.

    Raises:
        NotAPicture: It is neither, or too large.
    """
    if len(picture) > _LARGEST:
        raise NotAPicture
    if picture.startswith(_PNG) and len(picture) >= _PNG_HEAD:
        return _wrapped(picture)
    try:
        text = picture.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAPicture from None
    if "<svg" not in text:
        raise NotAPicture
    return text


def _wrapped(picture: bytes) -> str:
    wide, tall = struct.unpack(">II", picture[16:_PNG_HEAD])
    data = base64.b64encode(picture).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}">'
        f'<image width="{wide}" height="{tall}" href="data:image/png;base64,{data}"/></svg>'
    )

"""The QR code that leads from a letter on paper to its own page."""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from segno.writers import write_png  # type: ignore[attr-defined] # its stub has none

from wian.kit.errors import WianError

_LONGEST = 500
_QUIET = 2
"""Modules of quiet around the code; the paper beside it is white as well."""
_DOTS = 8
_Modules = NDArray[np.bool_]


class BadLink(WianError):
    """What a QR code cannot lead to.

    Args:
        link: What was given.
    """

    def __init__(self, link: str) -> None:
        self.link = link
        super().__init__(
            f"'{link[:80]}' is no address that a QR code can lead to; write one of at most "
            f"{_LONGEST} letters that begins with https:// or http://."
        )


@lru_cache(maxsize=1024)
def qr_svg(link: str) -> str:
    """The QR code of an address as SVG, with medium error correction.

    Drawing one takes as long as the rest of a desk's page, and a page is opened many times.

    Raises:
        BadLink: It is no web address, or too long.
    """
    return _svg(_code(link))


@lru_cache(maxsize=16)
def text_qr_svg(text: str) -> str:
    """The QR code of a text, such as a signed checkpoint, as SVG.

    Raises:
        BadLink: It is too long.
    """
    if len(text) > _LONGEST:
        raise BadLink(text)
    return _svg(_modules(text))


def qr_png(link: str) -> bytes:
    """The same code as a PNG, eight dots a module.

    Raises:
        BadLink: It is no web address, or too long.
    """
    code, out = _code(link), io.BytesIO()
    rows = [bytearray(row) for row in code.astype(np.uint8)]
    write_png(rows, code.shape, out, scale=_DOTS, border=_QUIET)
    return out.getvalue()


def _svg(code: _Modules) -> str:
    """A line for each row of dark modules that stand side by side."""
    size = len(code) + 2 * _QUIET
    edges = np.diff(np.pad(code, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    starts, ends = np.argwhere(edges == 1).tolist(), np.argwhere(edges == -1).tolist()
    lines = "".join(
        f"M{first + _QUIET} {row + _QUIET}.5h{end - first}"
        for (row, first), (_, end) in zip(starts, ends, strict=True)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path stroke="#000" d="{lines}"/></svg>'
    )


def _code(link: str) -> _Modules:
    if not link.startswith(("https://", "http://")) or len(link) > _LONGEST:
        raise BadLink(link)
    return _modules(link)


def _modules(text: str) -> _Modules:
    """The modules of the code of a text, with medium error correction; true where one is dark."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    light = np.asarray(code.to_image(scale=1, add_quiet_zones=False), dtype=np.uint8)
    return np.equal(light, 0)

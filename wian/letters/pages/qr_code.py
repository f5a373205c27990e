"""The QR code that leads from a letter on paper to its own page."""

from __future__ import annotations

import io
from functools import lru_cache

import segno

from wian.kit.errors import WianError

_LONGEST = 500
_QUIET = 2
"""Modules of quiet around the code; the paper beside it is white as well."""


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
    return _svg(segno.make_qr(text, error="m"))


def qr_png(link: str) -> bytes:
    """The same code as a PNG, eight dots a module.

    Raises:
        BadLink: It is no web address, or too long.
    """
    out = io.BytesIO()
    _code(link).save(out, kind="png", border=_QUIET, scale=8)
    return out.getvalue()


def _svg(code: segno.QRCode) -> str:
    out = io.BytesIO()
    code.save(
        out, kind="svg", border=_QUIET, xmldecl=False, svgclass=None, lineclass=None, omitsize=True
    )
    return out.getvalue().decode()


def _code(link: str) -> segno.QRCode:
    if not link.startswith(("https://", "http://")) or len(link) > _LONGEST:
        raise BadLink(link)
    return segno.make_qr(link, error="m")

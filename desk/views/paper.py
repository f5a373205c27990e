"""Owns a letter as a page of the desk shows it: its sheets, and the code that leads back here."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from jurisdictions.jurisdiction import Jurisdiction
from letters.letter import Letter
from letters.pages.qr import qr_svg
from letters.rendering import render_sheets


@dataclass(frozen=True, slots=True)
class Paper:
    """A letter as elements of a page.

    Attributes:
        sheets: By its form; everything in it is escaped.
        code: The QR code as SVG.
        link: Where the code leads.
    """

    sheets: Markup
    code: Markup
    link: str


def paper(letter: Letter, country: Jurisdiction, link: str | None) -> Paper:
    """A letter as elements of a page; without a code where no link is given.

    Raises:
        BadLink: The link is too long for a code.
    """
    code = Markup(qr_svg(link)) if link else Markup("")  # noqa: S704 - drawn by us
    return Paper(render_sheets(letter, country), code, link or "")


def stamping_link(address: str, propagation: str, sender: str) -> str:
    """Where the code on a letter leads: to its page at the desk of whoever scans it."""
    return "/".join((address, "s", quote(propagation, safe=""), quote(sender, safe="")))

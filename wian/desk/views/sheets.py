"""A letter as a page of the desk shows it: its sheets, and the code that leads back here."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from wian.jurisdictions.instant import Precision
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.cache import Remembered
from wian.ledger.read.live_letters import Incoming
from wian.ledger.records import Reception
from wian.letters.drawn_stamp import Stamp
from wian.letters.letter import Letter
from wian.letters.pages.bundle_part import BundlePart
from wian.letters.pages.qr_code import qr_svg
from wian.letters.text_and_html import render_sheets
from wian.propagation.plan import Plan

_laid_out: Remembered[tuple[str, Letter], Markup] = Remembered(512)
"""The sheets of letters: what a letter says never changes, and it is opened many times."""


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
    sheets = _laid_out.get((country.id, letter), lambda: render_sheets(letter, country))
    return Paper(sheets, code, link or "")


def received_part(item: Incoming, plan: Plan, address: str) -> BundlePart:
    """A letter as its recipient has it on paper: its stamps, and the code of its page at a desk.

    Args:
        item: The letter; its stamps show the moments that are meant.
        plan: Its propagation.
        address: The desk's own.
    """
    stamps = tuple(_stamp(plan, each) for each in item.stamps)
    return BundlePart(item.letter.letter, stamps, stamping_link(address, plan.id, item.hop.sender))


def _stamp(plan: Plan, reception: Reception) -> Stamp:
    local = plan.clock_of(reception.recipient).local(reception.at)
    return Stamp(
        office=plan.hierarchy.office(reception.recipient).name,
        desk=reception.desk,
        number=reception.receipt_number,
        day=local.date(),
        clock=local.time() if reception.at.precision is Precision.MINUTE else None,
    )


def stamping_link(address: str, propagation: str, sender: str) -> str:
    """Where the code on a letter leads: to its page at the desk of whoever scans it."""
    return "/".join((address, "s", quote(propagation, safe=""), quote(sender, safe="")))

"""A letter as a page of the desk shows it: its sheets, and the code that leads back here."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from wian.desk.held_report import HeldReport
from wian.desk.office_letters import InboxLetter
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.cache import Remembered
from wian.ledger.database import Ledger
from wian.ledger.life.upward.gathering_acts import ReportStamped
from wian.ledger.succession.recorded_successions import successions
from wian.ledger.succession.succession import Successions
from wian.letters.drawn_stamp import Stamp
from wian.letters.letter import Letter
from wian.letters.letter_top import LetterTop
from wian.letters.pages.bundle_part import BundlePart
from wian.letters.pages.qr_code import qr_svg
from wian.letters.text_and_html import render_sheets
from wian.office.letter_tops import letter_top
from wian.propagation.plan import Plan

_laid_out: Remembered[tuple[str, Letter, LetterTop], Markup] = Remembered(512)
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


def paper(ledger: Ledger, plan: Plan, letter: Letter, link: str | None) -> Paper:
    """A letter as elements of a page; without a code where no link is given.

    Args:
        ledger: Where the emblem of its office is kept.
        plan: The propagation that it stands in.
        letter: The letter.
        link: Where its code leads.

    Raises:
        BadLink: The link is too long for a code.
    """
    code = Markup(qr_svg(link)) if link else Markup("")  # noqa: S704 - drawn by us
    country, head = plan.jurisdiction, letter_top(ledger, plan, letter.sender)
    key = (country.id, letter, head)
    sheets = _laid_out.get(key, lambda: render_sheets(letter, country, head))
    return Paper(sheets, code, link or "")


def received_part(letter: InboxLetter) -> BundlePart:
    """A letter as its recipient has it on paper: its stamps, and the code of its page at a desk.

    Args:
        letter: The letter; its stamps show the moments that are meant.
    """
    item, plan, desk = letter.item, letter.plan, letter.desk
    known = successions(desk.ledger)
    stamps = tuple(
        _stamp(plan, known, each.recipient, each.desk, each.receipt_number, each.at)
        for each in item.stamps
    )
    link = stamping_link(desk.settings.address, plan.id, item.hop.sender)
    head = letter_top(desk.ledger, plan, item.hop.sender)
    return BundlePart(item.letter.letter, stamps, link, head)


def report_part(held: HeldReport) -> BundlePart:
    """A report as whoever holds it has it on paper: the stamps of the office that it went to."""
    report, plan, desk = held.report, held.plan, held.letters.desk
    known, to, at = successions(desk.ledger), report.body.to, report.at
    stamps = tuple(
        _stamp(plan, known, to, body.desk, str(act.entry.number), act.at)
        for act in report.stamps
        if isinstance(body := act.body, ReportStamped)
    )
    link = stamping_link(desk.settings.address, at.text, at.sender)
    return BundlePart(held.letter, stamps, link, letter_top(desk.ledger, plan, at.sender))


def _stamp(  # noqa: PLR0913, PLR0917 - what stands on it
    plan: Plan, known: Successions, office: str, desk: str, number: str, at: Instant
) -> Stamp:
    local = plan.clock_of(office).local(at)
    name = plan.hierarchy.office(office).name
    return Stamp(
        office=known.name_at(office, at.minute, name),
        desk=desk,
        number=number,
        day=local.date(),
        clock=local.time() if at.precision is Precision.MINUTE else None,
    )


def stamping_link(address: str, propagation: str, sender: str) -> str:
    """Where the code on a letter leads: to its page at the desk of whoever scans it."""
    return "/".join((address, "s", quote(propagation, safe=""), quote(sender, safe="")))

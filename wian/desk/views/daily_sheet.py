"""An office's day as a sheet of paper shows it: what came in, what went out, and a checkpoint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from markupsafe import Markup

from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock
from wian.ledger.checkpoints.checkpoint_files import KeptCheckpoint
from wian.ledger.database import Ledger
from wian.ledger.life.upward.report_address import ReportAddress, report_address
from wian.ledger.read import live_letters
from wian.ledger.read.offices import own_letters
from wian.ledger.read.offices.office_day import DayEntry, office_day
from wian.ledger.read.upward.report_letters import report_letter
from wian.letters.pages.qr_code import text_qr_svg
from wian.letters.secrecy import is_secret

_GROUP = 8
"""Letters of the root that stand together, so that they can be read aloud."""


@dataclass(frozen=True, slots=True)
class DayLine:
    """A line of the sheet.

    Attributes:
        number: The receipt number, or the letter's.
        at: When.
        desk: The desk that stamped; empty for a letter that was issued.
        letter: Number of the letter that was received; empty for one that was issued.
        sender: Name of the office that wrote it.
        recipients: To how many it went; 0 for one that was received.
        subject: What it is about; ``None`` where it is classified: paper is read by anybody.
        secrecy, urgency: Its marks, if any.
    """

    number: str
    at: Instant
    desk: str
    letter: str
    sender: str
    recipients: int
    subject: str | None
    secrecy: str | None
    urgency: str | None


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A checkpoint as paper shows it.

    Attributes:
        origin: Name of the key, and what tells the ledger from any other.
        size: How many entries it covers.
        root: The root of their tree, in groups of hexadecimal digits.
        made: When it was made.
        code: The whole signed note as a QR code.
    """

    origin: str
    size: int
    root: tuple[str, ...]
    made: Instant
    code: Markup

    def may_lack(self, lines: Iterable[DayLine]) -> bool:
        """Whether one of some lines is no older than it, so that it may not cover that one."""
        return any(line.at.minute >= self.made.minute for line in lines)


def bounds(day: date, clock: OfficeClock) -> tuple[Instant, Instant]:
    """The first minute of a day on the office's clock, and that of the next."""
    first, end = (
        clock.instant(datetime.combine(each, time(), clock.zone))
        for each in (day, day + timedelta(days=1))
    )
    return first, end


def day_lines(
    ledger: Ledger, office: str, day: date, clock: OfficeClock
) -> tuple[list[DayLine], list[DayLine]]:
    """What an office received and issued on a day."""
    found = office_day(ledger, office, *bounds(day, clock))
    received = [_received(ledger, office, each) for each in found.received]
    issued = [_issued(ledger, office, each) for each in found.issued]
    return [each for each in received if each], [each for each in issued if each]


def _report(ledger: Ledger, entry: DayEntry, at: ReportAddress) -> DayLine | None:
    """A report that the office wrote, or the stamp on one that came."""
    found = report_letter(ledger, at)
    if found is None:
        return None
    letter, came = found.body.letter, bool(entry.desk)
    return DayLine(
        entry.number,
        entry.at,
        entry.desk,
        letter.number if came else "",
        letter.issuer,
        0 if came else 1,
        None if is_secret(found.directive, letter) else letter.subject,
        letter.secrecy,
        letter.urgency,
    )


def _received(ledger: Ledger, office: str, entry: DayEntry) -> DayLine | None:
    if at := report_address(entry.propagation):
        return _report(ledger, entry, at)
    item = live_letters.incoming(ledger, entry.propagation, office)
    if item is None:
        return None
    letter = item.letter.letter
    return DayLine(
        entry.number,
        entry.at,
        entry.desk,
        letter.number,
        letter.issuer,
        0,
        None if is_secret(item.directive, letter) else letter.subject,
        letter.secrecy,
        letter.urgency,
    )


def _issued(ledger: Ledger, office: str, entry: DayEntry) -> DayLine | None:
    if at := report_address(entry.propagation):
        return _report(ledger, entry, at)
    sent = own_letters.outgoing(ledger, office, [entry.propagation])
    item = next((each for each in sent if each.letter.letter.number == entry.number), None)
    if item is None:
        return None
    letter = item.letter.letter
    return DayLine(
        entry.number,
        entry.at,
        "",
        "",
        letter.issuer,
        item.recipients,
        None if is_secret(item.directive, letter) else letter.subject,
        letter.secrecy,
        letter.urgency,
    )


def witnessed(kept: KeptCheckpoint) -> Witnessed:
    """A checkpoint for paper: the code is the file that ``wian verify --against`` takes."""
    root = kept.checkpoint.root.hex()
    groups = tuple(root[at : at + _GROUP] for at in range(0, len(root), _GROUP))
    code = Markup(text_qr_svg(kept.note))  # noqa: S704 - drawn by us
    return Witnessed(kept.checkpoint.origin, kept.checkpoint.size, groups, kept.made, code)

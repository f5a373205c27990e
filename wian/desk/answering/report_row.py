"""A report as the lists of letters name it: to the office that got it, and to who wrote it."""

from __future__ import annotations

from wian.delays.working_time import WorkingTime
from wian.desk.held_report import HeldReport
from wian.desk.views.deadline import working_days
from wian.desk.views.inbox import InboxRow
from wian.desk.views.outgoing import SentRow
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock
from wian.ledger.read.live_letters import State

REPORT = "report"
"""What the lists say of it beside its subject."""


def came_row(held: HeldReport, now: Instant, clocks: tuple[WorkingTime, OfficeClock]) -> InboxRow:
    """A report as the inbox lists it to who may read everything.

    Args:
        held: The report.
        now: When this is.
        clocks: Working days, and the office's clock, which tells days.
    """
    letter, state = held.letter, held.state
    stamps = held.report.stamps
    since = stamps[-1].at if stamps else held.report.issued
    return InboxRow(
        held.report.at.text,
        letter.issuer,
        letter.number,
        letter.dated,
        letter.subject,
        letter.urgency,
        letter.secrecy,
        state,
        None if state is State.DONE else working_days(since, now, *clocks),
        None,
        held.next_desk,
        about=REPORT,
        sender_id=held.report.at.sender,
    )


def wrote_row(held: HeldReport) -> SentRow:
    """A report as the list of letters issued names it to who may read everything."""
    letter = held.letter
    return SentRow(
        held.report.at.text,
        letter.number,
        letter.dated,
        letter.subject,
        letter.urgency,
        letter.secrecy,
        1,
        1 if held.report.stamps else 0,
        about=REPORT,
    )

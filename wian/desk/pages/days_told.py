"""What does the desk tell of the days of an amendment, once its letter is out?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from starlette.requests import Request

from wian.desk.app.page_templates import told
from wian.desk.app.sessions import flash
from wian.desk.pages.outgoing import asked_nouns
from wian.jurisdictions.instant import Instant
from wian.lifecycle.amended_days import AfterWindow, MovedEarlier, OddDay
from wian.lifecycle.amendment import Amendment
from wian.propagation.plan import Plan


def tell_days(request: Request, plan: Plan, done: Amendment) -> None:
    """Tell on the next page which days an amendment sets, and which of them may be a slip.

    Args:
        request: The request.
        plan: What is amended.
        done: The amendment.
    """

    def day(of: date) -> str:
        return told(request, Instant.of(of, plan.jurisdiction.calendar.zone))

    changes = done.changes
    if window := changes.window:
        key = "told.amended.window"
        flash(request, key, opens=day(window.opens), closes=day(window.closes))
    if changes.answer_by:
        flash(request, "told.amended.answer_by", day=day(changes.answer_by))
    nouns = dict(asked_nouns(plan)) if changes.answer_by_level else {}
    for level, of in changes.answer_by_level.items():
        flash(request, "told.amended.level", offices=nouns.get(level, level), day=day(of))
    for each in done.odd:
        _tell_odd(request, each, day)


def _tell_odd(request: Request, odd: OddDay, day: Callable[[date], str]) -> None:
    if isinstance(odd, AfterWindow):
        closes = day(odd.closes)
        flash(request, "told.amended.after_window", closes=closes, day=day(odd.day))
        return
    count = told(request, odd.offices)
    if isinstance(odd, MovedEarlier):
        before = day(odd.before)
        flash(request, "told.amended.earlier", count=count, before=before, day=day(odd.day))
    else:
        asked, last = told(request, odd.asked), day(odd.last)
        flash(request, "told.amended.too_soon", count=count, asked=asked, day=last)

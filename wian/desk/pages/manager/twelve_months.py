"""What an office's directives took over twelve months, month by month, down to the last office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np
from fastapi import APIRouter, Request
from fastapi.responses import Response

from wian.delays.working_time import working_time
from wian.desk.app.access import Manager
from wian.desk.app.context import office_clock
from wian.desk.app.page_route import PageRoute
from wian.desk.app.page_templates import page
from wian.desk.app.shown_names import name_now
from wian.desk.office_letters import OfficeLetters
from wian.desk.pages.account_letters import letters_of
from wian.desk.pages.manager.beside import MadeBeside
from wian.followup.days_below import DaysBelow, Lengths, days_below
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.read.manager.own_directives import own_directives

router = APIRouter(route_class=PageRoute)
MONTHS, MOST = 12, 200
"""Months that are shown, and the newest directives that are looked at."""
OLD = 10
"""Minutes after which a directive that is under way is looked at anew."""
known_days: MadeBeside[tuple[str, str, str], DaysBelow | None] = MadeBeside("days", OLD, 2_000)
"""Under the ledger's URL, the propagation's id and the office's."""
_Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MonthRow:
    """The directives that an office sent on in one month.

    Attributes:
        year, month: The month.
        directives: How many they are.
        counting: How many more are still being counted.
        written: How many offices below were written to, of all of them.
        received: How many of those have stamped.
        median: Working days until half of those that were written to had it; ``None`` while fewer
            have.
        most: The same of nine in ten.
    """

    year: int
    month: int
    directives: int = 0
    counting: int = 0
    written: int = 0
    received: int = 0
    median: float | None = None
    most: float | None = None


@router.get("/follow-up/months")
def show_months(request: Request, account: Manager) -> Response:
    """The last twelve months, the newest first."""
    letters = letters_of(request, account)
    today = office_clock(letters.desk, letters.office).date(letters.desk.now())
    months = [_before(today, each) for each in range(MONTHS)]
    found, missing = _found(letters, months[-1])
    rows = [_row(month, found.get(month, ()), missing[month]) for month in months]
    known = (days for row in rows for days in (row.median, row.most) if days is not None)
    return page(
        request,
        "months.html.j2",
        section="/follow-up",
        office_name=name_now(request, letters.office),
        rows=rows,
        longest=max(known, default=0.0),
        missing=missing.total(),
        as_of=letters.desk.now(),
    )


def _before(today: date, months: int) -> _Month:
    """A month so many months before."""
    count = today.year * 12 + today.month - 1 - months
    return count // 12, count % 12 + 1


def _found(
    letters: OfficeLetters, first: _Month
) -> tuple[dict[_Month, list[DaysBelow]], Counter[_Month]]:
    """What is known of each month's directives, and of how many it is still being made."""
    found, missing = dict[_Month, list[DaysBelow]](), Counter[_Month]()
    desk, now = letters.desk, letters.desk.now()
    clock = office_clock(desk, letters.office)
    working = working_time(desk.country.id)
    for over in (False, True):
        each_of = own_directives(desk.ledger, letters.office, over=over, most=MOST)[0]
        for each in each_of:
            day = clock.date(Instant(each.created_minute, Precision.MINUTE))
            month = (day.year, day.month)
            if month < first:
                break
            key = (desk.ledger.url, each.propagation, letters.office)
            make = partial(days_below, desk.ledger, each.propagation, letters.office, working)
            days = known_days.get(key, make, now, final=over)
            if days is not None:
                found.setdefault(month, []).append(days)
            elif not known_days.has(key):
                missing[month] += 1
    return found, missing


def _row(month: _Month, found: Iterable[DaysBelow], counting: int) -> MonthRow:
    known = list(found)
    written = sum(each.written for each in known)
    days = np.sort(np.concatenate([each.days for each in known])) if known else np.zeros(0)
    half, most = (_reached(days, written, share) for share in (0.5, 0.9))
    return MonthRow(*month, len(known), counting, written, len(days), half, most)


def _reached(days: Lengths, written: int, share: float) -> float | None:
    """The days after which a share of those that were written to had it."""
    place = int(np.ceil(share * written)) - 1
    return float(days[place]) if 0 <= place < len(days) else None

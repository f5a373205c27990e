"""Whether the clock that is to date an office's entry can be right."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from wian.jurisdictions.instant import Instant
from wian.kit.settings import clock_minutes
from wian.ledger.acts import JOURNAL
from wian.ledger.write.cohort import CohortWriter
from wian.office.actor import Acting
from wian.office.refusals import Refusal

_NEW_YEAR = timedelta(days=31)
"""How long before New Year the next year's entries are looked at too."""
_ALLOWS = "WIAN_CLOCK_MINUTES, which says how many minutes clocks may differ"


class ClockBehind(Refusal):
    """What stands already is later than now, by more than clocks of several machines differ.

    Args:
        now: What this machine's clock says.
        what: What stands there.
        latest: Its moment.
    """

    def __init__(self, now: str, what: str, latest: str) -> None:
        super().__init__(
            f"This machine's clock says {now}, but {what} is of {latest} already: the clock is "
            "probably slow, or was fast then. Set it right and try again. If it is right, "
            f"correct that stamp with wian correct, or raise {_ALLOWS}."
        )


class ClockOutsideCalendar(Refusal):
    """Now is a day that the offices' working calendar does not know."""

    def __init__(self, now: str, first: date, last: date) -> None:
        super().__init__(
            f"This machine's clock says {now}, which is outside the offices' working calendar "
            f"({first} to {last}): the clock is probably wrong. Set it right and try again."
        )


class Known(NamedTuple):
    """Something that stands in the ledger, which what is entered now cannot precede."""

    what: str
    at: Instant


def refuse_wrong_clock(writer: CohortWriter, acting: Acting) -> None:
    """Refuse to enter anything by a clock that the office's latest entry contradicts.

    The latest entry is that of the year's journal; shortly before New Year also that of the next
    year's, which another machine may have begun.

    Raises:
        ClockBehind: The office's latest entry is later.
        ClockOutsideCalendar: The working calendar does not know the day.
    """
    refuse_outside_calendar(acting)
    for year in journal_years(acting):
        latest = writer.latest_act(acting.office, JOURNAL, year)
        if latest is not None:
            refuse_behind(acting, Known(f"the latest entry of {acting.office}", latest))


def journal_years(acting: Acting) -> list[int]:
    """The years whose journals the office may have entered something in of late."""
    where = acting.plan.jurisdiction
    last = where.calendar.last
    today = min(acting.plan.clock_of(acting.office).date(acting.now), last)
    days = (today, min(today + _NEW_YEAR, last))
    return sorted({where.wording.register_year(day) for day in days})


def refuse_outside_calendar(acting: Acting) -> None:
    """Refuse a day that the working calendar does not know.

    Raises:
        ClockOutsideCalendar: It is one.
    """
    calendar, clock = acting.plan.jurisdiction.calendar, acting.plan.clock_of(acting.office)
    if not calendar.first <= clock.date(acting.now) <= calendar.last:
        shown = clock.isoformat(acting.now)
        raise ClockOutsideCalendar(shown, calendar.first, calendar.last)


def refuse_behind(acting: Acting, *known: Known) -> None:
    """Refuse a clock that is behind what stands in the ledger.

    Raises:
        ClockBehind: It is, by more minutes than clocks may differ.
    """
    clock, now = acting.plan.clock_of(acting.office), acting.now
    for what, at in known:
        if at.minute - now.minute > clock_minutes():
            raise ClockBehind(clock.isoformat(now), what, clock.isoformat(at))

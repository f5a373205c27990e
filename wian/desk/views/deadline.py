"""How long a letter waits, and how long there is, in days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wian.delays.window import days_left
from wian.delays.working_time import WorkingTime
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock
from wian.ledger.read.live_letters import Incoming, State
from wian.letters.directive import Window

SOON = 8
"""Days left, that day and the last one included, from which a deadline is marked: a week before."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day.

    Attributes:
        what: ``answer``: the office's answer; ``answers``: those of the offices below it;
            ``window``: the directive's window.
        day: The last day.
        left: Calendar days left, today and the last day included; 0 or less: it is over.
    """

    what: str
    day: date
    left: int

    @property
    def tone(self) -> str:
        """How it is marked: ``late``, ``due`` or not at all."""
        return "late" if self.left <= 0 else ("due" if self.left <= SOON else "")


def working_days(
    since: Instant, until: Instant, working: WorkingTime, clock: OfficeClock
) -> int | None:
    """Working days after the day of one moment up to and including that of another.

    Args:
        since: The one.
        until: The other.
        working: Tells working days.
        clock: Tells days: that of the office that looks.

    Returns:
        ``None`` where one of them is outside the calendar: a clock was wrong.
    """
    if not (working.covers(since.minute) and working.covers(until.minute)):
        return None
    days = [clock.date(moment) for moment in (since, until)]
    return int(working.days_between(*(day.isoformat() for day in days)))


def waits_since(item: Incoming, state: State) -> Instant | None:
    """Since when the office's next step waits; ``None`` where nothing is to be done."""
    if state is State.DONE:
        return None
    if state is State.TO_STAMP:
        return item.stamps[-1].at if item.stamps else item.letter.issued
    return item.ready


def deadline(
    window: Window | None,
    answer_by: date | None,
    today: date,
    *,
    answered: bool = False,
    ended: bool = False,
) -> Deadline | None:
    """What is to be kept next: the answer's day while it is owed, else the window's end.

    Args:
        window: The window in force.
        answer_by: The last day in force for the office's answer, if it is to answer.
        today: What day it is.
        answered: It has answered.
        ended: The directive was withdrawn or closed, so that no day is to be kept.
    """
    if ended:
        return None
    if answer_by is not None and not answered:
        return Deadline("answer", answer_by, days_left(today, answer_by))
    if window is None:
        return None
    return Deadline("window", window.closes, days_left(today, window.closes))


def last_answer(day: date | None, today: date) -> Deadline | None:
    """The day by which all answers are to be there; ``None`` where none is missing."""
    return None if day is None else Deadline("answers", day, days_left(today, day))

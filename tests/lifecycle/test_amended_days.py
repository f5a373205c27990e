"""Stories of the days that an amendment sets: said in full, and noted where they may be a slip."""

from __future__ import annotations

from datetime import date

from wian.letters.directive import Changes, Window
from wian.lifecycle.amended_days import AfterWindow, MovedEarlier, TooSoon, odd_days, set_days
from wian.propagation.standing.days_in_force import DaysInForce

_WINDOW = Window(opens=date(2026, 12, 1), closes=date(2030, 3, 29))


def _odd(plan, living, **changes):
    return odd_days(DaysInForce(plan), Changes(**changes), plan, living.start)


def test_the_days_that_it_sets_are_said():
    """What stays is not."""
    day = date(2027, 1, 3)
    changes = Changes(window=_WINDOW, answer_by=day, answer_by_level={"local": day})
    assert set_days(changes) == [
        "window 2026-12-01 to 2030-03-29",
        "answers by 2027-01-03",
        "answers of level local by 2027-01-03",
    ]
    assert set_days(Changes(text=("ก",))) == []


def test_answers_after_the_window_are_noted(live_plan, living):
    """Whether their day moved, or the window's last one."""
    closes = live_plan.directive.window.closes
    (late,) = _odd(live_plan, living, answer_by=date(2031, 1, 3))
    assert late == AfterWindow(date(2031, 1, 3), closes)
    (late,) = _odd(live_plan, living, window=Window(opens=_WINDOW.opens, closes=date(2027, 1, 4)))
    assert late.said(date.isoformat) == (
        "Answers are wanted by 2030-02-28, after the window closes on 2027-01-04."
    )
    assert not _odd(live_plan, living, text=("ก",))


def test_an_earlier_day_is_noted_and_one_before_the_letter_is_there(live_plan, living):
    """For how many offices, and when the last one has it."""
    soon = living.start.date(live_plan.jurisdiction.calendar.zone)
    earlier, late = _odd(live_plan, living, answer_by=soon)
    count = len(live_plan.answers_by)
    assert earlier == MovedEarlier(count, date(2030, 2, 28), soon)
    assert isinstance(late, TooSoon)
    assert (late.offices, late.asked) == (count, count)
    assert soon < late.last < date(2027, 6, 1)
    assert late.said(date.isoformat).endswith(f"the last on {late.last}.")
    (_,) = _odd(live_plan, living, answer_by=late.last)
    (earlier,) = _odd(live_plan, living, answer_by=date(2029, 2, 28))
    assert "by 2029-02-28 instead of 2030-02-28" in earlier.said(date.isoformat)

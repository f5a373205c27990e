"""Which days does an amendment set, and which of them look like a slip?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from wian.delays.working_time import Days, OutsideCalendarError
from wian.jurisdictions.instant import Instant
from wian.kit.counted import counted, number
from wian.letters.directive import Changes
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import DaysInForce
from wian.reports.outlook.at_risk import Usual, expected_days, expected_times

Shown = Callable[[date], str]
"""Writes a day."""


def set_days(changes: Changes, shown: Shown = date.isoformat) -> list[str]:
    """The days that an amendment sets, as clauses.

    Args:
        changes: What it changes.
        shown: Writes a day; as ISO 8601 where left out.
    """
    found = []
    if window := changes.window:
        found.append(f"window {shown(window.opens)} to {shown(window.closes)}")
    if changes.answer_by:
        found.append(f"answers by {shown(changes.answer_by)}")
    levels = changes.answer_by_level.items()
    return [*found, *(f"answers of level {each} by {shown(day)}" for each, day in levels)]


@dataclass(frozen=True, slots=True)
class AfterWindow:
    """Answers are wanted after the window has closed."""

    day: date
    closes: date

    def said(self, shown: Shown) -> str:
        """A sentence."""
        return (
            f"Answers are wanted by {shown(self.day)}, after the window closes on "
            f"{shown(self.closes)}."
        )


@dataclass(frozen=True, slots=True)
class MovedEarlier:
    """Offices have to answer earlier than they were asked to.

    Attributes:
        offices: How many.
        before, day: The day of those who lose most time, and what it is now.
    """

    offices: int
    before: date
    day: date

    def said(self, shown: Shown) -> str:
        """A sentence."""
        who = counted(self.offices, "office")
        return (
            f"{who} must answer earlier than asked before: by {shown(self.day)} instead of "
            f"{shown(self.before)}."
        )


@dataclass(frozen=True, slots=True)
class TooSoon:
    """Offices get the letter that names their day only after it.

    Attributes:
        offices: How many, at the usual delays.
        asked: Of how many whose day is set.
        last: When the last of them gets it.
    """

    offices: int
    asked: int
    last: date

    def said(self, shown: Shown) -> str:
        """A sentence."""
        return (
            f"At the usual delays {number(self.offices)} of {counted(self.asked, 'office')} get "
            f"the amendment only after the day that it sets for them, the last on "
            f"{shown(self.last)}."
        )


OddDay = AfterWindow | MovedEarlier | TooSoon


def odd_days(
    days: DaysInForce, changes: Changes, letters: Plan, now: Instant
) -> tuple[OddDay, ...]:
    """Days of an amendment that may be a slip; nothing of it is wrong in itself.

    Args:
        days: The days that held before it.
        changes: What it changes.
        letters: The propagation of its letters.
        now: When they set out.
    """
    level, before = days.plan.hierarchy.level, days.answers_by
    after = {office: changes.answer_day(level(office), day) for office, day in before.items()}
    moved = {office: day for office, day in after.items() if day != before[office]}
    return (
        *_after(days, changes, after, moved),
        *_earlier(before, moved),
        *_soon(moved, letters, now),
    )


def _after(
    days: DaysInForce, changes: Changes, after: Mapping[str, date], moved: Mapping[str, date]
) -> Iterator[AfterWindow]:
    window = changes.window or days.window
    wanted = after if changes.window else moved
    if window and wanted and (day := max(wanted.values())) > window.closes:
        yield AfterWindow(day, window.closes)


def _earlier(before: Mapping[str, date], moved: Mapping[str, date]) -> Iterator[MovedEarlier]:
    lost = {office: before[office] - day for office, day in moved.items() if day < before[office]}
    if lost:
        most = max(sorted(lost), key=lost.__getitem__)
        yield MovedEarlier(len(lost), before[most], moved[most])


def _soon(moved: Mapping[str, date], letters: Plan, now: Instant) -> Iterator[TooSoon]:
    offices = sorted(moved.keys() & set(letters.route.offices[1:]))
    if offices and (had := _had(offices, letters, now)) is not None:
        late = had > np.array([moved[office] for office in offices], dtype="datetime64[D]")
        if count := int(np.count_nonzero(late)):
            yield TooSoon(count, len(offices), had[late].max().astype(date))


def _had(offices: Sequence[str], letters: Plan, now: Instant) -> Days | None:
    """The day on which each office has the letters at the usual delays."""
    working = letters.working
    usual = Usual(letters.hierarchy, letters.profile, working.minutes_a_day)
    try:
        expected = expected_times(letters.route, (), usual, working, now)
    except OutsideCalendarError:
        return None
    return expected_days(offices, expected.ready, working)

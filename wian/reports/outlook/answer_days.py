"""Which answers does a directive want before offices can have it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from hierarchy.graph import Hierarchy
from hierarchy.route.route import Route
from hierarchy.route.selector import select
from wian.delays.hop_record import HopRecord
from wian.delays.working_time import Days, OutsideCalendarError, WorkingTime
from wian.jurisdictions.instant import Instant
from wian.kit.counted import agreeing, counted
from wian.letters.directive import Directive
from wian.reports.outlook.at_risk import Expected, Usual, expected_days, expected_times


@dataclass(frozen=True, slots=True)
class AnswerTime:
    """Whether those who are to answer had the directive by their day.

    Attributes:
        asked: How many are to answer.
        late: How many of them had it, at their last desk, only after their day.
    """

    asked: int
    late: int


def answer_time(
    records: Sequence[HopRecord], answers_by: Mapping[str, date], working: WorkingTime
) -> AnswerTime:
    """How many of those who are to answer had the directive too late for it.

    Args:
        records: The hops of a propagation.
        answers_by: The day of each office that is to answer.
        working: Tells the local date.
    """
    day_of = working.clocks.day_of
    late = sum(
        day_of(record.recipient, record.ready) > answers_by[record.recipient]
        for record in records
        if record.recipient in answers_by and record.ready is not None
    )
    return AnswerTime(len(answers_by), late)


def early_answer_days(  # noqa: PLR0913, PLR0917 - what a directive meets on its way
    directive: Directive,
    hierarchy: Hierarchy,
    route: Route,
    usual: Usual,
    working: WorkingTime,
    issued: Instant,
) -> list[str]:
    """Answer days before offices have the directive at the usual delays, a sentence each.

    Args:
        directive: What is asked, and by when.
        hierarchy: The offices.
        route: Who writes to whom.
        usual: The medians of the delay profile.
        working: Working time of the offices.
        issued: When the origin issues.
    """
    if not any(ask.answer_days for ask in directive.asks):
        return []
    try:
        expected = expected_times(route, (), usual, working, issued)
    except OutsideCalendarError:  # refused where it matters: before anything is sent
        return []
    found: dict[str, tuple[date, list[str]]] = {}
    for field, day, office in _wanted(directive, hierarchy, set(route.offices[1:])):
        found.setdefault(field, (day, []))[1].append(office)
    local = _Days(expected, working)
    remarks = (local.remark(name, *found[name], route) for name in found)
    return [remark for remark in remarks if remark]


def _wanted(
    directive: Directive, hierarchy: Hierarchy, reached: set[str]
) -> Iterator[tuple[str, date, str]]:
    """Who is to answer by which day: the field that says so, the day, the office."""
    for number, ask in enumerate(directive.asks):
        for office in sorted(reached.intersection(select(hierarchy, [ask.to]))):
            level = hierarchy.level(office)
            own = f"answer_by_level.{level}"
            name = own if own in ask.answer_days else "answer_by"
            if (day := ask.day_for(level)) is not None:
                yield f"asks.{number}.{name}", day, office


@dataclass(frozen=True, slots=True)
class _Days:
    """Local days on which offices are expected to have the directive, and to write."""

    expected: Expected
    working: WorkingTime

    def remark(self, name: str, day: date, offices: Sequence[str], route: Route) -> str:
        """What is wrong with an answer day; empty where nothing is."""
        limit = np.datetime64(day, "D")
        had = self._local(offices, self.expected.ready)
        late = int(np.count_nonzero(had > limit))
        if not late:
            return ""
        senders = sorted({route.parent(office) or route.origin for office in offices})
        written = self._local(senders, self.expected.written)
        who = counted(len(offices), "office")
        must, have = agreeing(len(offices), "is", "are"), agreeing(late, "has", "have")
        return (
            f"{name} is {day}, and at the usual delays of the profile {late:,} of {who} that "
            f"{must} to answer {have} the directive only after it, the last on {had.max()}"
            f"{self._dated_after(int(np.count_nonzero(written > limit)))}: write a later day, or "
            "one for their level in answer_by_level."
        )

    @staticmethod
    def _dated_after(letters: int) -> str:
        if not letters:
            return ""
        bear = agreeing(letters, "bears", "bear")
        return f"; {counted(letters, 'letter')} that should name it {bear} a later date"

    def _local(self, offices: Sequence[str], minutes: Mapping[str, int]) -> Days:
        return expected_days(offices, minutes, self.working)

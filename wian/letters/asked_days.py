"""By which day does a directive ask each office for an answer?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

import numpy as np
import numpy.typing as npt

from hierarchy.graph import Hierarchy
from hierarchy.route.selector import Marks, marks
from wian.letters.directive import Directive

Days = npt.NDArray[np.datetime64]


def wants_form(directive: Directive) -> bool:
    """Whether a directive asks for answers in a form, which offices gather level by level."""
    return directive.answer is not None


def level_days(
    directive: Directive, hierarchy: Hierarchy, offices: Iterable[str]
) -> dict[str, date]:
    """The first day that a directive names for the level of each office that only gathers.

    Args:
        directive: What is asked.
        hierarchy: Its offices.
        offices: Who gathers.
    """
    named: dict[str, date] = {}
    for ask in directive.asks:
        for level, day in ask.answer_by_level.items():
            named[level] = min(day, named.get(level, day))
    if not named:
        return {}
    levels = ((office, hierarchy.level(office)) for office in offices)
    return {office: named[level] for office, level in levels if level in named}


def last_answer_day(directive: Directive) -> date | None:
    """The day by which the origin wants all answers: the last that a directive names."""
    return max((day for ask in directive.asks for day in ask.answer_days.values()), default=None)


def asked_days(
    directive: Directive, hierarchy: Hierarchy, addressees: Collection[str]
) -> dict[str, date]:
    """The first day for the answer of each addressee that is asked for one.

    Args:
        directive: What is asked.
        hierarchy: Its offices.
        addressees: Whom it is addressed to.
    """
    addressed = np.zeros(len(hierarchy.offices), np.bool_)
    addressed[[hierarchy.position(each) for each in addressees]] = True
    return days_by_office(hierarchy, asked_days_at(directive, hierarchy, addressed))


def days_by_office(hierarchy: Hierarchy, days: Days) -> dict[str, date]:
    """The days of those that are asked, from days by position."""
    asked, ids = np.flatnonzero(~np.isnat(days)), hierarchy.offices.ids
    return dict(zip(map(ids.__getitem__, asked.tolist()), days[asked].tolist(), strict=True))


def asked_days_at(directive: Directive, hierarchy: Hierarchy, addressed: Marks) -> Days:
    """The same by position; no day (NaT) of those that are not asked.

    Args:
        directive: What is asked.
        hierarchy: Its offices.
        addressed: Whom it is addressed to, by position.
    """
    levels = hierarchy.offices.levels
    level = np.frombuffer(levels.numbers, np.uint32)
    found = np.full(len(addressed), "NaT", "datetime64[D]")
    for ask in directive.asks:
        days = np.array([ask.day_for(each) for each in levels.words], "datetime64[D]")
        if not np.isnat(days).all():
            asked = addressed & marks(hierarchy, [ask.to])
            found[asked] = np.fmin(found[asked], days[level[asked]])
    return found

"""On which days does an organisation work? Its week less the holidays of a country, and its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from zoneinfo import ZoneInfo

import holidays

from wian.jurisdictions.calendar import WorkingCalendar
from wian.jurisdictions.plain.rules import FIRST, LAST, CalendarRules, HolidayChoice, Weekday

ANNOUNCED_TO = date(2026, 12, 31)
"""What the ``holidays`` package of this program knows of most countries."""


def closed_days(rules: CalendarRules, language: str = "en") -> dict[date, str]:
    """Every day from 2005 to 2035 that is a holiday, with its name.

    The ``holidays`` package knows what was announced when it was made; later years are its
    projection.

    Args:
        rules: Whose holidays, and what is otherwise.
        language: Language of the names, where the package has them in it; English else.
    """
    days = _listed(rules.holidays, language) if rules.holidays else {}
    days |= {day: name for day, name in rules.closed.items() if FIRST <= day <= LAST}
    for day in rules.open:
        days.pop(day, None)
    return dict(sorted(days.items()))


def _listed(choice: HolidayChoice, language: str) -> dict[date, str]:
    known = holidays.country_holidays(choice.country).supported_languages
    english = ("en_US", "en_GB", *_of(known, "en"))
    wanted: tuple[str, ...] = (language, language.replace("-", "_"))
    wanted += english if language == "en" else (*_of(known, language), *english)
    listed = holidays.country_holidays(
        choice.country,
        subdiv=choice.subdivision,
        categories=choice.categories,
        years=range(FIRST.year, LAST.year + 1),
        language=next((each for each in wanted if each in known), None),
    )
    return dict(listed.items())


def _of(known: Iterable[str], language: str) -> tuple[str, ...]:
    """Those of a language, in whatever country: ``ms_MY`` of ``ms``."""
    return tuple(each for each in known if each.partition("_")[0] == language.partition("-")[0])


def working_calendar(rules: CalendarRules, closed: Mapping[date, str]) -> WorkingCalendar:
    """The calendar of an organisation.

    Args:
        rules: Its clock, hours and week.
        closed: Its holidays, from ``closed_days``.
    """
    hours = dict.fromkeys(Weekday, rules.hours) | rules.hours_on
    return WorkingCalendar(
        zone=ZoneInfo(rules.zone),
        holidays=closed,
        first=FIRST,
        last=LAST,
        announced_to=rules.announced_to or (ANNOUNCED_TO if rules.holidays else LAST),
        opens=rules.hours[0][0],
        closes=rules.hours[-1][1],
        weekmask="".join(str(int(day in rules.week)) for day in Weekday),
        by_weekday={place: hours[day] for place, day in enumerate(Weekday)},
    )

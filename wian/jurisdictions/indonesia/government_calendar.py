"""The working calendar of Indonesian government offices: which days and hours they work.

The days come from the ``holidays`` package: national holidays, and *cuti bersama*, days of leave
that all civil servants take together. ``tests/jurisdictions/indonesia`` compares every weekday of
2018 to 2026 with a list written down by hand from the joint decrees of three ministers that name
these days each year.

How sure it is:

* 2018 to 2026: compared with the decrees (SKB) and their changes, year by year, as far as they were
  public in September 2025; days that a president decided on later for one occasion are missing.
* 2010 to 2017: as the package has them.
* After 2026: projected; the package marks most such days as estimated (*perkiraan*). *Cuti bersama*
  is announced a year ahead.

Holidays of some regions only (Galungan in Bali, the days of single provinces, elections of single
villages) are left out everywhere.

Hours: Presidential Regulation 21 of 2023. Five days (article 3); 37 hours and 30 minutes a week
without rests (4.1), 32 hours and 30 minutes in Ramadan (4.2), from 07:30 (4.3) or in Ramadan 08:00
(4.4), a rest of 90 minutes on Fridays and of 60 on other days (4.5), in Ramadan of 60 and 30 (4.6).
When the rests begin is decided by each institution: noon, and 11:30 on Fridays, is assumed, and so
is that each day has a fifth of the week's hours. Before 2023 the week had the same 37 hours and 30
minutes (Presidential Decree 68 of 1995); its other details are not told apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays

from wian.jurisdictions.calendar import DaysOnDemand, Spans, WorkingCalendar

FIRST = date(2010, 1, 1)
LAST = date(2035, 12, 31)
ANNOUNCED_TO = date(2026, 12, 31)

_NOON, _FRIDAY = 12 * 60, 4
_USUAL: Spans = ((7 * 60 + 30, _NOON), (13 * 60, 16 * 60))
_FRIDAYS: Spans = ((7 * 60 + 30, 11 * 60 + 30), (13 * 60, 16 * 60 + 30))
_FASTING: Spans = ((8 * 60, _NOON), (12 * 60 + 30, 15 * 60))
_FASTING_FRIDAYS: Spans = ((8 * 60, 11 * 60 + 30), (12 * 60 + 30, 15 * 60 + 30))

_END_OF_FAST = "Hari Raya Idul Fitri"
_LONGEST_MONTH = 30
RAMADAN: Mapping[int, date] = MappingProxyType(
    {
        2018: date(2018, 5, 17),
        2019: date(2019, 5, 6),
        2020: date(2020, 4, 24),
        2021: date(2021, 4, 13),
        2022: date(2022, 4, 3),
        2023: date(2023, 3, 23),
        2024: date(2024, 3, 12),
        2025: date(2025, 3, 1),
        2026: date(2026, 2, 19),
    }
)
"""The first day of the fast, as the Minister of Religious Affairs declared it (*sidang isbat*). In
other years it is taken to begin 30 days before its end."""


@cache
def government_calendar() -> WorkingCalendar:
    """The calendar of Indonesian government offices, 2010 to 2035, on Jakarta's clock (WIB).

    Offices in the middle and the east keep their own clocks, one and two hours ahead; one
    calendar holds for all, so that their hours are those of Jakarta.
    """
    days = DaysOnDemand(_closed_days)
    return WorkingCalendar(
        zone=ZoneInfo("Asia/Jakarta"),
        holidays=days,
        first=FIRST,
        last=LAST,
        announced_to=ANNOUNCED_TO,
        opens=_USUAL[0][0],
        closes=_USUAL[-1][1],
        by_weekday={**dict.fromkeys(range(_FRIDAY), _USUAL), _FRIDAY: _FRIDAYS},
        by_day=DaysOnDemand(lambda: dict(_fasting_hours(days))),
    )


def _closed_days() -> dict[date, str]:
    """Each national holiday and day of leave taken together, with its names, in order."""
    listed = holidays.country_holidays(
        "ID",
        categories=("public", "government"),
        years=range(FIRST.year, LAST.year + 1),
        language="id",
    )
    return {day: "; ".join(listed.get_list(day)) for day in sorted(listed)}


def _fasting_hours(days: Mapping[date, str]) -> Iterator[tuple[date, Spans]]:
    ends = [day for day, names in days.items() if names.startswith(_END_OF_FAST)]
    for end in ends:
        first = RAMADAN.get(end.year, end - timedelta(days=_LONGEST_MONTH))
        for at in range((end - first).days):
            day = first + timedelta(days=at)
            yield day, _FASTING_FRIDAYS if day.weekday() == _FRIDAY else _FASTING

"""The working calendar of Thai government offices: which days they are closed, and why.

The days come from the ``holidays`` package (categories *public* and *government*, so that the
Royal Ploughing Ceremony is among them), with what is wrong there for government offices put
right below, each correction beside its source. ``tests/jurisdictions/thailand`` compares every
weekday of 2015 to 2026 with a list written down by hand from announcements and resolutions.

How sure it is:

* 2015 to 2026: compared with announcements of the Office of the Prime Minister and reports of
  cabinet resolutions, year by year, as far as they were public in July 2026: an extra day
  decided later is missing. For 2 January 2015, 6 May and 18 July 2016 the day of the resolution
  could not be verified; 16 October 2026 is reported as a day of Bangkok only and left out.
* 2005 to 2014: as the package has it, apart from the corrections below; extra days on which banks
  stayed open may be missing. Two days there are in doubt: 9 June 2006 (announced as an ordinary
  day in February 2006, a holiday by the package) and 3 January 2006 (the principle below grants
  no second day; the package cites a resolution).
* After 2026: projected from the annual holidays, the Thai lunar calendar and the principle of
  days in lieu. The date of the Royal Ploughing Ceremony is announced each year and is missing;
  so are the extra days that cabinets add, often a few weeks ahead.

Holidays of some provinces only are left out everywhere: four regional days of 2021 (cabinet,
29 December B.E. 2563), the summits of 4-5 November 2019 (Bangkok, Nonthaburi) and 16-18 November
2022 (Bangkok, Nonthaburi, Samut Prakan), and the holidays of the southern border provinces.

The annual holidays are those of the Announcement of the Office of the Prime Minister on annual
government holidays of 24 May B.E. 2562 (2019). For a holiday on a weekend the next working day
is off, one day at most where several follow each other: cabinet resolutions of 1 May B.E. 2544
(circular นร ๐๒๐๕/ว ๘๓ of 11 May) and 3 February B.E. 2547 (circular นร ๐๕๐๔/ว ๓๘ of
20 February).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from wian.jurisdictions.calendar import WorkingCalendar

FIRST = date(2005, 1, 1)
LAST = date(2035, 12, 31)
ANNOUNCED_TO = date(2026, 12, 31)

_IN_LIEU = "ชดเชย"
_SPECIAL = "วันหยุดราชการเพิ่มเป็นกรณีพิเศษ"
"""An extra day of a cabinet resolution. The package follows the Bank of Thailand's lists, and so
misses those on which banks stayed open."""
_OFFICES_OPEN = frozenset({"วันแรงงานแห่งชาติ", "วันเด็กแห่งชาติ"})
"""Labour Day is a holiday under the Labour Protection Act B.E. 2541, section 29, for employees,
not for officials; National Children's Day is a Saturday of observance. Neither is among the annual
government holidays of the Announcement of 24 May B.E. 2562, and so neither brings a day in lieu."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One day on which the package is wrong for government offices.

    Attributes:
        day: The day.
        name: Its holiday in Thai; ``None`` where offices are open.
        source: Who decided it.
    """

    day: date
    name: str | None
    source: str


CORRECTIONS = (
    Correction(
        date(2006, 6, 12),
        None,
        "Accession jubilee: offices in Greater Bangkok only (government spokesman, "
        "8 February B.E. 2549; Bank of Thailand, holidays of 2006)",
    ),
    Correction(date(2006, 6, 13), None, "As 12 June 2006"),
    Correction(
        date(2010, 5, 20),
        None,
        "Unrest: government offices in Bangkok only (cabinet resolution, 18 May B.E. 2553)",
    ),
    Correction(date(2010, 5, 21), None, "As 20 May 2010"),
    Correction(
        date(2011, 10, 27),
        None,
        "Flood: 21 provinces with Bangkok only (cabinet resolution, 25 October B.E. 2554)",
    ),
    Correction(date(2011, 10, 28), None, "As 27 October 2011"),
    Correction(date(2011, 10, 29), None, "As 27 October 2011; a Saturday"),
    Correction(date(2011, 10, 30), None, "As 27 October 2011; a Sunday"),
    Correction(date(2011, 10, 31), None, "As 27 October 2011"),
    Correction(date(2018, 4, 12), _SPECIAL, "Cabinet resolution, 27 February B.E. 2561"),
    Correction(date(2019, 4, 12), _SPECIAL, "Cabinet resolution, 12 February B.E. 2562"),
    Correction(date(2019, 12, 30), _SPECIAL, "Cabinet resolution, 29 October B.E. 2562"),
    Correction(
        date(2020, 12, 7),
        None,
        "Day in lieu of 5 December moved to 11 December (cabinet resolution, "
        "22 September B.E. 2563)",
    ),
    Correction(
        date(2021, 10, 22),
        "ชดเชยวันปิยมหาราช",
        "Moved from 25 October (cabinet resolution, 29 December B.E. 2563)",
    ),
    Correction(date(2021, 10, 25), None, "Moved to 22 October 2021"),
    Correction(
        date(2023, 1, 3),
        None,
        "31 December and 1 January fell on a weekend and brought one day in lieu, 2 January "
        "(principle of B.E. 2544 and 2547; Secretariat of the Cabinet, holidays of B.E. 2566)",
    ),
    Correction(date(2034, 1, 3), None, "Projected by the same principle as 3 January 2023"),
)


@cache
def government_calendar() -> WorkingCalendar:
    """The calendar of Thai government offices, 2005 to 2035, 08:30 to 16:30, Monday to Friday.

    Hours: Announcement of the Office of the Prime Minister on office hours and holidays
    (No. 12), B.E. 2502. The hour of rest at noon is not taken out.
    """
    return WorkingCalendar(
        zone=ZoneInfo("Asia/Bangkok"),
        holidays=_closed_days(),
        first=FIRST,
        last=LAST,
        announced_to=ANNOUNCED_TO,
    )


def _closed_days() -> dict[date, str]:
    """Each day of a holiday with its Thai names, corrected, in order."""
    days = _listed_days()
    for correction in CORRECTIONS:
        if correction.name is None:
            days.pop(correction.day, None)
        else:
            days[correction.day] = correction.name
    return dict(sorted(days.items()))


def _listed_days() -> dict[date, str]:
    """The package's days without those on which government offices are open."""
    listed = holidays.country_holidays(
        "TH",
        categories=("public", "government"),
        years=range(FIRST.year, LAST.year + 1),
        language="th",
    )
    names = {day: [n for n in listed.get_list(day) if _closes_offices(n)] for day in listed}
    return {day: "; ".join(held) for day, held in names.items() if held}


def _closes_offices(name: str) -> bool:
    return name.removeprefix(_IN_LIEU) not in _OFFICES_OPEN

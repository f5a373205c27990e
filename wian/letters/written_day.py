"""Which days and times does a file of ours take: Gregorian, certain, and on an office's clock?"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from wian.jurisdictions.countries import eras
from wian.kit.errors import Unfit
from wian.kit.pydantic_faults import shown
from wian.letters.mistyped_days import days_meant

_ISO = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:?\d\d)?)?")
_FIRST_YEAR, _LAST_YEAR = 1941, 2400
"""Years that a day may be of. Of earlier ones it is not certain in every era which year is meant;
a later one is of an era that counts from longer ago."""


def _written_as_a_date(value: Any) -> Any:
    """Refuse what pydantic would take for seconds since 1970: ``20210119``."""
    if isinstance(value, bool | int | float):
        raise ValueError(f"{str(value)[:40]} is a bare number; write a date such as 2021-01-19")  # noqa: TRY004 - pydantic reads ValueError only
    if isinstance(value, str) and not _ISO.fullmatch(value.strip()):
        meant = " or ".join(map(str, days_meant(value, _LAST_YEAR)))
        usual = "2021-01-19, or 2021-01-19 15:29 with a time"
        raise Unfit(f"{shown(value)} is no date; write {meant or usual}", "date")
    return value


def _in_this_era(day: date) -> date:
    """Refuse a year of another era, and one that is too long ago to be certain."""
    if day.year > _LAST_YEAR:
        raise _of_another_era(day.year)
    if day.year < _FIRST_YEAR:
        said = f"{day.isoformat()} is too long ago; write a day from {_FIRST_YEAR} on"
        raise Unfit(said, "too_old", year=str(_FIRST_YEAR))
    return day


def _of_another_era(year: int) -> Unfit:
    for era in eras():
        meant = year - era.offset
        if meant <= _LAST_YEAR:
            said = f"{year} looks like a year of the {era.name}; write {meant}"
            return Unfit(said, "era", year=str(meant))
    return Unfit(f"{year} is no year of a letter; write a year up to {_LAST_YEAR}", "date")


def _local(moment: date | datetime) -> date | datetime:
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        raise Unfit(
            f"{moment.isoformat()} carries a time zone; write the time on the office's own clock, "
            "without one",
            "time_zone",
        )
    return moment


Day = Annotated[date, BeforeValidator(_written_as_a_date), AfterValidator(_in_this_era)]
"""A Gregorian date."""
Moment = Annotated[
    date | datetime,
    BeforeValidator(_written_as_a_date),
    AfterValidator(_in_this_era),
    AfterValidator(_local),
]
"""A local date, or a local date and time, Gregorian. Dates alone stay dates."""

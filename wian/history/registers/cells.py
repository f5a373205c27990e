"""Reading one cell of a register: running number, day, time of day, text."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from wian.jurisdictions.thailand import dates
from wian.jurisdictions.thailand.numerals import to_arabic_digits
from wian.jurisdictions.thailand.written_moments import no_date, no_time, read_moment, read_time

Cell = str | int | float | date | datetime | time | timedelta | None
"""What a spreadsheet holds in a cell; a CSV file has text only."""

FIRST_YEAR = 2526 - dates.ERA_OFFSET
"""Year of the forms 13 and 14: the Regulation of the Office of the Prime Minister on
Correspondence is in force since 1 June B.E. 2526 (clause 2)."""
_LAST_YEAR = 2699 - dates.ERA_OFFSET
_SHORT_FROM = 26
"""First year of two digits that is one of the Buddhist era: 2526."""
_BLANKS = frozenset({"-", "–", "—", "--", "---", "."})
_LONGEST = 100
_DIGITS = 10
_NUMBER = re.compile(r"(\d{1,9})(?:\s*/\s*(\d{4}|\d{2}))?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def text_of(cell: Cell) -> str:
    """A cell as text on one line; empty where it holds a dash only."""
    if isinstance(cell, str):
        text = " ".join(cell.split())
        return "" if text in _BLANKS else text
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def running_number(cell: Cell) -> tuple[int, int | None]:
    """A register's running number, and the year beside it where one stands there.

    ``๕๔๔``, ``544``, ``67,230`` and ``544/2564`` are read.

    Raises:
        ValueError: It is none.
    """
    if isinstance(cell, str) and cell.isdecimal() and len(cell) < _DIGITS and (number := int(cell)):
        return number, None
    found = _NUMBER.fullmatch(_THOUSANDS.sub("", to_arabic_digits(text_of(cell)[:_LONGEST])))
    if found is None or int(found[1]) == 0:
        raise ValueError("is no running number; write digits alone, or 544/2564")
    return int(found[1]), _year(found[2]) if found[2] else None


def moment_of(cell: Cell) -> date | datetime:
    """The day in a cell, with the time of day where the cell holds one.

    Days as ``๑๓ ม.ค. ๒๕๖๔``, ``13/1/64``, ``13-01-2021``, ``2021-01-13``, ``13 Jan 2021`` or a
    spreadsheet's own dates; the day stands before the month. A year of four digits is of the
    era whose range it lies in, one of two digits is of the Buddhist era. Midnight is how
    spreadsheets write a day alone.

    Raises:
        ValueError: It is none, or of a year that no register has.
    """
    if isinstance(cell, datetime):
        day = _moment(cell.isoformat()[:10])
        return day if cell.time() == time() else datetime.combine(day, _to_minute(cell.time()))
    if isinstance(cell, date):
        return _moment(cell.isoformat()[:10])
    if isinstance(cell, str):
        return _moment(cell[: _LONGEST + 1])
    raise no_date()


def time_of(cell: Cell) -> time:
    """The time of day in a cell: ``10.30``, ``๑๐.๓๐ น.``, ``10:30``, or a spreadsheet's own.

    Raises:
        ValueError: It is none.
    """
    if isinstance(cell, datetime):
        return _to_minute(cell.time())
    if isinstance(cell, time):
        return _to_minute(cell)
    if isinstance(cell, timedelta):
        return _from_minutes(cell / timedelta(minutes=1))
    if isinstance(cell, int | float):
        return _time_of_number(float(cell))
    return _written_time(text_of(cell)[:_LONGEST])


def days_in(text: str) -> date | None:
    """The day that a line above the rows names (``วันที่ ๑๓ เดือน มกราคม พ.ศ. ๒๕๖๔``)."""
    _, mark, rest = text.rpartition("วันที่")
    try:
        found = moment_of(rest if mark else text)
    except ValueError:
        return None
    return found.date() if isinstance(found, datetime) else found


@lru_cache(maxsize=8192)
def _moment(text: str) -> date | datetime:
    found = read_moment(text, _year)
    if not isinstance(found, datetime):
        return found
    if found.tzinfo is not None:
        raise ValueError("carries a time zone; write the time on the office's own clock")
    return found.date() if found.time() == time() else found


_written_time = lru_cache(maxsize=2048)(read_time)


def _year(digits: str, leads: bool = False) -> int:  # noqa: ARG001, FBT001, FBT002 - a YearReader
    """The Gregorian year of one of either era, of two or four digits, wherever it stands."""
    year = int(digits)
    if len(digits) == 2:
        if year < _SHORT_FROM:
            raise ValueError(f"has the year {digits}, of no certain era; write four digits")
        return dates.SHORT_YEAR_CENTURY + year - dates.ERA_OFFSET
    for offset in (0, dates.ERA_OFFSET):
        if FIRST_YEAR <= year - offset <= _LAST_YEAR:
            return year - offset
    raise ValueError(f"has the year {year}, and registers of this form began in 2526 (1983)")


def _to_minute(clock: time) -> time:
    return clock.replace(second=0, microsecond=0)


def _from_minutes(minutes: float) -> time:
    hour, minute = divmod(int(minutes + 1e-6), 60)
    try:
        return time(hour, minute)
    except ValueError:
        raise no_time() from None


def _time_of_number(value: float) -> time:
    """A number in a cell for a time: 10.3 was typed as 10.30, 0.4375 is a part of the day."""
    hundredths = value * 100
    if abs(hundredths - round(hundredths)) > 1e-6:  # not two decimals
        return _from_minutes(value * 24 * 60)
    if 0 < value < 1:
        raise ValueError("could be a part of the day or a time after midnight; write 10.30")
    return time_of(f"{value:.2f}")

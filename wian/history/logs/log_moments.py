"""Reading a moment of an event log, to the second: which forms are there, and what is uncertain?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from wian.history.logs.date_order import DateOrder, NumericDates
from wian.history.logs.numeric_moments import numeric_moment
from wian.history.registers.cells import CellReader
from wian.jurisdictions.entry_dates import EntryDates
from wian.kit.likeness import plain_digits

_ISO = re.compile(r"(\d{4})(-\d\d-\d\d[T ]\d\d:\d\d)((?::\d\d)?)(.*?)(\s*(?:UTC|GMT))?")
_TIMED = re.compile(
    r"(?P<day>.*?\d)(?:T|,?\s+)(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)"
    r"(?::(?P<second>[0-5]\d)(?:[.,](?P<part>\d{1,9}))?)?"
    r"\s*(?P<half>[AaPp])?(?(half)\.?[Mm]\.?)"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?"
)
_CLOCK = ("%H", "%I", "%c", "%X", "%M", "%s", "%T")
_SECONDS = ("%S", "%c", "%X", "%f", "%s", "%T")
_LONGEST = 100
_REMEDY = "write it as 2021-01-20T13:18:05+07:00, or give its --timestamp-format"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class LogMoment(NamedTuple):
    """A moment as a log writes it.

    Attributes:
        minute: UTC minutes since 1970; of a day alone that of its local midnight.
        second: Seconds within that minute, with their fraction; ``None`` where none are shown.
        dated: Only the day is known.
    """

    minute: int
    second: float | None
    dated: bool


class MomentReader:
    """Reads the moments of one log, and counts those whose day and month could be exchanged.

    Args:
        zone: Of moments that bear none.
        form: As ``strptime`` takes it; ``None``: any of the forms in docs/reference/import.md.
        dates: How the country's registers write days.
        order: Which comes first in ``3/4/2021``; ``None``: the day, with a warning.
    """

    def __init__(
        self, zone: ZoneInfo, form: str | None, dates: EntryDates, order: DateOrder | None = None
    ) -> None:
        self._zone, self._form, self._dates = zone, form, dates
        self._cells, self._numeric = CellReader(dates), NumericDates(dates, order)
        self._read: Callable[[str], tuple[LogMoment, bool]] = lru_cache(maxsize=65_536)(self._once)
        self.uncertain = 0
        self.example = ""

    def __call__(self, text: str) -> LogMoment:
        """The moment of a text.

        Raises:
            ValueError: It is none; says why.
        """
        found, uncertain = self._read(text)
        if uncertain:
            self.uncertain += 1
            self.example = self.example or text
        return found

    @property
    def proven(self) -> bool:
        """Whether another date of the log can only be read in the order that was chosen."""
        return self._numeric.proven

    def _once(self, text: str) -> tuple[LogMoment, bool]:
        self._numeric.uncertain = False
        try:
            found = self._formed(text, self._form) if self._form else self._written(text)
        except OverflowError:
            raise ValueError(f"is no moment of a calendar; {_REMEDY}") from None
        return found, self._numeric.uncertain

    def _formed(self, text: str, form: str) -> LogMoment:
        try:
            found = datetime.strptime(plain_digits(text), form)  # noqa: DTZ007 - the zone is the log's
        except (ValueError, re.error):
            raise ValueError(f"is not of the form {form}") from None
        if not any(mark in form for mark in _CLOCK):
            return self._day(found.date())
        return self._moment(found, seconds=any(mark in form for mark in _SECONDS))

    def _written(self, text: str) -> LogMoment:
        plain = plain_digits(text[:_LONGEST]).strip()
        if found := _ISO.fullmatch(plain):
            return self._iso(found)
        if (number := numeric_moment(plain, self._zone)) is not None:
            if not isinstance(number, datetime):
                return self._day(number)
            return self._moment(number, seconds=number.second + number.microsecond > 0)
        if timed := _TIMED.fullmatch(plain):
            return self._timed(timed, plain)
        return self._any(self._numeric.day(plain) or self._country(plain))

    def _iso(self, found: re.Match[str]) -> LogMoment:
        year, zone = self._dates.leading_year(int(found[1])), "Z" if found[5] else ""
        try:
            moment = datetime.fromisoformat(f"{year:04}{found[2]}{found[3]}{found[4]}{zone}")
        except ValueError:
            raise ValueError(_no_moment(year, found[2])) from None
        return self._moment(moment, seconds=bool(found[3]))

    def _timed(self, found: re.Match[str], plain: str) -> LogMoment:
        """A day in one of its forms, and a time of day behind it."""
        day = self._numeric.day(found["day"].strip(" ,"))
        if day is None:
            try:
                day = self._dates.moment(found["day"])
            except ValueError:
                return self._any(self._country(plain))
        hour, half = int(found["hour"]), (found["half"] or "").lower()
        if half and hour <= 12:  # hours of half a day, from 0 or from 1
            hour = hour % 12 + 12 * (half == "p")
        elif half == "a":
            raise ValueError(f"has an hour {hour} before noon; mend it")
        try:
            zone = found["zone"] or ""
            clock = f"{hour:02}:{found['minute']}:{found['second'] or '00'}"
            part = f".{found['part'][:6]:0<6}" if found["part"] else ""
            offset = "+00:00" if zone in ("Z", "UTC", "GMT") else zone
            moment = datetime.fromisoformat(f"{day.isoformat()[:10]}T{clock}{part}{offset}")
        except ValueError:
            raise ValueError(f"is no moment; {_REMEDY}") from None
        if not zone and moment.time() == datetime.min.time():
            return self._day(moment.date())  # how spreadsheets write a day alone
        return self._moment(moment, seconds=found["second"] is not None)

    def _country(self, text: str) -> date | datetime:
        try:
            return self._cells.moment(text)
        except ValueError as error:
            raise ValueError(f"{error}; mend it, or give its --timestamp-format") from None

    def _any(self, found: date | datetime) -> LogMoment:
        if isinstance(found, datetime):
            return self._moment(found, seconds=False)
        return self._day(found)

    def _day(self, day: date) -> LogMoment:
        midnight = datetime(day.year, day.month, day.day, tzinfo=self._zone)
        return LogMoment(int((midnight - _EPOCH).total_seconds()) // 60, None, dated=True)

    def _moment(self, moment: datetime, *, seconds: bool) -> LogMoment:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self._zone)
        passed = aware - _EPOCH
        minute, second = divmod(passed.days * 86_400 + passed.seconds, 60)
        exact = second + passed.microseconds / 1e6
        return LogMoment(minute, exact if seconds else None, dated=False)


def _no_moment(year: int, rest: str) -> str:
    """Why a moment in ISO 8601 is none: its day does not exist, or the rest is not to be read."""
    month, day = int(rest[1:3]), int(rest[4:6])
    try:
        date(year, month, day)
    except ValueError:
        return f"is no moment: there is no day {day} in month {month} of {year}; mend it"
    return f"is no moment; {_REMEDY}"

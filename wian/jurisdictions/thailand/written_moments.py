"""Days and times as Thai people, registers and logs write them: numbers or words, either era."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time

from wian.jurisdictions.thailand import dates
from wian.jurisdictions.thailand.numerals import to_arabic_digits
from wian.kit.errors import Unfit

FIRST_YEAR = dates.FIRST_YEAR - dates.ERA_OFFSET
LAST_YEAR = 2400
"""Years that a moment may be of; a later one that leads, as in ISO 8601, is of the Buddhist era."""
SHORT_FROM = 57
"""First year of two digits that is certainly of the Buddhist era: 2557, as 56 may be 2056."""
REGISTERS_FROM = 2526 - dates.ERA_OFFSET
"""Year of the forms 13 and 14: the Regulation of the Office of the Prime Minister on
Correspondence is in force since 1 June B.E. 2526 (clause 2)."""
_REGISTERS_TO = 2699 - dates.ERA_OFFSET
_REGISTERS_SHORT_FROM = 26
"""First year of two digits that is one of the Buddhist era: 2526."""
_BUDDHIST = 2400
"""A year from here on is one of the Buddhist era: no log is of the Gregorian years 2400."""
_LONGEST = 100
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_BEFORE = re.compile(r"^(?:ลง)?(?:วัน(?:[ก-๎]{2,10})?ที่)?\s*(?=\d)")
_AROUND = re.compile(r"เดือน|พ\.?\s*ศ\.?(?=\s*\d)|ค\.?\s*ศ\.?(?=\s*\d)|,")
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::[0-5]\d(?:\.\d+)?)?\s*(?:น\.?|hrs?\.?)?"
_WITH_TIME = re.compile(rf"(?P<day>.*?\d)(?:T|\s+(?:เวลา\s*)?){_CLOCK}")
_TIME = re.compile(rf"(?:เวลา\s*)?{_CLOCK}", re.IGNORECASE)
_ZONED = re.compile(r"(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)")
_NUMERIC = re.compile(r"(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = re.compile(r"(\d{1,2})[\s/-]*([ก-๎][ก-๎.\s]*?|[A-Za-z]{3,9}\.?)[\s/-]*(\d{4}|\d{2})")
_AMERICAN = re.compile(r"([A-Za-z]{3,9})\.?\s*(\d{1,2})\s+(\d{4})")

YearReader = Callable[[str, bool], int]
"""The Gregorian year of two or four digits, and whether they lead, as in ISO 8601.

Raises ``Unfit``, a clause that follows the text, where they are none.
"""


def certain_year(digits: str, leads: bool) -> int:  # noqa: FBT001 - a YearReader
    """The Gregorian year of digits whose era is certain; one that leads is Gregorian itself.

    Raises:
        Unfit: It is not certain, is of the Buddhist era in the place of a Gregorian one, or is
            too long ago.
    """
    year = int(digits)
    if len(digits) == 2:
        if year < SHORT_FROM:
            raise _uncertain(digits)
        return dates.SHORT_YEAR_CENTURY + year - dates.ERA_OFFSET
    if leads and year > LAST_YEAR:
        gregorian = str(year - dates.ERA_OFFSET)
        said = f"has {year}, which looks like a year of the Buddhist era; write {gregorian}"
        raise Unfit(said, "era", year=gregorian)
    for offset in (0, dates.ERA_OFFSET):
        if FIRST_YEAR <= year - offset <= LAST_YEAR:
            return year - offset
    if year > FIRST_YEAR:
        raise _uncertain(digits)
    said = f"is too long ago; write a day from {FIRST_YEAR} ({dates.FIRST_YEAR}) on"
    raise Unfit(said, "too_old", year=str(FIRST_YEAR))


def read_moment(text: str, year_of: YearReader = certain_year) -> date | datetime:
    """The day that a text names, with the time of day where it names one.

    Days as ``๑๓ ม.ค. ๒๕๖๔``, ``13 มกราคม 2564``, ``13/1/2564``, ``13-01-2021``, ``2021-01-13`` or
    ``13 Jan 2021``; the day stands before the month. A time follows, as ``10:30``, ``10.30`` or
    ``๑๐.๓๐ น.``; a zone only where all is in ISO 8601. Seconds are dropped.

    Raises:
        Unfit: It is none; a clause that follows the text says why.
    """
    if len(text) > _LONGEST:
        raise no_date()
    plain = " ".join(to_arabic_digits(text).split())
    if found := _ZONED.fullmatch(plain):
        return _zoned(_moment(found[1], year_of), found[2])
    return _moment(plain, year_of)


def read_time(text: str) -> time:
    """The time of day that a text names: ``10.30``, ``๑๐.๓๐ น.``, ``เวลา 10:30``.

    Raises:
        Unfit: It is none.
    """
    found = _TIME.fullmatch(to_arabic_digits(text[:_LONGEST]))
    if found is None:
        raise no_time()
    return _time(found)


def no_time() -> Unfit:
    """The refusal of what is no time of day."""
    return Unfit("is no time of day; write 10.30", "time")


def no_date() -> Unfit:
    """The refusal of what is no date."""
    said = "is no date; write 2021-01-19, 19/1/2564 or 19 ม.ค. 2564, and 15:29 after it for a time"
    return Unfit(said, "date")


def _uncertain(digits: str) -> Unfit:
    said = f"has the year {digits}, of no certain era; write it as 2021 or 2564"
    return Unfit(said, "uncertain_year", year=digits)


def _zoned(moment: date | datetime, zone: str) -> datetime:
    if not isinstance(moment, datetime):
        raise no_date()
    try:
        known = datetime.fromisoformat(f"2000-01-01T00:00{zone}").tzinfo
    except ValueError:
        raise no_date() from None
    return moment.replace(tzinfo=known)


def _moment(plain: str, year_of: YearReader) -> date | datetime:
    found = _WITH_TIME.fullmatch(plain)
    if found is None:
        return _date(plain, year_of)
    return datetime.combine(_date(found["day"], year_of), _time(found))


def _date(text: str, year_of: YearReader) -> date:
    plain = " ".join(_AROUND.sub(" ", _BEFORE.sub("", text)).split())
    if found := _NUMERIC.fullmatch(plain):
        return _day(found[1], found[3], found[4], year_of(found[4], False))
    if found := _ISO.fullmatch(plain):
        return _day(found[3], found[2], found[1], year_of(found[1], True))
    if found := _WORDS.fullmatch(plain):
        return _worded(found[1], found[2], found[3], year_of(found[3], False))
    if found := _AMERICAN.fullmatch(plain):
        return _worded(found[2], found[1], found[3], year_of(found[3], False))
    raise no_date()


def _worded(day: str, month: str, written: str, year: int) -> date:
    if month[:3].lower() in _ENGLISH:
        return _day(day, str(_ENGLISH.index(month[:3].lower()) + 1), written, year)
    try:
        return dates.parse_date(f"{day} {month} {year + dates.ERA_OFFSET}")
    except dates.UnreadableDate as error:
        raise Unfit(f"is no date: {error.why}", "date") from None


def _day(day: str, month: str, written: str, year: int) -> date:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        what = f"there is no day {int(day)} in month {int(month)} of {written}"
        raise Unfit(f"is no date: {what}", "date") from None


def _time(found: re.Match[str]) -> time:
    try:
        return time(int(found["hour"]), int(found["minute"]))
    except ValueError:
        raise no_time() from None


class ThaiDates:
    """Reads ``๑๓ ม.ค. ๒๕๖๔``, ``13/1/64``, ``13-01-2021``, ``2021-01-13`` and ``13 Jan 2021``.

    The day stands before the month. A year of four digits is of the era whose range it lies in,
    one of two digits is of the Buddhist era.
    """

    example_year = "2564"

    def certain(self, text: str) -> date | datetime:
        """The moment that a person typed, its era certain."""
        return read_moment(text)

    def moment(self, text: str) -> date | datetime:
        """The moment in a cell."""
        return read_moment(text, self._year)

    def year(self, digits: str) -> int:
        """The Gregorian year of two or four digits."""
        return self._year(digits)

    def leading_year(self, year: int) -> int:
        """The Gregorian year of one of either era."""
        return year - dates.ERA_OFFSET if year >= _BUDDHIST else year

    def clock(self, text: str) -> time:
        """``10.30``, ``๑๐.๓๐ น.``, ``เวลา 10:30``."""
        return read_time(text)

    def no_date(self) -> Unfit:
        """The refusal of what is no date."""
        return no_date()

    def no_time(self) -> Unfit:
        """The refusal of what is no time of day."""
        return no_time()

    @staticmethod
    def _year(digits: str, leads: bool = False) -> int:  # noqa: ARG004, FBT001, FBT002 - a YearReader
        """The Gregorian year of one of either era, wherever it stands."""
        year = int(digits)
        if len(digits) == 2:
            if year < _REGISTERS_SHORT_FROM:
                raise ValueError(f"has the year {digits}, of no certain era; write four digits")
            return dates.SHORT_YEAR_CENTURY + year - dates.ERA_OFFSET
        for offset in (0, dates.ERA_OFFSET):
            if REGISTERS_FROM <= year - offset <= _REGISTERS_TO:
                return year - offset
        raise ValueError(f"has the year {year}, and registers of this form began in 2526 (1983)")

"""Reading one cell of a register: running number, day, time of day, text."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from wian.jurisdictions.entry_dates import EntryDates
from wian.kit.likeness import plain_digits

Cell = str | int | float | date | datetime | time | timedelta | None
"""What a spreadsheet holds in a cell; a CSV file has text only."""

_BLANKS = frozenset({"-", "–", "—", "--", "---", "."})
_LONGEST = 100
_DIGITS = 10
_NUMBER = r"(?P<circular>{circular})?(?P<number>\d{{1,9}})\.?(?:\s*/\s*(?P<year>\d{{4}}|\d{{2}}))?"
_NONE = r"(?!)"
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


class Numbered(NamedTuple):
    """A running number, as a register's cell holds it.

    Attributes:
        number: The number.
        year: The Gregorian year beside it; ``None`` where none stands there.
        circular: The mark of a circular before it; empty where there is none.
    """

    number: int
    year: int | None = None
    circular: str = ""


class CellReader:
    """Reads the cells of a country's registers.

    Args:
        dates: How days and times are written there.
        circular: A pattern of the mark before a circular's number; empty where there is none.
    """

    def __init__(self, dates: EntryDates, circular: str = "") -> None:
        self._dates = dates
        mark = rf"(?:{circular})\s*" if circular else _NONE
        self._number = re.compile(_NUMBER.format(circular=mark))
        self._moment: Callable[[str], date | datetime] = lru_cache(maxsize=8192)(self._written)
        self._written_clock: Callable[[str], time] = lru_cache(maxsize=2048)(dates.clock)

    def running_number(self, cell: Cell) -> Numbered:
        """A register's running number, with the year and the mark of a circular beside it.

        ``544`` in any digits, ``67,230``, ``544/2021`` and a circular's number are read.

        Raises:
            ValueError: It is none.
        """
        if isinstance(cell, str) and cell.isdecimal() and len(cell) < _DIGITS and (n := int(cell)):
            return Numbered(n)
        plain = _THOUSANDS.sub("", plain_digits(text_of(cell)[:_LONGEST]))
        found = self._number.fullmatch(plain)
        if found is None or int(found["number"]) == 0:
            example = f"544/{self._dates.example_year}"
            raise ValueError(f"is no running number; write digits alone, or {example}")
        year = self._dates.year(found["year"]) if found["year"] else None
        return Numbered(int(found["number"]), year, (found["circular"] or "").strip())

    def moment(self, cell: Cell) -> date | datetime:
        """The day in a cell, with the time of day where the cell holds one.

        Days as the country writes them, or a spreadsheet's own dates. Midnight is how
        spreadsheets write a day alone.

        Raises:
            ValueError: It is none, or of a year that no register has.
        """
        if isinstance(cell, datetime):
            day = self._moment(cell.isoformat()[:10])
            return day if cell.time() == time() else datetime.combine(day, _to_minute(cell.time()))
        if isinstance(cell, date):
            return self._moment(cell.isoformat()[:10])
        if isinstance(cell, str):
            return self._moment(cell[: _LONGEST + 1])
        raise self._dates.no_date()

    def clock(self, cell: Cell) -> time:
        """The time of day in a cell: ``10.30``, as the country writes it, or a spreadsheet's own.

        Raises:
            ValueError: It is none.
        """
        if isinstance(cell, datetime):
            return _to_minute(cell.time())
        if isinstance(cell, time):
            return _to_minute(cell)
        if isinstance(cell, timedelta):
            return self._from_minutes(cell / timedelta(minutes=1))
        if isinstance(cell, int | float):
            return self._of_number(float(cell))
        return self._written_clock(text_of(cell)[:_LONGEST])

    def _written(self, text: str) -> date | datetime:
        found = self._dates.moment(text)
        if not isinstance(found, datetime):
            return found
        if found.tzinfo is not None:
            raise ValueError("carries a time zone; write the time on the office's own clock")
        return found.date() if found.time() == time() else found

    def _from_minutes(self, minutes: float) -> time:
        hour, minute = divmod(int(minutes + 1e-6), 60)
        try:
            return time(hour, minute)
        except ValueError:
            raise self._dates.no_time() from None

    def _of_number(self, value: float) -> time:
        """A number in a cell for a time: 10.3 was typed as 10.30, 0.4375 is a part of the day."""
        hundredths = value * 100
        if abs(hundredths - round(hundredths)) > 1e-6:
            return self._from_minutes(value * 24 * 60)
        if 0 < value < 1:
            raise ValueError("could be a part of the day or a time after midnight; write 10.30")
        return self.clock(f"{value:.2f}")


def _to_minute(clock: time) -> time:
    return clock.replace(second=0, microsecond=0)

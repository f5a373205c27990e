"""Reading a moment of an event log: ISO 8601, a format given, or as a country writes one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from wian.history.registers.cells import CellReader
from wian.jurisdictions.entry_dates import EntryDates
from wian.jurisdictions.instant import Instant
from wian.kit.likeness import plain_digits

_ISO = re.compile(r"(\d{4})(-\d\d-\d\d[T ]\d\d:\d\d.*)")
_CLOCK = ("%H", "%I", "%c", "%X", "%M")
_LONGEST = 100
_REMEDY = "write it as 2021-01-20T13:18+07:00, or give its --timestamp-format"

MomentReader = Callable[[str], Instant]
"""Reads the text of a moment; a ``ValueError`` says why it is none."""


def moment_reader(zone: ZoneInfo, form: str | None, dates: EntryDates) -> MomentReader:
    """Reads the moments of one log.

    Seconds are dropped, as a stamp shows minutes. A text without a time of day is a day.

    Args:
        zone: Of moments that bear none.
        form: As ``strptime`` takes it; ``None``: ISO 8601, or any way of writing a date that
            registers have (the day before the month).
        dates: How registers have it.
    """
    cells = CellReader(dates)

    @lru_cache(maxsize=65_536)
    def read(text: str) -> Instant:
        try:
            found = _formed(text, form) if form else _written(text, cells, dates)
            return Instant.of(found, zone)
        except OverflowError:
            raise ValueError(f"is no moment of a calendar; {_REMEDY}") from None

    return read


def _formed(text: str, form: str) -> date | datetime:
    try:
        found = datetime.strptime(plain_digits(text), form)  # noqa: DTZ007 - the zone is the log's
    except (ValueError, re.error):
        raise ValueError(f"is not of the form {form}") from None
    return found if any(mark in form for mark in _CLOCK) else found.date()


def _written(text: str, cells: CellReader, dates: EntryDates) -> date | datetime:
    plain = plain_digits(text[:_LONGEST]).strip()
    if found := _ISO.fullmatch(plain):
        year = dates.leading_year(int(found[1]))
        try:
            return datetime.fromisoformat(f"{year:04}{found[2]}")
        except ValueError:
            raise ValueError(f"is no moment; {_REMEDY}") from None
    try:
        return cells.moment(plain)
    except ValueError as error:
        raise ValueError(f"{error}, or give its --timestamp-format") from None

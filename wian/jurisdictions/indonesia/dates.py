"""Dates as Indonesian letters write them, and reading them back."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September"),
    *("Oktober", "November", "Desember"),
)
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
_OTHER = {"peb": 2, "nop": 11, "agt": 8, "ags": 8, "aug": 8, "may": 5, "oct": 10, "dec": 12}
"""Spellings of months that are older, shorter or English."""
_MONTH_OF = {
    **{name.lower(): at for at, name in enumerate(MONTHS, start=1)},
    **{name.lower(): at for at, name in enumerate(SHORT_MONTHS, start=1)},
    **_OTHER,
    "pebruari": 2,
    "nopember": 11,
}
MONTH = "|".join(sorted(_MONTH_OF, key=len, reverse=True))
WORDED = rf"(?P<day>\d{{1,2}})\s+(?P<month>{MONTH})\.?\s+(?P<year>\d{{4}})"
"""A date in words: ``19 Januari 2026``, ``3 Nop. 2021``."""
_WORDED = re.compile(WORDED, re.IGNORECASE)


def short_date(day: date) -> str:
    """A date as stamps write it: ``13 Jan 2026``."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def window_phrase(opens: date, closes: date, long_date: str) -> str:
    """A span of days, both included, saying month and year once where they are the same.

    Args:
        opens: Its first day.
        closes: Its last day.
        long_date: The last day, as letters write it.
    """
    if opens == closes:
        return f"pada tanggal {long_date}"
    beginning = str(opens.day)
    if opens.month != closes.month or opens.year != closes.year:
        beginning += f" {MONTHS[opens.month - 1]}"
    if opens.year != closes.year:
        beginning += f" {opens.year}"
    return f"mulai tanggal {beginning} sampai dengan {long_date}"


def worded_date(found: re.Match[str]) -> date | None:
    """The day that a match of ``WORDED`` names; ``None`` where the month has no such day."""
    try:
        month = _MONTH_OF[found["month"].lower()]
        return date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return None


def first_date(text: str) -> date | None:
    """The first date in words that a text holds."""
    days = (worded_date(found) for found in _WORDED.finditer(text))
    return next(filter(None, days), None)

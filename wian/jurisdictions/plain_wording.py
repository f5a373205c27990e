"""How are letters worded where no country says otherwise? Blanks between words, Arabic digits.

A country's wording may be one of these with templates and names of its own, or go further.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from pathlib import Path
from types import MappingProxyType
from typing import Any

from wian.kit import text_width
from wian.kit.number_signs import NumberSigns

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_LONGEST_NAME = 40
_ENDS = (".", "!", "?", ":")
_BLANK = re.compile(" ")


class PlainWording:
    """Gregorian days, numbers that bear their year, sentences that end with a full stop.

    Args:
        templates: Folder of the country's templates.
        salutation: Opening word of a letter where the recipient names none.
        closing: Complimentary close of an external letter.
        lead_ins: What sentences put before a directive's ``purpose``, and an ask's ``text``.
        months: Names of the months, January first.
        last: The word before the last of several.
        signs: The signs of its numbers.
    """

    hour_mark = ""
    hour_marks: Mapping[str, str] = MappingProxyType({})
    words: Mapping[str, Any] = MappingProxyType({})
    unfit_after: Mapping[str, frozenset[str]] = MappingProxyType({})

    def __init__(  # noqa: PLR0913 - all but the first by name
        self,
        templates: Path,
        *,
        salutation: str = "Dear",
        closing: str = "Yours faithfully",
        lead_ins: Mapping[str, str] = MappingProxyType({}),
        months: Sequence[str] = MONTHS,
        last: str = "and",
        signs: NumberSigns = NumberSigns(),  # noqa: B008 - frozen
    ) -> None:
        self.templates, self.lead_ins = templates, lead_ins
        self.salutation, self.closing = salutation, closing
        self._months, self._last = months, last
        self.signs = signs

    def digits(self, text: str) -> str:
        """The text itself."""
        return text

    def long_date(self, day: date) -> str:
        """``19 January 2021``."""
        return f"{day.day} {self._months[day.month - 1]} {day.year}"

    def short_date(self, day: date) -> str:
        """``2021-01-19``."""
        return day.isoformat()

    def clock(self, at: time) -> str:
        """``15:29``."""
        return f"{at:%H:%M}"

    def window_phrase(self, opens: date, closes: date) -> str:
        """``1 January 2021 - 28 February 2021``; a window of one day is that day."""
        if opens == closes:
            return self.long_date(opens)
        return f"{self.long_date(opens)} - {self.long_date(closes)}"

    def register_year(self, day: date) -> int:
        """The calendar year."""
        return day.year

    def letter_number(
        self,
        code: str | None,
        number: int,
        year: int,
        *,
        dated: date,
        circular: bool = True,
    ) -> str:
        """``AB-12/2021``; ``12/2021`` where the office has no code. Circulars have no mark."""
        del circular, dated
        return f"{code}-{number}/{year}" if code else f"{number}/{year}"

    def join(self, items: Sequence[str]) -> str:
        """``a``, ``a and b``, ``a, b and c``."""
        *others, last = items or ("",)
        return f"{', '.join(others)} {self._last} {last}" if others else last

    def paragraph(self, sentences: Sequence[str]) -> str:
        """Sentences with a capital before and a full stop behind each."""
        return " ".join(_sentence(" ".join(each.split())) for each in sentences if each.strip())

    def addressees(self, line: str) -> tuple[str, ...]:
        """The posts between commas and the word before the last."""
        return tuple(re.split(rf", | {re.escape(self._last)} ", line))

    @staticmethod
    def kept(text: str) -> str:
        """``text`` with spaces that do not break inside dates, amounts and telephone numbers."""
        return text_width.kept(text)

    def pieces(self, text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
        """``text`` cut behind its blanks, but for those inside names, dates and numbers."""
        text = " ".join(text.split())
        held = self.kept(text)
        inside = {
            place
            for name in names
            if len(name) <= _LONGEST_NAME
            for found in re.finditer(re.escape(name), text)
            for place in range(*found.span())
        }
        ends = [at.end() for at in _BLANK.finditer(held) if at.start() not in inside]
        starts = (0, *ends)
        return tuple(text[a:b] for a, b in zip(starts, (*ends, len(text)), strict=True) if a < b)

    def proper_names(self, offices: Iterable[str]) -> frozenset[str]:
        """None: which words name a place is not known."""
        del offices
        return frozenset()


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + ("" if text.endswith(_ENDS) else ".")

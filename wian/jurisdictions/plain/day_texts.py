"""How do letters and registers write days with the names of months? ``19 January 2021``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from wian.jurisdictions.entry_dates import PlainDates
from wian.kit.errors import Unfit
from wian.kit.likeness import plain_digits, squeezed


class DayTexts(PlainDates):
    """Days in numbers, and days whose month is a word.

    Args:
        months: Names of the months, January first.
    """

    def __init__(self, months: Sequence[str]) -> None:
        self._months = {name.casefold(): number for number, name in enumerate(months, start=1)}
        self._months |= {name.casefold()[:3]: at for name, at in tuple(self._months.items())}
        names = "|".join(re.escape(each) for each in sorted(self._months, key=len, reverse=True))
        self._worded = re.compile(
            rf"(?<!\d)(?:(?P<day>\d{{1,2}})\s+(?P<month>{names})\.?,?"
            rf"|(?P<first>{names})\.?\s+(?P<second>\d{{1,2}}),?)\s+(?P<year>\d{{4}})(?!\d)",
            re.IGNORECASE,
        )

    def found(self, text: str) -> tuple[str, date | datetime] | None:
        """The first day in a text whose month is a word, as written and as meant."""
        for each in self._worded.finditer(plain_digits(squeezed(text))):
            try:
                return each.group(), self._meant(each)
            except ValueError:
                continue
        return None

    def certain(self, text: str) -> date | datetime:
        """A day in numbers or words, and a time behind it."""
        plain = plain_digits(squeezed(text[:200]))
        begins = self._worded.match(plain)
        if begins is None:
            return super().certain(text)
        try:
            day = self._meant(begins)
        except ValueError:
            raise self.no_date() from None
        rest = plain[begins.end() :].strip(" ,")
        return datetime.combine(day, self.clock(rest)) if rest else day

    def no_date(self) -> Unfit:
        """The refusal of what is no date."""
        said = "is no date; write 2021-01-19 or 19 January 2021, and 15:29 after it for a time"
        return Unfit(said, "date")

    def _meant(self, found: re.Match[str]) -> date:
        month = self._months[(found["month"] or found["first"]).casefold()]
        return date(int(found["year"]), month, int(found["day"] or found["second"]))

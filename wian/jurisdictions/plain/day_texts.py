"""How do letters and registers write days with the names of months? ``19 January 2021``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from wian.jurisdictions.entry_dates import PlainDates
from wian.jurisdictions.plain.words import usual_words
from wian.kit.errors import Unfit
from wian.kit.likeness import plain_digits, squeezed

_IN_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(.*)")
_MONTHS = 12


class DayTexts(PlainDates):
    """Days in numbers, and days whose month is a word.

    Args:
        months: Names of the months, January first; English ones are understood beside them.
        month_first: Letters there write the month before the day, so that of a day that a person
            types in numbers either may come first.
    """

    def __init__(self, months: Sequence[str], *, month_first: bool = False) -> None:
        self._month_first = month_first
        self._first_month = months[0]
        self._months = _numbered(usual_words()["months"]) | _numbered(months)
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
        """A day in numbers or words, and a time behind it.

        Raises:
            Unfit: It is none; or it could be two days, where letters write the month first.
        """
        return self.moment(self._ordered(text[:200]) if self._month_first else text)

    def moment(self, text: str) -> date | datetime:
        """The same in a register or a log, where the day always stands before the month."""
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

    @staticmethod
    def _ordered(text: str) -> str:
        """A text that begins with a day in numbers, with its day before its month.

        Raises:
            Unfit: Both could be the month.
        """
        found = _IN_NUMBERS.fullmatch(plain_digits(squeezed(text)))
        if found is None:
            return text
        one, other, year = int(found[1]), int(found[3]), found[4]
        if one == other or one > _MONTHS:
            return text
        if other > _MONTHS:
            return f"{other}/{one}/{year}{found[5]}"
        first, second = f"{year}-{other:02}-{one:02}", f"{year}-{one:02}-{other:02}"
        said = f"could be {first} or {second}; write the one that is meant, as {first}"
        raise Unfit(said, "two_days", first=first, second=second)

    def no_date(self) -> Unfit:
        """The refusal of what is no date."""
        named = f"19 {self._first_month} 2021"
        said = f"is no date; write 2021-01-19 or {named}, and 15:29 after it for a time"
        return Unfit(said, "date")

    def _meant(self, found: re.Match[str]) -> date:
        month = self._months[(found["month"] or found["first"]).casefold()]
        return date(int(found["year"]), month, int(found["day"] or found["second"]))


def _numbered(months: Sequence[str]) -> dict[str, int]:
    """Month, whole or by its first three letters where they are no other's -> its number."""
    whole = {name.casefold(): number for number, name in enumerate(months, start=1)}
    begun = Counter(name[:3] for name in whole)
    return {name[:3]: at for name, at in whole.items() if begun[name[:3]] == 1} | whole

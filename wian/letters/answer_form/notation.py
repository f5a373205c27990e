"""How do those who fill in a form write numbers, days, and yes or no?"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from wian.jurisdictions.entry_dates import PlainDates
from wian.jurisdictions.instant import day_of
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.folded_text import folded
from wian.kit.likeness import plain_digits
from wian.kit.number_signs import NumberSigns

_YES, _NO = ("yes", "true", "y", "1"), ("no", "false", "n", "0")
_SPACES_AND_MINUS = {0xA0: " ", 0x202F: " ", 0x2212: "-"}


@dataclass(frozen=True)
class Notation:
    """What a person's writing means; without any country, ISO days and English signs.

    Attributes:
        day: The day that a text names; raises ``Unfit`` where it names none.
        signs: Signs of numbers.
        yes, no: Words for the two, besides English ones.
    """

    day: Callable[[str], date | datetime] = field(default_factory=lambda: PlainDates().certain)
    signs: NumberSigns = field(default_factory=NumberSigns)
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()

    @classmethod
    def of(cls, country: Jurisdiction) -> Notation:
        """That of a country's offices."""
        words = country.headings
        return cls(country.read_moment, country.wording.signs, words.yes, words.no)

    def read_day(self, text: str) -> date:
        """The day that a text names, whatever time stands beside it.

        Raises:
            Unfit: It names none.
        """
        return day_of(self.day(text))

    def read_number(self, text: str) -> Decimal | None:
        """The number that a text is, with digits of any script; ``None`` where it is none.

        A point is the decimal sign wherever it cannot be the country's sign between thousands.
        """
        plain = plain_digits(text.strip()).translate(_SPACES_AND_MINUS)
        found = _number(self.signs).fullmatch(plain)
        if found is None:
            return None
        whole = (
            found["grouped"].replace(self.signs.thousands.translate(_SPACES_AND_MINUS), "")
            if (found["grouped"])
            else found["whole"]
        )
        return Decimal(f"{found['sign']}{whole}.{found['parts'] or found['point'] or 0}")

    def read_yes(self, text: str, yes: str | None, no: str | None) -> bool | None:
        """Whether a text means yes; ``None`` where it means neither.

        Args:
            text: What was written.
            yes: What the form calls the one.
            no: What it calls the other.
        """
        said = folded(text)
        if said in {folded(each) for each in (yes, *self.yes, *_YES) if each}:
            return True
        return False if said in {folded(each) for each in (no, *self.no, *_NO) if each} else None


@lru_cache(8)
def _number(signs: NumberSigns) -> re.Pattern[str]:
    """A number in a country's signs, its thousands divided or not."""
    thousands, parts = (
        re.escape(each.translate(_SPACES_AND_MINUS)) for each in (signs.thousands, signs.decimal)
    )
    grouped = rf"(?P<grouped>\d{{1,3}}(?:{thousands}\d{{3}})+)(?:{parts}(?P<parts>\d{{1,40}}))?"
    bare = rf"(?P<whole>\d{{1,40}})(?:[{parts}.](?P<point>\d{{1,40}}))?"
    return re.compile(rf"(?P<sign>[+-]?)(?:{grouped}|{bare})")

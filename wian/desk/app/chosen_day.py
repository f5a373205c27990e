"""A day that a form asks for by three fields, each in the office's own calendar; or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field

_LONGEST = 8
Part = Annotated[str, BeforeValidator(lambda value: str(value).strip()), Field(max_length=_LONGEST)]
"""What one of the three fields of a day brings; empty where nothing is chosen."""


class ChosenDay(NamedTuple):
    """A day as the three fields of a form have it.

    Attributes:
        day, month, year: What was chosen in each, empty where nothing was; the year is Gregorian.
    """

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, form: Mapping[str, str], name: str) -> ChosenDay:
        """The day of the fields ``NAME_day``, ``NAME_month`` and ``NAME_year`` of a form."""
        return cls(*(form.get(f"{name}_{part}", "") for part in cls._fields))

    @property
    def text(self) -> str:
        """The day as ISO 8601; empty where nothing is chosen, no day where a part is missing."""
        if not any(self):
            return ""
        return "-".join((self.year or "?", self.month.zfill(2), self.day.zfill(2)))

"""A day that a form asks for by three fields, each in the office's own calendar; or none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, NamedTuple

from fastapi import Depends
from pydantic import BeforeValidator, Field
from starlette.requests import Request

from wian.kit.errors import Fault, InputFaults

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

    @classmethod
    def on(cls, day: date) -> ChosenDay:
        """A day, chosen."""
        return cls(str(day.day), str(day.month), str(day.year))

    def fields(self, name: str) -> dict[str, str]:
        """The fields of the day in a form, by their names."""
        return {f"{name}_{part}": value for part, value in self._asdict().items()}

    def text(self, field: str) -> str:
        """The day as ISO 8601; empty where nothing is chosen. There may be no such day.

        Args:
            field: What a fault names it by.

        Raises:
            InputFaults: Only a part of it is chosen.
        """
        if not any(self):
            return ""
        if not all(self):
            what, remedy = "only a part of a day is chosen", "choose day, month and year"
            fault = Fault("", f"{field}: {what}", remedy, "no_day", {"field": field})
            raise InputFaults("What was entered", [fault])
        return f"{self.year}-{self.month.zfill(2)}-{self.day.zfill(2)}"


_FIELD = re.compile(r"[a-z0-9_.-]{1,80}_(day|month|year)")


async def _fields(request: Request) -> dict[str, str]:
    form = await request.form()
    return {
        name: value.strip()
        for name, value in form.items()
        if _FIELD.fullmatch(name) and isinstance(value, str) and len(value) <= _LONGEST
    }


DayFields = Annotated[dict[str, str], Depends(_fields)]
"""A dependency: what the fields of all days of a form bring, by their names."""

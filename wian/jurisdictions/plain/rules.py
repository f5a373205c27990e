"""What may an organisation set for itself? Clock, hours, week, holidays, number form, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any

import holidays
from holidays.registry import COUNTRIES
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from hierarchy.office import Slug, ZoneName
from wian.jurisdictions.number_form import OF_AN_ORGANISATION, checked_form
from wian.kit.likeness import close_to
from wian.kit.number_signs import SAMPLE, declared_signs
from wian.kit.pydantic_faults import shown
from wian.kit.text import LongText, ShortText

_HOURS = re.compile(r"(\d{1,2})[:.](\d\d)\s*(?:-|–|to)\s*(\d{1,2})[:.](\d\d)")
_LETTERS = re.compile(r"[\W_]+")
_SHOWN = 16
"""Parts of a country that an error names."""
FIRST, LAST = date(2005, 1, 1), date(2035, 12, 31)
"""The days that a calendar covers."""
_LAST_MINUTE = 24 * 60 - 1
_LONGEST = 100
_LEAST_MINUTES = 60


class DateForm(StrEnum):
    """How letters write a day."""

    LONG = "long"
    """``19 January 2021``."""
    MONTH_FIRST = "month-first"
    """``January 19, 2021``."""
    ISO = "iso"
    """``2021-01-19``."""


class Weekday(StrEnum):
    """A day of the week, in the order of the week mask."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


_STRICT = ConfigDict(frozen=True, extra="forbid")


def _known_country(code: str) -> str:
    known = holidays.list_supported_countries()
    if code not in known:
        meant = _code_of(code)
        remedy = close_to(code, known) if len(code) > 1 else "use a code such as PH"
        if meant in known:
            remedy = f"write its code, {meant}"
        raise ValueError(f"'{code[:20]}' is no country of the holidays package; {remedy}")
    return code


def _code_of(name: str) -> str | None:
    """The code of a country by its English name, or by its code in small letters."""
    wanted = _LETTERS.sub("", name[:_LONGEST].casefold())
    for plain, (_, code, *_) in COUNTRIES.items():
        if wanted in (_LETTERS.sub("", plain), code.casefold()):
            return code
    return None


class HolidayChoice(BaseModel):
    """Whose public holidays close the offices.

    Attributes:
        country: Code of the ``holidays`` package (ISO 3166-1): ``PH``.
        subdivision: One of its parts, by its code (ISO 3166-2, without the country) or by a name
            that the package knows; none for the whole.
        categories: Categories of the package.
    """

    model_config = _STRICT

    country: Annotated[str, AfterValidator(_known_country)]
    subdivision: ShortText | None = None
    categories: Annotated[tuple[ShortText, ...], Field(min_length=1, max_length=8)] = ("public",)

    @model_validator(mode="before")
    @classmethod
    def _code_alone(cls, value: Any) -> Any:
        return {"country": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _known_part(self) -> HolidayChoice:
        listed = holidays.country_holidays(self.country)
        parts, categories = listed.subdivisions, listed.supported_categories
        names = listed.subdivisions_aliases
        if self.subdivision and self.subdivision not in (*parts, *names):
            named = {code: name for name, code in reversed(names.items())}
            shown = [f"{each} ({named[each]})" if each in named else each for each in parts]
            more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
            some = (", ".join(shown[:_SHOWN]) or "none") + more
            raise ValueError(
                f"has the subdivision '{self.subdivision[:20]}', and {self.country} has {some}; "
                "leave it out, or use one of these"
            )
        if unknown := [each for each in self.categories if each not in categories]:
            raise ValueError(
                f"has the category '{unknown[0][:20]}', and {self.country} has "
                f"{', '.join(categories)}; use these"
            )
        return self


def _hours(value: object) -> object:
    """``08:00-12:00, 13:00-17:00`` as spans of minutes after midnight."""
    if not isinstance(value, str):
        if isinstance(value, list | tuple):  # as a definition keeps them
            return value
        raise ValueError(f"{shown(value)} is no span of hours; write 08:00-17:00")
    if len(_HOURS.findall(value[:_LONGEST])) > value.count(",") + 1:
        raise ValueError(
            f"{shown(value)} has spans without a comma; write 08:00-12:00, 13:00-17:00"
        )
    spans = [_span(each.strip()) for each in value[:_LONGEST].split(",")]
    if any(before[1] >= after[0] for before, after in pairwise(spans)):
        raise ValueError(f"{shown(value)} has spans out of order; write 08:00-12:00, 13:00-17:00")
    return tuple(spans)


def _span(text: str) -> tuple[int, int]:
    found = _HOURS.fullmatch(text)
    if not found:
        raise ValueError(f"'{text[:40]}' is no span of hours; write 08:00-17:00")
    opens, closes = (int(found[n]) * 60 + int(found[n + 1]) for n in (1, 3))
    if max(int(found[2]), int(found[4])) > time.max.minute or closes > _LAST_MINUTE:
        raise ValueError(f"'{text[:20]}' names no time of a day; write 08:00-17:00")
    if closes - opens < _LEAST_MINUTES:
        raise ValueError(f"'{text[:20]}' is less than an hour; write the opening first")
    return opens, closes


Hours = Annotated[tuple[tuple[int, int], ...], Field(min_length=1), BeforeValidator(_hours)]


class CalendarRules(BaseModel):
    """When offices work.

    Attributes:
        zone: IANA zone of their clocks.
        hours: The spans of the office day, in minutes after midnight: one, or several with a rest
            between them.
        hours_on: Hours of weekdays that have others.
        week: Working days.
        holidays: Whose public holidays close them; none where left out.
        closed: Further days on which they are closed, with the reason.
        open: Holidays on which they are open nevertheless.
        announced_to: Last day whose holidays are announced; later ones are a projection.
    """

    model_config = _STRICT

    zone: ZoneName = "UTC"
    hours: Hours = ((9 * 60, 17 * 60),)
    hours_on: dict[Weekday, Hours] = {}
    week: Annotated[tuple[Weekday, ...], Field(min_length=1)] = tuple(Weekday)[:5]
    holidays: HolidayChoice | None = None
    closed: Annotated[dict[date, ShortText], Field(max_length=2000)] = {}
    open: Annotated[tuple[date, ...], Field(max_length=2000)] = ()
    announced_to: date | None = None

    @field_validator("closed", "open")
    @classmethod
    def _covered(cls, days: Iterable[date], info: ValidationInfo) -> Iterable[date]:
        """Refuse days that the calendar would pass over; what is recorded stays as it is."""
        beyond = [each for each in days if not FIRST <= each <= LAST]
        if beyond and not info.context:
            some = ", ".join(each.isoformat() for each in beyond[:_SHOWN])
            raise ValueError(
                f"has {some}, and the calendar covers {FIRST.year} to {LAST.year}; leave it out"
            )
        return days


Form = Annotated[str, AfterValidator(lambda form: checked_form(form, OF_AN_ORGANISATION))]


def _sample(value: object) -> object:
    """``1234.5``, which YAML takes for a number, as the text that it was."""
    return str(value) if isinstance(value, float) else value


def _in_signs(sample: str) -> str:
    declared_signs(sample)
    return sample


Figures = Annotated[str, BeforeValidator(_sample), AfterValidator(_in_signs)]


class LetterRules(BaseModel):
    """How letters write numbers and days.

    Attributes:
        number: Form of a letter's number; see ``NumberForm``.
        circular_number: The same of a letter to several recipients; ``number`` where left out.
        dates: How letters write a day.
        levels: Level or kind of office -> what one is called in English, and several.
        figures: The number 1,234.5 in the signs of the language.
    """

    model_config = _STRICT

    number: Form = "[{code}-]{number}/{year}"
    circular_number: Form | None = None
    dates: DateForm = DateForm.LONG
    levels: Annotated[dict[Slug, tuple[ShortText, ShortText]], Field(max_length=100)] = {}
    figures: Annotated[Figures, Field(exclude_if=SAMPLE.__eq__)] = SAMPLE
    """Left out of definitions that say nothing, whose digests stay as they were before it."""


class Rules(CalendarRules, LetterRules):
    """All that the ``settings`` of a hierarchy file may say."""


LONGEST_ID = 23
"""Most characters of a folder's id: with a digest behind it, it is an id of 40."""
ShortId = Annotated[str, StringConstraints(pattern=rf"^[a-z][a-z0-9-]{{0,{LONGEST_ID - 1}}}$")]
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class Identity(LetterRules):
    """What ``jurisdiction.yaml`` in a folder says.

    Attributes:
        id: Short name, which ledgers show with a digest behind it.
        name: English name.
        language: Tag of the language of its letters (RFC 5646): ``en``, ``fil``, ``pt-BR``.
        credits: Sources of its data, to be named where they show.
    """

    id: ShortId
    name: ShortText
    language: Tag = "en"
    credits: Annotated[tuple[LongText, ...], Field(max_length=20)] = ()

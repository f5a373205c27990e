"""When does a recurring directive go out, and how far off are its days from each issue?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Self

from dateutil.rrule import rrule, rrulestr
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from hierarchy.office import Slug
from wian.kit.errors import Unfit
from wian.kit.pydantic_faults import shown
from wian.kit.text import ShortText

_SPAN = re.compile(r"(?P<count>\d{1,3}) (?P<working>working )?days?")
_OF_A_DAY = ("HOURLY", "MINUTELY", "SECONDLY", "BYHOUR", "BYMINUTE", "BYSECOND")
_FROM = date(2000, 1, 1)
_A_DAY, _FOUR_DAYS, _LONGEST_ID = timedelta(days=1), timedelta(days=4), 40


class Moved(StrEnum):
    """Where a day goes on which offices do not work."""

    AFTER = "after"
    BEFORE = "before"
    KEPT = "kept"


def _rule(value: str) -> str:
    """Refuse what is no rule of RFC 5545, begins by itself, or knows times of day."""
    if "DTSTART" in value.upper() or any(part in value.upper() for part in _OF_A_DAY):
        said = f"{shown(value)} names a start or a time; write the start as first, and no time"
        raise Unfit(said, "rule_timed")
    try:
        _parsed(value, _FROM)
    except (ValueError, TypeError, AttributeError):  # dateutil raises all three over a bad rule
        said = f"{shown(value)} is no rule; write one such as FREQ=MONTHLY;BYMONTHDAY=25"
        raise Unfit(said, "rule") from None
    return value


def _span(value: str) -> str:
    if not _SPAN.fullmatch(value):
        said = f"{shown(value)} is no length; write '10 days' or '10 working days'"
        raise Unfit(said, "span")
    return value


def _parsed(value: str, first: date) -> rrule:
    parsed = rrulestr(value.removeprefix("RRULE:"), dtstart=_midnight(first))
    if not isinstance(parsed, rrule):
        raise TypeError(value)
    return parsed


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - days of a calendar, on no clock


def _written(value: object) -> object:
    """Refuse what pydantic would take for seconds since 1970: ``20270125``."""
    if isinstance(value, int | float):
        raise Unfit(f"{shown(value)} is a bare number; write a date such as 2027-01-25", "date")
    return value


Rule = Annotated[ShortText, AfterValidator(_rule)]
Span = Annotated[ShortText, AfterValidator(_span)]
"""``10 days`` or ``10 working days``."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Recurs(_Model):
    """When a directive goes out again and again, and how far off its days are.

    Attributes:
        rule: A recurrence rule of RFC 5545 without a start: ``FREQ=MONTHLY;BYMONTHDAY=25``.
        first: The day from which the rule counts, and before which nothing goes out.
        moved: Where the day of issue goes where offices do not work on it; so do the others.
        opens_in, closes_in: The window's days, counted from the day of issue.
        answer_in: The answers' day, likewise.
        answer_in_by_level: The same for those of a level, where it is another day.
    """

    rule: Rule
    first: Annotated[date, BeforeValidator(_written)]
    moved: Moved = Moved.AFTER
    opens_in: Span | None = None
    closes_in: Span | None = None
    answer_in: Span | None = None
    answer_in_by_level: Annotated[Mapping[Slug, Span], Field(max_length=50)] = {}

    def days(self, since: date, until: date) -> list[date]:
        """The days that the rule names from one day to another, both included."""
        found = _parsed(self.rule, self.first).between(_midnight(since), _midnight(until), inc=True)
        return [each.date() for each in found]

    def after(self, day: date, count: int) -> list[date]:
        """The next days that the rule names after a day."""
        found = _parsed(self.rule, self.first).xafter(_midnight(day), count=count)
        return [each.date() for each in found]

    def before(self, day: date) -> date | None:
        """The last day that the rule names before a day; ``None`` where that is the first."""
        found = _parsed(self.rule, self.first).before(_midnight(day))
        return found.date() if found else None


class Occurrence(_Model):
    """Which time of a recurring directive this is; wian writes it, and no file does.

    Attributes:
        of: Id of the recurring directive.
        key: ``2027-01``, or the day where its month has several.
        day: The day that the rule names; letters go out on it, or on the working day beside it.
        before: Id of the directive of the time before; ``None`` of the first.
    """

    of: Slug
    key: ShortText
    day: date
    before: Slug | None = None

    @classmethod
    def at(cls, directive: str, recurs: Recurs, day: date) -> Self:
        """That of a day that the rule names."""
        earlier = recurs.before(day)
        before = occurrence_id(directive, key_of(recurs, earlier)) if earlier else None
        return cls(of=directive, key=key_of(recurs, day), day=day, before=before)


def key_of(recurs: Recurs, day: date) -> str:
    """The month of a day that a rule names; the day itself where its month has several."""
    first = day.replace(day=1)
    last = (first.replace(day=28) + _FOUR_DAYS).replace(day=1) - _A_DAY
    alone = len(recurs.days(first, last)) == 1
    return f"{day:%Y-%m}" if alone else day.isoformat()


def occurrence_id(directive: str, key: str) -> str:
    """Id of the directive that a time of a recurring one is."""
    return f"{directive[: _LONGEST_ID - len(key) - 1].rstrip('._-')}-{key}"

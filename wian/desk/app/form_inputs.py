"""What a form of the desk brings: one-time keys, and moments as written on paper."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from types import MappingProxyType
from typing import Annotated, NamedTuple

from fastapi import Depends, Form

from wian.jurisdictions.instant import Instant
from wian.jurisdictions.office_clocks import OfficeClock
from wian.kit.errors import WianError
from wian.office.given_number import GivenNumber
from wian.office.kept_register import written_number

Line = Annotated[str, Form(max_length=2000)]
Text = Annotated[str, Form(max_length=20_000)]
Key = Annotated[str, Form(pattern=r"^[A-Za-z0-9_-]{16,40}$")]
Place = Annotated[int, Form(ge=0, le=99)]
_CLOCK = r"(\d{1,2})[:.,]?(\d{2})"
_EARLIEST, _LATEST = 2005, 2035
"""Years that a stamp may show: those of the working calendar."""


class NoSuchDay(WianError):
    """What was chosen is no day, or no time of a day."""

    def __init__(self) -> None:
        super().__init__("There is no such day or time; choose another one.")


@dataclass(frozen=True)
class Written:
    """A moment as written on paper, or this moment.

    Attributes:
        when: ``now`` or ``paper``.
        day, month, year: The day on paper; the year is Gregorian.
        clock: The time on paper; empty where it shows none.
        reason: Why it is entered only now.
    """

    when: str
    day: int
    month: int
    year: int
    clock: str = ""
    reason: str = ""

    def moment(self, own: OfficeClock, hour_mark: str = "") -> Instant | None:
        """The moment on paper, to the minute or the day; ``None``: this moment.

        Args:
            own: Whose clock paper shows.
            hour_mark: What may stand behind a time there.

        Raises:
            NoSuchDay: There is none such.
        """
        return None if self.when == "now" else self.paper(own, hour_mark)

    def paper(self, own: OfficeClock, hour_mark: str = "") -> Instant:
        """The moment on paper, to the minute or the day.

        Args:
            own: Whose clock paper shows.
            hour_mark: What may stand behind a time there.

        Raises:
            NoSuchDay: There is none such.
        """
        try:
            day = date(self.year, self.month, self.day)
            text = self.clock.strip()
            clock = _clock(text, hour_mark) if text else None
        except (ValueError, OverflowError):
            raise NoSuchDay from None
        if not _EARLIEST <= day.year <= _LATEST:
            raise NoSuchDay
        return own.instant(datetime.combine(day, clock) if clock else day)


def _clock(text: str, hour_mark: str) -> time:
    """A time of 24 hours in any digits: ``15:29``, ``15.29``, ``1529``, an hour mark behind it.

    Raises:
        ValueError: It is none.
    """
    mark = re.escape(hour_mark.removesuffix("."))
    found = re.fullmatch(rf"{_CLOCK}(?: ?{mark}\.?)?" if mark else _CLOCK, text)
    if found is None:
        raise ValueError
    return time(int(found[1]), int(found[2]))


class MomentFields(NamedTuple):
    """The fields of a form in which a moment is written.

    Attributes:
        id: What the ids of the fields begin with.
        today: The day that they show first.
        day, month, year, clock: What was typed already; today where nothing was.
    """

    id: str
    today: date
    day: int
    month: int
    year: int
    clock: str

    @classmethod
    def of(cls, id: str, today: date, typed: Written | None) -> MomentFields:  # noqa: A002 - what it is
        """The fields of a form that is new, or shown again with what was typed."""
        if typed is None:
            return cls(id, today, today.day, today.month, today.year, "")
        return cls(id, today, typed.day, typed.month, typed.year, typed.clock)


async def _written(  # noqa: PLR0913, PLR0917 - the fields of the form
    when: Annotated[str, Form(pattern="^(now|paper)$")] = "now",
    day: Annotated[int, Form()] = 0,
    month: Annotated[int, Form()] = 0,
    year: Annotated[int, Form()] = 0,
    clock: Annotated[str, Form(max_length=12)] = "",
    reason: Line = "",
) -> Written:
    return Written(when, day, month, year, clock.strip(), reason)


OnPaper = Annotated[Written, Depends(_written)]


class TypedIn(NamedTuple):
    """A number that was given elsewhere, as the form has it.

    Attributes:
        number: As it was typed; empty where none was.
        confirmed: Somebody says that it is no slip.
    """

    number: str = ""
    confirmed: bool = False

    @property
    def given(self) -> GivenNumber | None:
        """The number; ``None`` where none was typed.

        Raises:
            InputFaults: It is none.
        """
        if not self.number.strip():
            return None
        return GivenNumber(written_number(self.number), self.confirmed)


NONE_TYPED = TypedIn()


async def _typed_in(
    number: Annotated[str, Form(max_length=20)] = "",
    confirm: Annotated[str, Form(pattern=r"^(yes)?$")] = "",
) -> TypedIn:
    return TypedIn(number.strip(), bool(confirm))


OfNumber = Annotated[TypedIn, Depends(_typed_in)]
MOST_ROWS = 50


class TypedInRows(NamedTuple):
    """Numbers that were given elsewhere, as the rows of a list have them.

    Attributes:
        typed: By the value of the row; empty where none was typed.
        confirmed: Somebody says that none is a slip.
        far: One of them may be a slip.
    """

    typed: Mapping[str, str] = MappingProxyType({})
    confirmed: bool = False
    far: bool = False

    def of(self, row: str) -> TypedIn:
        """What was typed in a row."""
        return TypedIn(self.typed.get(row, ""), self.confirmed)


NONE_IN_ROWS = TypedInRows()


async def _typed_in_rows(
    row: Annotated[list[Line], Form(max_length=MOST_ROWS)] = [],  # noqa: B006 - FastAPI copies it
    number: Annotated[list[Line], Form(max_length=MOST_ROWS)] = [],  # noqa: B006
    confirm: Annotated[str, Form(pattern=r"^(yes)?$")] = "",
) -> TypedInRows:
    typed = zip(row, (each.strip() for each in number), strict=False)
    return TypedInRows({name: each for name, each in typed if each}, bool(confirm))


OfNumbers = Annotated[TypedInRows, Depends(_typed_in_rows)]


def one_time_key() -> str:
    """A key for a form, so that pressing its button twice does it once."""
    return secrets.token_urlsafe(18)


def act_key(key: str, content: Sequence[object]) -> str:
    """The key of an act: the form's, and what was entered, so that a changed form is another."""
    digest = sha256("\n".join(map(str, content)).encode("utf-8", "replace")).hexdigest()
    return f"{key}-{digest[:12]}"

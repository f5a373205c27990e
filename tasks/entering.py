"""Owns what a person enters at a desk: moments as written on paper, reasons, and texts."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from hierarchy.errors import InputFaults
from hierarchy.text import LongText, ShortText
from hierarchy.validation import faults_of
from jurisdictions.instants import Instant, Precision
from letters.directive import Moment

_Form = TypeVar("_Form", bound=BaseModel)
MOST_PARAGRAPHS = 40


def _nothing_if_blank(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _on_one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


Optional = Annotated[ShortText | None, BeforeValidator(_nothing_if_blank)]
"""A line of text, or nothing."""
Paragraph = Annotated[LongText, BeforeValidator(_on_one_line)]
"""A paragraph of a letter, its line breaks closed up."""


class Entered(BaseModel):
    """What a person enters: bounded plain text, checked as a whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Reason(Entered):
    """Why something is entered later than it happened."""

    reason: Optional = None


class When(Entered):
    """A moment as written on paper: a day, or a day and a time on the office's own clock."""

    at: Annotated[Moment | None, BeforeValidator(_nothing_if_blank)] = None


class Paragraphs(Entered):
    """The text of a letter."""

    paragraphs: Annotated[tuple[Paragraph, ...], Field(min_length=1, max_length=MOST_PARAGRAPHS)]


class Assignment(Entered):
    """Who in the office is to deal with a letter."""

    group: ShortText
    note: Optional = None


class AnswerText(Entered):
    """What an office answers."""

    text: LongText
    reason: Optional = None


def checked(form: type[_Form], **values: Any) -> _Form:
    """What was entered, as it may be kept.

    Raises:
        InputFaults: Fields that cannot be kept: all of them.
    """
    try:
        return form.model_validate(values)
    except ValidationError as error:
        raise InputFaults("What was entered", faults_of(error, lambda _: "")) from None


def written_moment(text: str | None, zone: ZoneInfo) -> Instant | None:
    """The moment that a person wrote: ``2026-01-19`` or ``2026-01-19 15:29``; ``None`` for none.

    Raises:
        InputFaults: It is no moment.
    """
    at = checked(When, at=text).at
    return None if at is None else Instant.of(at, zone)


def precedes(one: Instant, other: Instant, zone: ZoneInfo) -> bool:
    """Whether ``one`` certainly lies before ``other``: at the precision that both have."""
    if one.precision is Precision.MINUTE is other.precision:
        return one.minute < other.minute
    return one.date(zone) < other.date(zone)

"""What a person enters at a desk: moments as written on paper, reasons, and texts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from hierarchy.office import MailAddress
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.office_clocks import OfficeClock
from wian.kit.errors import Fault, InputFaults, Unfit
from wian.kit.pydantic_faults import faults_of, shown
from wian.kit.text import LongText, ShortText

_Form = TypeVar("_Form", bound=BaseModel)
MOST_PARAGRAPHS = 40


def _nothing_if_blank(value: Any) -> Any:
    return None if isinstance(value, str) and not value.strip() else value


def _on_one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _on_a_page(value: str) -> str:
    """Return ``value`` if a page can show it: a letter that is out must have its paper."""
    from wian.letters.pages.fonts import lacking  # noqa: PLC0415 - slow to load, and few need it

    if sign := lacking(value):
        named = sign if sign.isprintable() else f"U+{ord(sign):04X}"
        said = f"holds {named}, which the font of letters does not have; write it in words"
        raise Unfit(said, "no_sign", sign=named)
    return value


Optional = Annotated[ShortText | None, BeforeValidator(_nothing_if_blank)]
"""A line of text, or nothing."""
Paragraph = Annotated[LongText, BeforeValidator(_on_one_line), AfterValidator(_on_a_page)]
"""A paragraph of a letter, its line breaks closed up; a page can show it."""


class Entered(BaseModel):
    """What a person enters: bounded plain text, checked as a whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Reason(Entered):
    """Why something is entered later than it happened."""

    reason: Optional = None


class GivenReason(Entered):
    """Why something is done that needs a reason."""

    reason: ShortText


class ReportRemark(Entered):
    """What an office says of its own in a report."""

    remark: Annotated[Paragraph | None, BeforeValidator(_nothing_if_blank)] = None


class Paragraphs(Entered):
    """The text of a letter."""

    paragraphs: Annotated[tuple[Paragraph, ...], Field(min_length=1, max_length=MOST_PARAGRAPHS)]


class TypedNumber(Entered):
    """The number of a register that something was given elsewhere."""

    number: Annotated[int, Field(ge=1, le=999_999)]


class Assignment(Entered):
    """Who in the office is to deal with a letter."""

    group: ShortText
    note: Optional = None


class Mailbox(Entered):
    """Where e-mail is sent to."""

    address: MailAddress


class CallText(Entered):
    """What was said on the telephone, and to which post."""

    said: LongText
    spoken_to: Optional = None


class AnswerText(Entered):
    """What an office answers."""

    text: LongText
    reason: Optional = None


class AnswerRemark(Entered):
    """What an office says beside the form that it fills in."""

    text: Annotated[LongText | None, BeforeValidator(_nothing_if_blank)] = None
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


def written_moment(
    text: str | None, jurisdiction: Jurisdiction, clock: OfficeClock
) -> Instant | None:
    """The moment that a person wrote, as people of the jurisdiction do; ``None`` for none.

    Args:
        text: A day, or a day and a time.
        jurisdiction: Reads it.
        clock: Of the office whose stamp or letter shows it.

    Raises:
        InputFaults: It is no moment.
    """
    if text is None or not text.strip():
        return None
    try:
        at = _on_own_clock(jurisdiction.read_moment(text))
    except Unfit as error:
        what, _, remedy = str(error).partition("; ")
        values = {"field": "at", "value": shown(text), **error.values}
        fault = Fault("", f"at {shown(text)} {what}", remedy, error.kind, values)
        raise InputFaults("What was entered", [fault]) from None
    return clock.instant(at)


def _on_own_clock(moment: date | datetime) -> date | datetime:
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        said = "carries a time zone; write the time on the office's own clock, without one"
        raise Unfit(said, "time_zone")
    return moment

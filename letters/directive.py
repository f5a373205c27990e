"""Owns the directive: what an origin wants said and done, by whom, and by when."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from hierarchy.office import LetterForm, OfficeId, Slug
from hierarchy.selection import Selection
from hierarchy.text import LongText, ShortText

Subject = Annotated[ShortText, Field(title="Subject")]
Moment = date | datetime
"""A local date, or a local date and time, Gregorian. Dates alone stay dates."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Urgency(StrEnum):
    """Speed classes of the Regulation on Correspondence B.E. 2526, clause 28."""

    ORDINARY = "ordinary"
    URGENT = "urgent"
    VERY_URGENT = "very-urgent"
    MOST_URGENT = "most-urgent"


class Secrecy(StrEnum):
    """Secrecy classes of the Rule on Maintenance of Official Secrets B.E. 2544."""

    NONE = "none"
    CONFIDENTIAL = "confidential"
    SECRET = "secret"
    TOP_SECRET = "top-secret"


class Action(StrEnum):
    """What an ask wants of an office."""

    ACT = "act"
    FORWARD = "forward"


class Ask(_Model):
    """Something asked of some offices.

    Attributes:
        to: Who is to do it.
        text: What, as it stands after "ขอให้..." in a letter.
    """

    to: Selection
    text: LongText


class Enclosure(_Model):
    """Something that travels with the letter."""

    title: ShortText
    count: ShortText = "๑ ชุด"


class Window(_Model):
    """When the thing asked for can be done: both days included."""

    opens: date
    closes: date


class Contact(_Model):
    """Whom to ask: a post or unit, never a person."""

    unit: ShortText
    phone: tuple[ShortText, ...] = ()
    fax: ShortText | None = None
    website: ShortText | None = None


class ObservedLetter(_Model):
    """A letter that history shows.

    Attributes:
        office: Who issued it.
        number: Its number as printed.
        issued: Its date (or date and time).
        form: Its form.
        addressed_to: Its addressees as it names them, where it names more than the route does.
    """

    office: OfficeId
    number: ShortText
    issued: Moment
    form: LetterForm = LetterForm.EXTERNAL
    addressed_to: ShortText | None = None


class ObservedStamp(_Model):
    """A reception stamp that history shows.

    Attributes:
        office: Who stamped (on the letter that the route brings it).
        desk: Name of the desk; one of the office's desks.
        number: Receipt number as read.
        at: The moment meant.
        read: What the stamp reads, where that is not what is meant.
        inference: Why ``at`` differs from ``read``; required where ``read`` is given.
    """

    office: OfficeId
    desk: ShortText
    number: ShortText
    at: Moment
    read: ShortText | None = None
    inference: ShortText | None = None


class History(_Model):
    """What was observed of a directive that really went down."""

    letters: tuple[ObservedLetter, ...] = ()
    stamps: tuple[ObservedStamp, ...] = ()
    source: ShortText = "observed"


class Directive(_Model):
    """A directive, as its file gives it.

    Attributes:
        id: Slug.
        origin: Office that decides it.
        subject: Subject line, the same on every letter.
        decided: What the origin decided, as it follows "the origin informs that it ...".
        purpose: Why, as it follows "in order to ..."; each forwarder's own paragraph uses it.
        details: Further paragraphs of substance that every letter repeats.
        asks: What is asked of whom.
        enclosures: What the origin encloses.
        window: When it can be done; ``None`` where there is no deadline.
        urgency, secrecy: Marks of the letters.
        contact: Whom to ask.
        addressees: Union of these selections.
        issued: When the origin issues; ``None`` where history did not see it (it is then
            reconstructed from the first observed letter).
        observed: History, if it is history.
        hierarchy: Path of its hierarchy file (relative to its own), or a jurisdiction's id.
        profile: Path of its delay profile (relative); the jurisdiction's where ``None``.
    """

    id: Slug
    origin: OfficeId
    subject: Subject
    decided: LongText
    purpose: LongText
    details: tuple[LongText, ...] = ()
    asks: Annotated[tuple[Ask, ...], Field(min_length=1)]
    enclosures: tuple[Enclosure, ...] = ()
    window: Window | None = None
    urgency: Urgency = Urgency.ORDINARY
    secrecy: Secrecy = Secrecy.NONE
    contact: Contact | None = None
    addressees: Annotated[tuple[Selection, ...], Field(min_length=1)]
    issued: Moment | None = None
    observed: History | None = None
    hierarchy: ShortText | None = None
    profile: ShortText | None = None

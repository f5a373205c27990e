"""What an origin wants said and done, by whom, and by when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema

from hierarchy.office import LetterForm, OfficeId, Slug
from hierarchy.route.selection import Selection
from wian.jurisdictions.handling import Secrecy, Urgency
from wian.kit.errors import Unfit
from wian.kit.text import LongText, ShortText
from wian.letters.answer_form.form import AnswerForm
from wian.letters.enclosed_file import KeptFile
from wian.letters.recurrence import Occurrence, Recurs
from wian.letters.written_day import Day, Moment

_T = TypeVar("_T")
Few = Annotated[tuple[_T, ...], Field(max_length=50)]
"""A list as a person writes it."""
Many = Annotated[tuple[_T, ...], Field(max_length=20_000)]
"""A list as a record of history gives it."""


def _some(entries: tuple[_T, ...]) -> tuple[_T, ...]:
    """Refuse an empty list, once its entries are sound: a faulty entry is no missing one."""
    if not entries:
        raise ValueError("has no entry; write at least one")
    return entries


Subject = Annotated[ShortText, Field(title="Subject")]
AtLeastOne = Annotated[Few[_T], AfterValidator(_some), Field(json_schema_extra={"minItems": 1})]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Ask(_Model):
    """Something asked of some offices.

    Attributes:
        to: Who is to do it.
        text: What, as it stands after "(who) is asked to ..." in a letter: a clause that begins
            with its verb.
        named: How letters name those asked, together ("local bodies"); the jurisdiction's word
            for their kind or level where none is given.
        answer_by: Last day for their answer, where one is asked for.
        answer_by_level: The same for those of a level, where it is another day: who gathers the
            answers of others needs a later one.
    """

    to: Selection
    text: LongText
    named: ShortText | None = None
    answer_by: Annotated[Day | None, Field(exclude_if=lambda day: day is None)] = None
    answer_by_level: Annotated[
        Mapping[Slug, Day], Field(max_length=50, exclude_if=lambda days: not days)
    ] = {}

    def day_for(self, level: str) -> date | None:
        """The last day for the answer of an office of ``level``; ``None``: none is asked for."""
        return self.answer_by_level.get(level, self.answer_by)

    @property
    def answer_days(self) -> Mapping[str, date]:
        """Every last day, by the field that gives it."""
        days = {f"answer_by_level.{level}": day for level, day in self.answer_by_level.items()}
        return {"answer_by": self.answer_by, **days} if self.answer_by else days


class Enclosure(_Model):
    """Something that travels with the letter.

    Attributes:
        title: What it is called.
        count: How many of it; the jurisdiction's words for one set where none are given.
        file: Path of a file that travels with it, from the directive's folder.
        kept: The file once it was read. wian fills it in.
    """

    title: ShortText
    count: ShortText | None = None
    file: Annotated[ShortText | None, Field(exclude_if=lambda path: path is None)] = None
    kept: SkipJsonSchema[Annotated[KeptFile | None, Field(exclude_if=lambda one: one is None)]] = (
        None
    )


class Window(_Model):
    """When the thing asked for can be done: both days included."""

    opens: Day
    closes: Day

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.closes - self.opens).days + 1

    @model_validator(mode="after")
    def _closes_last(self) -> Self:
        if self.closes < self.opens:
            raise ValueError(
                f"closes on {self.closes} before it opens on {self.opens}; "
                "write a closing day that is not earlier"
            )
        return self


class Contact(_Model):
    """Whom to ask: a post or unit, never a person."""

    unit: ShortText
    phone: Few[ShortText] = ()
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

    @model_validator(mode="after")
    def _explained(self) -> Self:
        if self.read is not None and self.inference is None:
            raise ValueError(
                "gives what the stamp reads without an inference; "
                "say why the moment meant is another"
            )
        if self.inference is not None and self.read is None:
            raise ValueError(
                "gives an inference without what the stamp reads; write the reading as well"
            )
        return self


class History(_Model):
    """What was observed of a directive that really went down."""

    letters: Many[ObservedLetter] = ()
    stamps: Many[ObservedStamp] = ()
    source: ShortText = "observed"


class FollowUpKind(StrEnum):
    """What a letter says of the directive that its addressees hold already."""

    WITHDRAWAL = "withdrawal"
    AMENDMENT = "amendment"


class Changes(_Model):
    """What an amendment changes; the rest stays as it was.

    Attributes:
        text: New words, paragraph by paragraph.
        window: The window from now on; ``None``: as it was.
        answer_by: The last day for every answer that is asked for; ``None``: as it was.
        answer_by_level: The same for those of a level; it goes before ``answer_by``.
        enclosures: What the amendment encloses.
    """

    text: Few[LongText] = ()
    window: Window | None = None
    answer_by: Day | None = None
    answer_by_level: Annotated[Mapping[Slug, Day], Field(max_length=50)] = {}
    enclosures: Few[Enclosure] = ()

    def answer_day(self, level: str, before: date) -> date:
        """The last day for the answer of an office of ``level``, which was ``before``."""
        return self.answer_by_level.get(level, self.answer_by or before)


class Follows(_Model):
    """The propagation that a directive is about, and what it says of it.

    Attributes:
        propagation: Id of that propagation.
        kind: What becomes of it.
        changes: What an amendment changes; ``None`` for a withdrawal.
    """

    propagation: ShortText
    kind: FollowUpKind
    changes: Annotated[Changes | None, Field(exclude_if=lambda changes: changes is None)] = None


Classification = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$")]
"""A code of the institution's list of classifications: ``140``, ``100.3.5``, ``HK.02.01``."""


class Directive(_Model):
    """A directive, as its file gives it.

    Attributes:
        id: Slug.
        origin: Office that decides it.
        subject: Subject line, the same on every letter.
        decided: What the origin decided, as it follows "the origin informs that it ...".
        purpose: Why, as it follows "in order to ..."; each forwarder's own paragraph uses it.
        details: Further paragraphs of substance that every letter repeats.
        asks: What is asked of whom; empty where the letters only inform.
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
        copies: Who gets a copy of the origin's letter, as that names them.
        references: Ids of earlier directives that it has to do with.
        replaces: Id of the earlier directive that it takes the place of.
        classification: What its subject is classified as, in the numbers of its letters; as the
            letter code of each office has it where ``None``.
        recurs: When it goes out again and again; no day stands elsewhere in it then.
        answer: The form that those who are asked for an answer fill in; free text without one.
        occurrence: Which time of a recurring directive it is; wian writes it, and no file does.
        follows: The propagation that it withdraws or amends; wian writes it, and no file does.
    """

    id: Slug
    origin: OfficeId
    subject: Subject
    decided: LongText
    purpose: LongText
    details: Few[LongText] = ()
    asks: Few[Ask]
    enclosures: Few[Enclosure] = ()
    window: Window | None = None
    urgency: Urgency = Urgency.ORDINARY
    secrecy: Secrecy = Secrecy.NONE
    contact: Contact | None = None
    addressees: AtLeastOne[Selection]
    issued: Moment | None = None
    observed: History | None = None
    hierarchy: ShortText | None = None
    profile: ShortText | None = None
    copies: Annotated[Few[ShortText], Field(exclude_if=lambda copies: not copies)] = ()
    references: Annotated[Few[Slug], Field(exclude_if=lambda ids: not ids)] = ()
    replaces: Annotated[Slug | None, Field(exclude_if=lambda id_: id_ is None)] = None
    classification: Annotated[
        Classification | None, Field(exclude_if=lambda code: code is None)
    ] = None
    recurs: Annotated[Recurs | None, Field(exclude_if=lambda rule: rule is None)] = None
    answer: Annotated[AnswerForm | None, Field(exclude_if=lambda form: form is None)] = None
    occurrence: Annotated[
        SkipJsonSchema[Occurrence | None], Field(exclude_if=lambda time: time is None)
    ] = None
    follows: Annotated[
        SkipJsonSchema[Follows | None], Field(exclude_if=lambda follows: follows is None)
    ] = None

    @field_validator("answer")
    @classmethod
    def _somebody_answers(cls, form: AnswerForm | None, info: ValidationInfo) -> AnswerForm | None:
        asks, recurs = info.data.get("asks"), info.data.get("recurs")
        dated = asks is None or any(each.answer_days for each in asks)
        dated = dated or (recurs is not None and recurs.answer_in is not None)
        if form and not dated:
            said = "is a form that nobody is asked to fill in; write answer_by in an ask"
            raise Unfit(said, "nobody_answers")
        return form

    @model_validator(mode="after")
    def _about_others(self) -> Self:
        if self.id in (self.replaces, *self.references):
            raise ValueError("names itself in replaces or references; name an earlier directive")
        return self

    @property
    def files(self) -> tuple[KeptFile, ...]:
        """The files that travel with it, in the order of the enclosures."""
        return tuple(each.kept for each in self.enclosures if each.kept)

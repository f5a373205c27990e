"""What an office is, what joins two offices, and the words that describe both."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.dataclasses import dataclass

from wian.kit.errors import Unfit
from wian.kit.pydantic_faults import shown
from wian.kit.text import LongText, ShortText

OFFICE_ID_PATTERN = r"^[a-z0-9][a-z0-9._-]{0,63}$"
OfficeId = Annotated[str, StringConstraints(pattern=OFFICE_ID_PATTERN)]
SLUG_PATTERN = r"^[a-z0-9][a-z0-9_-]{0,39}$"
Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN)]


@cache
def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        place = f"/{name.strip().replace(' ', '_')}".casefold()
        meant = [each for each in available_timezones() if each.casefold().endswith(place)]
        wanted = f"an IANA name such as {min(meant, default='Europe/Paris', key=len)}"
        raise ValueError(f"{shown(name)} is no time zone; use {wanted}") from None
    return name


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(names)) < len(names):
        raise ValueError("names one entry twice; give each its own name")
    return names


_LAST_YEAR = 2400


def _written_day(value: object) -> object:
    """Refuse what pydantic would take for seconds since 1970."""
    if isinstance(value, bool | int | float):
        raise ValueError(f"{value} is a bare number; write a day such as 2021-01-19")  # noqa: TRY004 - pydantic reads ValueError only
    return value


def _gregorian(day: date) -> date:
    if day.year > _LAST_YEAR:
        raise ValueError(f"{day} is of another era; write its Gregorian year")
    return day


_MAILBOX = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`|~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
)
_LONGEST_MAILBOX = 254
"""Characters of an address that SMTP carries (RFC 5321, 4.5.3.1.3, without the brackets)."""


def _mailbox(text: str) -> str:
    if len(text) > _LONGEST_MAILBOX or not _MAILBOX.fullmatch(text):
        said = "is no e-mail address; write one such as registry@district.example"
        raise Unfit(said, "mailbox")
    return text


MailAddress = Annotated[str, AfterValidator(_mailbox)]
OF_PARENT = "parent"
"""What an office gives as its emblem that bears that of the office above it."""


def _emblem(text: str) -> str:
    if text != OF_PARENT and not re.fullmatch("[0-9a-f]{64}", text):
        raise ValueError("is no digest of a picture; load it from a file of offices")
    return text


Emblem = Annotated[str, AfterValidator(_emblem)]
_Day = Annotated[date, BeforeValidator(_written_day), AfterValidator(_gregorian)]
ZoneName = Annotated[ShortText, AfterValidator(_known_zone)]
Successors = Annotated[
    tuple[OfficeId, ...],
    BeforeValidator(
        lambda value: (value,) if isinstance(value, str) else value,
        json_schema_input_type=OfficeId | tuple[OfficeId, ...],
    ),
    AfterValidator(_distinct),
]
DeskNames = Annotated[tuple[ShortText, ...], Field(min_length=1), AfterValidator(_distinct)]

USUAL_DESKS = ("registry",)
"""The desks of an office that names none."""

_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
_NAMED = ConfigDict(extra="forbid", str_strip_whitespace=True, validate_by_name=True)


class LineKind(StrEnum):
    """Why one office writes to another: it commands it, or only supervises it."""

    COMMAND = "command"
    SUPERVISION = "supervision"


class Channel(StrEnum):
    """How a letter travels along a line."""

    POST = "post"
    ELECTRONIC = "electronic"
    HAND = "hand"


class LetterForm(StrEnum):
    """The forms of a letter: outside, inside, or sealed in place of signed."""

    EXTERNAL = "external"
    MEMO = "memo"
    STAMPED = "stamped"


class ActingTerm(StrEnum):
    """By what right somebody signs for the post acted for; a jurisdiction has a word for each."""

    DELEGATED = "delegated"
    """Powers of the post were given to the one who signs; its holder is there."""
    DEPUTISING = "deputising"
    """The post is vacant, or its holder cannot act: the one whom the law names stands in."""
    CARETAKER = "caretaker"
    """Somebody was appointed to look after a vacant post."""
    STANDING_IN = "standing-in"
    """Somebody does the work of the post, without its powers having been given to him by law."""


class Letterhead(StrEnum):
    """What stands at the head of an office's letters."""

    EMBLEM = "emblem"
    """Its emblem, above or beside its name."""
    PLAIN = "plain"
    """Its name alone, also where it has an emblem."""
    PRINTED = "printed"
    """What is printed on its paper: nothing is set there, and the room is kept."""


class Reach(StrEnum):
    """How letters reach an office: at its desk, or by e-mail."""

    DESK = "desk"
    MAIL = "mail"


class Series(StrEnum):
    """Whether an office numbers two things in a series each, or all in one."""

    APART = "apart"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True, config=_STRICT)
class Signatory:
    """Who signs an office's letters.

    Attributes:
        post: The post that signs.
        acting_for: The post acted for; none when it is its own.
        term: By what right.
        since: First day of it; ``None`` where there is none.
        until: Last day of it; ``None`` where there is none.
    """

    post: ShortText
    acting_for: ShortText | None = None
    term: ActingTerm = ActingTerm.DELEGATED
    since: _Day | None = None
    until: _Day | None = None

    def signs_on(self, day: date) -> bool:
        """Whether it signs a letter of a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    @model_validator(mode="after")
    def _for_somebody(self) -> Signatory:
        """Refuse a right to sign for a post that is not named: letters could not say it."""
        if self.acting_for is None and self.term is not ActingTerm.DELEGATED:
            raise ValueError(
                f"has the term {self.term} and no post acted for; write that post in acting_for, "
                "or leave the term out"
            )
        return self

    @model_validator(mode="after")
    def _in_order(self) -> Signatory:
        if self.since and self.until and self.until < self.since:
            raise ValueError(
                f"signs until {self.until}, before it signs since {self.since}; "
                "write a last day that is not earlier"
            )
        return self


@dataclass(frozen=True, slots=True, config=_NAMED)
class Office:
    """One office of an administration. All that varies between offices is data here.

    Attributes:
        id: Stable id, ``[a-z0-9][a-z0-9._-]{0,63}``.
        name: Official name, in the administration's own script.
        level: How far down it stands, as a slug: ``ministry``, ``province``, ``local``.
        kind: What it is, as a slug: ``province``, ``district``, ``city-municipality``.
        name_en: English name for tables, task names and the desk in English; the name where
            none is given.
        letter_code: Code in front of its letter numbers.
        address: Lines of its letterhead address, top to bottom.
        signatory: Who signs its letters.
        acting: Who signs them instead while their days last; the first one whose days hold the
            letter's date.
        salutation: Opening word of a letter *to* this office; the jurisdiction's usual one where
            none is given.
        addressee: The post that letters to it are addressed to ("the mayor of ..."); the office's
            name where none is given.
        addressee_class: That post without the office's name ("the mayor"), so that a letter to
            all of a kind can say "every mayor" instead of a list.
        drafted_by: Lines at the foot of its letters: the division that drafted it.
        phone: Its telephone as printed at the foot of its letters.
        form: Form of the letters that it issues.
        desks: Names of the desks that stamp an incoming letter, in order.
        closing: Complimentary close of a letter *to* this office; by its salutation where none is
            given.
        copies: Who gets a copy of each letter that it issues.
        circulars: Whether its circulars are numbered apart from its other letters; as the
            jurisdiction has it where ``None``.
        receipts: Whether each of its desks numbers what it receives apart; the same.
        number_form: What the numbers of its letters look like, as a pattern; as the jurisdiction
            has it where ``None``.
        classes: Whether letters of each classification are numbered apart; together where
            ``None``.
        email: Address that letters are sent to while it is reached by e-mail.
        reach: How letters reach it; where ``None``, by e-mail if it has an address, else at its
            desk.
        time_zone: IANA zone of its clock, where that is not the jurisdiction's usual one. Its
            hours, its stamps and the dates of its letters go by that.
        since: First day on which it exists (``from`` in files); ``None``: it always has.
        until: Last day on which it exists; ``None`` while no end is known.
        succeeded_by: The offices that take its place from the next day on: one that it is renamed
            to or merged into, several that it is split into.
        emblem: SHA-256 (hex) of the picture at the head of its letters, which a file names by its
            path; ``parent``: that of the office above it; ``None``: it has none.
        letterhead: What its letters have at their head; with the emblem, where it has one, where
            ``None``.
    """

    id: OfficeId
    name: ShortText
    level: Slug
    kind: Slug
    name_en: ShortText | None = None
    letter_code: ShortText | None = None
    address: tuple[ShortText, ...] = ()
    signatory: Signatory | None = None
    salutation: ShortText | None = None
    addressee: ShortText | None = None
    addressee_class: ShortText | None = None
    drafted_by: tuple[ShortText, ...] = ()
    phone: ShortText | None = None
    form: LetterForm = LetterForm.EXTERNAL
    desks: DeskNames = USUAL_DESKS
    time_zone: ZoneName | None = None
    note: LongText | None = None
    acting: tuple[Signatory, ...] = ()
    closing: ShortText | None = None
    copies: tuple[ShortText, ...] = ()
    circulars: Series | None = None
    receipts: Series | None = None
    number_form: ShortText | None = None
    classes: Series | None = None
    since: _Day | None = Field(default=None, alias="from")
    until: _Day | None = None
    succeeded_by: Successors = ()
    email: MailAddress | None = None
    reach: Reach | None = None
    emblem: Emblem | None = None
    letterhead: Letterhead | None = None

    def exists_on(self, day: date) -> bool:
        """Whether it exists on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )

    @field_validator("reach")
    @classmethod
    def _reachable(cls, reach: Reach | None, known: ValidationInfo) -> Reach | None:
        """Refuse mail to nowhere; where the address itself is faulty, that is the fault."""
        if reach is Reach.MAIL and known.data.get("email", "") is None:
            raise ValueError("is mail, and the office has no email; write its address in email")
        return reach

    @field_validator("letterhead")
    @classmethod
    def _with_emblem(cls, head: Letterhead | None, known: ValidationInfo) -> Letterhead | None:
        """Refuse an emblem that is not given; where the one given is faulty, that is the fault."""
        if head is Letterhead.EMBLEM and known.data.get("emblem", "") is None:
            raise ValueError(
                "is emblem, and the office has none; write its picture's path in emblem"
            )
        return head

    @property
    def mailbox(self) -> str | None:
        """Where its letters are sent by e-mail; ``None`` while they reach it at its desk."""
        return None if self.reach is Reach.DESK else self.email

    def signs(self, day: date) -> Signatory:
        """Who signs its letters of a day.

        Whoever acts on that day, else its usual signatory; once the days of that one are over,
        the post acted for signs itself, and of an office that names nobody its head.
        """
        return self.signers(day)[0]

    def signers(self, day: date) -> tuple[Signatory, ...]:
        """All who may sign its letters of a day, each post once; first who does unless another
        is chosen.

        A post whose powers were delegated may sign itself, unless somebody stands in for it.
        """
        usual = (self.signatory,) if self.signatory else ()
        named: tuple[Signatory, ...] = (*self.acting, *usual)
        those = [each for each in named if each.signs_on(day)]
        if not those:
            head = self.signatory.acting_for if self.signatory else None
            return (Signatory(head or self.addressee or self.name),)
        delegated = ActingTerm.DELEGATED
        away = {each.acting_for for each in those if each.term is not delegated}
        heads = [
            Signatory(each.acting_for)
            for each in those
            if each.acting_for and each.acting_for not in away
        ]
        return tuple({each.post: each for each in reversed([*those, *heads])}.values())[::-1]

    @property
    def label(self) -> str:
        """English name where there is one, for readers of English."""
        return self.name_en or self.name


IN_FILES = {"since": "from"}
"""Fields of an office that files call otherwise: ``from`` is a word of Python."""
OFFICE_FIELDS = tuple(IN_FILES.get(each.name, each.name) for each in fields(Office))
"""The fields of an office as files name them."""


@dataclass(frozen=True, slots=True, config=_STRICT)
class Line:
    """A line along which ``parent`` writes to ``child``."""

    parent: OfficeId
    child: OfficeId
    kind: LineKind = LineKind.COMMAND
    channel: Channel = Channel.POST

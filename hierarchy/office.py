"""What an office is, what joins two offices, and the words that describe both."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints
from pydantic.dataclasses import dataclass

from wian.kit.text import LongText, ShortText

OFFICE_ID_PATTERN = r"^[a-z0-9][a-z0-9._-]{0,63}$"
OfficeId = Annotated[str, StringConstraints(pattern=OFFICE_ID_PATTERN)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


@cache
def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError("is no time zone; use an IANA name such as Europe/Paris") from None
    return name


def _distinct(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(names)) < len(names):
        raise ValueError("names one entry twice; give each a name of its own")
    return names


ZoneName = Annotated[ShortText, AfterValidator(_known_zone)]
DeskNames = Annotated[tuple[ShortText, ...], Field(min_length=1), AfterValidator(_distinct)]

_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)


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


@dataclass(frozen=True, slots=True, config=_STRICT)
class Signatory:
    """Who signs an office's letters: a post, and the post acted for (none when it is its own)."""

    post: ShortText
    acting_for: ShortText | None = None


@dataclass(frozen=True, slots=True, config=_STRICT)
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
        time_zone: IANA zone of its clock; the jurisdiction's where none is given.
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
    desks: DeskNames = ("registry",)
    time_zone: ZoneName | None = None
    note: LongText | None = None

    @property
    def label(self) -> str:
        """English name where there is one, for readers of English."""
        return self.name_en or self.name


@dataclass(frozen=True, slots=True, config=_STRICT)
class Line:
    """A line along which ``parent`` writes to ``child``."""

    parent: OfficeId
    child: OfficeId
    kind: LineKind = LineKind.COMMAND
    channel: Channel = Channel.POST

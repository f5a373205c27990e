"""What one office says to the next ones down, worded and numbered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import orjson
from pydantic import ConfigDict, TypeAdapter

from hierarchy.office import LetterForm
from wian.letters.letter_table import Tables

_CONFIG = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Reference:
    """A letter cited: its issuer's name, its number and date (``None`` where unknown)."""

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG

    office: str
    number: str | None
    dated: date | None


@dataclass(frozen=True, slots=True)
class Letter:
    """One office's letter, every sentence composed; forms only lay it out.

    It is made of texts that were checked as they came in, and checked again only where it is
    read from JSON.

    Dates are Gregorian; forms print them in the jurisdiction's era and digits.

    Attributes:
        sender: Id of the office that issues it.
        issuer: Name of that office.
        form: Which form lays it out.
        number: Its number, as printed.
        dated: Its date.
        letterhead: What it shows of the office: of an external letter name and address, of a memo
            name, unit and telephone, of a stamped letter the name.
        subject: Subject line; a stamped letter has none and says it in its last paragraph.
        salutation: Opening word; on a stamped letter the word for "to".
        addressed_to: The addressees, as one line.
        references: The letter that this one passes on, if it passes one on. Its copy is an
            enclosure: a reference line may only name letters that the addressees
            already hold.
        enclosures: What travels with it, each with its count. A memo and a stamped letter have
            no field for them and say it in their first paragraph.
        paragraphs: The text, paragraph by paragraph, numbered points as paragraphs of their own.
        closing: Complimentary close; empty on a memo and a stamped letter.
        signatory: Blank for the name, then the post, and the post acted for. A stamped letter
            has none: its issuer's name and seal stand there.
        drafted_by: Unit that drafted it, and its telephone; a memo has it in its letterhead.
        urgency, secrecy: Marks as printed, if any.
        copies: Who receives copies.
        distribution: The addressees by name, where ``addressed_to`` refers to an attached list.
        cites: Letters of earlier directives that it refers to, and that its addressees hold.
        tables: Tables that it encloses, each on pages of its own behind it.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _CONFIG

    sender: str
    issuer: str
    form: LetterForm
    number: str
    dated: date
    letterhead: tuple[str, ...]
    subject: str
    salutation: str
    addressed_to: str
    references: tuple[Reference, ...]
    enclosures: tuple[str, ...]
    paragraphs: tuple[str, ...]
    closing: str
    signatory: tuple[str, ...]
    drafted_by: tuple[str, ...]
    urgency: str | None = None
    secrecy: str | None = None
    copies: tuple[str, ...] = ()
    distribution: tuple[str, ...] = ()
    cites: tuple[Reference, ...] = ()
    tables: Tables = ()


_LETTER = TypeAdapter(Letter)
_NO_TABLES = ',"tables":[]}'


def as_json(letter: Letter) -> dict[str, Any]:
    """The letter as JSON values, field by field."""
    values: dict[str, Any] = _LETTER.dump_python(letter, mode="json")
    return values


def to_json(letter: Letter) -> str:
    """The letter as compact JSON, field by field, as the ledger keeps it."""
    text = orjson.dumps(letter).decode()
    return text if letter.tables else text.removesuffix(_NO_TABLES) + "}"


def from_json(content: str) -> Letter:
    """The letter that :func:`to_json` wrote, or an earlier version.

    Raises:
        ValidationError: It is no letter, or has a field that letters have not.
    """
    return _LETTER.validate_json(content)

"""Owns the letter: what one office says to the next ones down, worded and numbered."""

from __future__ import annotations

from datetime import date

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from hierarchy.office import LetterForm

_CONFIG = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, config=_CONFIG)
class Reference:
    """A letter cited: its issuer's name, its number and date (``None`` where unknown)."""

    office: str
    number: str | None
    dated: date | None


@dataclass(frozen=True, slots=True, config=_CONFIG)
class Letter:
    """One office's letter, every sentence composed; forms only lay it out.

    Dates are Gregorian; forms print them in the jurisdiction's era and digits.
    """

    sender: str
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

"""What makes an organisation's jurisdiction, as one text that a ledger can keep?

Its id ends with a digest of that text: another calendar, number form or word of a letter makes
another jurisdiction, and what was recorded under the one before stays as it was.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hierarchy.office import Slug
from wian.jurisdictions.plain.rules import CalendarRules, Identity
from wian.kit.errors import WianError
from wian.kit.text import KEPT

DIGITS = 16
"""Hexadecimal digits of the digest in an id."""


class ForeignDefinition(WianError):
    """A text that defines no jurisdiction, or another one than its id says."""

    def __init__(self) -> None:
        super().__init__("This is no definition of a jurisdiction, or it was changed.")


class _Written(BaseModel):
    """The fields of the text."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    wian: int = Field(ge=1, le=1)
    identity: Identity
    calendar: CalendarRules
    closed: dict[date, str]
    files: dict[Annotated[str, Field(max_length=200)], str]


@dataclass(frozen=True, eq=False)
class Definition:
    """One jurisdiction, made of settings or of a folder's files.

    Attributes:
        identity: Its name and how its letters write numbers and days.
        calendar: When its offices work.
        closed: Every holiday, worked out when it was defined: a newer list of holidays changes
            nothing that is recorded.
        files: Path in the folder -> content, of the files that are read as they are: words,
            templates, delays, targets. What is not there is as in ``plain``.
    """

    identity: Identity
    calendar: CalendarRules
    closed: Mapping[date, str]
    files: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def text(self) -> bytes:
        """The definition as JSON, the same bytes for the same content."""
        values = {
            "wian": 1,
            "identity": self.identity.model_dump(mode="json"),
            "calendar": self.calendar.model_dump(mode="json"),
            "closed": {day.isoformat(): name for day, name in self.closed.items()},
            "files": dict(self.files),
        }
        return json.dumps(
            values, ensure_ascii=False, separators=(",", ":"), sort_keys=True
        ).encode()

    @cached_property
    def digest(self) -> str:
        """SHA-256 (hex) of the text."""
        return hashlib.sha256(self.text).hexdigest()

    @property
    def id(self) -> Slug:
        """The id that ledgers record: its own, and the beginning of the digest."""
        return f"{self.identity.id}-{self.digest[:DIGITS]}"


def is_id(text: str) -> bool:
    """Whether a text is the id of a definition."""
    name, _, digest = text.rpartition("-")
    return bool(name) and len(digest) == DIGITS and set(digest) <= set("0123456789abcdef")


def read_definition(text: bytes, id: str) -> Definition:  # noqa: A002 - the word of the command line
    """The definition that a text holds.

    Args:
        text: What ``Definition.text`` was.
        id: The id that it must have.

    Raises:
        ForeignDefinition: It is none, or has another id.
    """
    try:
        values: Any = json.loads(text)
        found = _Written.model_validate(values, context=KEPT)
    except (ValueError, ValidationError):
        raise ForeignDefinition from None
    made = Definition(found.identity, found.calendar, found.closed, found.files)
    made.__dict__["text"] = text
    if made.id != id:
        raise ForeignDefinition
    return made

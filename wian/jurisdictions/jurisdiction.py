"""What a jurisdiction supplies: calendar, wording, usual delays and built-in offices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from hierarchy.graph import Hierarchy
from wian.jurisdictions.calendar import WorkingCalendar


class Wording(Protocol):
    """How letters of a jurisdiction are worded: digits, dates, numbers and templates."""

    templates: Path
    """Folder of the Jinja2 templates for sentences and forms."""
    salutation: str
    """Opening word of a letter where the recipient names none."""
    closing: str
    """Complimentary close of an external letter."""
    lead_ins: Mapping[str, str]
    """What sentences put before a directive's ``purpose``, and before an ask's ``text``."""

    def digits(self, text: str) -> str:
        """``text`` with Arabic digits turned into the jurisdiction's."""

    def long_date(self, day: date) -> str:
        """A date as letters write it."""

    def short_date(self, day: date) -> str:
        """A date as stamps write it."""

    def window_phrase(self, opens: date, closes: date) -> str:
        """A span of days, both included, as it stands in a sentence."""

    def register_year(self, day: date) -> int:
        """The year whose registers number a letter of ``day`` (Thailand: Buddhist era)."""

    def letter_number(self, code: str | None, number: int) -> str:
        """A circular's number from its office's letter code and its register number."""

    def join(self, items: Sequence[str]) -> str:
        """A list of names as it stands in a sentence."""


@dataclass(frozen=True)
class Jurisdiction:
    """One country's administration.

    Attributes:
        id: Slug for the command line.
        name: English name.
        calendar: Its working calendar.
        wording: How its letters are worded.
        profile: Path of its usual delay profile (YAML; assumptions).
        targets: Path of how long its offices may usually take (YAML; assumptions).
        read_moment: Reads a day, or a day and a time, as people there write it; raises ``Unfit``,
            a clause that follows the text, where it is none.
        build: Builds its offices; takes the path of a list of local authorities or ``None``.
        level_names: Level slug -> (singular, plural) in English, for names of task runs.
        credits: Sources of its data that must be named where they show.
    """

    id: str
    name: str
    calendar: WorkingCalendar
    wording: Wording
    profile: Path
    targets: Path
    read_moment: Callable[[str], date | datetime]
    build: Callable[[Path | None], Hierarchy]
    level_names: Mapping[str, tuple[str, str]]
    credits: tuple[str, ...] = ()

    def level_name(self, level: str, count: int) -> str:
        """A level in English for ``count`` offices; its slug in words where it has no name."""
        one, many = self.level_names.get(level, (f"{level} office", f"{level} offices"))
        return one if count == 1 else many

"""What a jurisdiction supplies: calendar, wording, usual delays and built-in offices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from hierarchy.office import Office, Series
from wian.jurisdictions.calendar import WorkingCalendar
from wian.jurisdictions.column_words import Headings
from wian.jurisdictions.entry_dates import EntryDates, PlainDates
from wian.jurisdictions.office_clocks import OfficeClock, OfficeClocks
from wian.jurisdictions.office_numbers import (
    ANY_NUMBER,
    NumberRule,
    RunningNumber,
    number_faults,
    office_number,
)
from wian.jurisdictions.paper_reader import PaperReader
from wian.jurisdictions.plain_paper import PlainPaper
from wian.kit.errors import Fault
from wian.kit.number_signs import NumberSigns
from wian.kit.text_file import OldEncoding

if TYPE_CHECKING:
    from hierarchy.columns.office_columns import OfficeTraits
    from hierarchy.graph import Hierarchy


PLAIN_TEMPLATES = Path(__file__).parent / "plain_templates"
"""Folder of the templates that serve a country whose own folder lacks them."""


def _usual_zone(_: str) -> str | None:
    """No id tells another zone than the calendar's."""
    return None


class Wording(Protocol):
    """How letters of a jurisdiction are worded: digits, dates, numbers, lines and templates."""

    templates: Path
    """Folder of the Jinja2 and Typst templates for sentences and forms."""
    salutation: str
    """Opening word of a letter where the recipient names none."""
    closing: str
    """Complimentary close of an external letter."""
    lead_ins: Mapping[str, str]
    """What sentences put before a directive's ``purpose``, and before an ask's ``text``."""
    unfit_after: Mapping[str, frozenset[str]]
    """One of ``lead_ins`` -> first words, in lower case, that make no sentence behind it."""
    hour_mark: str
    """What stands behind a time of day; empty where nothing does."""
    hour_marks: Mapping[str, str]
    """IANA zone -> the same on clocks of that zone, where it differs."""
    words: Mapping[str, Any]
    """Words that the templates see as ``words``; empty where they hold their words themselves."""
    signs: NumberSigns
    """The signs of its numbers, on whatever is written in the language of its letters."""

    def digits(self, text: str) -> str:
        """``text`` with Arabic digits turned into the jurisdiction's."""

    def long_date(self, day: date) -> str:
        """A date as letters write it."""

    def short_date(self, day: date) -> str:
        """A date as stamps write it."""

    def clock(self, at: time) -> str:
        """A time of day as stamps write it, without the hour mark."""

    def window_phrase(self, opens: date, closes: date) -> str:
        """A span of days, both included, as it stands in a sentence."""

    def register_year(self, day: date) -> int:
        """The year whose registers number a letter of ``day``."""

    def letter_number(
        self, code: str | None, number: int, year: int, *, dated: date, circular: bool = True
    ) -> str:
        """A letter's number.

        Args:
            code: Letter code of its office.
            number: Its number in the office's send register.
            year: The register's year.
            dated: The letter's date, whose month stands in the numbers of some countries.
            circular: The letter goes to several recipients.
        """

    def join(self, items: Sequence[str]) -> str:
        """A list of names as it stands in a sentence."""

    def paragraph(self, sentences: Sequence[str]) -> str:
        """Sentences, some of them empty, as one paragraph, runs of white space closed up."""

    def addressees(self, line: str) -> tuple[str, ...]:
        """The posts that an address line names, each with what belongs to it ("all of them")."""

    def kept(self, text: str) -> str:
        """``text`` with spaces that do not break inside dates, amounts and telephone numbers."""

    def pieces(self, text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
        """``text`` in pieces between which a line may end, blanks behind a piece belonging to it.

        Joined they are the text, its runs of blanks closed up.

        Args:
            text: One paragraph or field.
            names: Names that stay whole wherever they stand in it.
        """

    def proper_names(self, offices: Iterable[str]) -> frozenset[str]:
        """The places in names of offices and posts, which no line parts."""


def hour_mark_in(wording: Wording, zone: str | None) -> str:
    """What stands behind a time of day on a clock; empty where nothing does.

    Args:
        wording: Of the clock's country.
        zone: IANA zone of the clock; ``None``: the country's usual one.
    """
    return wording.hour_marks.get(zone or "", wording.hour_mark)


class NumberSeries(NamedTuple):
    """In which series an office numbers.

    Attributes:
        circulars_apart: Its circulars run in a series apart from its other letters.
        receipts_together: All its desks number what they receive in one series.
        classes_apart: Its letters of each classification code run in a series of their own.
    """

    circulars_apart: bool
    receipts_together: bool
    classes_apart: bool = False


@dataclass(frozen=True)
class Era:
    """How a jurisdiction counts years, where it does not count as the Gregorian calendar does.

    Attributes:
        name: English name.
        offset: Its year less the Gregorian one.
    """

    name: str
    offset: int


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
        build: Builds its offices; takes the path of a list of local authorities or ``None``.
        level_names: Level slug -> (singular, plural) in English, for names of task runs.
        credits: Sources of its data that must be named where they show.
        language: Tag of the language that its offices read (RFC 5646).
        words: Folder of its catalogues, one for each room in its language (``desk.yaml``,
            ``reports.yaml``) and one for what English pages say otherwise there
            (``desk.en.yaml``), all of them optional; ``None`` where there is none.
        script: Finds a letter of its language, where its letters tell it from English.
        era: How it counts years; ``None`` where it counts as the Gregorian calendar does.
        paper: Reads its letters and their stamps, numbers and names.
        dates: Reads days and times as its people, registers and logs write them.
        headings: How its registers and lists head their columns, besides in English.
        encodings: Encodings that its files had before UTF-8.
        circulars: Whether its offices number circulars apart from other letters where they say
            nothing: only where a mark in the number tells the two apart.
        receipts: Whether each desk of its offices numbers what it receives apart where they say
            nothing.
        numbers: What its regulation wants of the form of numbers, where offices have their own.
        zones: IANA zones that some of its offices have instead of the calendar's; ``None``: any.
        zone_of: The zone of an office by its id, where the id tells another than the calendar's.
        tiles: Path of its schematic map of provinces (YAML); ``None``: it has none.
        rastered: What it does to texts that are drawn as dots (a PNG of a chart).
    """

    id: str
    name: str
    calendar: WorkingCalendar
    wording: Wording
    profile: Path
    targets: Path
    build: Callable[[Path | None], Hierarchy]
    level_names: Mapping[str, tuple[str, str]]
    credits: tuple[str, ...] = ()
    language: str = "en"
    words: Path | None = None
    script: re.Pattern[str] | None = None
    era: Era | None = None
    paper: PaperReader = field(default_factory=PlainPaper)
    dates: EntryDates = field(default_factory=PlainDates)
    headings: Headings = field(default_factory=Headings)
    encodings: tuple[OldEncoding, ...] = ()
    rastered: Callable[[str], str] = str
    circulars: Series = Series.TOGETHER
    receipts: Series = Series.APART
    numbers: NumberRule = ANY_NUMBER
    zones: frozenset[str] | None = frozenset()
    zone_of: Callable[[str], str | None] = _usual_zone
    tiles: Path | None = None

    @property
    def clock(self) -> OfficeClock:
        """The clock that its offices usually have."""
        return OfficeClock(self.calendar.zone, self.calendar.zone)

    def clock_of(self, office: Office) -> OfficeClock:
        """The clock of an office."""
        zone = office.time_zone
        return OfficeClocks({office.id: zone} if zone else {}, self.calendar.zone).of(office.id)

    def clocks(self, hierarchy: Hierarchy) -> OfficeClocks:
        """The clock of each office of a hierarchy."""
        return OfficeClocks(hierarchy.offices.zones, self.calendar.zone)

    def read_moment(self, text: str) -> date | datetime:
        """The day, or day and time, that a person typed.

        Raises:
            Unfit: It is none; a clause that follows the text says why.
        """
        return self.dates.certain(text)

    def series(self, office: Office) -> NumberSeries:
        """In which series an office numbers: as it says, else as is usual here."""
        apart = (office.circulars or self.circulars) is Series.APART
        classes = office.classes is Series.APART
        return NumberSeries(apart, self.receipts_together(office), classes)

    def receipts_together(self, office: Office | OfficeTraits) -> bool:
        """Whether all desks of an office number what they receive in one series."""
        return (office.receipts or self.receipts) is Series.TOGETHER

    def number_faults(self, office: Office) -> Iterator[Fault]:
        """What does not fit in how an office says that it numbers, each at its field."""
        return number_faults(self, office)

    def letter_number(self, office: Office, of: RunningNumber) -> str:
        """The number of a letter of an office, in its own form or the usual one."""
        return office_number(self, office, of)

    def level_name(self, level: str, count: int) -> str:
        """A level in English for ``count`` offices; its slug in words where it has no name."""
        one, many = self.level_names.get(level, (f"{level} office", f"{level} offices"))
        return one if count == 1 else many

"""What does a country's reader find on paper? Letters, stamps, numbers, dates and names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from hierarchy.office import Signatory
from wian.jurisdictions.handling import Secrecy, Urgency
from wian.jurisdictions.known_names import KnownNames
from wian.jurisdictions.paper import Medium, PaperLine, Paragraph, Reading, ReadLetter, ReadStamp


@dataclass(frozen=True, slots=True)
class StampBlock:
    """A stamp and the lines that it takes.

    Attributes:
        stamp: What it says.
        lines: Indices of its lines among those of the document, the first one its heading's.
        page: The page that it stands on.
    """

    stamp: ReadStamp
    lines: tuple[int, ...]
    page: int


@dataclass(frozen=True, slots=True)
class FoundLetters:
    """The letters among the lines of a document.

    Attributes:
        loose: Lines before the first letter that belong to nothing.
        letters: The letters, in order, without chain and stamps.
        pages: The pages of each.
    """

    loose: tuple[PaperLine, ...] = ()
    letters: tuple[ReadLetter, ...] = ()
    pages: tuple[range, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """Something that a letter asks.

    Attributes:
        text: What, without the words that lead to it.
        doers: Who is to do it, as far as the letter says so.
        line: Line of the document.
    """

    text: str
    doers: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Recognition:
    """How the characters of a scanned page are recognised.

    Attributes:
        languages: What ``tesseract`` is to look for: ``eng``.
        model: What must be installed with it, in words: ``its English model``.
        package: Name of Debian's package of that model.
        caveat: What a reader must know of its errors, a sentence; empty where nothing is known.
        confused: Digits that it takes for others: no number or date with one of them is kept.
        earliest: First Gregorian year of letters of the country's forms: dates before are misread.
    """

    languages: str
    model: str
    package: str
    caveat: str = ""
    confused: str = ""
    earliest: int = 1900


class NumberParts(Protocol):
    """The parts of a letter's number: its office's code, the running number, and its kind."""

    @property
    def code(self) -> str | None:
        """Letter code of the office; ``None`` where the number has none."""

    @property
    def number(self) -> int:
        """Running number in the register."""

    @property
    def circular(self) -> bool:
        """Whether it is the number of a circular, which some registers keep apart."""


class PaperReader(Protocol):
    """Reads what comes in on paper, as offices of a country write it.

    What cannot be made out is left empty; nothing is invented. ``wian.jurisdictions.plain_paper``
    has one that knows no country, to begin with.
    """

    recognition: Recognition
    """How scanned pages are recognised."""
    titles: Sequence[str]
    """How the posts that letters are addressed to begin, for those that no hierarchy lists."""

    def __hash__(self) -> int:
        """What is read once is remembered under its reader."""

    def encoded(self, text: str) -> str:
        """``text`` with what looks the same written the same."""

    def compact(self, text: str) -> str:
        """``text`` for comparison: without white space, in Arabic digits and lower case."""

    def letters(self, lines: Sequence[PaperLine], source: str, medium: Medium) -> FoundLetters:
        """The letters among the lines of a document, its stamps taken out."""

    def mark(self, text: str) -> Urgency | Secrecy | None:
        """The class that a mark of urgency or secrecy stands for; ``None`` where it is none."""

    def stamps(
        self, lines: Sequence[PaperLine], source: str, trust: float
    ) -> tuple[StampBlock, ...]:
        """Every reception stamp among the lines of a document, in their order."""

    def chain(
        self, opening: Paragraph | None, sender: str | None, known: KnownNames, trust: float
    ) -> tuple[Reading[str], ...]:
        """Who informed whom, by a letter's opening paragraph: the sender's own sender first."""

    def recipients(self, line: str, *, offices: bool) -> tuple[Reading[str], ...]:
        """The addressees that a line names: posts, or ``offices``; a person has no value."""

    def on_attached_list(self, recipient: Reading[str]) -> bool:
        """The addressees are those of the attached list."""

    def without_list(self, recipient: Reading[str]) -> str:
        """What addressees are called, without the pointer to the attached list."""

    def post(self, addressee: str) -> str:
        """A post without what says that all of its kind are meant."""

    def signatory(self, lines: Sequence[str]) -> Reading[Signatory] | None:
        """The post that signed, and the post acted for, in the lines below a letter's text."""

    def office_name(self, name: str) -> str:
        """An office's name without its seat, where a letterhead gives the office by that."""

    def same_office(self, one: str | None, other: str | None) -> bool:
        """Two names are one office's."""

    def number(self, text: str) -> Reading[str]:
        """A letter's number, read; no value where the text is none."""

    def number_parts(self, number: str | None) -> NumberParts | None:
        """The parts of a number as it was read; ``None`` where it has none."""

    def number_key(self, text: str) -> str:
        """A letter's number without what varies between those who write it."""

    def sent_keys(self, text: str, number: int) -> tuple[str, ...]:
        """The keys that a row of a send register may stand for.

        Args:
            text: What its column for the letter's number holds: a number, or the code alone.
            number: Its running number.
        """

    def day(self, text: str) -> date | None:
        """The first date in a text; ``None`` where there is none."""

    def receipt_number(self, text: str) -> str:
        """A running number in Arabic digits, put right."""

    def repaired(self, text: str) -> tuple[str, str | None]:
        """A text with signs that only look like digits turned into digits, and why."""

    def window(self, text: str) -> tuple[date, date] | None:
        """The first span of days that a text names, both days included."""

    def requests(self, paragraphs: Sequence[Paragraph]) -> Iterator[ReadRequest]:
        """What the paragraphs of a letter ask."""

    def is_asked(self, request: ReadRequest, sender: str) -> bool:
        """The office ``sender`` is itself asked to do it, and need not pass it on."""

    def names_code(self, text: str) -> bool:
        """The text points to a QR code."""

"""Where each Indonesian letter of a document begins and ends, and what its parts are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import TypeVar

from hierarchy.office import LetterForm
from wian.jurisdictions.handling import Secrecy, Urgency
from wian.jurisdictions.indonesia.dates import first_date
from wian.jurisdictions.indonesia.letter_numbers import read_number
from wian.jurisdictions.indonesia.reading import fields
from wian.jurisdictions.indonesia.reading.citations import citations_of
from wian.jurisdictions.indonesia.reading.head import (
    INDENT,
    MOST_HEAD,
    RULE,
    number_in,
    read_head,
)
from wian.jurisdictions.indonesia.reading.signature import signature_at, signed
from wian.jurisdictions.indonesia.wording import IndonesianWording
from wian.jurisdictions.paper import (
    TRUST,
    Citation,
    CitationPlace,
    Medium,
    PaperLine,
    Paragraph,
    Reading,
    ReadLetter,
)
from wian.jurisdictions.paper_reader import FoundLetters
from wian.kit.likeness import squeezed

_M = TypeVar("_M", Urgency, Secrecy)
_ADDRESS = re.compile(
    r"\b(?:Jalan|Jl\.|Telepon|Telp|Faks|Laman|Pos-el|Email|Kode Pos)\b", re.IGNORECASE
)


def found_letters(lines: Sequence[PaperLine], source: str, medium: Medium) -> FoundLetters:
    """The letters among the lines of a document: each has its number in its head."""
    numbers = [at for at, line in enumerate(lines) if number_in(line.text) is not None]
    numbers = [at for before, at in pairwise([-MOST_HEAD, *numbers]) if at - before > 1]
    starts = _starts(lines, numbers)
    cut = [lines[start:end] for start, end in pairwise([*starts, len(lines)])]
    letters = tuple(_Letter(each, source, medium).read() for each in cut)
    pages = tuple(range(each[0].page, each[-1].page + 1) for each in cut)
    return FoundLetters(tuple(lines[: starts[0]]) if starts else (), letters, pages)


def _starts(lines: Sequence[PaperLine], numbers: Sequence[int]) -> list[int]:
    """Where each letter begins: at the top of its number's page, or behind the letter before."""
    starts: list[int] = []
    for at in numbers:
        top = at
        floor = starts[-1] + 1 if starts else 0
        held = [n for n in numbers if n < at and lines[n].page == lines[at].page]
        while top > floor and lines[top - 1].page == lines[at].page:
            if held and not lines[top - 1].text.strip() and at - top > 1:
                break
            top -= 1
        starts.append(top)
    return starts


class _Letter:
    """Reads one letter."""

    def __init__(self, lines: Sequence[PaperLine], source: str, medium: Medium) -> None:
        self._lines, self._source, self._medium = lines, source, medium
        self._trust = TRUST[medium]
        self._kind = self._form()
        self._parts = read_head(lines[:MOST_HEAD])
        self._sheet = self._first(fields.SHEET, len(lines))
        self._foot = self._first(fields.FOOT, self._sheet)
        self._sign = signature_at([line.text for line in lines], self._parts.end, self._foot)

    def read(self) -> ReadLetter:
        """The letter."""
        paragraphs = tuple(self._paragraphs())
        enclosed = tuple(self._items("lampiran"))
        number = self._held("number")
        return ReadLetter(
            source=self._source,
            first_line=self._lines[0].number,
            last_line=self._lines[-1].number,
            medium=self._medium,
            kind=self._kind,
            number=number and number_reading(number.read, number.line, self._trust),
            dated=self._dated(),
            subject=self._held("subject"),
            sender=self._sender(),
            recipients=tuple(self._recipients()),
            distribution=tuple(self._distribution()),
            citations=tuple(self._citations(paragraphs, enclosed)),
            enclosures=enclosed,
            signatory=signed(
                [line.text for line in self._lines[self._sign : self._foot]], self._trust
            ),
            paragraphs=paragraphs,
            urgency=self._marked(Urgency),
            secrecy=self._marked(Secrecy),
        )

    def _form(self) -> LetterForm:
        head = self._lines[:MOST_HEAD]
        if any(fields.NOTE.match(line.text) for line in head):
            return LetterForm.MEMO
        circular = any(fields.CIRCULAR.match(line.text) for line in head)
        return LetterForm.STAMPED if circular else LetterForm.EXTERNAL

    def _first(self, meant: re.Pattern[str], end: int) -> int:
        at = range(self._parts.end, end)
        return next((each for each in at if meant.match(self._lines[each].text)), end)

    def _held(self, part: str) -> Reading[str] | None:
        words, line = self._parts.held.get(part, ("", None))
        if not words or line is None:
            return None
        value = fields.in_small_letters(words) if part == "subject" else words
        return Reading(words, value, None, line.number, self._trust)

    def _dated(self) -> Reading[date] | None:
        """The date behind its label, on a line of the head, or where a circular was decreed."""
        until = max(self._parts.end, 1)
        decreed = [line for line in self._lines if fields.DECREED.match(line.text)]
        labelled = [self._parts.held["dated"][1]] if "dated" in self._parts.held else []
        if figures := self._in_figures():
            return figures
        for line in (*labelled, *decreed, *self._lines[:until]):
            if day := first_date(line.text):
                return Reading(squeezed(line.text), day, None, line.number, self._trust)
        return None

    def _in_figures(self) -> Reading[date] | None:
        """A date in figures behind its label: day, month and year."""
        words, line = self._parts.held.get("dated", ("", None))
        found = fields.FIGURES.match(words)
        if not found or line is None:
            return None
        try:
            day = date(*(int(found[name]) for name in ("year", "month", "day")))
        except ValueError:
            return None
        return Reading(words, day, None, line.number, self._trust)

    def _sender(self) -> Reading[str] | None:
        """The office in the letterhead: the last line of those in capitals, above the address."""
        until = next(
            (
                at
                for at, line in enumerate(self._lines)
                if number_in(line.text) is not None or RULE.match(line.text)
            ),
            0,
        )
        head = [line for line in self._lines[:until] if line.text.strip()]
        named = [
            line
            for line in head
            if line.text.strip() == line.text.strip().upper()
            and not _ADDRESS.search(line.text)
            and not fields.NOTE.match(line.text)
            and not fields.CIRCULAR.match(line.text)
            and first_date(line.text) is None
        ]
        if not named:
            return self._held("sender")
        below = len(named) > 1 and fields.AREA.match(named[-1].text)
        line = named[-2] if below else named[-1]
        read = squeezed(line.text)
        office = fields.in_small_letters(read)
        return Reading(read, office, None, line.number, self._trust)

    def _recipients(self) -> Iterator[Reading[str]]:
        for words, line in self._parts.recipients:
            item = fields.ITEM.match(words)
            each = item["text"].rstrip(" ;.") if item else words
            yield from recipients_of(each, line.number, self._trust)

    def _distribution(self) -> Iterator[str]:
        for line in self._lines[self._sheet :]:
            if item := fields.ITEM.match(line.text):
                yield squeezed(item["text"]).rstrip(";.")

    def _items(self, name: str) -> Iterator[Reading[str]]:
        """The items of a list at the foot."""
        inside = False
        for line in self._lines[self._foot : self._sheet]:
            if found := fields.FOOT.match(line.text):
                inside = found["name"].casefold() == name
            elif inside and (item := fields.ITEM.match(line.text)):
                words = squeezed(item["text"])
                yield Reading(words, words, None, line.number, self._trust)

    def _paragraphs(self) -> Iterator[Paragraph]:
        group: list[PaperLine] = []
        for line in self._lines[self._parts.end : self._sign]:
            text = line.text
            begins = bool(INDENT.match(text) or fields.ITEM.match(text))
            if group and (not text.strip() or begins):
                yield _paragraph(group)
                group = []
            if text.strip() and not RULE.match(text) and not fields.DECREED.match(text):
                group.append(line)
        if group:
            yield _paragraph(group)

    def _citations(
        self, paragraphs: Sequence[Paragraph], enclosed: Sequence[Reading[str]]
    ) -> Iterator[Citation]:
        for each in enclosed:
            yield from citations_of(each.read, CitationPlace.ENCLOSURE, each.line, self._trust)
        for text in paragraphs:
            yield from citations_of(text.text, CitationPlace.TEXT, text.line, self._trust)

    def _marked(self, kind: type[_M]) -> Reading[_M] | None:
        words, line = self._parts.held.get("nature", ("", None))
        for each in re.split(r"[/,]| dan ", words):
            held = fields.MARKS.get(squeezed(each).casefold())
            if isinstance(held, kind):
                number = line.number if line else None
                return Reading(squeezed(each), held, None, number, self._trust)
        return None


def number_reading(text: str, line: int | None, trust: float) -> Reading[str]:
    """A letter's number, read; no value where the text is none."""
    plain = re.sub(r"\s*/\s*", "/", squeezed(text))
    known = read_number(plain) is not None
    return Reading(text, plain if known else None, None, line, trust if known else 0.0)


def recipients_of(line: str, number: int | None, trust: float) -> Iterator[Reading[str]]:
    """The addressees of a line, one by one; a person has no value."""
    for each in IndonesianWording().addressees(squeezed(line)):
        words = each.strip(" ,;")
        if words:
            value = None if fields.PERSON.match(words) else words
            yield Reading(words, value, None, number, trust if value else 0.0)


def _paragraph(lines: Sequence[PaperLine]) -> Paragraph:
    return Paragraph(squeezed(" ".join(line.text for line in lines)), lines[0].number)

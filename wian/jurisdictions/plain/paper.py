"""How are the letters of an organisation read back? By the labels that its words put on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any

from hierarchy.office import LetterForm, Signatory
from wian.jurisdictions.handling import Secrecy, Urgency
from wian.jurisdictions.known_names import KnownNames
from wian.jurisdictions.paper import (
    Citation,
    CitationPlace,
    Medium,
    PaperLine,
    Paragraph,
    Reading,
    ReadLetter,
    ReadStamp,
)
from wian.jurisdictions.paper_reader import NumberParts, StampBlock
from wian.jurisdictions.plain.cited_form import CitedForm, CitedText, cited_form
from wian.jurisdictions.plain.day_texts import DayTexts
from wian.jurisdictions.plain.wording import LetterWording
from wian.jurisdictions.plain_paper import MARKS, PlainNumber, PlainPaper
from wian.kit.likeness import squeezed

_LABELS = MappingProxyType(
    {
        "number": "number",
        "dated": "date",
        "sender": "from",
        "recipients": "to",
        "subject": "subject",
        "enclosures": "enclosures",
        "copies": "copies",
    }
)
"""Part of a letter -> the label of it among the words."""
_TITLED = (("memo", LetterForm.MEMO), ("stamped", LetterForm.STAMPED))
_BLANK = re.compile(r"\(\.{6,}\)")
_ITEM = re.compile(r"\d{1,3}\.\s+(?P<item>.+)")
_BEFORE = ", which was informed by "
_INFORMED = re.compile(r"We have been informed by (?P<offices>.+?),? that ")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
_ATTACHED = re.compile(r"(?:attached: |; | and )(Letter .*? from [^();]+\([^()]*\))")
_CITED = re.compile(
    r"Letter(?: (?P<number>\S.*?))?(?: of (?P<dated>.*?\d{4}|\d{4}-\d\d-\d\d))? from (?P<office>.+)"
)


class LetterPaper(PlainPaper):
    """Reads letters that ``LetterWording`` and the templates of ``plain`` laid out.

    Args:
        wording: How they are worded.
        dates: How days are written.
    """

    def __init__(self, wording: LetterWording, dates: DayTexts) -> None:
        labels = wording.words["labels"]
        named = {part: str(labels[name]) for part, name in _LABELS.items()}
        named |= {"signatory": "Signed", "received": "Received"}
        super().__init__(named, dates, {**MARKS, **_marks(wording.words)})
        self._wording, self._day_texts = wording, dates
        self._acting = {*wording.words["acting"].values(), wording.words["phrases"]["acting"]}
        self._titles = {
            str(labels[name]).casefold(): form
            for name, form in (("letter", LetterForm.EXTERNAL), *_TITLED)
            if labels[name]
        }
        self._boxed = [
            re.compile(rf"\s*{re.escape(labels[name])}\s+(?P<rest>\d\S*)\s*$")
            for name in ("receipt", "received_on", "received_at")
        ]

    def stamps(
        self, lines: Sequence[PaperLine], source: str, trust: float
    ) -> tuple[StampBlock, ...]:
        """Boxes of office, desk, number, day and time, a line each."""
        found = super().stamps(lines, source, trust)
        boxes = (self._box(lines, at, source, trust) for at in range(2, len(lines) - 1))
        return (*found, *(each for each in boxes if each))

    def _box(
        self, lines: Sequence[PaperLine], at: int, source: str, trust: float
    ) -> StampBlock | None:
        """The stamp whose number stands on a line, two lines below its office."""
        number, day = (self._boxed[n].match(lines[at + n].text) for n in (0, 1))
        moment = self.day(day["rest"]) if day else None
        if number is None or day is None or moment is None:
            return None
        office, desk = lines[at - 2 : at]
        clock = self._boxed[2].match(lines[at + 2].text) if len(lines) > at + 2 else None
        read, meant = day["rest"].strip(), moment
        if clock and _CLOCK.fullmatch(clock["rest"].strip()):
            read = f"{read} {clock['rest'].strip()}"
            meant = datetime.combine(moment, self._day_texts.clock(clock["rest"].strip()))
        stamp = ReadStamp(
            desk=self._entry(desk, trust),
            receipt_number=Reading(number["rest"], number["rest"], None, lines[at].number, trust),
            moment=Reading(read, meant, None, lines[at + 1].number, trust),
            units=(),
            source=source,
            first_line=office.number,
            last_line=lines[at + (2 if clock else 1)].number,
            heading=self._entry(office, trust),
        )
        return StampBlock(stamp, tuple(range(at - 2, at + (3 if clock else 2))), office.page)

    @staticmethod
    def _entry(line: PaperLine, trust: float) -> Reading[str]:
        text = squeezed(line.text)
        return Reading(text, text, None, line.number, trust)

    def _with_marks(self, lines: Sequence[PaperLine], at: int) -> int:
        """A letter's first line: the first of its page, or of what follows another letter's text.

        Its letterhead stands above its number.
        """
        top = at
        while top > 0 and lines[top - 1].page == lines[at].page:
            top -= 1
            if self._labelled(lines[top].text)[0] is not None:
                return super()._with_marks(lines, at)
        return top

    def _letter(self, lines: Sequence[PaperLine], source: str, medium: Medium) -> ReadLetter:
        found = super()._letter(lines, source, medium)
        trust = found.number.confidence if found.number else 0.0
        heading = self._heading(lines)
        title = squeezed(heading[0].text).casefold() if heading else ""
        if title in self._titles:
            heading = heading[1:]
        sender = found.sender
        if sender is None and heading:
            name = squeezed(heading[0].text)
            sender = Reading(name, name, None, heading[0].number, trust)
        enclosures = tuple(self._enclosures(lines, trust))
        paragraphs = self._text(lines)
        return replace(
            found,
            kind=self._form(title),
            sender=sender,
            enclosures=enclosures,
            citations=tuple(self._citations((*enclosures, *self._in_text(paragraphs, trust)))),
            signatory=self._signs(lines, trust),
            paragraphs=paragraphs,
        )

    def _form(self, title: str) -> LetterForm:
        return self._titles.get(title, LetterForm.EXTERNAL)

    def _heading(self, lines: Sequence[PaperLine]) -> list[PaperLine]:
        """The lines above the number, marks apart."""
        above: list[PaperLine] = []
        for line in lines:
            if self._labelled(line.text)[0] is not None:
                break
            if line.text.strip() and not self.mark(line.text):
                above.append(line)
        return above

    def _enclosures(self, lines: Sequence[PaperLine], trust: float) -> Iterator[Reading[str]]:
        inside = False
        for line in lines:
            part, rest = self._labelled(line.text)
            inside = part == "enclosures" or (inside and part is None)
            item = _ITEM.fullmatch(squeezed(rest if part else line.text))
            if inside and (item or rest):
                text = item["item"] if item else rest
                yield Reading(text, text, None, line.number, trust)
            elif inside and part is None and line.text.strip():
                return

    def _citations(self, enclosures: Sequence[Reading[str]]) -> Iterator[Citation]:
        """Letters among the enclosures, as ``plain`` cites them in English or the folder does."""
        for each in enclosures:
            found = _in_english(each.read) or (self._own and self._own.entry(each.read))
            if found:
                number, dated = found.number, found.dated
                yield Citation(
                    read=each.read,
                    place=CitationPlace.ENCLOSURE,
                    office=found.office,
                    number=self.number(number) if number else None,
                    dated=self._read_date(dated, each.line, each.confidence) if dated else None,
                    line=each.line,
                )

    def _in_text(self, paragraphs: Sequence[Paragraph], trust: float) -> Iterator[Reading[str]]:
        """What the text of a memo or a transmittal says is attached."""
        for paragraph in paragraphs:
            own = self._own.inside(paragraph.text) if self._own else ()
            for each in _ATTACHED.findall(paragraph.text) or own:
                yield Reading(each, each, None, paragraph.line, trust)

    @cached_property
    def _own(self) -> CitedForm | None:
        """How the folder's own sentences cite; of use where they do not as ``plain``."""
        return cited_form(self._wording.templates)

    def _signs(self, lines: Sequence[PaperLine], trust: float) -> Reading[Signatory] | None:
        at = next((n for n, line in enumerate(lines) if _BLANK.search(line.text)), None)
        if at is None:
            return None
        below = [squeezed(line.text) for line in lines[at + 1 : at + 3]]
        found = self.signatory(below)
        return found and replace(found, line=lines[at + 1].number, confidence=trust)

    def signatory(self, lines: Sequence[str]) -> Reading[Signatory] | None:
        """The post, and the one acted for where the first line ends with the words for that."""
        held = [squeezed(line) for line in lines if line.strip() and not _BLANK.search(line)]
        if not held:
            return None
        words = next((each for each in self._acting if held[0].endswith(f" {each}")), None)
        if words is None or not held[1:]:
            return super().signatory(held[:1])
        return super().signatory([held[0].removesuffix(words).strip(), held[1]])

    def _text(self, lines: Sequence[PaperLine]) -> tuple[Paragraph, ...]:
        """Between the greeting, or the last field, and what stands for the signature."""
        fields = [n for n, line in enumerate(lines) if self._labelled(line.text)[0]]
        copies = [n for n in fields if self._labelled(lines[n].text)[0] == "copies"]
        first = max((n for n in fields if n not in copies), default=-1) + 1
        last = next((n for n in range(first, len(lines)) if self._ends(lines[n].text)), len(lines))
        parts: list[list[PaperLine]] = [[]]
        for line in lines[first:last]:
            bare = squeezed(line.text)
            if not bare or _ITEM.fullmatch(bare):
                parts.append([])
            if bare and not bare.endswith(","):
                parts[-1].append(line)
        return tuple(
            Paragraph(squeezed(" ".join(line.text for line in each)), each[0].number)
            for each in parts
            if each
        )

    def _ends(self, text: str) -> bool:
        bare = squeezed(text)
        return bool(_BLANK.search(bare)) or bare.rstrip(",") == self._wording.closing

    def chain(
        self, opening: Paragraph | None, sender: str | None, known: KnownNames, trust: float
    ) -> tuple[Reading[str], ...]:
        """Who informed whom, as ``plain`` says it in English."""
        del sender, known
        found = _INFORMED.match(opening.text) if opening else None
        if opening is None or found is None:
            return ()
        names = found["offices"].split(_BEFORE)
        return tuple(Reading(each, each, None, opening.line, trust) for each in names)

    def number_parts(self, number: str | None) -> NumberParts | None:
        """The parts of a number in one of the organisation's forms, or of another."""
        text = squeezed(number or "")
        for circular, form in ((True, self._wording.circular_form), (False, self._wording.form)):
            if held := form.read(text):
                own = self._wording.circular_form != self._wording.form
                code, running = held.get("code"), int(held["number"])
                return PlainNumber(code, running, circular=circular and own)
        return super().number_parts(number)

    def _moment(self, text: str) -> tuple[str, date | datetime] | None:
        return self._day_texts.found(text) or super()._moment(text)

    def recipients(self, line: str, *, offices: bool) -> tuple[Reading[str], ...]:
        """The addressees between semicolons, or commas and the word before the last."""
        del offices
        names = self._wording.addressees(squeezed(line))
        return tuple(Reading(each, each) for each in map(squeezed, names) if each)


def _in_english(text: str) -> CitedText | None:
    found = _CITED.fullmatch(re.sub(r"\s*\([^()]*\)$", "", text))
    if found is None:
        return None
    return CitedText(text, found["office"].partition(", ")[0], found["number"], found["dated"])


def _marks(words: Mapping[str, Any]) -> dict[str, Urgency | Secrecy]:
    urgency = {str(mark): Urgency(name) for name, mark in words["urgency"].items()}
    return {**urgency, **{str(mark): Secrecy(name) for name, mark in words["secrecy"].items()}}

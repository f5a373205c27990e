"""How is paper read where no country's own reader is known? By labels: ``Number: 12``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from types import MappingProxyType
from typing import TypeVar

from hierarchy.office import LetterForm, Signatory
from wian.jurisdictions.entry_dates import EntryDates, PlainDates
from wian.jurisdictions.handling import Secrecy, Urgency
from wian.jurisdictions.instant import day_of
from wian.jurisdictions.known_names import KnownNames
from wian.jurisdictions.paper import (
    TRUST,
    Medium,
    PaperLine,
    Paragraph,
    Reading,
    ReadLetter,
    ReadStamp,
    signatory_of,
)
from wian.jurisdictions.paper_reader import (
    FoundLetters,
    NumberParts,
    ReadRequest,
    Recognition,
    StampBlock,
)
from wian.kit.errors import Unfit
from wian.kit.likeness import plain_digits, squeezed

M = TypeVar("M", Urgency, Secrecy)
LABELS: Mapping[str, str] = MappingProxyType(
    {
        "number": "Number|No.",
        "dated": "Date|Dated",
        "sender": "From",
        "recipients": "To",
        "subject": "Subject|Re",
        "signatory": "Signed",
        "received": "Received",
    }
)
"""Part of a letter -> the words that a line begins with to name it, divided by ``|``."""
MARKS: Mapping[str, Urgency | Secrecy] = MappingProxyType(
    {
        "urgent": Urgency.URGENT,
        "very urgent": Urgency.VERY_URGENT,
        "most urgent": Urgency.MOST_URGENT,
        "confidential": Secrecy.CONFIDENTIAL,
        "secret": Secrecy.SECRET,
        "top secret": Secrecy.TOP_SECRET,
    }
)
"""Mark, in small letters -> its class. It stands alone on a line, or behind its label."""
_MARK_LABEL = re.compile(r"^\s*(?:urgency|priority|secrecy|classification)\s*:\s*", re.IGNORECASE)
_AROUND = " \t*-–—[]()\"'."
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACES = re.compile(r"[\t\u00a0\u2000-\u200a\u202f\u3000]")
_WHITE = re.compile(r"\s+")
_NUMBER = re.compile(r"(?:(?P<code>.*\S)\s*[/\s-]\s*)?(?P<number>\d{1,9})")
_DAY = r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
_DATE = re.compile(rf"(?<!\d)(?:{_DAY})(?:[T ]+\d{{1,2}}[:.]\d\d)?(?!\d)")
_SPAN = re.compile(rf"({_DAY})\s*(?:to|until|-|–)\s*({_DAY})")


@dataclass(frozen=True, slots=True)
class PlainNumber:
    """The parts of a number; nothing in it says that a letter is a circular."""

    code: str | None
    number: int
    circular: bool = False


class PlainPaper:
    """Reads letters whose parts are labelled, a line each: number first, the text last.

    A country's reader may be one of these with labels and dates of its own, or go further.

    Args:
        labels: Part of a letter -> its labels, as in ``LABELS``.
        dates: How days are written.
        marks: Marks of urgency and secrecy, as in ``MARKS``.
    """

    recognition = Recognition("eng", "its English model", "tesseract-ocr-eng")
    titles: Sequence[str] = ()

    def __init__(
        self,
        labels: Mapping[str, str] = LABELS,
        dates: EntryDates | None = None,
        marks: Mapping[str, Urgency | Secrecy] = MARKS,
    ) -> None:
        self._dates: EntryDates = dates or PlainDates()
        self._marks = {mark.casefold(): held for mark, held in marks.items()}
        self._labels = {
            part: re.compile(rf"^\s*(?:{_any_of(words)})\s*:\s*(?P<rest>.*)$", re.IGNORECASE)
            for part, words in labels.items()
            if part != "received"
        }
        self._received = re.compile(
            rf"^\s*(?P<desk>.*?)\s*\b(?:{_any_of(labels['received'])})\s*:?\s*"
            r"(?P<number>\d{1,9})\b(?P<rest>.*)$",
            re.IGNORECASE,
        )

    def encoded(self, text: str) -> str:
        """NFC, without invisible characters, with plain spaces."""
        return _SPACES.sub(" ", unicodedata.normalize("NFC", text).translate(_INVISIBLE))

    def compact(self, text: str) -> str:
        """No white space, Arabic digits, no capitals."""
        return _WHITE.sub("", plain_digits(self.encoded(text))).casefold()

    def letters(self, lines: Sequence[PaperLine], source: str, medium: Medium) -> FoundLetters:
        """A letter from each line that is labelled as a number."""
        numbers = [at for at, line in enumerate(lines) if self._labels["number"].match(line.text)]
        starts = [self._with_marks(lines, at) for at in numbers]
        cut = [lines[start:end] for start, end in pairwise([*starts, len(lines)])]
        letters = tuple(self._letter(each, source, medium) for each in cut)
        pages = tuple(range(each[0].page, each[-1].page + 1) for each in cut)
        return FoundLetters((), letters, pages)

    def mark(self, text: str) -> Urgency | Secrecy | None:
        """A word of ``MARKS`` alone, whatever its capitals and what frames it."""
        bare = _MARK_LABEL.sub("", squeezed(self.encoded(text))).strip(_AROUND)
        return self._marks.get(bare.casefold())

    def _with_marks(self, lines: Sequence[PaperLine], at: int) -> int:
        """A letter's first line: that of its number, or of the first mark just above."""
        top, above = at, at - 1
        while above >= 0 and lines[above].page == lines[at].page:
            if self.mark(lines[above].text):
                top = above
            elif lines[above].text.strip():
                break
            above -= 1
        return top

    def _letter(self, lines: Sequence[PaperLine], source: str, medium: Medium) -> ReadLetter:
        parts: dict[str, tuple[str, int]] = {}
        text: list[list[PaperLine]] = [[]]
        marks: list[tuple[PaperLine, Urgency | Secrecy]] = []
        for line in lines:
            part, rest = self._labelled(line.text)
            if held := self.mark(line.text):
                marks.append((line, held))
            elif part and part not in parts:
                parts[part] = (rest, line.number)
            elif not line.text.strip():
                text.append([])
            else:
                text[-1].append(line)
        trust = TRUST[medium]
        addressees, at = parts.get("recipients", ("", 0))
        sender = self._words(parts, "sender", trust)
        return ReadLetter(
            source=source,
            first_line=lines[0].number,
            last_line=lines[-1].number,
            medium=medium,
            kind=LetterForm.EXTERNAL,
            number=self._read_number(*parts["number"], trust),
            dated=self._read_date(*parts["dated"], trust) if "dated" in parts else None,
            subject=self._words(parts, "subject", trust),
            sender=sender,
            recipients=tuple(_entries(addressees, at, trust)),
            signatory=self._signed(parts, trust),
            paragraphs=tuple(_paragraph(each) for each in text if each),
            urgency=_strictest(Urgency, marks, trust),
            secrecy=_strictest(Secrecy, marks, trust),
        )

    def _labelled(self, text: str) -> tuple[str | None, str]:
        for part, label in self._labels.items():
            if found := label.match(text):
                return part, squeezed(found["rest"])
        return None, ""

    @staticmethod
    def _words(
        parts: Mapping[str, tuple[str, int]], part: str, trust: float
    ) -> Reading[str] | None:
        words, line = parts.get(part, ("", 0))
        return Reading(words, words, None, line, trust) if words else None

    def _read_number(self, text: str, line: int | None, trust: float) -> Reading[str]:
        known = self.number_parts(text) is not None
        return Reading(text, text if known else None, None, line, trust if known else 0.0)

    def _read_date(self, text: str, line: int | None, trust: float) -> Reading[date]:
        day = self.day(text)
        return Reading(text, day, None, line, trust if day else 0.0)

    def _signed(
        self, parts: Mapping[str, tuple[str, int]], trust: float
    ) -> Reading[Signatory] | None:
        words, line = parts.get("signatory", ("", 0))
        return Reading(words, signatory_of(words), None, line, trust) if words else None

    def stamps(
        self, lines: Sequence[PaperLine], source: str, trust: float
    ) -> tuple[StampBlock, ...]:
        """Lines such as ``Registry received: 17 on 2021-01-19 10:30``."""
        found = ((at, line, self._received.match(line.text)) for at, line in enumerate(lines))
        return tuple(
            StampBlock(self._stamp(match, line, source, trust), (at,), line.page)
            for at, line, match in found
            if match
        )

    def _stamp(self, found: re.Match[str], line: PaperLine, source: str, trust: float) -> ReadStamp:
        desk, moment = found["desk"], self._moment(found["rest"])
        number = plain_digits(found["number"])
        return ReadStamp(
            desk=Reading(desk, desk, None, line.number, trust) if desk else None,
            receipt_number=Reading(found["number"], number, None, line.number, trust),
            moment=moment and Reading(moment[0], moment[1], None, line.number, trust),
            units=(),
            source=source,
            first_line=line.number,
            last_line=line.number,
        )

    def _moment(self, text: str) -> tuple[str, date | datetime] | None:
        for found in _DATE.finditer(plain_digits(text)):
            try:
                return found.group(), self._dates.moment(found.group())
            except Unfit:
                continue
        return None

    def chain(
        self, opening: Paragraph | None, sender: str | None, known: KnownNames, trust: float
    ) -> tuple[Reading[str], ...]:
        """None: how letters of this country cite is not known."""
        del opening, sender, known, trust
        return ()

    def recipients(self, line: str, *, offices: bool) -> tuple[Reading[str], ...]:
        """The addressees between semicolons."""
        del offices
        return tuple(_entries(line, None, 1.0))

    def on_attached_list(self, recipient: Reading[str]) -> bool:
        """Never: how such a letter points to its list is not known."""
        del recipient
        return False

    def without_list(self, recipient: Reading[str]) -> str:
        """The addressees as read."""
        return recipient.read.strip()

    def post(self, addressee: str) -> str:
        """The post as it stands."""
        return addressee

    def signatory(self, lines: Sequence[str]) -> Reading[Signatory] | None:
        """The first line is the post, the second the one acted for."""
        held = [squeezed(line) for line in lines if line.strip()]
        if not held:
            return None
        return Reading(" ".join(held), signatory_of(held[0], held[1] if held[1:] else None))

    def office_name(self, name: str) -> str:
        """The name itself."""
        return name

    def same_office(self, one: str | None, other: str | None) -> bool:
        """Equal but for spaces and capitals."""
        return bool(one and other and self.compact(one) == self.compact(other))

    def number(self, text: str) -> Reading[str]:
        """Whatever ends with a running number."""
        return self._read_number(squeezed(text), None, 1.0)

    def number_parts(self, number: str | None) -> NumberParts | None:
        """The running number at its end, and what stands before."""
        found = _NUMBER.fullmatch(squeezed(plain_digits(number or "")))
        return PlainNumber(found["code"], int(found["number"])) if found else None

    def number_key(self, text: str) -> str:
        """The number without spaces and capitals."""
        return self.compact(text)

    def sent_keys(self, text: str, number: int) -> tuple[str, ...]:
        """The number itself, and the code with the running number behind it."""
        key = self.compact(text)
        return tuple(dict.fromkeys((key, f"{key}/{number}", f"{key}-{number}"))) if key else ()

    def day(self, text: str) -> date | None:
        """The first date in numbers."""
        found = self._moment(text)
        if found is None:
            return None
        return day_of(found[1])

    def receipt_number(self, text: str) -> str:
        """The number in Arabic digits."""
        return plain_digits(text)

    def repaired(self, text: str) -> tuple[str, str | None]:
        """The text as it stands."""
        return text, None

    def window(self, text: str) -> tuple[date, date] | None:
        """Two dates with ``to``, ``until`` or a dash between them."""
        for found in _SPAN.finditer(plain_digits(text)):
            first, last = self.day(found[1]), self.day(found[2])
            if first and last and first <= last:
                return first, last
        return None

    def requests(self, paragraphs: Sequence[Paragraph]) -> Iterator[ReadRequest]:
        """None: the words of a request are not known."""
        del paragraphs
        return iter(())

    def is_asked(self, request: ReadRequest, sender: str) -> bool:
        """Never: the words of a request are not known."""
        del request, sender
        return False

    def names_code(self, text: str) -> bool:
        """It says so in plain words."""
        return "qr code" in text.casefold()


def _strictest(
    kind: type[M], marks: Sequence[tuple[PaperLine, Urgency | Secrecy]], trust: float
) -> Reading[M] | None:
    """The strictest of a letter's marks of a kind."""
    order = list(kind)
    found = [(line, held) for line, held in marks if isinstance(held, kind)]
    if not found:
        return None
    line, held = max(found, key=lambda each: order.index(each[1]))
    read = _MARK_LABEL.sub("", squeezed(line.text)).strip(_AROUND)
    return Reading(read, held, None, line.number, trust)


def _any_of(words: str) -> str:
    return "|".join(re.escape(word) for word in words.split("|"))


def _entries(line: str, number: int | None, trust: float) -> Iterator[Reading[str]]:
    for each in map(squeezed, line.split(";")):
        if each:
            yield Reading(each, each, None, number, trust)


def _paragraph(lines: Sequence[PaperLine]) -> Paragraph:
    return Paragraph(squeezed(" ".join(line.text for line in lines)), lines[0].number)

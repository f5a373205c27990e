"""The head of a letter: number, office, date, subject, addressees, what it cites, encloses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from wian.jurisdictions.paper import PaperLine, Reading
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.handling_marks import is_mark
from wian.jurisdictions.thailand.reading.letter_spans import Span, is_number_line
from wian.jurisdictions.thailand.reading.thai_text import joined
from wian.jurisdictions.thailand.reading.values import date_in, number_in, number_of, sureness
from wian.kit.likeness import squeezed

_FULL_LINE = 50
"""Shortest line that can have been wrapped."""
_CONTINUES = re.compile(rf"^\s*(?:ลง\s*วันที่|จำนวน|ที่\s|\(|{marks.POINT.pattern.lstrip('^')})")
_LISTED = (marks.REFERENCE, marks.ENCLOSURES)


@dataclass(slots=True)
class Head:
    """The head of a letter, part by part, and where its text begins."""

    fields: dict[str, list[PaperLine]] = field(default_factory=dict)
    letterhead: list[PaperLine] = field(default_factory=list)
    marks: list[PaperLine] = field(default_factory=list)
    number: Reading[str] | None = None
    dated: Reading[date] | None = None
    stamped: bool = False
    end: int = 0


def read_head(span: Span, trust: float) -> Head:
    """Read the head of a letter; ``end`` is the index of the first line behind it."""
    head = Head()
    current: str | None = None
    for at, line in enumerate(span.lines):
        head.end = at
        if not line.text.strip():
            continue
        named = _field_of(line.text)
        if named in (None, marks.DATE) and _is_text(head, current, span.lines, at):
            return head
        current = _take(head, span.lines, at, named, current, trust)
    head.end = len(span.lines)
    return head


def _field_of(text: str) -> str | None:
    return next((name for name, label in marks.FIELDS.items() if label.match(text)), None)


def _is_text(head: Head, current: str | None, lines: Sequence[PaperLine], at: int) -> bool:
    """The line is the first of the letter's text: behind the salutation, and no continuation."""
    if marks.SALUTATION not in head.fields and not _late_text(head, lines[at].text):
        return False
    return not _goes_on(head, current, lines, at)


def _late_text(head: Head, text: str) -> bool:
    """A letter without a readable salutation: its text is known by its first word."""
    return marks.SUBJECT in head.fields and bool(marks.OPENER.match(text))


def _goes_on(head: Head, current: str | None, lines: Sequence[PaperLine], at: int) -> bool:
    """The line continues the field before it."""
    if current is None:
        return False
    text, held = lines[at].text, head.fields.get(current, [])
    if not any(line.text.strip() for line in held):
        return True
    if current in _LISTED and _CONTINUES.match(text):
        return True
    apart = not lines[at - 1].text.strip()
    wrapped = len(held[-1].text.strip()) >= _FULL_LINE or current in _LISTED
    return not apart and wrapped and not marks.OPENER.match(text)


def _take(  # noqa: PLR0913, PLR0917 - the line and where it stands
    head: Head,
    lines: Sequence[PaperLine],
    at: int,
    named: str | None,
    current: str | None,
    trust: float,
) -> str | None:
    """Put a line of the head where it belongs; return the field that it leaves open."""
    line = lines[at]
    if marks.MEMO.match(line.text):
        return None
    if is_mark(line.text):
        head.marks.append(line)
        return None
    if _takes_number(head, lines, at):
        _take_number(head, line, trust)
        return None
    if named == marks.DATE and head.dated is None:
        head.dated = date_in(line.text, line.number, trust)
        return None
    if named is not None and named != marks.DATE:
        return _open(head, line, named)
    return _take_unnamed(head, lines, at, current, trust)


def _takes_number(head: Head, lines: Sequence[PaperLine], at: int) -> bool:
    in_head = marks.SALUTATION not in head.fields and marks.SUBJECT not in head.fields
    return in_head and bool(is_number_line(lines, at) or marks.NUMBER_LABEL.match(lines[at].text))


def _open(head: Head, line: PaperLine, named: str) -> str:
    if named == marks.SALUTATION and marks.STAMPED_SALUTATION.match(line.text):
        head.stamped = marks.SUBJECT not in head.fields
    rest = marks.FIELDS[named].sub("", line.text)
    head.fields.setdefault(named, []).append(PaperLine(rest, line.number, line.page))
    return named


def _take_unnamed(
    head: Head, lines: Sequence[PaperLine], at: int, current: str | None, trust: float
) -> str | None:
    line = lines[at]
    if current is not None and _goes_on(head, current, lines, at):
        head.fields[current].append(line)
        return current
    day = date_in(line.text, line.number, trust) if len(line.text.strip()) < _FULL_LINE else None
    if day is not None and head.dated is None:
        head.dated = day
    elif marks.SUBJECT not in head.fields and marks.SALUTATION not in head.fields:
        head.letterhead.append(line)
    return None


def _take_number(head: Head, line: PaperLine, trust: float) -> None:
    """A number line: the number, and beside it the letterhead (external) or the date (memo)."""
    rest = marks.NUMBER_LABEL.sub("", line.text)
    found = marks.LETTER_NUMBER.match(rest.lstrip())
    if found is None:
        cell = re.split(r"\s{2,}", rest.strip())[0]
        head.number = head.number or number_of(cell, line.number, trust)
        return
    head.number = head.number or number_in(found.group(), line.number, trust)
    beside = rest.lstrip()[found.end() :].strip()
    if not beside:
        return
    if marks.FIELDS[marks.DATE].match(beside) or _only_a_date(beside, line, trust):
        head.dated = head.dated or date_in(beside, line.number, trust)
    else:
        head.letterhead.append(PaperLine(beside, line.number, line.page))


def _only_a_date(text: str, line: PaperLine, trust: float) -> bool:
    day = date_in(text, line.number, trust)
    return day is not None and day.read == squeezed(text)


def text_of(head: Head, name: str, trust: float) -> Reading[str] | None:
    """A field as one line of words; ``None`` where it is missing or empty."""
    lines = head.fields.get(name, [])
    words = joined(line.text for line in lines)
    return Reading(words, words, None, lines[0].number, sureness(trust, None)) if words else None


def sender_of(head: Head, trust: float) -> Reading[str] | None:
    """The office in the letterhead: of a memo its office line without telephone.

    An office given by its seat (``ศาลากลางจังหวัด...``) is named without it.
    """
    if office := text_of(head, marks.OFFICE, trust):
        name = marks.PHONE.split(office.read)[0].strip(" ,.")
        return Reading(office.read, name or None, None, office.line, office.confidence)
    if not head.letterhead:
        return None
    line = head.letterhead[0]
    read = squeezed(line.text)
    name = marks.SEAT.sub("", read)
    why = "the letterhead names the office by its seat" if name != read else None
    return Reading(read, name, why, line.number, sureness(trust, None))

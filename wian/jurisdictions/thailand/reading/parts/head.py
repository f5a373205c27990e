"""The head of a letter: number, office, date, subject, addressees, what it cites, encloses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from wian.jurisdictions.paper import PaperLine, Reading
from wian.jurisdictions.thailand.numerals import to_thai_digits
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.handling_marks import is_mark
from wian.jurisdictions.thailand.reading.letter_spans import (
    Span,
    after_label,
    is_number_line,
    is_signal_number,
    number_of_message,
    own_number,
)
from wian.jurisdictions.thailand.reading.parts.english.inside_address import stands_inside
from wian.jurisdictions.thailand.reading.parts.english.third_person_note import opens_note
from wian.jurisdictions.thailand.reading.parts.entries import is_complete
from wian.jurisdictions.thailand.reading.parts.letterhead import (
    named_office,
    of_memo,
    of_message,
)
from wian.jurisdictions.thailand.reading.parts.wrapped_lines import (
    hangs,
    is_full,
    is_joined,
    is_no_addressee,
)
from wian.jurisdictions.thailand.reading.thai_text import joined
from wian.jurisdictions.thailand.reading.values import (
    date_in,
    is_date,
    number_in,
    number_of,
    sureness,
)
from wian.kit.likeness import squeezed

_TITLE = 6
"""Most lines down to the title of a message or its sender."""
_MESSAGE_AHEAD = 5
"""Most lines of a message's head in which its number or subject is looked for."""
_ONCE = (marks.SUBJECT, marks.SALUTATION)
"""Fields that a head has once; a greeting below the addressee names nobody else."""
_ASKS = re.compile(r"^\s*(?:ขอ|ให้|โปรด)")
"""The first words of a message's text, which its wrapped subject hardly begins a line with."""
_GREETED = re.compile(r"^\s*Dear\s.*[,:]\s*$")
"""A whole greeting of a letter in English: what stands below is its text."""
_POST_IN_SHORT = re.compile(r"^\s*(?:รอง\s|ผู้ช่วย\s)?(?:ผ[ก-ฮ]{1,3}|สวญ?|หน|มทภ|จก|เสธ)\.[ก-ฮเ-ไ]")
_SALUTED = re.compile(r"^\s*(?:กราบเรียน|เรียน|นมัสการ)\s+\S")


@dataclass(slots=True)
class Head:
    """The head of a letter, part by part, and where its text begins."""

    fields: dict[str, list[PaperLine]] = field(default_factory=dict)
    letterhead: list[PaperLine] = field(default_factory=list)
    inside: list[PaperLine] = field(default_factory=list)
    marks: list[PaperLine] = field(default_factory=list)
    number: Reading[str] | None = None
    dated: Reading[date] | None = None
    labelled: bool = False
    sent_from: PaperLine | None = None
    message: bool = False
    stamped: bool = False
    end: int = 0


def read_head(span: Span, trust: float) -> Head:
    """Read the head of a letter; ``end`` is the index of the first line behind it."""
    head = Head(message=any(map(_of_message, span.lines[:_TITLE])))
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


def _of_message(line: PaperLine) -> bool:
    return bool(marks.MESSAGE.match(line.text) or marks.SENT_FROM.match(line.text))


def _field_of(text: str) -> str | None:
    return next((name for name, label in marks.FIELDS.items() if label.match(text)), None)


def _is_text(head: Head, current: str | None, lines: Sequence[PaperLine], at: int) -> bool:
    """The line is the first of the letter's text: behind the salutation, and no continuation."""
    if _unaddressed(head, current, lines, at) or opens_note(lines, at):
        return True
    if marks.SALUTATION not in head.fields and not _late_text(head, lines[at].text):
        return False
    if head.message and _of_message_head(head, lines, at):
        return False
    return not _goes_on(head, current, lines, at)


def _of_message_head(head: Head, lines: Sequence[PaperLine], at: int) -> bool:
    """The line is of a message's head, whose fields may stand below its addressees."""
    text = lines[at].text
    own = marks.SENT_FROM.match(text) or _is_label_alone(text) or _dates(head, text)
    own = own or is_mark(text)
    return bool(own) or _takes_number(head, lines, at) or _labelled_below(head, lines, at)


def _labelled_below(head: Head, lines: Sequence[PaperLine], at: int) -> bool:
    """The number or the subject of a message is still to come, with no text before it."""
    for index in range(at, min(at + _MESSAGE_AHEAD, len(lines))):
        text = lines[index].text
        if marks.FIRST_WORDS.match(text) or marks.SENTENCE.search(text):
            return False
        if _takes_number(head, lines, index):
            return True
        if marks.SUBJECT not in head.fields and marks.FIELDS[marks.SUBJECT].match(text):
            return True
    return False


def _dates(head: Head, text: str) -> bool:
    return head.dated is None and (is_date(text) or bool(marks.DATED.match(text)))


def _late_text(head: Head, text: str) -> bool:
    """A letter without a readable salutation: its text is known by its first word."""
    begins = marks.FIRST_WORDS.match(text) or (_is_memo(head) and marks.POINT.match(text))
    return marks.SUBJECT in head.fields and bool(begins)


def _unaddressed(head: Head, current: str | None, lines: Sequence[PaperLine], at: int) -> bool:
    """The line is a sentence right below a whole subject, and no salutation follows."""
    if current != marks.SUBJECT or not (_is_memo(head) or head.message):
        return False
    if is_full(lines[at - 1].text) or not marks.SENTENCE.search(lines[at].text):
        return False
    ahead = (line.text for line in lines[at + 1 : at + 1 + _MESSAGE_AHEAD])
    return not any(marks.FIELDS[marks.SALUTATION].match(text) for text in ahead)


def _is_memo(head: Head) -> bool:
    return marks.OFFICE in head.fields


def _goes_on(head: Head, current: str | None, lines: Sequence[PaperLine], at: int) -> bool:
    """The line continues the field before it."""
    if current is None:
        return False
    text, held = lines[at].text, head.fields.get(current, [])
    if not any(line.text.strip() for line in held):
        return not marks.FIRST_WORDS.match(text)
    greeted = bool(_GREETED.match(lines[at - 1].text))
    if greeted or is_joined(current, held, text):
        return not greeted
    asks = head.message and _ASKS.match(text) and not is_full(lines[at - 1].text)
    if asks or (_is_message_text(head, current, text) and not hangs(text, held)):
        return False
    ended = not lines[at - 1].text.strip() or is_complete(held[-1].text)
    ended = ended or (current == marks.SALUTATION and is_no_addressee(held, text))
    if ended or marks.FIRST_WORDS.match(text) or _of_sender(head, text):
        return False
    return is_full(lines[at - 1].text) or hangs(text, held)


def _is_message_text(head: Head, current: str, text: str) -> bool:
    """The line is a sentence below the subject of a message that has its addressees."""
    addressed = head.message and marks.SALUTATION in head.fields
    return addressed and current == marks.SUBJECT and bool(marks.SENTENCE.search(text))


def _of_sender(head: Head, text: str) -> bool:
    """The line begins with the sender's own name: a sentence of the text, which it speaks."""
    sender = sender_of(head, 1)
    return bool(sender and sender.value and squeezed(text).startswith(sender.value))


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
    if _is_label_alone(line.text):
        return None
    if is_mark(line.text):
        head.marks.append(line)
        return None
    if _takes_number(head, lines, at):
        _take_number(head, line, trust)
        return None
    if named is not None and named != marks.DATE:
        return _open(head, line, named)
    if not _take_origin(head, line, named, current, trust):
        return _take_unnamed(head, lines, at, current, trust)
    return None


def _take_origin(
    head: Head, line: PaperLine, named: str | None, current: str | None, trust: float
) -> bool:
    """Take the sender of a message or a labelled date; whether the line was one of them."""
    if head.message and marks.SENT_FROM.match(line.text):
        head.sent_from = head.sent_from or line
        return True
    labelled = named == marks.DATE or (head.message and marks.DATED.match(line.text))
    if labelled and (head.dated is None or current is None):
        head.labelled = head.labelled or head.dated is None
        head.dated = head.dated or date_in(line.text, line.number, trust)
        return True
    return False


def _is_label_alone(text: str) -> bool:
    """The title of a form, or the label of a number or date that was left blank."""
    return bool(
        marks.MEMO.match(text) or marks.MESSAGE.match(text) or marks.BLANK_NUMBER.match(text)
    )


def _takes_number(head: Head, lines: Sequence[PaperLine], at: int) -> bool:
    if head.message and head.number is None:
        text = lines[at].text
        return number_of_message(text) is not None
    in_head = marks.SALUTATION not in head.fields and marks.SUBJECT not in head.fields
    return in_head and bool(is_number_line(lines, at) or marks.NUMBER_LABEL.match(lines[at].text))


def _open(head: Head, line: PaperLine, named: str) -> str | None:
    """Begin a field: its words stay in the columns where they stood."""
    if named == marks.SALUTATION and marks.STAMPED_SALUTATION.match(line.text):
        head.stamped = marks.SUBJECT not in head.fields
    label = marks.FIELDS[named].match(line.text)
    length = label.end() if label else 0
    rest = " " * length + line.text[length:]
    if named in _ONCE and any(each.text.strip() for each in head.fields.get(named, ())):
        if named == marks.SALUTATION and _is_other_salutation(head, line.text):
            head.fields[named].append(PaperLine(f"; {rest}", line.number, line.page))
            return named
        return named if marks.GREETING.match(line.text) else None
    head.fields.setdefault(named, []).append(PaperLine(rest, line.number, line.page))
    return named


def _is_other_salutation(head: Head, text: str) -> bool:
    """A second salutation, as of a letter to an abbot and a director: its own addressee."""
    return not head.message and bool(_SALUTED.match(text)) and marks.SUBJECT in head.fields


def _take_unnamed(
    head: Head, lines: Sequence[PaperLine], at: int, current: str | None, trust: float
) -> str | None:
    line = lines[at]
    if current is not None and _goes_on(head, current, lines, at):
        head.fields[current].append(line)
        return current
    if _is_addressed(head, lines, at):
        head.fields[marks.SALUTATION] = [line]
        return marks.SALUTATION
    if is_date(line.text) and (head.dated is None or _is_own_date(head, line.text)):
        head.dated = date_in(line.text, line.number, trust)
    elif marks.SUBJECT not in head.fields and marks.SALUTATION not in head.fields:
        inside = head.dated is not None and stands_inside(head.letterhead, line.text)
        (head.inside if inside else head.letterhead).append(line)
    return None


def _is_own_date(head: Head, text: str) -> bool:
    """The date stands alone in an external letter's head: one with a label was a stamp's."""
    own = head.labelled and not marks.FIELDS[marks.DATE].match(text)
    return own and not (_is_memo(head) or head.message or marks.SUBJECT in head.fields)


def _is_addressed(head: Head, lines: Sequence[PaperLine], at: int) -> bool:
    """The line is a post alone, between a memo's subject and its text: its addressee."""
    text = lines[at].text
    if not _is_memo(head) or marks.SUBJECT not in head.fields or marks.SALUTATION in head.fields:
        return False
    named = text.strip().startswith(marks.KNOWN_POSTS) or _POST_IN_SHORT.match(text)
    if marks.SENTENCE.search(text) or not named:
        return False
    behind = next((line.text for line in lines[at + 1 :] if line.text.strip()), "")
    return bool(marks.FIRST_WORDS.match(behind) or marks.POINT.match(behind))


def _take_number(head: Head, line: PaperLine, trust: float) -> None:
    """A number line: the number, and beside it the letterhead (external) or the date (memo)."""
    rest = after_label(line.text)
    whole = number_of_message(line.text) if head.message else own_number(rest)
    if whole is not None:
        head.number = head.number or _number(whole, line, trust)
        beside = rest.strip()[len(whole) :].strip()
    elif found := marks.LETTER_NUMBER.match(rest.lstrip()):
        head.number = head.number or number_in(found.group(), line.number, trust)
        beside = rest.lstrip()[found.end() :].strip()
    else:
        cell, _, beside = rest.strip().partition("  ")
        head.number = head.number or number_of(cell, line.number, trust)
    if not beside.strip():
        return
    labelled = marks.FIELDS[marks.DATE].match(beside) or marks.DATED.match(beside)
    if labelled or _only_a_date(beside, line, trust):
        head.dated = head.dated or date_in(beside, line.number, trust)
    else:
        head.letterhead.append(PaperLine(beside.strip(), line.number, line.page))


def _number(whole: str, line: PaperLine, trust: float) -> Reading[str]:
    """A number that fills its cell; one of the forces' signals keeps its form."""
    if not is_signal_number(whole):
        return number_of(whole, line.number, trust)
    read = squeezed(whole)
    return Reading(read, to_thai_digits(read), None, line.number, sureness(trust, None))


def _only_a_date(text: str, line: PaperLine, trust: float) -> bool:
    day = date_in(text, line.number, trust)
    return day is not None and day.read == squeezed(text)


def text_of(head: Head, name: str, trust: float) -> Reading[str] | None:
    """A field as one line of words; ``None`` where it is missing or empty."""
    lines = head.fields.get(name, [])
    words = joined(line.text for line in lines)
    return Reading(words, words, None, lines[0].number, sureness(trust, None)) if words else None


def sender_of(head: Head, trust: float) -> Reading[str] | None:
    """The office of a memo's line, the sender of a message, or the office in the letterhead."""
    if head.message and head.sent_from:
        return of_message(head.sent_from, trust)
    if office := text_of(head, marks.OFFICE, trust):
        return of_memo(office)
    if head.sent_from:
        return of_message(head.sent_from, trust)
    return named_office(head.letterhead, trust, head.number.line if head.number else None)

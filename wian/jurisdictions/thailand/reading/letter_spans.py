"""Where each letter begins and ends among the lines of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from wian.jurisdictions.paper import PaperLine
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.handling_marks import apart, is_copy, is_mark
from wian.jurisdictions.thailand.reading.layout.mark_lines import closes_above, with_marks
from wian.jurisdictions.thailand.reading.thai_text import compact
from wian.jurisdictions.thailand.reading.values import is_date, number_in

_AHEAD = 25
"""Most lines with words between a letter's first line and its salutation."""
_HEAD = 5
"""Most lines above a subject without a number: office, two of address, date, mark."""
_MESSAGE = 6
"""Most lines with words between the title of a message and its addressees."""
_OFFICE_ABOVE = 3
"""Most lines of an office and its address above a number."""
_SUBJECT_BELOW = 3
"""Most lines with words from an addressee to the subject below it."""
_LABELS_BELOW = 6
"""Most lines with words from the addressee of a memo to its number or its subject."""
_CODE = 8
"""Signs in which the code before the slash has its spaces."""
_CELL = re.compile(rf"\s{{2,}}|\s(?=(?:ลว\.?|ลง(?:\s?วันที่)?)\s*[{marks.DIGIT}])")
"""What parts a number from what stands beside it: a gap, or the word before a date."""
_SIGNAL = re.compile(rf"[ก-ฮ]{{1,4}}\.?\s?[{marks.DIGIT}]{{1,6}}")
_TO = re.compile(r"^\s*(?:(?i:to)\s?:|ถึง\s*:)\s*\S")
_OF_HEAD = (marks.FIELDS[marks.SUBJECT], marks.FIELDS[marks.SALUTATION], marks.SENT_FROM)
_HOUSED = re.compile(rf"(?:ที่ว่าการ|ศาลากลาง|ศูนย์ราชการ).*[{marks.DIGIT}]{{5}}(?:\s|$)")
"""Where an office is housed, with the postal code behind it: an address, and no office."""
_HEADLINE = 60
"""Longest number line whose number itself cannot be read."""


@dataclass(frozen=True, slots=True)
class Span:
    """The lines of one letter: from its marks or its first line to the next letter's."""

    lines: tuple[PaperLine, ...]
    memo: bool


def with_marks_apart(lines: Sequence[PaperLine]) -> tuple[PaperLine, ...]:
    """The lines, with a mark beside a number or a memo's title as a line of its own."""
    return tuple(
        PaperLine(text, line.number, line.page)
        for at, line in enumerate(lines)
        for text in _parts(lines, at)
    )


def _parts(lines: Sequence[PaperLine], at: int) -> tuple[str, ...]:
    """A line, or the marks and the rest; a number whose date is on the next line is cited."""
    parts = apart(lines[at].text)
    return parts if parts[1:] and not _cited(lines, at) else (lines[at].text,)


def spans(lines: Sequence[PaperLine]) -> tuple[tuple[PaperLine, ...], tuple[Span, ...]]:
    """Cut the lines of a document into letters.

    Returns:
        The lines before the first letter, and the letters.
    """
    starts: list[tuple[int, bool]] = []
    for start, memo in _starts(lines):
        if not starts or start > starts[-1][0]:  # what stands above a letter may be another's
            starts.append((start, memo))
    if not starts:
        return tuple(lines), ()
    ends = [*(start for start, _ in starts[1:]), len(lines)]
    letters = tuple(
        Span(tuple(lines[start:end]), memo) for (start, memo), end in zip(starts, ends, strict=True)
    )
    return tuple(lines[: starts[0][0]]), letters


def _starts(lines: Sequence[PaperLine]) -> Iterator[tuple[int, bool]]:
    """Where letters begin, and whether as a memo."""
    head = _OpenHead()
    for at, line in enumerate(lines):
        memo, message = _opens_memo(lines, at), _opens_message(lines, at)
        message = message or (not head.open and _opens_with_addressee(lines, at))
        message = message and not (head.memo and head.awaits_subject)  # a memo's ``From:``
        if (memo or message) and not head.open:
            yield with_marks(lines, at), memo
            head = _OpenHead(open=True, message=message, memo=bool(marks.MEMO.match(line.text)))
        elif message:
            head.message = True
        elif head.message and head.takes_below(lines, at):
            head.number = head.number or _number_key(line)
        elif not head.has_words and is_number_line(lines, at):
            mine = _number_key(line)
            if head.takes_in_memo(lines, at):
                head.number = mine
                continue
            if not head.takes(mine):
                yield _with_office(lines, with_marks(lines, at)), False
            head = _OpenHead(open=True, number=mine)
        elif head.message and not head.titled and _is_subject(line.text):
            head.titled = True
        elif not (head.open or head.awaits_subject) and _opens_without_number(lines, at):
            yield _top_of_head(lines, at), False
            head = _OpenHead(open=True, has_words=True)
        else:
            head.pass_by(line.text)


@dataclass(slots=True)
class _OpenHead:
    """The head that the lines stand in.

    Attributes:
        open: No salutation has closed it.
        message: It is that of a message, whose number may stand below the addressees.
        has_words: Its subject has begun: what looks like a number is a wrapped line of it.
        memo: It is a memo's, with its title.
        titled: It is a message's, and has its subject: another one is another letter's.
        number: Its number.
        unnamed: Lines below its addressee in which its subject may still come, as ``Subject:``
            below ``To:``.
    """

    open: bool = False
    message: bool = False
    has_words: bool = False
    memo: bool = False
    titled: bool = False
    number: str | None = None
    unnamed: int = 0

    @property
    def awaits_subject(self) -> bool:
        """The addressee stood above the subject, and no text has begun."""
        return self.unnamed > 0

    def takes(self, number: str) -> bool:
        """The number is this head's own."""
        return self.open and self.number in {None, number}

    def takes_in_memo(self, lines: Sequence[PaperLine], at: int) -> bool:
        """The number stands among the labels of a memo, below its addressee or its subject."""
        whole = self.number is None and self.memo
        return whole and (self.awaits_subject or _is_subject(_words_above(lines, at)))

    def takes_below(self, lines: Sequence[PaperLine], at: int) -> bool:
        """The line is the number of this message, and not that of the letter behind it."""
        if self.number is not None or not _is_labelled(lines[at].text):
            return False
        return _is_subject(_words_above(lines, at)) or not (
            self.titled and is_number_line(lines, at)
        )

    def pass_by(self, text: str) -> None:
        """Take notice of a line that begins no letter."""
        if is_mark(text):
            return
        self.unnamed -= bool(text.strip())
        if marks.FIELDS[marks.SALUTATION].match(text):
            below = _LABELS_BELOW if self.memo else _SUBJECT_BELOW
            self.unnamed = below if self.open and not self.has_words else 0
            self.open = self.has_words = False
        elif self.open and marks.FIELDS[marks.SUBJECT].match(text):
            self.has_words = True
        elif self.has_words and (marks.POINT.match(text) or marks.SENTENCE.search(text)):
            self.open = self.has_words = False
        elif marks.OPENER.match(text) or marks.CLOSING.match(text) or marks.PURPOSE.match(text):
            self.open = self.message = self.has_words = False


def _opens_memo(lines: Sequence[PaperLine], at: int) -> bool:
    text = lines[at].text
    return bool(marks.MEMO.match(text) or marks.FIELDS[marks.OFFICE].match(text))


def _opens_message(lines: Sequence[PaperLine], at: int) -> bool:
    """The title of a message by fax or radio, or its sender with the addressees below."""
    text = lines[at].text
    if not (marks.MESSAGE.match(text) or marks.SENT_FROM.match(text)):
        return False
    ahead = islice(_words_behind(lines, at), _MESSAGE)
    return any(marks.STAMPED_SALUTATION.match(each) for each in ahead)


def _opens_with_addressee(lines: Sequence[PaperLine], at: int) -> bool:
    """The addressee of a memo in English or of a form, with its sender below and no title above."""
    below = next(_words_behind(lines, at), "")
    return bool(_TO.match(lines[at].text) and marks.SENT_FROM.match(below))


def _is_subject(text: str) -> bool:
    return bool(marks.FIELDS[marks.SUBJECT].match(text))


def _is_labelled(text: str) -> bool:
    """The line is a number behind its label, and nothing else that matters."""
    return number_of_message(text) is not None


def number_of_message(text: str) -> str | None:
    """The number behind a label, which in the forces may be an office's letters and a number."""
    if not marks.NUMBER_LABEL.match(text):
        return None
    rest = after_label(text)
    cell = _CELL.split(rest.strip(), maxsplit=1)[0]
    return own_number(rest) or (cell if is_signal_number(cell) else None)


def is_signal_number(text: str) -> bool:
    """The text is a number of the forces' signals (``ยก ๓๓๑๐``)."""
    return bool(_SIGNAL.fullmatch(text.strip()))


def _number_key(line: PaperLine) -> str:
    found = number_in(after_label(line.text), line.number, 1)
    return compact(found.value or found.read) if found else compact(line.text)


def after_label(text: str) -> str:
    """A number line without its label."""
    return marks.NUMBER_LABEL.sub("", text)


def is_number_line(lines: Sequence[PaperLine], at: int) -> bool:
    """The line gives a letter's own number: no citation, and a salutation follows."""
    text = lines[at].text
    if not marks.NUMBER_LABEL.match(text):
        return bool(marks.BARE_NUMBER.fullmatch(text)) and _salutation_follows(lines, at)
    rest = after_label(text)
    found = marks.LETTER_NUMBER.match(rest)
    if marks.YEAR_ALONE.fullmatch(re.split(r"\s{2,}", rest.strip(), maxsplit=1)[0]):
        return False
    numbered = own_number(rest) or (found and _own_number(found, rest))
    if not numbered and (found or not _unreadable_number(rest)):
        return False
    if marks.DATED.match(rest[found.end() :] if found else ""):
        return False
    return not _cited(lines, at) and _salutation_follows(lines, at)


def _own_number(found: re.Match[str], rest: str) -> bool:
    """It has a code or a circular's mark, or the line holds nothing else."""
    return bool(found["code"] or found["circular"]) or found.end() == len(rest.rstrip())


def own_number(rest: str) -> str | None:
    """The number in the first cell behind ``ที่``, where the cell holds nothing else."""
    cell = _CELL.split(rest.strip(), maxsplit=1)[0]
    if marks.YEAR_ALONE.fullmatch(cell):
        return None
    return cell if marks.OWN_NUMBER.fullmatch(cell) else None


def _unreadable_number(rest: str) -> bool:
    """What stands behind ``ที่`` is short, has the slash of a number, and begins with no digit."""
    first = rest.strip().split("  ")[0]
    short = 0 < len(first) <= _HEADLINE and " " not in first[_CODE:]
    return short and "/" in first and not first[0].isdigit()


def _cited(lines: Sequence[PaperLine], at: int) -> bool:
    """The number stands at the head of a wrapped line of a citation."""
    return bool(marks.DATED.match(next(_words_behind(lines, at), "")))


def _words_above(lines: Sequence[PaperLine], at: int) -> str:
    """The nearest line above one that holds words; empty where there is none."""
    return next((line.text for line in reversed(lines[:at]) if line.text.strip()), "")


def _words_behind(lines: Sequence[PaperLine], at: int) -> Iterator[str]:
    """The lines behind one that hold words."""
    for index in range(at + 1, len(lines)):
        if lines[index].text.strip():
            yield lines[index].text


def _salutation_follows(lines: Sequence[PaperLine], at: int) -> bool:
    for text in islice(_words_behind(lines, at), _AHEAD):
        if marks.FIELDS[marks.SALUTATION].match(text) or marks.FIELDS[marks.SUBJECT].match(text):
            return True
        if marks.COMPLIMENTS.search(text):
            return True
        if marks.OPENER.match(text) or marks.CLOSING.match(text):
            return False
    return False


def _opens_without_number(lines: Sequence[PaperLine], at: int) -> bool:
    """A subject whose letter has no number line above it, and a salutation below it."""
    if not marks.FIELDS[marks.SUBJECT].match(lines[at].text):
        return False
    ahead = islice(_words_behind(lines, at), 4)
    return any(marks.FIELDS[marks.SALUTATION].match(text) for text in ahead)


def _top_of_head(lines: Sequence[PaperLine], at: int) -> int:
    """The first of the lines above a subject that can be its letterhead and date."""
    above = (index for index in range(at - 1, -1, -1) if lines[index].text.strip())
    head: list[int] = []
    for index in islice(above, _HEAD):
        if _ends_a_letter(lines[index].text) or _is_below_a_head(lines[index].text):
            signed = marks.NAME_LINE.match(lines[index].text)
            return min(head[:-1] if signed else head, default=at)
        if is_mark(lines[index].text) and closes_above(lines, index):
            return min(head, default=at)
        head.append(index)
    return min(head, default=at)


def _is_below_a_head(text: str) -> bool:
    """The line is of another letter's head or text, which has no close."""
    of_text = marks.OPENER.match(text) or marks.POINT.match(text)
    return bool(of_text or any(each.match(text) for each in _OF_HEAD))


def _ends_a_letter(text: str) -> bool:
    ended = (marks.CLOSING, marks.NAME_LINE, marks.PHONE, marks.PURPOSE, marks.COPIES)
    return any(each.search(text) for each in ended)


def _with_office(lines: Sequence[PaperLine], at: int) -> int:
    """``at``, or the first of the lines right above the number that give its office.

    Nothing but a gap is above them, and no office stands below the number.
    """
    below = next(_words_behind(lines, at), "").strip()
    if marks.INSTITUTION.match(below) and not _HOUSED.match(below):
        return at
    if _heads_the_page(lines, at):
        return 0
    top = at
    while top > max(0, at - _OFFICE_ABOVE) and _goes_above(lines, top - 1, at):
        top -= 1
    above = lines[max(0, top - 1)].text.strip()
    gap = top == 0 or not above or is_mark(above) or lines[top - 1].page != lines[at].page
    return top if gap and marks.INSTITUTION.match(lines[top].text.strip()) else at


def _heads_the_page(lines: Sequence[PaperLine], at: int) -> bool:
    """Nothing but an office, its address and its telephone is above the line in the document."""
    words = (line.text.strip() for line in lines[:at] if not _is_no_office(line.text))
    above = [*islice(filter(None, words), _HEAD + 1)]
    if not 0 < len(above) <= _HEAD or not marks.INSTITUTION.match(above[0]):
        return False
    return all(map(_is_of_letterhead, above[1:]))


def _is_of_letterhead(text: str) -> bool:
    known = marks.PHONE.search(text) or marks.ADDRESS.search(text)
    return bool(known or marks.INSTITUTION.match(text))


def _is_no_office(text: str) -> bool:
    return is_mark(text) or is_copy(text) or is_date(text) or bool(marks.PAGE_NUMBER.match(text))


def _goes_above(lines: Sequence[PaperLine], above: int, at: int) -> bool:
    """The line can be an office's or of its address, on the page of the number."""
    text = lines[above].text.strip()
    if not text or is_mark(text) or lines[above].page != lines[at].page:
        return False
    return not (_ends_a_letter(text) or marks.ACTING.search(text) or marks.OPENER.match(text))

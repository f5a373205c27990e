"""The text of a letter: its paragraphs, and where its close begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from wian.jurisdictions.handling import Urgency
from wian.jurisdictions.paper import PaperLine, Paragraph
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.handling_marks import class_of, is_mark_of_page
from wian.jurisdictions.thailand.reading.letter_keys import letter_key
from wian.jurisdictions.thailand.reading.parts.close import is_issue
from wian.jurisdictions.thailand.reading.thai_text import joined

_LONGEST_PAGE_HEAD = 140
_INDENT = 4
"""Least columns of white space before the first line of a paragraph."""


@dataclass(frozen=True, slots=True)
class PageHead:
    """What the head of a continued page says: which letter it belongs to.

    Attributes:
        number: The letter's own number.
        stamped: It is closed by a seal.
    """

    number: str | None
    stamped: bool = False

    def repeated(self, text: str) -> bool:
        """The line holds the letter's own number and no sentence: office, date, page beside it."""
        if self.number is None or len(text) > _LONGEST_PAGE_HEAD:
            return False
        found = marks.LETTER_NUMBER.search(text)
        while found is not None:
            if letter_key(found.group()) == letter_key(self.number):
                return not marks.VERB.search(text) and not marks.OPENER.match(text)
            found = marks.LETTER_NUMBER.search(text, found.end())
        return False


def read_text(
    lines: Sequence[PaperLine], start: int, own: PageHead
) -> tuple[tuple[Paragraph, ...], int]:
    """The paragraphs from line ``start`` on, and the index of the first line behind them.

    Args:
        lines: The letter's.
        start: Where its head ends.
        own: What its continued pages repeat at their head.
    """
    end = _close(lines, start, stamped=own.stamped)
    paragraphs: list[list[PaperLine]] = []
    apart = True
    for line in lines[start:end]:
        if not line.text.strip():
            apart = True
        elif _is_last_word(line.text, apart=apart) or not (
            _page_furniture(line.text) or own.repeated(line.text)
        ):
            if apart or _begins(line.text) or not paragraphs:
                paragraphs.append([])
            paragraphs[-1].append(line)
            apart = False
    return tuple(_paragraph(each) for each in paragraphs), end


def _paragraph(lines: Sequence[PaperLine]) -> Paragraph:
    return Paragraph(joined(line.text for line in lines), lines[0].number)


def _page_furniture(text: str) -> bool:
    """A page's number, its catchword, or the mark of secrecy at its head and foot."""
    number = marks.PAGE_NUMBER.match(text) or marks.CATCHWORD.match(text)
    return bool(number) or is_mark_of_page(text)


def _is_last_word(text: str, *, apart: bool) -> bool:
    """The line ends a sentence (``... โดย`` / ``ด่วนที่สุด``): no page repeats a mark of urgency."""
    return not apart and not text.startswith(" ") and isinstance(class_of(text), Urgency)


def _begins(text: str) -> bool:
    """The line looks like the first of a paragraph."""
    indented = len(text) - len(text.lstrip()) >= _INDENT
    known = marks.OPENER.match(text) or marks.POINT.match(text) or marks.CONSIDERED.match(text)
    return bool(indented or known)


def _close(lines: Sequence[PaperLine], start: int, *, stamped: bool) -> int:
    """Index of the first line of the close: complimentary close, seal, name in brackets, post."""
    rest = range(start, len(lines))
    if closings := [at for at in rest if marks.CLOSING.match(lines[at].text)]:
        return closings[0]
    if seals := [at for at in rest if marks.SEAL.match(lines[at].text)]:
        return _before_seal(lines, seals[0], start)
    if stamped and (issue := _issue(lines, start)) is not None:
        return issue
    purposes = [at for at in rest if marks.PURPOSE.match(lines[at].text)]
    behind = range(purposes[-1] if purposes else start, len(lines))
    if names := [at for at in behind if _is_name(lines[at].text, bare=bool(purposes))]:
        return names[0]
    ends = [at for at in behind if not lines[at].text.strip() and _nothing_goes_on(lines, at)]
    return ends[0] if purposes and ends else len(lines)


def _issue(lines: Sequence[PaperLine], start: int) -> int | None:
    """The office with the date below it that ends a stamped letter; ``None`` without one."""
    held = [at for at in range(start, len(lines)) if lines[at].text.strip()]
    pairs = ((one, other) for one, other in pairwise(held) if one > start)
    return next((one for one, other in pairs if is_issue((lines[one], lines[other]))), None)


def _is_name(text: str, *, bare: bool) -> bool:
    """A name in brackets or the blank for it; behind the purpose also without brackets."""
    if bare and marks.PERSON.match(text.strip()):
        return True
    plain = text.strip()
    return (
        bool(marks.NAME_LINE.match(text)) and plain.startswith(("(", "ลงชื่อ")) and ")" in plain[-2:]
    )


def _before_seal(lines: Sequence[PaperLine], seal: int, start: int) -> int:
    """The issuer's name stands on the line above its seal, where that is no end of the text."""
    above = [at for at in range(start, seal) if lines[at].text.strip()]
    return above[-1] if above and not marks.SENTENCE.search(lines[above[-1]].text) else seal


def _nothing_goes_on(lines: Sequence[PaperLine], at: int) -> bool:
    """Behind the purpose comes something that is no further paragraph of the text."""
    following = next((line.text for line in lines[at:] if line.text.strip()), "")
    if marks.CLOSING.match(following) or marks.NAME_LINE.match(following):
        return True
    sentence = marks.OPENER.match(following) or marks.POINT.match(following)
    return not sentence and len(following.strip()) < 60  # a post, not a sentence

"""The text of a letter: its paragraphs, and where its close begins."""

from __future__ import annotations

from collections.abc import Sequence

from wian.jurisdictions.paper import PaperLine, Paragraph
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.handling_marks import is_mark
from wian.jurisdictions.thailand.reading.thai_text import joined

_INDENT = 4
"""Least columns of white space before the first line of a paragraph."""


def read_text(lines: Sequence[PaperLine], start: int) -> tuple[tuple[Paragraph, ...], int]:
    """The paragraphs from line ``start`` on, and the index of the first line behind them."""
    end = _close(lines, start)
    paragraphs: list[list[PaperLine]] = []
    apart = True
    for line in lines[start:end]:
        if not line.text.strip():
            apart = True
        elif not _page_furniture(line.text):
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
    return bool(number) or is_mark(text)


def _begins(text: str) -> bool:
    """The line looks like the first of a paragraph."""
    indented = len(text) - len(text.lstrip()) >= _INDENT
    known = marks.OPENER.match(text) or marks.POINT.match(text) or marks.CONSIDERED.match(text)
    return bool(indented or known)


def _close(lines: Sequence[PaperLine], start: int) -> int:
    """Index of the first line of the close: complimentary close, seal, name in brackets, post."""
    rest = range(start, len(lines))
    if closings := [at for at in rest if marks.CLOSING.match(lines[at].text)]:
        return closings[0]
    if seals := [at for at in rest if marks.SEAL.match(lines[at].text)]:
        return _before_seal(lines, seals[0], start)
    purposes = [at for at in rest if marks.PURPOSE.match(lines[at].text)]
    behind = range(purposes[-1] if purposes else start, len(lines))
    if names := [at for at in behind if _is_name(lines[at].text, bare=bool(purposes))]:
        return names[0]
    ends = [at for at in behind if not lines[at].text.strip() and _nothing_goes_on(lines, at)]
    return ends[0] if purposes and ends else len(lines)


def _is_name(text: str, *, bare: bool) -> bool:
    """A name in brackets or the blank for it; behind the purpose also without brackets."""
    if bare and marks.PERSON.match(text.strip()):
        return True
    plain = text.strip()
    return (
        bool(marks.NAME_LINE.match(text)) and plain.startswith(("(", "ลงชื่อ")) and ")" in plain[-2:]
    )


def _before_seal(lines: Sequence[PaperLine], seal: int, start: int) -> int:
    """The issuer's name stands on the line above its seal."""
    above = [at for at in range(start, seal) if lines[at].text.strip()]
    return above[-1] if above else seal


def _nothing_goes_on(lines: Sequence[PaperLine], at: int) -> bool:
    """Behind the purpose comes something that is no further paragraph of the text."""
    following = next((line.text for line in lines[at:] if line.text.strip()), "")
    if marks.CLOSING.match(following) or marks.NAME_LINE.match(following):
        return True
    sentence = marks.OPENER.match(following) or marks.POINT.match(following)
    return not sentence and len(following.strip()) < 60  # a post, not a sentence

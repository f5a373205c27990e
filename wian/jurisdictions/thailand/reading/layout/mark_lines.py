"""Whose are marks of urgency and secrecy between two letters: the foot's above, or the head's?"""

from __future__ import annotations

from collections.abc import Sequence

from wian.jurisdictions.paper import PaperLine
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.handling_marks import class_of, is_copy, is_mark

_MARKS = 12
"""Most lines, empty ones too, that marks and the word for a copy take above a letter."""
_PAGE = 60
"""Most lines of a page, between the marks at its head and its foot."""


def closes_above(lines: Sequence[PaperLine], at: int) -> bool:
    """The mark stands at the foot of the letter above: right below its lines, a gap beneath."""
    if at == 0 or at + 1 == len(lines):
        return False
    if _repeats_the_head(lines, at):
        return True
    above, beneath = lines[at - 1], lines[at + 1].text.strip()
    of_letter = above.text.strip() and above.page == lines[at].page and not is_mark(above.text)
    return bool(of_letter and not beneath and not is_copy(above.text))


def _repeats_the_head(lines: Sequence[PaperLine], at: int) -> bool:
    """The mark is the one of the letter above, with a wide gap beneath: that letter's foot."""
    beneath = [line.text for line in lines[at + 1 : at + 3]]
    above = (line.text for line in lines[max(0, at - _PAGE) : at - 1] if is_mark(line.text))
    return not any(map(str.strip, beneath)) and class_of(lines[at].text) in map(class_of, above)


def with_marks(lines: Sequence[PaperLine], at: int) -> int:
    """``at``, or the first of the marks of urgency and secrecy above it, on its page."""
    top = at
    for above in range(at - 1, max(at - _MARKS, -1), -1):
        text = lines[above].text
        if lines[above].page != lines[at].page:
            break
        if is_mark(text):
            if closes_above(lines, above):
                break
            top = above
        elif text.strip() and not is_copy(text) and not marks.PAGE_NUMBER.match(text):
            break
    return top

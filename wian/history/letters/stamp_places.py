"""Which letter a stamp stands on: pages, dates and offices decide where lines do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wian.jurisdictions.instant import day_of
from wian.jurisdictions.paper import ReadLetter
from wian.jurisdictions.paper_reader import PaperReader, StampBlock

_SHORTEST_NAME = 8
"""Fewest signs by which a heading is known to name an office or unit."""
_INSIDE, _SAME_PAGE, _PASSES_ON, _IN_TIME, _OWN, _NEAR = 8, 4, 6, 2, -8, 1


def place_stamps(
    letters: Sequence[ReadLetter],
    blocks: Sequence[StampBlock],
    pages: Sequence[range],
    paper: PaperReader,
) -> tuple[ReadLetter, ...]:
    """The letters of one document with their stamps.

    A stamp between two letters may stand on either: at the foot of the one before or at the head
    of the one behind. An office stamps what it receives: never its own letter, rather the one
    that its own letter encloses, and none from after the stamp's date.

    Args:
        letters: The letters of the document, in order, each with its first and last line.
        blocks: The stamps.
        pages: The pages of each letter.
        paper: Compares names.
    """
    stamps: list[list[StampBlock]] = [[] for _ in letters]
    for block in blocks:
        if letters:
            stamps[_letter_of(block, letters, pages, paper)].append(block)
    return tuple(
        replace(letter, stamps=tuple(block.stamp for block in held))
        for letter, held in zip(letters, stamps, strict=True)
    )


def _letter_of(
    block: StampBlock, letters: Sequence[ReadLetter], pages: Sequence[range], paper: PaperReader
) -> int:
    line = block.stamp.first_line or 0
    before = [at for at, letter in enumerate(letters) if (letter.first_line or 0) <= line]
    nearby = sorted({max(before, default=0), min(max(before, default=-1) + 1, len(letters) - 1)})
    return max(nearby, key=lambda at: (_score(block, letters, at, pages[at], paper), -at))


def _score(
    block: StampBlock, letters: Sequence[ReadLetter], at: int, pages: range, paper: PaperReader
) -> int:
    """How much speaks for the stamp standing on a letter."""
    letter, stamp = letters[at], block.stamp
    first, last = letter.first_line or 0, letter.last_line or 0
    score = _INSIDE if first <= (stamp.first_line or 0) <= last else 0
    score += _SAME_PAGE if block.page in pages and _paged(pages) else 0
    names = [each.value for each in (stamp.heading, stamp.desk) if each]
    score += _OWN if any(is_own(letter, name, paper) for name in names) else 0
    score += _PASSES_ON if _passed_on_by(letters, at, names, paper) else 0
    moment, dated = stamp.inferred, letter.dated.value if letter.dated else None
    if moment and dated:
        score += _IN_TIME if day_of(moment) >= dated else -_IN_TIME
    return score + (_NEAR if first <= (stamp.first_line or 0) else 0)


def _passed_on_by(
    letters: Sequence[ReadLetter], at: int, headings: Sequence[str | None], paper: PaperReader
) -> bool:
    """The office of the stamp wrote a letter that encloses this one."""
    return any(
        _encloses(other, letters[at], paper)
        and any(is_own(other, name, paper) for name in headings)
        for place, other in enumerate(letters)
        if place != at
    )


def _encloses(other: ReadLetter, letter: ReadLetter, paper: PaperReader) -> bool:
    number = letter.number.value if letter.number else None
    sender = letter.sender.value if letter.sender else None
    return any(
        (number and cited.number and cited.number.value == number)
        or paper.same_office(cited.office, sender)
        for cited in other.citations
    )


def _paged(pages: range) -> bool:
    return pages != range(1, 2)


def is_own(letter: ReadLetter, desk: str | None, paper: PaperReader) -> bool:
    """The stamp's heading names the office that wrote the letter, or one of its units."""
    if desk is None or letter.sender is None or letter.sender.value is None:
        return False
    compact, sender = paper.compact, letter.sender.value
    heading = compact(desk)
    if paper.same_office(desk, sender):
        return True
    units = [compact(each) for each in letter.drafted_by]
    names = [*(each for each in units if heading.startswith(each)), compact(sender)]
    return any(len(each) >= _SHORTEST_NAME and each in heading for each in names)

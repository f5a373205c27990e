"""The links of a bundle: which letter passes on which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wian.jurisdictions.paper import Citation, CitationPlace, ReadLetter
from wian.jurisdictions.paper_reader import PaperReader
from wian.kit.likeness import edits


@dataclass(frozen=True, slots=True)
class Links:
    """Which letter of a reading passes which on.

    Attributes:
        passed_on: Position of a letter -> position of the letter that it forwards.
        exact: Those of them that the letter cites by the number that the other one bears.
    """

    passed_on: Mapping[int, int]
    exact: frozenset[int]

    def below(self, letter: int) -> tuple[int, ...]:
        """The letters that pass ``letter`` on, at any remove, nearest first."""
        found, level = [], [letter]
        while level:
            level = [
                low for low, high in self.passed_on.items() if high in level and low not in found
            ]
            found += level
        return tuple(found)


def link(letters: Sequence[ReadLetter], paper: PaperReader) -> Links:
    """Find which letter passes on which: by the number cited, else by the office named."""
    passed: dict[int, int] = {}
    exact: set[int] = set()
    for low, letter in enumerate(letters):
        for citation in letter.citations:
            high = by_number(letters, citation, paper)
            if high is not None and high != low and citation.place is not CitationPlace.REFERENCE:
                passed[low] = high
                exact.add(low)
    for low in range(len(letters)):
        if low not in passed and (high := _by_office(letters, low, paper)) is not None:
            passed[low] = high
    return Links(_without_loops(passed), frozenset(exact))


def by_number(letters: Sequence[ReadLetter], citation: Citation, paper: PaperReader) -> int | None:
    """The letter that bears the number cited; of several the one of that date and office."""
    if citation.number is None or citation.number.value is None:
        return None
    cited = paper.number_key(citation.number.value)
    same = [
        at
        for at, letter in enumerate(letters)
        if letter.number and letter.number.value and paper.number_key(letter.number.value) == cited
    ]
    fits = [at for at in same if _same_day(letters[at], citation)]
    office = [at for at in fits or same if _from(letters[at], citation, paper)]
    return next(iter(office or fits or same), None)


def _same_day(letter: ReadLetter, citation: Citation) -> bool:
    return bool(letter.dated and citation.dated and letter.dated.value == citation.dated.value)


def _from(letter: ReadLetter, citation: Citation, paper: PaperReader) -> bool:
    return bool(letter.sender and paper.same_office(letter.sender.value, citation.office))


def _by_office(letters: Sequence[ReadLetter], low: int, paper: PaperReader) -> int | None:
    """The letter on the same subject of the nearest office that this one's opening names."""
    letter = letters[low]
    named = [each.office for each in letter.citations if each.place is CitationPlace.ENCLOSURE]
    for name in [*named, *(link.value for link in letter.chain)]:
        found = [
            at
            for at, other in enumerate(letters)
            if at != low
            and other.sender
            and paper.same_office(other.sender.value, name)
            and same_subject(other, letter, paper)
            and not _later(other, letter)
        ]
        if found:
            return found[-1]
    return None


def same_subject(one: ReadLetter, other: ReadLetter, paper: PaperReader) -> bool:
    """Both letters have one subject, or one of them has none to compare."""
    if one.subject is None or other.subject is None:
        return True
    return _same_words(one.subject.value or "", other.subject.value or "", paper)


@lru_cache(maxsize=1 << 16)
def _same_words(one: str, other: str, paper: PaperReader) -> bool:
    left, right = paper.compact(one), paper.compact(other)
    return left == right or edits(left, right, max(2, len(left) // 12)) is not None


def _later(one: ReadLetter, other: ReadLetter) -> bool:
    days = (one.dated and one.dated.value, other.dated and other.dated.value)
    return bool(days[0] and days[1] and days[0] > days[1])


def _without_loops(passed: Mapping[int, int]) -> dict[int, int]:
    kept: dict[int, int] = {}
    for low, high in passed.items():
        above: int | None = high
        seen = {low}
        while above is not None and above not in seen:
            seen.add(above)
            above = kept.get(above)
        if above is None:
            kept[low] = high
    return kept

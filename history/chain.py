"""Owns the chain: who informed whom by a letter's opening, and which letter encloses which."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from history.models import Citation, CitationPlace, Paragraph, Reading, ReadLetter
from history.thai_text import compact, edits, squeezed
from history.values import sureness
from jurisdictions.thailand import letter_marks as marks

_SHORTEST_NAME, _LONGEST_NAME = 6, 120
_THAT_NEXT = re.compile(r"\s*ว่า")
_GUESSED = 0.75
"""How much of the trust is left for a name whose end is only guessed from the verb behind it."""


def chain_of(
    opening: Paragraph | None, sender: str | None, known: Collection[str], trust: float
) -> tuple[Reading[str], ...]:
    """Who informed whom, by the opening paragraph of a letter, of any depth.

    "A informs that it was informed by B that C was informed by D that O has ..." names A, B, C, D
    and O: the sender's own sender first, the origin last.

    Args:
        opening: The first paragraph.
        sender: The office that wrote the letter: its own name in the opening is no link.
        known: Names of offices, for the end of the last one, which no word marks off.
        trust: How sure the characters are.
    """
    if opening is None or not (said := marks.OPENING.match(opening.text)):
        return ()
    return tuple(_Opening(opening, said.end(), sender, known, trust).links())


class _Opening:
    """An opening paragraph, read from left to right."""

    def __init__(
        self,
        opening: Paragraph,
        start: int,
        sender: str | None,
        known: Collection[str],
        trust: float,
    ) -> None:
        self._rest, self._line = opening.text[start:].lstrip(), opening.line
        self._known = sorted({name for name in known if name}, key=len, reverse=True)
        self._sender, self._trust = sender, trust

    def links(self) -> Iterator[Reading[str]]:
        first = self._first()
        if first is None:
            return
        yield from first
        while pair := self._pair():
            yield from pair
        if last := self._last():
            yield last

    def _first(self) -> list[Reading[str]] | None:
        """Read "A informs that", or "(the sender) was informed by A that"."""
        informed = self._until(marks.INFORMED_BY)
        informs = self._until(marks.INFORMS)
        if informed and (not informs or len(informed) < len(informs)) and self._is_sender(informed):
            self._skip(len(informed))
            return self._informer()
        if informs is None:
            return None
        self._skip(len(informs) + len(marks.INFORMS))
        links = [self._link(self._without_letter(informs))]
        if self._rest.startswith(marks.INFORMED_BY):
            links += self._informer() or []
        return links

    def _pair(self) -> list[Reading[str]] | None:
        """Read "C was informed by D that"."""
        name = self._until(marks.INFORMED_BY)
        if name is None or marks.VERB.match(name):
            return None
        self._skip(len(name))
        return [self._link(name), *(self._informer() or [])]

    def _informer(self) -> list[Reading[str]] | None:
        """Read "was informed by D that"."""
        self._skip(len(marks.INFORMED_BY))
        length, end = self._known_informer() or self._any_informer() or (0, 0)
        if not end:
            return None
        name = self._rest[:length]
        self._skip(end)
        return [self._link(self._without_letter(name))]

    def _known_informer(self) -> tuple[int, int] | None:
        """Length of a known name that "that" follows, and where what is told begins."""
        for name in self._known:
            length = _prefix(self._rest, name)
            told = _THAT_NEXT.match(self._rest, length) if length else None
            if told:
                return length, told.end()
        return None

    def _any_informer(self) -> tuple[int, int] | None:
        end = marks.THAT.search(self._rest[:_LONGEST_NAME])
        return (end.start(), end.end()) if end and end.start() else None

    def _last(self) -> Reading[str] | None:
        """The origin, whose deed follows without a mark: a known name, else up to the verb."""
        for name in self._known:
            if length := _prefix(self._rest, name):
                return self._link(self._rest[:length])
        if not marks.OFFICE_WORD.match(self._rest):
            return None
        end = self._verb()
        if end is None:
            return None
        link = self._link(self._rest[:end])
        why = "the name is taken to end where the verb begins"
        return replace(link, inference=why, confidence=round(link.confidence * _GUESSED, 2))

    def _verb(self) -> int | None:
        """Where the deed of the origin begins: at a verb behind a space, else at ``ได้``."""
        rest = self._rest[:_LONGEST_NAME]
        found = [each.start() for each in marks.VERB.finditer(rest)]
        return next(
            (
                at
                for at in found
                if at >= _SHORTEST_NAME and (rest[at - 1] == " " or rest.startswith("ได้", at))
            ),
            None,
        )

    def _until(self, mark: str) -> str | None:
        at = self._rest.find(mark, 0, _LONGEST_NAME * 2)
        return self._rest[:at] if at > 0 else None

    def _is_sender(self, name: str) -> bool:
        return self._sender is None or same_office(name, self._sender)

    def _skip(self, length: int) -> None:
        self._rest = self._rest[length:].lstrip()

    @staticmethod
    def _without_letter(name: str) -> str:
        """The office of "by the letter of A, number ..., A informs"."""
        cut = marks.CITED_LETTER.search(name)
        return cut["office"] if cut and cut["office"] else name

    def _link(self, name: str) -> Reading[str]:
        read = squeezed(name)
        return Reading(read, read or None, None, self._line, sureness(self._trust, None))


def _prefix(text: str, name: str) -> int:
    """Where ``name`` ends at the head of ``text``, white space apart; 0 where it does not stand."""
    pattern = r"\s*".join(map(re.escape, re.sub(r"\s+", "", name)))
    found = re.match(pattern, text)
    return found.end() if found else 0


def same_office(one: str | None, other: str | None) -> bool:
    """Two names are one office's: equal, one of them with its unit behind it, or a slip apart.

    A memo names office and unit (``กระทรวงมหาดไทย สำนักงานปลัดกระทรวงมหาดไทย``).
    """
    if not one or not other:
        return False
    ones, others = _names(one), _names(other)
    if ones & others:
        return True
    left, right = compact(marks.SEAT.sub("", one)), compact(marks.SEAT.sub("", other))
    return min(len(left), len(right)) > 14 and edits(left, right, 1) is not None  # noqa: PLR2004 - short names differ by one sign


def _names(name: str) -> set[str]:
    plain = marks.SEAT.sub("", squeezed(name))
    first, *units = plain.split(" ")
    heads = {first} if units and marks.OFFICE_WORD.match(units[0]) else set()
    return {compact(each) for each in {plain, *heads} if each}


@dataclass(frozen=True, slots=True)
class Links:
    """Which letter of a reading passes which on.

    Attributes:
        passed_on: Position of a letter -> position of the letter that it passes on.
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


def link(letters: Sequence[ReadLetter]) -> Links:
    """Find which letter passes on which: by the number cited, else by the office named."""
    passed: dict[int, int] = {}
    exact: set[int] = set()
    for low, letter in enumerate(letters):
        for citation in letter.citations:
            high = by_number(letters, citation)
            if high is not None and high != low and citation.place is not CitationPlace.REFERENCE:
                passed[low] = high
                exact.add(low)
    for low, letter in enumerate(letters):
        if low not in passed and (high := _by_office(letters, low, letter)) is not None:
            passed[low] = high
    return Links(_without_loops(passed), frozenset(exact))


def by_number(letters: Sequence[ReadLetter], citation: Citation) -> int | None:
    """The letter that bears the number cited; of several the one of that date and office."""
    if citation.number is None or citation.number.value is None:
        return None
    same = [
        at
        for at, letter in enumerate(letters)
        if letter.number and letter.number.value == citation.number.value
    ]
    fits = [at for at in same if _same_day(letters[at], citation)]
    office = [at for at in fits or same if _from(letters[at], citation)]
    return next(iter(office or fits or same), None)


def _same_day(letter: ReadLetter, citation: Citation) -> bool:
    return bool(letter.dated and citation.dated and letter.dated.value == citation.dated.value)


def _from(letter: ReadLetter, citation: Citation) -> bool:
    return bool(letter.sender and same_office(letter.sender.value, citation.office))


def _by_office(letters: Sequence[ReadLetter], low: int, letter: ReadLetter) -> int | None:
    """The letter on the same subject of the nearest office that this one's opening names."""
    named = [each.office for each in letter.citations if each.place is CitationPlace.ENCLOSURE]
    for name in [*named, *(link.value for link in letter.chain)]:
        found = [
            at
            for at, other in enumerate(letters)
            if at != low
            and other.sender
            and same_office(other.sender.value, name)
            and same_subject(other, letter)
            and not _later(other, letter)
        ]
        if found:
            return found[-1]
    return None


def same_subject(one: ReadLetter, other: ReadLetter) -> bool:
    """Both letters have one subject, or one of them has none to compare."""
    if one.subject is None or other.subject is None:
        return True
    left, right = compact(one.subject.value or ""), compact(other.subject.value or "")
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

"""The cited chain: who informed whom, by a letter's opening paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from wian.jurisdictions.known_names import LONGEST_NAME, KnownNames
from wian.jurisdictions.paper import Paragraph, Reading
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.names import same_office
from wian.jurisdictions.thailand.reading.values import sureness
from wian.kit.likeness import squeezed

_SHORTEST_NAME = 6
_TOLD = re.compile(rf"\s|{marks.OFFICE_WORD.pattern.lstrip('^')}|{marks.VERB.pattern}")
_THAT_NEXT = re.compile(r"\s*ว่า")
_GUESSED = 0.75
"""How much of the trust is left for a name whose end is only guessed from the verb behind it."""


def chain_of(
    opening: Paragraph | None, sender: str | None, known: KnownNames, trust: float
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
        known: KnownNames,
        trust: float,
    ) -> None:
        self._rest, self._line = opening.text[start:].lstrip(), opening.line
        self._known, self._sender, self._trust = known, sender, trust

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
        for length in self._known.heads(self._rest):
            if told := _THAT_NEXT.match(self._rest, length):
                return length, told.end()
        return None

    def _any_informer(self) -> tuple[int, int] | None:
        """Up to the first "that" with something behind it that can be told."""
        found = [each for each in marks.THAT.finditer(self._rest[:LONGEST_NAME]) if each.start()]
        told = [each for each in found if _TOLD.match(self._rest, each.end())]
        end = next(iter(told or found), None)
        return (end.start(), end.end()) if end else None

    def _last(self) -> Reading[str] | None:
        """The origin, whose deed follows without a mark: a known name, else up to the verb."""
        for length in self._known.heads(self._rest):
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
        rest = self._rest[:LONGEST_NAME]
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
        at = self._rest.find(mark, 0, LONGEST_NAME * 2)
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

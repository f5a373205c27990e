"""Names of offices as letters write them: found in a text, and told to be one office's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from wian.jurisdictions.thailand import letter_marks as marks
from wian.jurisdictions.thailand.reading.thai_text import compact, edits, squeezed

_SIGNS_A_SLIP = 14
"""Fewest signs of a name for each that may be misread: short names differ by one."""
LONGEST_NAME = 120
"""Most signs that an office's name takes."""


class KnownNames:
    """Names of offices, to be found at the head of a text, white space apart.

    Args:
        names: The names.
        besides: Names that are known already.
    """

    def __init__(self, names: Iterable[str], besides: KnownNames | None = None) -> None:
        self._mine = frozenset(re.sub(r"\s+", "", name) for name in names)
        self._besides = besides

    def __contains__(self, name: str) -> bool:
        return name in self._mine or (self._besides is not None and name in self._besides)

    def heads(self, text: str) -> Iterator[int]:
        """Where the names that stand at the head of a text end, the longest first."""
        plain, ends = "", []
        for at, character in enumerate(text[:LONGEST_NAME]):
            if not character.isspace():
                plain += character
                if plain in self:
                    ends.append(at + 1)
        yield from reversed(ends)


@lru_cache(maxsize=1 << 16)
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
    return edits(left, right, min(len(left), len(right)) // _SIGNS_A_SLIP) is not None


@lru_cache(maxsize=1 << 12)
def _names(name: str) -> frozenset[str]:
    plain = marks.SEAT.sub("", squeezed(name))
    first, *units = plain.split(" ")
    heads = {first} if units and marks.OFFICE_WORD.match(units[0]) else set()
    return frozenset(compact(each) for each in {plain, *heads} if each)

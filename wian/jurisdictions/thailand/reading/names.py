"""Whether two names are one office's, as letters write them."""

from __future__ import annotations

from functools import lru_cache

from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.thai_text import compact
from wian.kit.likeness import edits, squeezed

_SIGNS_A_SLIP = 14
"""Fewest signs of a name for each that may be misread: short names differ by one."""


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

"""Telling whether two letter numbers are the same, however each is written."""

from __future__ import annotations

import re
from functools import lru_cache

from wian.jurisdictions.thailand.letter_numbers import CIRCULAR
from wian.jurisdictions.thailand.numerals import to_arabic_digits

_NOTHING = re.compile(r"[\s\u200b-\u200d\ufeff]+")
_ZEROS = re.compile(rf"(?<=[/{CIRCULAR}])0+(?=\d)")
_BARE = re.compile(rf"/{CIRCULAR}?$")
_NUMBERED = re.compile(r"\d$")


@lru_cache(maxsize=1 << 14)  # each letter is held against each other one
def letter_key(text: str) -> str:
    """A letter number without what varies: digits, spaces, ``ที่`` in front, the dot after ว."""
    plain = _NOTHING.sub("", to_arabic_digits(text)).removeprefix("ที่")
    return _ZEROS.sub("", plain.replace(f"{CIRCULAR}.", CIRCULAR))


def sent_keys(text: str, number: int) -> tuple[str, ...]:
    """The keys that a row of a send register may stand for.

    Its column ``ที่`` holds the whole number, or the office's code alone: the register's running
    number is then the letter's (Regulation on Correspondence B.E. 2526, clauses 43.1.2, 43.1.3).
    """
    key = letter_key(text)
    if not key:
        return ()
    if _BARE.search(key):
        return (f"{key}{number}",)
    if "/" in key and _NUMBERED.search(key):
        return (key,)
    return (key, f"{key}/{number}", f"{key}/{CIRCULAR}{number}")

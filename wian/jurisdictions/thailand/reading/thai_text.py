"""Comparing Thai text as it comes from scans and text layers: spaces, marks, wrapped lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from wian.jurisdictions.thailand.numerals import to_arabic_digits

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACES = re.compile(r"[\t\u00a0\u2000-\u200a\u202f\u3000]")
_WHITE = re.compile(r"\s+")
_THAI = re.compile(r"[\u0e00-\u0e7f]")


def encoded_one_way(text: str) -> str:
    """``text`` with what looks the same written the same.

    NFC; ``ำ`` and ``แ`` as one sign each; tone marks after vowel signs; no invisible characters;
    plain spaces.
    """
    text = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    text = re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", r"\1ำ", text)
    text = text.replace("เเ", "แ")
    text = re.sub("([\u0e48-\u0e4b])([\u0e31\u0e34-\u0e39])", r"\2\1", text)
    return _SPACES.sub(" ", text)


def compact(text: str) -> str:
    """``text`` for comparison: no white space, Arabic digits, lower case."""
    return _WHITE.sub("", to_arabic_digits(encoded_one_way(text))).lower()


def squeezed(text: str) -> str:
    """``text`` with each run of white space closed up to one space."""
    return _WHITE.sub(" ", text).strip()


def joined(lines: Iterable[str]) -> str:
    """Wrapped lines as one: Thai runs on without a space, anything else gets one."""
    whole = ""
    for line in map(squeezed, lines):
        glued = bool(whole and line and _runs_on(whole[-1]) and _runs_on(line[0]))
        whole += line if glued or not whole else f" {line}"
    return whole


def _runs_on(character: str) -> bool:
    return bool(_THAI.match(character)) and not "๐" <= character <= "๙"


def grams(text: str, size: int = 4) -> frozenset[str]:
    """The runs of ``size`` characters of the compact text."""
    plain = compact(text)
    return frozenset(plain[at : at + size] for at in range(max(len(plain) - size + 1, 0)))


def edits(one: str, other: str, most: int) -> int | None:
    """Insertions, deletions, replacements and swaps of neighbours from one text to another.

    Returns:
        How many (optimal string alignment); ``None`` if more than ``most``.
    """
    if abs(len(one) - len(other)) > most:
        return None
    one, other = _trimmed(one, other)
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        above, before = before, row
        row = [i]
        for j, right in enumerate(other, start=1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most and (not before or min(before) > most):
            return None
    return row[-1] if row[-1] <= most else None


def _trimmed(one: str, other: str) -> tuple[str, str]:
    """Both without what they share at the beginning and at the end."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    end = 0
    while end < min(len(one), len(other)) and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[: len(one) - end], other[: len(other) - end]

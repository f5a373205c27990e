"""How alike are two texts, whatever script they are in and whatever digits they use?"""

from __future__ import annotations

import difflib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable

_WHITE = re.compile(r"\s+")
_NEAREST = 3
_MANY = 20_000
"""Words up to which each is compared: to compare a quarter of a million takes ten seconds."""


class _Digits(dict[int, int]):
    """Each character, and the Arabic digit that it means where it is a digit; found when needed."""

    def __missing__(self, code: int) -> int:
        value = unicodedata.decimal(chr(code), None)
        self[code] = code if value is None else ord("0") + value
        return self[code]


_PLAIN = _Digits()


def plain_digits(text: str) -> str:
    """``text`` with the digits of every script turned into Arabic ones; all else stays."""
    return text if text.isascii() else text.translate(_PLAIN)


def squeezed(text: str) -> str:
    """``text`` with each run of white space closed up to one space."""
    return _WHITE.sub(" ", text).strip()


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


def _neighbours(word: str, names: Iterable[str]) -> list[str]:
    """Those of very many words that begin or end most like a word."""
    ahead, behind = sorted(names), sorted(name[::-1] for name in names)
    first, last = bisect_left(ahead, word), bisect_left(behind, word[::-1])
    near = slice(max(first - _MANY // 40, 0), first + _MANY // 40)
    far = slice(max(last - _MANY // 40, 0), last + _MANY // 40)
    return list(dict.fromkeys((*ahead[near], *(name[::-1] for name in behind[far]))))


def close_to(word: str, known: Iterable[str]) -> str:
    """A remedy: the known words closest to ``word``, or how to find them.

    Capitals do not matter, and the last part of an id may stand for it: ``wat-bot``.
    """
    plain, names = word[:80].lower(), {name.lower(): name for name in known}
    near = [name for name in names if name.endswith(f".{plain}")][:_NEAREST]
    if plain in names:
        near = [plain]
    some = names if len(names) <= _MANY else _neighbours(plain, names)
    near = near or difflib.get_close_matches(plain, some, n=_NEAREST)
    if not near:
        ends = {name.rpartition(".")[2]: name for name in some}
        near = [ends[end] for end in difflib.get_close_matches(plain, ends, n=_NEAREST)]
    return f"did you mean {' or '.join(names[name] for name in near)}?" if near else "correct it"

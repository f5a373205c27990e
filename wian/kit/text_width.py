"""How wide text is when shown, and spaces at which no line breaks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NO_BREAK = "\u00a0"
"""A space at which no line ends."""
_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_KEPT = re.compile(r"(?<!-) (?=\d)| (?=- \d)")
_SHORT_NUMBER = re.compile(r"(?<![\d./])(\d{1,2}) (?=[^\d\s])")


@lru_cache(maxsize=8192)
def width(text: str) -> int:
    """Columns that ``text`` takes in a fixed-width font; combining marks take none."""
    return sum(unicodedata.category(character) not in _ZERO_WIDTH for character in text)


def padded(text: str, columns: int) -> str:
    """``text`` with spaces behind it up to ``columns``; a longer one gets two spaces."""
    return text + " " * max(columns - width(text), 2)


def centred(text: str, column: int) -> str:
    """``text`` with spaces in front, so that its middle stands at ``column``."""
    return " " * max(column - (width(text) + 1) // 2, 0) + text


def kept(text: str, short_number: re.Pattern[str] = _SHORT_NUMBER) -> str:
    """``text`` with no line break inside dates, amounts and telephone numbers.

    A number stays with the word before it, a short one also with the word behind it, and the dash
    of a span with its beginning.

    Args:
        text: One paragraph or field.
        short_number: Finds a short number (its group 1) and the blank behind it.
    """
    return _KEPT.sub(NO_BREAK, short_number.sub(rf"\1{NO_BREAK}", text))

"""How text takes its place on a page: display width, and spaces at which no line breaks."""

from __future__ import annotations

import re
import unicodedata

_ZERO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_NO_BREAK = "\u00a0"
_KEPT = re.compile(r"(?<!-) (?=\d)| (?=- \d)")
_SHORT_NUMBER = re.compile(r"(?<![\d.])(?<!ว )(\d{1,2}) (?=[^\d\s])")


def width(text: str) -> int:
    """Columns that ``text`` takes in a fixed-width font; combining marks take none."""
    return sum(unicodedata.category(character) not in _ZERO_WIDTH for character in text)


def padded(text: str, columns: int) -> str:
    """``text`` with spaces behind it up to ``columns``; a longer one gets two spaces."""
    return text + " " * max(columns - width(text), 2)


def centred(text: str, column: int) -> str:
    """``text`` with spaces in front, so that its middle stands at ``column``."""
    return " " * max(column - (width(text) + 1) // 2, 0) + text


def kept(text: str) -> str:
    """``text`` with no line break inside dates, amounts and telephone numbers.

    A number stays with the word before it, a number of one or two digits also with the word
    behind it (but for a circular's own), and the dash of a span with its beginning.
    """
    return _KEPT.sub(_NO_BREAK, _SHORT_NUMBER.sub(rf"\1{_NO_BREAK}", text))

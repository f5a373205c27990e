"""Comparing Thai text as it comes from scans and text layers: spaces, marks, wrapped lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from wian.jurisdictions.thailand.numerals import to_arabic_digits
from wian.kit.likeness import squeezed

_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACES = re.compile(r"[\t\u00a0\u2000-\u200a\u202f\u3000]")
_WHITE = re.compile(r"\s+")
_LOST_CIRCLE = re.compile("(?:(?<=[ก-ฮ])|(?<=[กคจชซดตถนย])([\u0e48-\u0e4b])) า")
"""``ำ`` of which a text layer kept a blank and its second half: no word begins with ``า``."""
_CIRCLE_APART = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
_TONE_FIRST = re.compile("([\u0e48-\u0e4b])([\u0e31\u0e34-\u0e39])")
_APART = re.compile("(?<=[ก-ฮ\u0e31-\u0e3a\u0e47-\u0e4e]) (?=[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e])")
"""A blank between a consonant and the mark above or below it."""
_THI = re.compile(
    r"(?:(?<![ก-๎])|(?<=วัน))ที(?=\s+(?:[ก-ฮ]{1,5}\.?\s?)?\(?[0-9๐-๙]|(?<=วันที)(?:\s*[0-9๐-๙]|\s*$))"
)
"""``ที่`` before a number, or of ``วันที่``, whose tone mark a text layer lost."""
_DRAWN_BY_FONTS = str.maketrans(
    {
        "\uf700": "ฐ",
        "\uf70f": "ญ",
        **dict(zip("\uf701\uf702\uf703\uf704", "\u0e34\u0e35\u0e36\u0e37", strict=True)),
        **{
            chr(first + at): mark
            for first in (0xF705, 0xF70A, 0xF713)
            for at, mark in enumerate("\u0e48\u0e49\u0e4a\u0e4b\u0e4c")
        },
        **dict(zip("\uf710\uf711\uf712", "\u0e31\u0e4d\u0e47", strict=True)),
        **dict(zip("\uf718\uf719\uf71a", "\u0e38\u0e39\u0e3a", strict=True)),
    }
)
"""Code points of private use under which Thai fonts keep letters and marks that were moved."""
_PLAIN = _INVISIBLE | _DRAWN_BY_FONTS
_RARE = re.compile(f"[{re.escape(''.join(map(chr, _PLAIN)))}]")
_PART = re.compile(
    r"(?:ด่วน|ลับ)(?:ที่สุด|มาก)?\s*ที่\s|ที่\s?[ก-ฮ]{1,5}\s?[๐-๙0-9]|ลง\s?วันที่\s?[๐-๙0-9]|จำนวน\s?[๐-๙0-9]"
)
_CODE_ENDS = re.compile(r"(?<![ก-๎])[ก-ฮ]{2,4}\s?[0-9๐-๙]{4}[0-9๐-๙().ก-ฮ]*[./]$")
"""A letter's code that a line ends in the middle of."""
_THAI = re.compile(r"[\u0e00-\u0e7f]")


def encoded_one_way(text: str) -> str:
    """``text`` with what looks the same written the same.

    NFC; ``ำ`` and ``แ`` as one sign each, whatever a text layer made of them; tone marks after
    vowel signs and with their consonant; no invisible characters; plain spaces.
    """
    text = unicodedata.normalize("NFC", text)
    if _RARE.search(text):
        text = text.translate(_PLAIN)
    text = _SPACES.sub(" ", text)
    text = _APART.sub("", _LOST_CIRCLE.sub(lambda found: f"{found[1] or ''}ำ", text))
    text = _CIRCLE_APART.sub(r"\1ำ", text)
    text = text.replace("เเ", "แ")
    text = _THI.sub("ที่", text)
    return _TONE_FIRST.sub(r"\2\1", text)


@lru_cache(maxsize=1 << 12)  # each letter is held against each other one
def compact(text: str) -> str:
    """``text`` for comparison: no white space, Arabic digits, lower case."""
    return _WHITE.sub("", to_arabic_digits(encoded_one_way(text))).lower()


def joined(lines: Iterable[str]) -> str:
    """Wrapped lines as one: Thai runs on without a space, anything else gets one.

    What begins a part of its own (a mark, a number, a date, a count) has a space before it.
    """
    whole = ""
    for line in map(squeezed, lines):
        glued = bool(whole and line and _runs_on(whole[-1]) and _runs_on(line[0]))
        glued = (glued and not _PART.match(line)) or bool(
            _CODE_ENDS.search(whole) and line[:1].isdigit()
        )
        whole += line if glued or not whole else f" {line}"
    return whole


def _runs_on(character: str) -> bool:
    return bool(_THAI.match(character)) and not "๐" <= character <= "๙"

"""Where a Thai line may end: never inside a word, a name, a date, a number or a phone's.

thaibreak finds the words; spans that belong together are kept whole on top of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from wian.kit import text_width
from wian.kit.text_width import width

_MARK = "\x1f"
_BLANKS = re.compile(r"[\x00-\x20]+")
_LONGEST_KEPT = 60
_LONGEST_NAME = 30
_SHORT_NUMBER = re.compile(r"(?<![\d./])(?<!ว )(\d{1,2}) (?=[^\d\s])")
_COMPOUNDS = (
    "ลงวันที่",
    "วันที่",
    "ข้างต้น",
    "ต่อไป",
    "ดังนี้",
    "ดำเนินการ",
    "หน่วยงาน",
    "เนื่องจาก",
    "ผู้ว่าราชการ",
    "ปลัดกระทรวง",
    "นายกเทศมนตรี",
    "โปรดทราบ",
    "มาพร้อมนี้",
    "ปฏิบัติราชการแทน",
    "ประการใด",
    "ทั้งนี้",
    "ท้องถิ่น",
    "ประจำปี",
)
"""Words that a dictionary knows as two, and that no typist parts."""
_TITLES = r"(?:นางสาว|นาย(?!ก|อำเภอ|ทะเบียน|แพทย์|ช่าง|สถานี|ด่าน|จ้าง)|นาง|ดร\.\s?)"
_SPANS = re.compile(
    "|".join(
        (
            rf"{_TITLES}[\u0e01-\u0e4e]{{2,16}} [\u0e01-\u0e4e]{{2,20}}(?![\u0e01-\u0e4e])",
            r"(?:ที่ )?[\u0e01-\u0e2e]{1,4} ?[\d.]+/ ?(?:ว ?)?\d+",
            r"(?<!\S)\d{1,2}\. \S",
            r"[\d.,/:-]*\d[\d.,/:-]*",
            r" [ๆฯ]",
            r"[\w.+-]+@[\w.-]+",
            r"https?://[^\s/]+",
            *_COMPOUNDS,
        )
    )
)
_PROPER = re.compile(
    r"((?:จังหวัด|อำเภอ|ตำบล|เทศบาลนคร|เทศบาลเมือง|เทศมนตรีนคร|เทศมนตรีเมือง|ถนน)([\u0e01-\u0e4e]{2,}))"
)


def pieces(text: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """``text`` in pieces between which a line may end, blanks behind a piece belonging to it.

    Joined they are the text, its runs of blanks closed up. A span that would be wider than
    about half a page is not kept whole.

    Args:
        text: One paragraph or field.
        names: Names that stay whole wherever they stand in it.
    """
    text = _BLANKS.sub(" ", text).strip(" ")
    if not text:
        return ()
    words, ends = _ends(text)
    ends -= set(_inside(_named_spans(text, names)))
    return tuple(_cut(text, sorted(ends), sorted(words)))


def proper_names(offices: Iterable[str]) -> frozenset[str]:
    """The places in names of offices and posts: ``พิษณุโลก``, ``จังหวัดพิษณุโลก``."""
    found = (match.group(1, 2) for name in offices for match in _PROPER.finditer(name))
    return frozenset(name for names in found for name in names if len(name) <= _LONGEST_NAME)


def kept(text: str) -> str:
    """``text`` with no line break inside dates, amounts and telephone numbers.

    The number of a circular stays with its mark alone (``ว ๕๑``), not with the word behind it.
    """
    return text_width.kept(text, _SHORT_NUMBER)


@lru_cache(maxsize=2048)
def _ends(text: str) -> tuple[frozenset[int], frozenset[int]]:
    """Where words end, and where lines may: found once, as every office writes the same words."""
    words = frozenset(_word_ends(text))
    return words, words - set(_inside(_kept_spans(text)))


def _word_ends(text: str) -> Iterator[int]:
    """Where thaibreak would end a line: behind a blank, or between two words."""
    import thaibreak  # noqa: PLC0415 - slow to load, and few need it

    end = 0
    for part in re.split(rf"{_MARK}|(?<= )", thaibreak.lines(text, marker=_MARK)):
        end += len(part)
        yield end


def _named_spans(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Spans of names, as pairs of indices."""
    for name in names:
        if name in text:
            for match in re.finditer(re.escape(name), text):
                yield match.span()


def _kept_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans in which no line ends, whatever names stand in the text."""
    for match in _SPANS.finditer(text):
        yield match.span()
    for place, letter in enumerate(kept(text)):
        if letter == text_width.NO_BREAK:
            yield place, place + 2


def _inside(spans: Iterable[tuple[int, int]]) -> Iterator[int]:
    for first, last in spans:
        yield from range(first + 1, last)


def _cut(text: str, ends: list[int], words: list[int]) -> Iterator[str]:
    first = 0
    for end in ends:
        piece = text[first:end]
        if width(piece) <= _LONGEST_KEPT:
            yield piece
        else:
            yield from _cut_short(text, first, [word for word in words if first < word <= end])
        first = end


def _cut_short(text: str, first: int, ends: list[int]) -> Iterator[str]:
    for end in ends:
        yield text[first:end]
        first = end

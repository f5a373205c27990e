"""Does a line of a letter's head go on with the field above it, or begin something else?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wian.jurisdictions.paper import PaperLine
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.parts.entries import begins_entry

_FULL_LINE = 50
"""Shortest line that can have been wrapped."""
_ALIGNED = 2
"""Columns by which a wrapped line may miss the column of its field's words."""
_HANGING = 6
"""Least columns of white space before a wrapped line whose alignment says something."""
_CONTINUES = re.compile(
    rf"^\s*(?:ลง\s*วันที่|ลว\.?\s?[{marks.DIGIT}]|จำนวน\s*[{marks.DIGIT}]|(?:ด่วน|ลับ)(?:ที่สุด|มาก)?\s*ที่\s|ที่\s|\(|พ\.ศ\.|และที่\s)"
)
"""What only goes on with the entry before it."""
_AND = re.compile(r"^\s*(?:และ|รวมทั้ง|รวมถึง|ตลอดจน|พร้อมทั้ง|พร้อมด้วย)\s?(?=[ก-ฮเ-ไ])")
_PLACE = re.compile(r"^\s*(?:จังหวัด|อำเภอ)[ก-๎]{2,30}\s*$")
_PLACED = re.compile(r"จังหวัด|อำเภอ|ทุก")
_POST = re.compile(rf"\s*(?!คณะกรรมการ|ท่าน){marks.POST_WORD}")
_ABBREVIATED = re.compile(r"\s*(?:[ก-ฮ]{1,5}\.){1,4}\s?(?:[ก-ฮเ-ไ]|$)")
"""A post in short (``สว.สภ.ทุกแห่ง``)."""
_DOES = re.compile(rf"{marks.VERB.pattern}|แจ้ง|ส่ง|ให้")
_QUOTES = ('"', "“", "‘", "'", "*")
_CLASS_ENDS = re.compile(r"ทุก[^\s()]+\s*$")
_ON = re.compile(rf"\s*(?:{marks.POST_WORD}|ใน|ยกเว้น|\(|,)")
"""What can stand below a class of addressees and belong to them."""
_OPEN_END = re.compile(
    rf"(?:จำนวน|(?<=\s)ที่(?:\s+[ก-ฮ]{{2,5}}\.?)?|/|/\s?ว|ลง|วันที่\s[{marks.DIGIT}]+)\s*$"
)
"""An end at which a number or a date is not whole."""
_LISTED = (marks.REFERENCE, marks.ENCLOSURES)


def is_joined(current: str, held: Sequence[PaperLine], text: str) -> bool:
    """The line's first words say that it goes on, whatever gap is above it."""
    if current == marks.SALUTATION:
        named = _AND.match(text) or marks.THROUGH.match(text) or _is_class(text)
        below = _is_place(held, text) or _is_post_below(held, text)
        return bool(named or below) or begins_entry(held, text)
    if current not in _LISTED:
        return False
    return bool(_CONTINUES.match(text) or begins_entry(held, text)) or bool(
        _OPEN_END.search(held[-1].text) and not marks.FIRST_WORDS.match(text)
    )


def _is_class(text: str) -> bool:
    """The line is one more class of addressees (``... ทุกเขต``), and no sentence."""
    return bool(marks.EVERY.match(text) and marks.INSTITUTION.match(text.strip()))


def _is_place(held: Sequence[PaperLine], text: str) -> bool:
    """The line is a province or district alone, below an addressee that has none."""
    return bool(_PLACE.match(text)) and not any(_PLACED.search(line.text) for line in held)


def _is_post_below(held: Sequence[PaperLine], text: str) -> bool:
    """The line is one more addressee in the very column of the one above it.

    A post, however far to the left, and one in short also a sign or two beside the column;
    below a whole class also an office that does nothing.
    """
    column = len(text) - len(text.lstrip())
    if column <= _ALIGNED or marks.SENTENCE.search(text):
        return False
    office = marks.INSTITUTION.match(text.strip()) and not _DOES.search(text)
    if _ABBREVIATED.match(text) and _ABBREVIATED.match(held[-1].text):
        return any(abs(column - each) <= _ALIGNED for each in _columns(held[-1]))
    if column not in _columns(held[-1]):
        return False
    return bool(_POST.match(text) or (office and _CLASS_ENDS.search(held[-1].text)))


def is_no_addressee(held: Sequence[PaperLine], text: str) -> bool:
    """The line is a sentence, a numbered point of the text, or stands below a whole class."""
    apart = _CLASS_ENDS.search(held[-1].text) and not _ON.match(text)
    return bool(
        apart
        or text.strip().startswith(_QUOTES)
        or marks.SENTENCE.search(text)
        or marks.POINT.match(text)
    )


def is_full(text: str) -> bool:
    """The line is long enough to have been wrapped, or a bracket is open at its end."""
    return len(text.rstrip()) >= _FULL_LINE or text.count("(") > text.count(")")


def hangs(text: str, held: Sequence[PaperLine]) -> bool:
    """The line begins in the column where the words of its field or entry begin."""
    column = len(text) - len(text.lstrip())
    return column >= _HANGING and any(
        abs(column - each) <= _ALIGNED for line in (held[0], held[-1]) for each in _columns(line)
    )


def _columns(line: PaperLine) -> tuple[int, ...]:
    text = line.text
    words = len(text) - len(text.lstrip())
    point = marks.ENTRY.match(text)
    return (words, point.end()) if point else (words,)

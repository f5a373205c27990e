"""Which marks of urgency and secrecy does a Thai letter bear?

Urgency by clause 28 of the Regulation of the Office of the Prime Minister on Correspondence
B.E. 2526, secrecy by the Rule on Maintenance of Official Secrets B.E. 2544; its forerunner of
B.E. 2517 had one class more, and offices write ลับเฉพาะ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from wian.jurisdictions.handling import Secrecy, Urgency
from wian.jurisdictions.paper import PaperLine, Reading
from wian.kit.likeness import squeezed

CLASSES: Mapping[str, Urgency | Secrecy] = {
    "ด่วน": Urgency.URGENT,
    "ด่วนมาก": Urgency.VERY_URGENT,
    "ด่วนที่สุด": Urgency.MOST_URGENT,
    "ปกปิด": Secrecy.CONFIDENTIAL,
    "ลับ": Secrecy.CONFIDENTIAL,
    "ลับเฉพาะ": Secrecy.CONFIDENTIAL,
    "ลับมาก": Secrecy.SECRET,
    "ลับที่สุด": Secrecy.TOP_SECRET,
    "URGENT": Urgency.URGENT,
    "VERY URGENT": Urgency.VERY_URGENT,
    "MOST URGENT": Urgency.MOST_URGENT,
    "CONFIDENTIAL": Secrecy.CONFIDENTIAL,
    "SECRET": Secrecy.SECRET,
    "TOP SECRET": Secrecy.TOP_SECRET,
}
_WORD = (
    r"(?:ด่วน(?:\s?(?:ที่สุด|มาก))?|ลับ(?:\s?(?:ที่สุด|มาก|เฉพาะ))?|ปกปิด"
    r"|(?:(?:MOST|VERY)\s)?URGENT|(?:TOP\s)?SECRET|CONFIDENTIAL)"
)
MARKS = rf"{_WORD}(?:(?:\s{{1,3}}|\s?[/,–-]\s?){_WORD})*"
"""A mark, or urgency and secrecy side by side."""
_LABELS = r"(?:(?:ชั้น|ลำดับ)?ความ(?:ลับ|เร็ว|เร่งด่วน|สำคัญ)|ประเภท(?:เอกสาร|หนังสือ|ข่าว)?)"
_LABEL = rf"(?:{_LABELS}\s{{0,3}}:?\s{{0,3}})?"
_TRIM = r"[-–—*\"'“”‘’()\[\]/,.\s]"
_LINE = re.compile(rf"{_TRIM}*(?:{_LABEL}{_WORD}{_TRIM}*)+")
_BESIDE = re.compile(
    rf"\s*(?P<marks>{_WORD}(?:\s+{_WORD})*)\s+(?P<rest>(?:ที่\s|บันทึก\s*ข้อ\s*ความ)(?!.*ลง\s*วันที่).*)"
)
_COPY = re.compile(r"\s*\(?\s*(?:คู่ฉบับ|สำเนา(?:คู่ฉบับ)?)\s*\)?\s*")
_LONGEST = 80


def is_mark(text: str) -> bool:
    """The line holds marks and nothing else."""
    return len(text) <= _LONGEST and bool(_LINE.fullmatch(text))


def is_copy(text: str) -> bool:
    """The line says that the sheet is a copy, which stands among the marks."""
    return len(text) <= _LONGEST and bool(_COPY.fullmatch(text))


def apart(text: str) -> tuple[str, ...]:
    """A line, with the marks beside a number or a memo's title as a line before it.

    A mark before a number that a date follows belongs to a citation, and stays.
    """
    found = _BESIDE.fullmatch(text)
    return (found["marks"], found["rest"]) if found else (text,)


def class_of(text: str) -> Urgency | Secrecy | None:
    """The class that a mark stands for, the strictest of several; ``None`` where it is none."""
    found = [held for _, held in _found(text)]
    for kind in (Secrecy, Urgency):
        if own := [each for each in found if isinstance(each, kind)]:
            return max(own, key=list(kind).index)
    return None


def urgency_in(lines: Iterable[PaperLine], sure: float) -> Reading[Urgency] | None:
    """The first mark of urgency among lines."""
    for line in lines:
        for word, held in _found(line.text):
            if isinstance(held, Urgency):
                return Reading(word, held, None, line.number, sure)
    return None


def secrecy_in(lines: Iterable[PaperLine], sure: float) -> Reading[Secrecy] | None:
    """The most secret of the marks of secrecy among lines."""
    found = [
        Reading(word, held, None, line.number, sure)
        for line in lines
        for word, held in _found(line.text)
        if isinstance(held, Secrecy)
    ]
    order = list(Secrecy)
    return max(found, key=lambda each: order.index(each.value or Secrecy.NONE), default=None)


def _found(text: str) -> Iterator[tuple[str, Urgency | Secrecy]]:
    """The marks of a line that holds nothing else."""
    if is_mark(text):
        for found in re.finditer(_WORD, re.sub(_LABELS, " ", text)):
            word = squeezed(found.group())
            word = word if word.isascii() else word.replace(" ", "")
            yield word, CLASSES[word]

"""Which marks of urgency and secrecy does a Thai letter bear?

Urgency by clause 28 of the Regulation of the Office of the Prime Minister on Correspondence
B.E. 2526, secrecy by the Rule on Maintenance of Official Secrets B.E. 2544; its forerunner of
B.E. 2517 had one class more (``ปกปิด``, RESTRICTED), and offices write ลับเฉพาะ. Radio messages
have the precedences of the forces: FLASH, IMMEDIATE, PRIORITY.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from wian.jurisdictions.handling import Secrecy, Urgency
from wian.jurisdictions.paper import PaperLine, Reading
from wian.jurisdictions.thailand.reading import letter_marks
from wian.kit.likeness import squeezed

CLASSES: Mapping[str, Urgency | Secrecy] = {
    "ด่วน": Urgency.URGENT,
    "ด่วนมาก": Urgency.VERY_URGENT,
    "ด่วนที่สุด": Urgency.MOST_URGENT,
    "ด่วนมากที่สุด": Urgency.MOST_URGENT,
    "ปกปิด": Secrecy.CONFIDENTIAL,
    "ลับ": Secrecy.CONFIDENTIAL,
    "ลับเฉพาะ": Secrecy.CONFIDENTIAL,
    "ลับมาก": Secrecy.SECRET,
    "ลับที่สุด": Secrecy.TOP_SECRET,
    "URGENT": Urgency.URGENT,
    "VERY URGENT": Urgency.VERY_URGENT,
    "MOST URGENT": Urgency.MOST_URGENT,
    "TOP URGENT": Urgency.MOST_URGENT,
    "EXTREMELY URGENT": Urgency.MOST_URGENT,
    "PRIORITY": Urgency.URGENT,
    "IMMEDIATE": Urgency.VERY_URGENT,
    "FLASH": Urgency.MOST_URGENT,
    "RESTRICTED": Secrecy.CONFIDENTIAL,
    "CONFIDENTIAL": Secrecy.CONFIDENTIAL,
    "STRICTLY CONFIDENTIAL": Secrecy.CONFIDENTIAL,
    "SECRET": Secrecy.SECRET,
    "TOP SECRET": Secrecy.TOP_SECRET,
}


def _latin(word: str) -> str:
    """A Latin word in capitals, or with a capital first: a wrapped ``urgent`` is no mark."""
    return rf"(?:{word}|{word.capitalize()})"


def _any_of(*words: str) -> str:
    return "|".join(map(_latin, words))


_DEGREE = rf"(?:(?:{_any_of('MOST', 'VERY', 'TOP', 'EXTREMELY')})\s{{1,2}})"
_WORD = (
    r"(?:ด่วน(?:\s?(?:มาก\s?)?ที่\s?สุด|\s?มาก)?|ลับ(?:\s?(?:ที่\s?สุด|มาก|เฉพาะ))?|ปกปิด"
    rf"|\b(?:{_DEGREE}?{_latin('URGENT')}"
    rf"|(?:{_latin('TOP')}\s{{1,2}})?{_latin('SECRET')}"
    rf"|(?:{_latin('STRICTLY')}\s{{1,2}})?{_latin('CONFIDENTIAL')}"
    rf"|{_any_of('RESTRICTED', 'FLASH', 'IMMEDIATE', 'PRIORITY')})\b)"
)
_AFTER = r"(?:\s?[ๆฯ!]){0,4}"
"""What typists put behind a mark to press it (``ด่วนๆ``, ``ด่วนฯ``)."""
_BETWEEN = r"(?:\s{1,3}|\s?[/\\,|+&·•–—-]\s?|\s?และ\s?|\s?\()"
MARKS = rf"{_WORD}{_AFTER}(?:{_BETWEEN}{_WORD}{_AFTER}\)?){{0,3}}"
"""A mark, or urgency and secrecy side by side."""
_FRAME = r"[(\[{<«*\"“”'‘’=~–—\-.…_|)\]}>»]"
FRAMED = rf"(?:{_FRAME}\s?){{0,20}}{MARKS}(?:\s?{_FRAME}){{0,20}}"
"""Marks with the brackets, dashes, stars or dots that stand around them."""

_DIGIT = letter_marks.DIGIT
_COUNT = rf"[{_DIGIT}]{{1,4}}"
LABELS = (
    r"(?:(?:(?:ระดับ|ลำดับ|ชั้น){0,2}ความ(?:ลับ|เร็ว|เร่งด่วน|ด่วน|สำคัญ)"
    r"|(?:ประเภท|ชนิด)(?:เอกสาร|หนังสือ|ข่าว)?)"
    r"|(?i:\b(?:precedence|priority|urgency|(?:security\s)?classification))\s?:)"
)
_NONE = rf"(?:ปกติ|ไม่มี|ธรรมดา|\b(?:{_any_of('ROUTINE', 'UNCLASSIFIED', 'NORMAL')})\b)"
_TICK = r"[/✓✔√xX×*●]"
_EMPTY = r"(?:\(\s*[.…_]*\s*\)|\[\s*[.…_]*\s*\]|[☐□◻○◯❏⬜])"
_TICKED = rf"(?:\(\s?{_TICK}\s?\)|\[\s?{_TICK}\s?\]|[☑☒🗹🗸✓✔√■◼●])"
_SHEETS = (
    rf"(?:ชุดที่|ฉบับที่|แผ่นที่|หน้า(?:ที่)?)\s*{_COUNT}(?:\s*(?:ของ|จาก|ใน|/)\s*(?:จำนวน\s*)?{_COUNT})?"
    rf"\s*(?:ชุด|ฉบับ|แผ่น|หน้า)?|[-–]\s*{_COUNT}\s*[-–]"
)
_COPIES = r"(?:คู่ฉบับ|สำเนา(?:คู่ฉบับ)?|ต้นฉบับ)"
_CHANNEL = (
    r"(?:(?:ส่ง)?(?:ทาง|โดย)\s?)?(?:โทรสาร|ไปรษณีย์(?:อิเล็กทรอนิกส์|ลงทะเบียน|ด่วนพิเศษ)?|ลงทะเบียน"
    r"|(?i:fax|e-?mail|ems|e-?office|line)\b|ระบบสารบรรณอิเล็กทรอนิกส์)"
)
_DUE = (
    r"(?:(?:ขอ(?:ให้)?|โปรด|กรุณา)?(?:ตอบ(?:กลับ)?|แจ้ง(?:กลับ|ตอบ)?|ดำเนินการ|ส่ง(?:กลับ)?|รายงาน)?\s?"
    rf"(?:ภายใน|ก่อน)(?:\s?วันที่)?\s*(?:(?i:{letter_marks.ANY_DATE})|{_COUNT}\s?(?:วัน|ชั่วโมง)|วันนี้))"
)
_PARTS: Mapping[str, str] = {
    "label": LABELS,
    "mark": _WORD + _AFTER,
    "none": _NONE,
    "ticked": _TICKED,
    "empty": _EMPTY,
    "sheets": rf"{_SHEETS}|{_COPIES}",
    "actor": r"ผู้รับ(?:ปฏิบัติ|ทราบ)",
    "also": r"และ|(?:เปิด)?เฉพาะ(?:ผู้รับ|ตัว|บุคคล)",
    "channel": _CHANNEL,
    "due": _DUE,
    "sign": r"[^\wก-๎]|_",
}
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PARTS.items()))
_HINT = re.compile(rf"{_WORD}|{LABELS}")
"""What a line of marks has: most lines need no second look."""
_BOXES = ("ticked", "empty")
_TITLE = rf"บันทึก\s*ข้อ\s*ความ|(?i:(?:internal\s)?memo(?:randum)?\b)|{letter_marks.MESSAGE_WORD}"
_BESIDE = re.compile(rf"\s*(?P<marks>{FRAMED})\s*(?P<rest>(?:(?<=\s)ที่\s|{_TITLE})(?!.*ลง\s*วันที่).*)")
_IN_TITLE = re.compile(rf"(?P<rest>\s*(?:{_TITLE}).{{0,70}}?)(?P<marks>\s*{FRAMED})\s*")
_IN_NUMBER = re.compile(
    rf"(?P<label>\s*(?:เลขที่|ที่)\s+)(?P<marks>{FRAMED})\s*"
    rf"(?P<rest>[ก-ฮ]{{2,5}}\.?\s?[{_DIGIT}(][^/]{{1,25}}/(?!.*(?:ลง\s*วันที่|ลว)).*)"
)
"""A mark between ``ที่`` and the number."""
_COPY = re.compile(rf"\s*\(?\s*{_COPIES}\s*\)?\s*")
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def _tokens(text: str) -> list[_Token]:
    """The parts of a line that can be one of marks; none where a word of it is anything else."""
    found: list[_Token] = []
    at = 0
    while at < len(text):
        hit = _TOKEN.match(text, at)
        if hit is None or hit.end() == at:
            return []
        at = hit.end()
        if hit.lastgroup != "sign":
            found.append(_Token(str(hit.lastgroup), hit.group()))
    return found


def _read(text: str) -> list[_Token]:
    """The tokens of a line of marks; none where it is no such line."""
    if len(text) > _LONGEST or not _HINT.search(text):
        return []
    tokens = _tokens(text)
    kinds = {token.kind for token in tokens}
    if "mark" not in kinds and not {"label", "none"} <= kinds:
        return []
    if tokens[0].kind in {"channel", "due", "also"} or not all(map(_is_given, pairwise(tokens))):
        return []
    return [] if tokens[-1].kind == "actor" else tokens


def _is_given(pair: tuple[_Token, _Token]) -> bool:
    """Behind the word for whoever acts stands how fast: else he is the addressee."""
    return pair[0].kind != "actor" or pair[1].kind in {"mark", "none"}


def is_mark(text: str) -> bool:
    """The line holds marks, or says that there are none, and nothing else but its like."""
    return bool(_read(text))


def is_mark_of_page(text: str) -> bool:
    """The line is what a page repeats at its head or foot: marks with the page or copy alone."""
    return all(token.kind in {"mark", "sheets", "label"} for token in _read(text)) and is_mark(text)


def is_copy(text: str) -> bool:
    """The line says that the sheet is a copy, which stands among the marks."""
    return len(text) <= _LONGEST and bool(_COPY.fullmatch(text))


def apart(text: str) -> tuple[str, ...]:
    """A line, with the marks beside a number or in a title as a line before it.

    A mark before a number that a date follows belongs to a citation, and stays.
    """
    if len(text) > _LONGEST or is_mark(text):
        return (text,)
    if found := _BESIDE.fullmatch(text):
        return found["marks"], found["rest"]
    if found := _IN_NUMBER.fullmatch(text):
        return found["marks"], found["label"] + found["rest"]
    found = _IN_TITLE.fullmatch(text)
    title = found["rest"] if found else ""
    if found and (letter_marks.MEMO.match(title) or letter_marks.MESSAGE.match(title)):
        return found["marks"].strip(), title
    return (text,)


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
    for token in _that_count(_read(text)):
        word = re.sub(rf"{_AFTER}$", "", squeezed(token.text))
        word = word if word.isascii() else word.replace(" ", "")
        yield word, CLASSES[word.upper()]


def _that_count(tokens: list[_Token]) -> Iterator[_Token]:
    """The marks; beside boxes to tick, only those whose box is ticked."""
    boxes = [at for at, token in enumerate(tokens) if token.kind in _BOXES]
    words = [at for at, token in enumerate(tokens) if token.kind in {"mark", "none"}]
    step = 1 if boxes and words and words[0] < boxes[0] and tokens[-1].kind in _BOXES else -1
    for at, token in enumerate(tokens):
        box = tokens[at + step].kind if 0 <= at + step < len(tokens) else ""
        if token.kind == "mark" and box != "empty":
            yield token

"""Which office do the lines of a letterhead name, and how sure is that?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wian.jurisdictions.paper import PaperLine, Reading
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.values import sureness
from wian.kit.likeness import squeezed

_LONGEST = 110
_UNKNOWN = 0.6
"""How much of the trust is left for a name that begins like no office known here."""
_MONTH_AND_YEAR = re.compile(
    rf"^(?:วันที่)?[\s.…]*(?:{'|'.join(map(re.escape, marks.MONTHS))})"
    rf"\s*(?:พ\.?\s*ศ\.?\s*)?[{marks.DIGIT}]*$"
)
"""A date whose day was left blank."""
_PLACE_AND_CODE = re.compile(
    rf"^(?:อำเภอ|จังหวัด|เขต|แขวง)\S+(?:\s+\S+){{0,3}}\s+[{marks.DIGIT}]{{5}}\s*$"
)
"""The last line of an address, which begins like a district's office."""
_NAME = re.compile(rf"[ก-ฮเ-ไ][ก-๎.\s()]+(?:\s[{marks.DIGIT}]{{1,2}})?")
_OF_A_NAME = re.compile(
    r"การ(?!ไฟฟ้า|ประปา|รถไฟ|ท่า|ทาง|เคหะ|กีฬา|ยาง|นิคม|ปิโตรเลียม|สื่อสาร|พลังงาน|ไปรษณีย์|บิน)|ป้องกัน"
)
"""What begins like an office and goes on with a longer name (``กองส่งเสริม`` ``การมีงานทำ``)."""
_APART = re.compile(r"(?:ใน|ประจำ|เขต|ภาค|สาขา|ส่วน|ที่\s)")
"""What goes on with a name as a word of its own."""
_PLACE = re.compile(r"(?:จังหวัด|อำเภอ|เขต|แขวง|ตำบล|กรุงเทพ|จ\.|อ\.)")
_PHONE = re.compile(
    rf"\s*\(?\s*(?:{marks.PHONE.pattern}|โทร\.?\s*ทบ\.?|โทร[.\s]|Tel\.)", re.IGNORECASE
)


_ADDRESS_BEHIND = re.compile(
    rf"(?<=\S)\s+(?=(?:เลขที่\s*)?[{marks.DIGIT}]{{1,4}}(?:/[{marks.DIGIT}]{{1,4}})?\s+(?:หมู่|ม\.|ถ\.|ถนน|ซ\.|ซอย|ตำบล|ต\.)"
    rf"|(?:ถ\.|ถนน|ซ\.|ซอย|ต\.|ตำบล)[ก-ฮเ-ไ]|[ก-ฮ]{{2}}\.?\s[{marks.DIGIT}]{{5}}\b)"
)
"""Before the address that stands behind an office on its line."""


def named_office(
    lines: Sequence[PaperLine], trust: float, beside: int | None = None
) -> Reading[str] | None:
    """The office of a letterhead; a part of one together with the whole below it.

    An office given by its seat (``ศาลากลางจังหวัด...``) is named without it. A line that begins
    like no office is taken for one only where nothing else stands there, or where it stands
    beside the number, as the form has it; and says so.

    Args:
        lines: Those of the letterhead.
        trust: How sure their characters are.
        beside: The line of the letter's number.
    """
    held = [cell for line in lines for cell in _cells(line) if _may_name(cell.text)]
    known = [at for at, line in enumerate(held) if marks.INSTITUTION.match(line.text.strip())]
    if not held or (not known and marks.ADDRESS.search(held[0].text.strip())):
        return None
    if known and held[0].number == beside:
        known = [at for at in known if at == 0]
    at = known[0] if known else 0
    read = _with_whole(held[at:])
    name = marks.SEAT.sub("", read)
    why = "the letterhead names the office by its seat" if name != read else None
    sure = sureness(trust, None) if known else round(trust * _UNKNOWN, 2)
    return Reading(read, name, why, held[at].number, sure)


def _cells(line: PaperLine) -> Iterator[PaperLine]:
    """What stands side by side on a line of the letterhead, each as a line."""
    for text in re.split(r"\s{3,}", line.text.strip()):
        yield replace(line, text=text)


def _may_name(text: str) -> bool:
    plain = text.strip()
    return (
        bool(re.search(r"[ก-ฮA-Za-z]{2}", plain))
        and not plain.startswith(("(", "[", "-", "/"))
        and not _MONTH_AND_YEAR.match(plain)
        and len(plain) <= _LONGEST
        and not marks.FIRST_WORDS.match(plain)
        and not _PLACE_AND_CODE.match(plain)
        and not (marks.ADDRESS.search(plain) and not marks.INSTITUTION.match(plain))
    )


def _with_whole(lines: Sequence[PaperLine]) -> str:
    """A part of an office, with the office that the next line names; else the first line alone."""
    read = without_phone(_ADDRESS_BEHIND.split(lines[0].text, maxsplit=1)[0])
    following = squeezed(lines[1].text) if lines[1:] else ""
    if _goes_on(lines, following):
        read = f"{read}{' ' if _APART.match(following) else ''}{following}"
        following = squeezed(lines[2].text) if lines[2:] else ""
    whole = (
        marks.WITHIN.match(read)
        and marks.WHOLE.match(following)
        and not marks.ADDRESS.search(following)
        and following not in read
    )
    return f"{read} {following}" if whole else read


def _goes_on(lines: Sequence[PaperLine], following: str) -> bool:
    """The line right below the first begins no office or address: the name is wrapped there."""
    if not lines[1:] or lines[1].number - lines[0].number > 1:
        return False
    begins = marks.INSTITUTION.match(following) and not _OF_A_NAME.match(following)
    other = (
        marks.ADDRESS.search(following) or marks.PERSON.match(following) or _PLACE.match(following)
    )
    return bool(_NAME.fullmatch(following)) and not (begins or other)


def without_phone(text: str) -> str:
    """An office's line without the telephone behind its name."""
    text = marks.RECEIPT.split(text, maxsplit=1)[0]
    name = squeezed(_PHONE.split(text)[0]).strip(" ,:;(…").strip()
    return name.rpartition("(")[0].strip() if name.count("(") > name.count(")") else name


def of_memo(line: Reading[str]) -> Reading[str] | None:
    """The office on a memo's line ``ส่วนราชการ``."""
    name = without_phone(line.read)
    if not re.search(r"[ก-ฮA-Za-z]{2}", name):
        return None
    return Reading(line.read, name, None, line.line, line.confidence)


def of_message(line: PaperLine, trust: float) -> Reading[str] | None:
    """The sender of a message by fax or radio, behind ``จาก``."""
    name = without_phone(marks.SENT_FROM.sub("", line.text))
    return Reading(name, name, None, line.number, sureness(trust, None)) if name else None

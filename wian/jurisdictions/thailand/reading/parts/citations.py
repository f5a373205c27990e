"""The letters that a letter names: references, enclosures, and those named in its text.

Tables, meetings, orders, laws, cases and contracts have numbers and dates too: a number is a
letter's where its office's code stands in it, or where the noun before it says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from wian.jurisdictions.paper import Citation, CitationPlace, PaperLine, Paragraph, Reading
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.letter_keys import letter_key
from wian.jurisdictions.thailand.reading.parts.entries import entries
from wian.jurisdictions.thailand.reading.values import date_in, number_of, sureness
from wian.kit.likeness import squeezed

_AND = re.compile(r"\s+และ(?=\S)")
_LOOK_BACK = 90
"""Signs before a number in which an office's name has its room."""
_LOOK_AHEAD = 60
"""Signs behind a number in which its date has its room."""
_UNCODED = 0.8
"""How much of the trust is left for a number without its office's letters."""
_DATED_WORDS = rf"ลง\s*วันที่|ลว\.?(?=[\s{marks.DIGIT}])|ลง(?=\s*[{marks.DIGIT}])"
"""What stands before the date of a letter."""
_NUMBERED = re.compile(
    rf"(?<!วัน)(?<!ครั้ง)ที่\s*(?P<uncoded>{marks.PLAIN_CODE}\s*/\s*(?:ว\.?\s*)?[{marks.DIGIT}]{{1,9}})"
    rf"|(?:(?P<label>(?<!วัน)(?<!ครั้ง)ที่)\s*|(?<=\s)|^)(?P<cited>{marks.LETTER_NUMBER.pattern})"
    rf"|(?:\b(?i:no|ref)\.?\s*|^(?=[A-Z][^\s]{{2,24}}\s+(?i:dated)\b))"
    rf"(?P<english>(?:[A-Z][A-Z/\-]{{1,14}}\s?)?\d[\d.]*(?:\s?/\s?\d{{1,9}}){{1,2}})"
    rf"|(?<!วัน)(?<!ครั้ง)ที่\s*(?P<own>{marks.OWN_NUMBER.pattern})(?=\s*(?:{_DATED_WORDS}))"
)
_LETTER_NOUN = (
    r"หนังสือ(?!รับรอง|มอบ|ค้ำ|สัญญา|เดินทาง|พิมพ์|ยินยอม|บริคณห์|แสดง|คู่มือ|ชี้ชวน|ร้องเรียน)"
    r"|บันทึก(?!ข้อตกลง|การ|ผล|ปากคำ|ถ้อยคำ|จับกุม)|วิทยุ|โทรสาร|โทรเลข|(?i:\b(?:letter|memorandum|note|memo|facsimile|fax|telegram)\b)"
)
_OTHER_NOUN = (
    r"(?<!กอง)(?<!ฝ่าย)(?<!สำนัก)(?<!สำนักงาน)(?<!กลุ่มงาน)(?<!กลุ่ม)(?<!ส่วน)(?<!ศูนย์)(?:คำสั่ง|ประกาศ|รายงาน|(?<!สม)มติ|สัญญา|(?<!บังคับ)คดี|ระเบียบ|ข้อบังคับ|พระราช|(?<!กร)กฎ|ข้อกำหนด|ข้อบัญญัติ|เทศบัญญัติ|ใบ|ตาราง|การประชุม|ประชุม|หนังสือ|"
    r"บันทึกข้อตกลง|เลขที่)"
)
"""Other papers that have numbers; behind a unit's word it is that unit's name (``กองกฎหมาย``)."""
_NOUN = re.compile(rf"(?P<letter>{_LETTER_NOUN})|(?P<other>{_OTHER_NOUN})")
_BARE_LETTERS = ("สำเนาหนังสือ", "หนังสือ", "สำเนาบันทึก", "บันทึก", "วิทยุ", "โทรสาร")
_ENGLISH_LETTER = re.compile(
    r"(?i:letter|note|memorandum|facsimile)\s(?!of\s(?:consent|intent|credit|guarantee))"
)
_DATED = re.compile(rf"(?:{_DATED_WORDS}|(?i:\bdated\b|\bof\b))\s*")
_JOINED = re.compile(r"\s*(?:,|และ|กับ)?\s*(?:เลข)?")
_POINTING = re.compile(
    rf"(?:ฯ\s*)?(?:ตาม)?(?:ที่)?(?:อ้างถึง|ดังกล่าว|ข้างต้น)(?:\s*(?P<nth>[{marks.DIGIT}]{{1,2}})(?![{marks.DIGIT}/]))?"
)
"""Words that point to a letter among the references, by its place in the list where it has one."""
_NO_DATE = re.compile(r"นั้น|เรื่อง(?=\s)|และที่")
"""Behind it a date is no longer the letter's."""


def enclosed(lines: Sequence[PaperLine], trust: float) -> tuple[Reading[str], ...]:
    """The enclosures of the field, each with its count."""
    sure = sureness(trust, None)
    listed = (each for each in entries(lines) if each[0].strip(" .()") not in _NOTHING)
    return tuple(Reading(text, text, None, line, sure) for text, line in listed)


def attached_in_text(paragraphs: Sequence[Paragraph], trust: float) -> tuple[Reading[str], ...]:
    """The enclosures that a memo or stamped letter names in its text (clauses 12.6, 14.3)."""
    for paragraph in paragraphs:
        if found := marks.ATTACHED_IN_TEXT.search(paragraph.text):
            sure = sureness(trust, None)
            items = [each for each in _listed(squeezed(found["what"])) if each not in _NOTHING]
            return tuple(Reading(each, each, None, paragraph.line, sure) for each in items)
    return ()


_NOTHING = frozenset({"เอกสาร", "สิ่ง", "เอกสารดังกล่าว", "ไม่มี", "-", "–", "None", "none", "Nil"})
"""Words that point to something attached and do not name it, or say that there is nothing."""


def _listed(text: str) -> list[str]:
    """A list as a sentence holds it, cut behind each count."""
    items, start = [], 0
    for count in marks.COUNT.finditer(text):
        items.append(_AND.sub("", " " + text[start : count.end()].strip()).strip())
        start = count.end()
    rest = text[start:].strip()
    return [_without_and(item) for item in [*items, rest] if item]


def _without_and(item: str) -> str:
    return item.removeprefix("และ") if item.startswith("และ") else item


def cited(text: str, line: int | None, place: CitationPlace, trust: float) -> tuple[Citation, ...]:
    """The letters that an entry names, in their order."""
    numbers = [found for found in _NUMBERED.finditer(text) if _is_letter(found, place)]
    if not numbers:
        return _without_number(text, line, place, trust)
    starts = [*(found.start() for found in numbers), len(text)]
    before, office = 0, None
    citations = []
    for found, (_, following) in zip(numbers, pairwise(starts), strict=True):
        office = _office(text[before : found.start()]) or office
        alone = text if len(numbers) == 1 else None
        dated = _date_behind(text[found.end() : following], line, trust, alone)
        number = _number(found, line, trust)
        citations.append(Citation(squeezed(text), place, office, number, dated, line))
        before = found.end()
    return tuple(_with_shared_dates(citations, text, numbers))


def _with_shared_dates(
    citations: Sequence[Citation], text: str, numbers: Sequence[re.Match[str]]
) -> Iterator[Citation]:
    """Numbers with nothing but ``และที่`` between them bear the date behind the last one."""
    for at, citation in enumerate(citations):
        last = at
        while last + 1 < len(numbers) and _JOINED.fullmatch(
            text[numbers[last].end() : numbers[last + 1].start()]
        ):
            last += 1
        yield replace(citation, dated=citations[last].dated) if last > at else citation


def _number(found: re.Match[str], line: int | None, trust: float) -> Reading[str]:
    read = found["cited"] or found["uncoded"] or found["english"] or found["own"]
    return number_of(read, line, trust if found["cited"] and found["code"] else trust * _UNCODED)


def _is_letter(found: re.Match[str], place: CitationPlace) -> bool:
    """The number is a letter's: by its office's code, or by the noun before it."""
    noun = _noun(found.string[max(0, found.start() - _LOOK_BACK) : found.start()])
    if noun == "other":
        return False
    if found["english"] and not found.start() and place is CitationPlace.REFERENCE:
        return True  # ``Your ref. AB/2024/17 dated ...``
    coded = bool(found["cited"] and found["code"])
    if coded:
        return noun == "letter" or bool(found["label"])
    if noun != "letter":
        return False
    if found["uncoded"] or found["english"] or found["own"] or _is_circular(found):
        return True
    apart = found.string[found.start() - 1 : found.start()] in {"", " "}
    return apart and bool(found["label"]) and place is not CitationPlace.TEXT


def _is_circular(found: re.Match[str]) -> bool:
    return bool(found["label"] and found["circular"])


def _noun(before: str) -> str | None:
    """What kind of paper is named last: a letter, or another one."""
    found = list(_NOUN.finditer(before))
    return found[-1].lastgroup if found else None


def _office(before: str) -> str | None:
    named = marks.CITED_LETTER.search(before)
    return (squeezed(_POINTING.split(named["office"])[0]) or None) if named else None


def _date_behind(
    rest: str, line: int | None, trust: float, alone: str | None
) -> Reading[date] | None:
    """The date behind a number; of an entry with one number, wherever it stands."""
    for text in filter(None, (_NO_DATE.split(rest)[0][:_LOOK_AHEAD], alone)):
        found = _DATED.search(text)
        dated = date_in(text[found.end() :][:_LOOK_AHEAD], line, trust) if found else None
        if dated is not None:
            return dated
    return None


def enclosed_letters(
    text: str, line: int | None, references: Sequence[Citation], trust: float
) -> tuple[Citation, ...]:
    """The letters that an enclosure names, or points to: ``สำเนาหนังสือที่อ้างถึง``.

    It points to the one reference that can be meant. Where several can, none is chosen.
    """
    named = cited(text, line, CitationPlace.ENCLOSURE, trust)
    points = _POINTING.search(text) if _is_bare_letter(text) else None
    if points is None or any(each.number or each.dated for each in named):
        return named
    office = named[0].office if named else None
    meant = _meant(references, points["nth"], office)
    found = (replace(each, place=CitationPlace.ENCLOSURE, line=line) for each in meant)
    known = {each.office for each in references} - {None}
    return tuple(found) or tuple(each for each in named if each.office in known)


def _meant(
    references: Sequence[Citation], nth: str | None, office: str | None
) -> Sequence[Citation]:
    """The letters of the one entry of the references that fits; empty where several do."""
    listed = list(dict.fromkeys(each.read for each in references))
    if nth:
        listed = listed[int(nth) - 1 : int(nth)] if int(nth) else []
    else:
        fits = {each.read for each in references if office in (None, each.office)}
        listed = [each for each in listed if each in fits]
    return [each for each in references if each.read in listed] if len(listed) == 1 else []


def _is_bare_letter(text: str) -> bool:
    """An entry that begins with a letter as such, its office and number to follow or not."""
    return text.startswith(_BARE_LETTERS) and _noun(text[:_LOOK_BACK]) == "letter"


def _without_number(
    text: str, line: int | None, place: CitationPlace, trust: float
) -> tuple[Citation, ...]:
    """A letter named by its office and date, or as enclosed without either."""
    english = _ENGLISH_LETTER.match(text)
    if not (_is_bare_letter(text) or english):
        return ()
    dated = _date_behind(text, line, trust, _NO_DATE.split(text)[0])
    if dated is None and (english or place is CitationPlace.TEXT):
        return ()
    return (Citation(squeezed(text), place, _office(text), None, dated, line),)


def cited_in_text(
    paragraphs: Sequence[Paragraph], own: str | None, trust: float
) -> Iterator[Citation]:
    """The letters that the text names by number, those attached and the letter itself apart."""
    mine = letter_key(own) if own else None
    for paragraph in paragraphs:
        text = marks.ATTACHED_IN_TEXT.sub("", paragraph.text)
        for citation in cited(text, paragraph.line, CitationPlace.TEXT, trust):
            number = citation.number.value if citation.number else None
            if number and letter_key(number) != mine:
                yield _near(citation, text)


def _near(citation: Citation, text: str) -> Citation:
    """A citation of the text, with the words around its number alone."""
    read = citation.number.read if citation.number else ""
    at = max(0, text.find(read))
    named = max(text.rfind("หนังสือ", 0, at), text.rfind("บันทึก", 0, at))
    start = named if named >= 0 and at - named < _LOOK_BACK else at
    words = squeezed(text[start : at + len(read) + 40])
    return replace(citation, read=words)

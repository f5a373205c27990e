"""A letter's addressees: the line that names them, cut into posts."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from wian.jurisdictions.paper import PaperLine, Reading
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.parts.addressee_words import (
    ALSO,
    AND_WORD,
    BEGINNING,
    PEOPLE,
    begins_line,
    begins_next,
    joins_one_more,
)
from wian.jurisdictions.thailand.reading.parts.english.listed_posts import listed_posts
from wian.jurisdictions.thailand.reading.parts.entries import entries
from wian.jurisdictions.thailand.reading.parts.wrapped_lines import is_full
from wian.jurisdictions.thailand.reading.thai_text import joined
from wian.jurisdictions.thailand.reading.values import sureness
from wian.kit.likeness import edits, squeezed

_APART = r"(?<=[ก-๎0-9๐-๙.)])\s*[,;]\s*(?=[ก-๎(])|\s+/\s*|;\s+(?=[A-Z])"
_SLASH = r"(?<=[ก-๎.)])/(?=[ก-๎])(?!ผู้อำนวยการ(?:จังหวัด|อำเภอ|ท้องถิ่น|รักษาความมั่นคงภายใน))"
"""What parts addressees, but not the two posts of one person: a governor or district chief is by
law the director of his area in disasters (``นายอำเภอ/ผู้อำนวยการอำเภอ``)."""
_AND = rf"\s+และ\s*(?={BEGINNING})(?!(?:เขต|กลุ่ม|ภาค)\s?[{marks.DIGIT}])"
"""``และ`` between addressees, not between the places, numbers or words of one's name."""
_PEOPLE = (
    r"(?:คณาจารย์|อาจารย์|ครู|บุคลากร|นักศึกษา|นักเรียน|ผู้ปกครอง|ข้าราชการ|เจ้าหน้าที่|พนักงาน(?:ราชการ|จ้าง)?|ลูกจ้าง(?:ประจำ|ชั่วคราว)?|"
    r"รัฐวิสาหกิจ|แพทย์ประจำตำบล|เจ้าอาวาส|สารวัตรกำนัน|ประชาชน)(?=\s|ทุก|$)"
)
"""Groups that stand in a list without a post before them (``คณาจารย์ บุคลากร และนักศึกษา``)."""
_GLUED_CLASS = (
    r"(?<=[ก-๎])(?<!ครู)(?<!อาจารย์)และ(?=(?:ข้าราชการ|บุคลากร|พนักงาน|เจ้าหน้าที่|ลูกจ้าง"
    r"|คณาจารย์|อาจารย์|นักศึกษา|นิสิต|สมาชิก|ประชาชน)\S*\s?ทุก)"
)
"""``และ`` without a blank before a class of people at a list's end (``...และข้าราชการทุกท่าน``)."""
_CABINET = r"รัฐมนตรี|กระทรวง\s+กรม(?:\s|$)"
"""Ministers, and all ministries and departments together, as the cabinet addresses them."""
_POSTS = re.compile(
    rf"\s+(?:[-–]\s+)?(?:และ\s*)?(?={marks.POST_WORD}|{_CABINET}|หน่วยงาน(?:รัฐ|ของรัฐ|ภาค|อิสระ)|{_PEOPLE})|\s+(?={PEOPLE}\S*(?:\s.*)?(?:\sและ|,\s))|(?<=\S)(?<!เกษตร)และ\s*(?={marks.POST_WORD})|{_GLUED_CLASS}|{_AND}|{_APART}"
    rf"|{_SLASH}(?!{marks.INSTITUTION.pattern.replace('^', '')})"
)
_OFFICES = re.compile(rf"\s+(?:และ\s*)?(?={marks.BODY_WORD})|{_AND}|{_APART}|{_SLASH}")
_AND_ONE_MORE = re.compile(rf"\s*และ\s*(?:{marks.POST_WORD}|{marks.BODY_WORD}|สมาชิก|เจ้าของ)")
"""``และ`` at the head of a line that names one more, and no wrapped end of a name."""
_AND_MORE = re.compile(rf"\s*และ\s*{BEGINNING}")
_COMMA = re.compile(r"(?<=[ก-๎)]),\s")
"""What parts addressees in a list whose last one has ``และ`` before it."""
_DEPUTY = re.compile(r"(?:^|\s)(?:รอง|ผู้ช่วย)\s*$")
"""A deputy's word, with the post in short behind a blank (``รอง ผบก.``)."""
_FIRM = re.compile(r"(?:^|\s)(?:บริษัท|ห้างหุ้นส่วน\S*|หจก\.?|ร้าน)$")
"""A firm's word, with its name behind a blank."""
_LISTED_POST = re.compile(PEOPLE)
_WHOLE = re.compile(r"ทุก\S+$")
"""The end of a class: what begins the next line is another one's."""
_BULLET = re.compile(rf"^\s*(?:[-–—•*·]\s*)*(?![{marks.DIGIT}])|^\s+")
"""What marks an entry; the dash of a range (``๑`` / ``- ๙``) goes on with it."""
_BETWEEN = ", "
_ENDS = " ,;:/…"
_ACTS = re.compile(rf"{marks.ACTING.pattern}\s*$")
"""An end behind which the post is named that somebody acts for."""
_PLACE = re.compile(r"(?<=\S)\s+(?=(?:จังหวัด|อำเภอ)(?!\s|ทุก|$))")
"""Before where an office is; in a list of provinces or districts it parts them."""
_OF_PLACES = re.compile(r"^\s*(?:จังหวัด|อำเภอ)")
_BEGINS_POST = re.compile(rf"(?!คณะกรรมการ|ท่าน|ประธาน){marks.POST_WORD}")
_BEGINS_OFFICE = re.compile(r"กระทรวง|กรม|สำนัก|มหาวิทยาลัย|โรงเรียน|โรงพยาบาล|ศูนย์")
"""What a line below others begins with that names one more, and no wrapped end of a name."""
_THROUGH = re.compile(
    r"\s*\(\s*(?:โดย)?ผ่าน[^()]*(?:\([^()]*\)[^()]*)*\)"
    r"|\s*(?:\(\s*)?(?<=[\s(])(?:โดย)?ผ่าน(?=\s|[ก-๎]).*$|\s*(?i:\(?\b(?:through|via)\b).*$"
    r"|\s*ผู้รับทราบ(?:\s|$).*$"
)
"""Through whose hands a letter goes; they are not its addressees (``เรียน อธิการบดี (ผ่าน คณบดี)``)."""
_NO_ADDRESSEE = re.compile(
    rf"{marks.THROUGH.pattern}|^\s*(?:ผู้รับทราบ|เพื่อทราบ|สำเนา)(?=\s|:|$)|^\s*(?i:c\.?\s?c|copy(?:\sto)?)\.?\s?:"
)
"""A line of those through whom a letter goes, or who have it for information."""
_UNKNOWN = 0.85
"""How much of the trust is left for words that begin like no post or office known here."""
_TITLE = 8
"""Fewest signs of a title that a slip is looked for in: a person's first name is as short."""
_LABEL = re.compile(r"^\s*ผู้รับ(?:ปฏิบัติ)?\s+")
"""The label of the addressees in the form for messages of the forces."""
_KEPT = re.compile(
    r"\([^()]*\)|(?:ยก)?เว้น\s*(?:จังหวัด|อำเภอ|เขต|กรุงเทพ|เทศบาล)\S*"
    r"(?:(?:\s*,\s*|\s+(?:และ\s*)?|\s*และ\s*)(?:จังหวัด|อำเภอ|เขต|กรุงเทพ|เทศบาล)\S*)*"
    r"|ในสังกัด\S+\s+\S+(?=\s*\(?ตาม(?:บัญชี|ราย))"
)
"""What parts no addressees: brackets, those left out of a class, whose offices a list names."""
_CLASS_ALONE = re.compile(
    r"^\s*(?:คณะ|วิทยาลัย|สำนัก|สถาบัน|ศูนย์|กอง|กรม|ฝ่าย|โรงเรียน)\s+"
    rf"(?={marks.INSTITUTION.pattern.replace('^', '')})"
)
"""A class of offices that needs no name, with the next one behind a blank."""
_IN_SHORT = re.compile(r"\s*[ก-ฮ]{1,5}\.(?=[ก-ฮเ-ไ])")
_ABBREVIATED = re.compile(
    r"^\s*(?P<post>[ก-ฮ]{1,5}\.|กลุ่มงาน|กลุ่ม|ฝ่าย|งาน|แผนก|ศูนย์|โรงเรียน|โรงพยาบาล|"
    r"คณะ(?!กรรม)|วิทยาลัย|สถาบัน|สถานี|กอง(?!ทัพ|บัญชา|พล|พัน|ร้อย|ทุน))(?=\S)"
)
"""A post in short, a unit or an office, of which several stand with blanks between them."""
_CLASS_ENDS = re.compile(rf"(?<=\S)(ทุก\S+)\s+(?={marks.INSTITUTION.pattern.replace('^', '')})")
_FORM_CELL = re.compile(
    rf"\s{{3,}}(?:{marks.PHONE.pattern}|จำนวน\s*[{marks.DIGIT}]+\s*(?:แผ่น|หน้า)|เวลา\s*[{marks.DIGIT}]|หน้า(?:ที่)?\s*[{marks.DIGIT}]"
    r"|(?i:fax|tel|pages?)\b|รหัส|แฟกซ์).*$"
)
"""A cell of a form right of the addressee: his telephone, or how many sheets are sent."""
_PERSON_IN_BRACKETS = re.compile(rf"\s*\((?={marks.PERSON.pattern.removeprefix('^')})[^()]*\)")
_LISTED = re.compile(r"\s*\(?\s*ตามบัญชี(?:รายชื่อ)?แนบท้าย\s*\)?")


def recipients_of(
    lines: Sequence[PaperLine], trust: float, *, offices: bool = False
) -> tuple[Reading[str], ...]:
    """The addressees, one by one, as the letter names them.

    A person's name is read as nothing: its entry has no value and no words.

    Args:
        lines: The field.
        trust: How sure its characters are.
        offices: They are offices, as on a stamped letter, and not posts.
    """
    kept = takewhile(lambda line: not _NO_ADDRESSEE.match(line.text), lines)
    lines = [replace(line, text=_FORM_CELL.sub("", line.text)) for line in kept]
    listed = list(entries(lines))
    if len(listed) > 1:
        return tuple(
            reading
            for text, number in listed
            for reading in recipients_of([PaperLine(text, number)], trust, offices=offices)
        )
    if english := listed_posts([line.text for line in lines]):
        return tuple(_entry(each, lines[0].number, trust) for each in english)
    offices = offices and not any(_BEGINS_POST.match(line.text.strip()) for line in lines[:1])
    text = _THROUGH.sub("", _in_one_line([line.text for line in lines], offices=offices))
    line = lines[0].number if lines else None
    return tuple(_entry(each, line, trust) for each in _cut(text, offices))


def _in_one_line(lines: Sequence[str], *, offices: bool) -> str:
    """Wrapped lines as one; a line that begins with a post or office stands apart."""
    begins = _BEGINS_OFFICE if offices else _BEGINS_POST
    words = [_BULLET.sub("", line) for line in lines]
    whole = ""
    for at, line in enumerate(words):
        last = _COMMA.search(whole) and not any(map(_COMMA.search, words[at:]))
        more = (
            joins_one_more(line, offices=offices)
            or _AND_ONE_MORE.match(line)
            or (last and _AND_MORE.match(line))
        )
        named = begins.match(line.strip()) or _is_one_more_in_short(whole, line)
        below = not named and _is_one_more_of_list(words[:at], line, begins)
        below = below or _is_one_more_below(lines[:at], whole, line, offices=offices)
        named = (named or below) and not _ACTS.search(whole)
        between = _BETWEEN if named and (below or _WHOLE.search(whole)) else " "
        apart = whole and (named or more)
        whole = f"{whole}{between}{joined([line])}" if apart else joined([whole, line])
    return whole


def _is_one_more_below(above: Sequence[str], whole: str, line: str, *, offices: bool) -> bool:
    """The line begins as one more addressee does, and as no wrapped end of a name."""
    wrapped = bool(above) and is_full(above[-1])
    current = squeezed(whole)
    return bool(above) and begins_line(current, line.strip(), offices=offices, wrapped=wrapped)


def _is_one_more_of_list(above: Sequence[str], line: str, begins: re.Pattern[str]) -> bool:
    """Below several lines that each begin with a post, one that begins as a person's work does."""
    listed = len(above) > 1 and all(begins.match(each.strip()) for each in above)
    return listed and bool(_LISTED_POST.match(line.strip()))


def _is_one_more_in_short(whole: str, line: str) -> bool:
    """Below posts in short, a line that begins as they do, or stands below a whole class."""
    first, here = _IN_SHORT.match(whole), _IN_SHORT.match(line)
    if first is None or here is None:
        return False
    post = _BEGINS_POST.match(line.strip())
    return bool(first.group() == here.group() or post or _WHOLE.search(whole))


def _cut(text: str, offices: bool) -> list[str]:  # noqa: FBT001 - which of two ways
    """Cut before each post or office, with what stands behind it (``ทุกอำเภอ``) kept to it."""
    kept: list[str] = []
    text = ALSO.sub(AND_WORD, _LABEL.sub("", text))
    text = _KEPT.sub(lambda found: _put_by(found.group(), kept), text)
    if offices:
        text = _CLASS_ENDS.sub(r"\1, ", text)
    together: set[int] = set()
    if offices and not _OF_PLACES.match(text):
        text = _PLACE.sub(" ", text)
        together = {found.start() for found in _PLACE.finditer(text)}
    parts = _split(_OFFICES if offices else _POSTS, text, together)
    parts = [each for part in parts for each in _repeated(part)]
    listed = sum(bool(part.strip(_ENDS)) for part in parts) > 1
    parts = [each for part in parts for each in _blanks(part, offices=offices, listed=listed)]
    parts = [_put_back(part, kept) for part in parts]
    return [word for part in parts if (word := part.strip(_ENDS))]


def _blanks(text: str, *, offices: bool, listed: bool) -> Iterator[str]:
    """Cut where a blank stands before the next addressee and not within a name."""
    current = ""
    for word_and_rest in _rests(text.strip()):
        word = word_and_rest.split(" ", 1)[0]
        if current and begins_next(current, word_and_rest, offices=offices, listed=listed):
            yield current
            current = ""
            listed = True
        current = f"{current} {word}".strip()
    yield current


def _rests(text: str) -> Iterator[str]:
    """The text from each of its words on."""
    text = " ".join(text.split())
    yield text
    for blank in re.finditer(" ", text):
        yield text[blank.end() :]


def _split(cuts: re.Pattern[str], text: str, together: Container[int]) -> list[str]:
    """The parts between the cuts, but for those where an office and its place stay together."""
    parts, begins = [], 0
    for cut in cuts.finditer(text):
        before = text[: cut.start()]
        of_post = _ACTS.search(before) or _DEPUTY.search(before) or _FIRM.search(before)
        if cut.start() not in together and not of_post and not _is_of_name(text, cut):
            parts.append(text[begins : cut.start()])
            begins = cut.end()
    return [*parts, text[begins:]]


def _repeated(text: str) -> list[str]:
    """The parts before which the first word of all of them stands again (``นอ.เมือง นอ.วังทอง``)."""
    first = _ABBREVIATED.match(text)
    if alone := _CLASS_ALONE.match(text):
        return [alone.group().strip(), *_repeated(text[alone.end() :])]
    return re.split(rf"\s+(?={re.escape(first['post'])}\S)", text) if first else [text]


def _is_of_name(text: str, cut: re.Match[str]) -> bool:
    """The comma parts the places of one post (``นายก อบต.วังทอง, บ้านกลาง``), no addressees."""
    behind = text[cut.end() :]
    if "," not in cut.group() or behind[:2] == text.lstrip()[:2]:
        return False
    return not re.match(rf"{BEGINNING}|\(|[A-Z]", behind)


def _put_by(text: str, kept: list[str]) -> str:
    """Keep what brackets hold: ``และ`` between them parts no addressees."""
    kept.append(text)
    return f"({len(kept) - 1})"


def _put_back(text: str, kept: Sequence[str]) -> str:
    return re.sub(r"\((\d+)\)", lambda found: kept[int(found[1])], text)


def _entry(text: str, line: int | None, trust: float) -> Reading[str]:
    text = _PERSON_IN_BRACKETS.sub("", text)
    if (marks.PERSON.match(text) and not _misspelt_post(text)) or _is_of_person(text):
        return Reading("", None, "a person, whose name is not kept", line, 0.0)
    if _names_post_twice(text):
        return Reading(text, None, "two posts that nothing legible parts", line, 0.0)
    sure = sureness(trust, None) if _is_known(text) else round(trust * _UNKNOWN, 2)
    return Reading(text, text, None, line, sure)


def _names_post_twice(text: str) -> bool:
    """The post stands again within the words, as where ``และ`` between two was misread."""
    titles = (each for each in marks.KNOWN_POSTS if len(each) >= _TITLE)
    posts = [each for each in titles if each.startswith(("นาย", "ผู้")) and text.startswith(each)]
    return any(re.search(rf"[ก-๎]{re.escape(each)}", text) for each in posts) and not (
        marks.ACTING.search(text)
    )


def _is_of_person(text: str) -> bool:
    """Somebody of a person (``ทายาทของนาย ...``), whose name would be kept with him."""
    _, of, whose = text.partition("ของ")
    return bool(of and marks.PERSON.match(whose))


def _is_known(text: str) -> bool:
    """The words begin as a post or an office does, so that they were cut in the right place."""
    return text.startswith(marks.KNOWN_POSTS) or bool(
        _BEGINS_POST.match(text) or marks.INSTITUTION.match(text)
    )


def _misspelt_post(text: str) -> bool:
    """One word that is a sign away from a title of a post: a person's has a surname behind it."""
    head, *rest = text.split(" ")
    if rest and not rest[0].startswith(("ทุก", "และ", "(")):
        return False
    return any(
        edits(head[: len(title) + extra], title, 1) is not None
        for title in marks.KNOWN_POSTS
        if title.startswith("นาย") and len(title) >= _TITLE
        for extra in (-1, 0, 1)
    )


def on_attached_list(recipient: Reading[str]) -> bool:
    """The addressees are those of the attached list."""
    return bool(_LISTED.search(recipient.read))


def named_without_list(recipient: Reading[str]) -> str:
    """What the addressees are called, without the pointer to the attached list."""
    return _LISTED.sub("", recipient.read).strip()

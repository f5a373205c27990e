"""What did a text layer or a recogniser do to a letter's head that can be undone before it is read?

Each repair asks for a shape that no running text has; where it is not there, the lines stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from wian.jurisdictions.paper import PaperLine
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.handling_marks import CLASSES, apart, is_mark
from wian.jurisdictions.thailand.reading.values import is_date

_BARRED = re.compile(r"^\s*\|(?:[^|]+\|){1,6}\s*$")
"""A row of a table, its cells between bars."""
_BARRED_LABEL = re.compile(
    r"^\s*(?:ส่วนราชการ|หน่วยงาน|ส่วนงาน|ที่|วันที่|เรื่อง|เรียน|จาก|ถึง|อ้างถึง|สิ่งที่ส่งมาด้วย)\s*\|\s*[^|\s]"
)
"""A row of a table without its outer bars: a label, and what belongs to it."""
_GOES_ON_WITH = re.compile(r"^(?P<label>\s*ที่\s+)ต่อ\s+(?=[ก-ฮ]{2,4}\.?\s?\(?[0-9๐-๙])")
"""The number of a paper of the forces that goes on with one received (``ต่อ กห ๐๔๘๓/๕๑๘``)."""
_COLON_IN_CODE = re.compile(
    rf"^(?P<before>\s*ที่\s+[ก-ฮ]{{2,4}}\.?\s?[{marks.DIGIT}]{{4}})\s?:\s?(?=[{marks.DIGIT}]{{1,3}}\s?/)"
)
"""A dot of an office's code that was recognised as a colon (``กษ 0407:17/ว 88``)."""
_LABELLED_CELL = re.compile(
    r"\s{3,}(?=(?:จาก|ถึง|เลขที่|ที่|วันที่|เรื่อง|เรียน|from|to|date|ref|subject)\s*:\s*\S)", re.IGNORECASE
)
_LABELLED = re.compile(r"^\s*(?:จาก|ถึง|from|to)\s*:\s*\S", re.IGNORECASE)
_BROKEN_NUMBER = re.compile(r"^\s*ที่\s+[ก-ฮ]{2,4}\.?\s*$")
_BROKEN_AT_CIRCULAR = re.compile(
    rf"^\s*ที่?\s+[ก-ฮ]{{2,4}}\.?\s?[{marks.DIGIT}][{marks.DIGIT}.()]*\s*/\s*ว\.?\s*$"
)
_RUNNING_NUMBER = re.compile(rf"^\s*[{marks.DIGIT}]{{1,9}}(?=\s{{2,}}|\s*$)")
_REST_OF_NUMBER = re.compile(
    rf"^\s*[{marks.DIGIT}][{marks.DIGIT}.()ก-ฮ]*\s*/\s*(?:ว\.?\s?)?[{marks.DIGIT}]{{1,9}}(?=\s{{2,}}|\s*$)"
)
_LETTER_BY_LETTER = re.compile(
    rf"^(?P<label>\s*ที่\s+)(?P<number>(?:[ก-ฮ{marks.DIGIT}./()]\s{{1,2}}){{5,}}[{marks.DIGIT}])(?=\s{{3,}}|\s*$)"
)
"""A number whose signs a recogniser set apart (``ส ธ ๐ ๒ ๑ ๖ / ว ๓ ๔ ๑``)."""
_FIRST_OF_MARK = re.compile(r"^\s*(?:ด่วน|ลับ)\s*$")
_DEGREE = re.compile(r"^\s*(?:ที่สุด|มาก)\s*$")
_ENGLISH_COLUMN = re.compile(
    r"^\s*(?P<label>(?i:date|ref|our ref|your ref|no|to|from|via|subject|re))"
    r"\.?(?:\s{3,}|\t+)(?::\s*)?(?=\S)"
)
_ENGLISH_MEMO = 10
"""Most lines below the title of an English memo in which its labels are looked for."""
_LABELS = re.compile(r"^\s*(?P<label>เรื่อง|เรียน|อ้างถึง|สิ่งที่ส่งมาด้วย)\s*[:.…]*\s*$")
"""A label with nothing beside it."""
_HEAD = 12
"""Most lines from such labels to the values that belong to them."""
_GLUED = re.compile(
    r"^\s*(?P<label>เรื่อง|เรียน|อ้างถึง|สิ่งที่ส่งมาด้วย|ส่วนราชการ|หน่วยงาน|ส่วนงาน)(?=[ก-ฮเ-ไ๐-๙])"
)
_GLUED_PARTS = re.compile(
    rf"(?<=[ก-๎])ที่(?=[ก-ฮ]{{2,4}}\.?[{marks.DIGIT}])|(?<=[{marks.DIGIT}])ลงวันที่"
)
_GLUED_NUMBER = re.compile(rf"^\s*ที่[ก-ฮ]{{2,4}}[{marks.DIGIT}]")


_SEMICOLON = re.compile(
    r"^(?P<label>\s*(?:เรื่อง|เรียน|อ้างถึง|สิ่งที่ส่งมาด้วย|จาก|ถึง|ที่|วันที่|ส่วนราชการ))\s*;(?=\s|[ก-ฮเ-ไ๐-๙])"
)
"""A label whose colon was recognised as a semicolon."""


def mended(lines: Sequence[PaperLine]) -> list[PaperLine]:
    """The lines as they stood on the page, as far as that can be told."""
    cells = (cell for line in lines for cell in _labelled_cells(_coloned(line)))
    whole = list(_whole_numbers(_whole_marks([_unbarred(_drawn_together(cell)) for cell in cells])))
    return _beside_labels(_parted_labels(_english(list(_glued_salutation(list(_run_in(whole)))))))


_NUMBER_RUN_IN = re.compile(
    rf"^(?P<first>\s*(?:ส่วนราชการ|หน่วยงาน|ส่วนงาน)\s.*\S)\s+(?P<second>ที่\s+[ก-ฮ]{{2,5}}\.?\s?[{marks.DIGIT}(][^/]{{1,25}}/.*)$"
)
_POSTS = "|".join(map(re.escape, marks.KNOWN_POSTS))
_SALUTATION_RUN_IN = re.compile(
    rf"^(?P<first>\s*เรื่อง\s+\S.*\S)\s+(?P<second>เรียน\s+(?:{_POSTS}).*)$"
)
_SALUTATION_GLUED = re.compile(rf"^(?P<label>\s*เรียน)(?=(?:{_POSTS}))")
_FIELDS_AHEAD = 3
"""Most lines below a subject in which the salutation stands that belongs to it."""


def _run_in(lines: Sequence[PaperLine]) -> Iterator[PaperLine]:
    """A line for each field of a head that was typed without line breaks."""
    for at, line in enumerate(lines):
        found = _NUMBER_RUN_IN.match(line.text) or _SALUTATION_RUN_IN.match(line.text)
        ahead = lines[at + 1 : at + 1 + _FIELDS_AHEAD]
        if found is None or any(_named_again(found["second"], each.text) for each in ahead):
            yield line
            continue
        yield replace(line, text=found["first"])
        yield replace(line, text=found["second"])


def _glued_salutation(lines: Sequence[PaperLine]) -> Iterator[PaperLine]:
    """A blank behind ``เรียน`` that was typed without one, right below the subject."""
    above = ""
    for line in lines:
        glued = marks.FIELDS[marks.SUBJECT].match(above) and _SALUTATION_GLUED.match(line.text)
        above = line.text
        text = _SALUTATION_GLUED.sub(r"\g<label>  ", line.text) if glued else line.text
        yield replace(line, text=text)


def _named_again(field: str, text: str) -> bool:
    """A line below gives the field that seemed to be run in."""
    label = marks.NUMBER_LABEL if field.startswith("ที่") else marks.FIELDS[marks.SALUTATION]
    return bool(label.match(text))


_WIDE_CODE = re.compile(
    rf"^(?P<label>\s*ที่\s+)(?P<letters>[ก-ฮ]{{2,4}})\s{{2,}}(?P<rest>[{marks.DIGIT}oOlI]{{1,2}}[{marks.DIGIT}oOlI.()ก-ฮ]*\s?/(?:ว\s)?)\s*"
)
"""A number with a gap behind its office's letters, as in a line that was spaced out."""
_STRAY_RULE = re.compile(r"(?:(?<=\s{3})|^)[|¦]\s+(?=[ก-๎])|(?<=[ก-๎๐-๙])\s+[|¦]\s*$")
"""The line of a frame that a recogniser took for a sign, at an end of a cell."""
_RULED = re.compile(r"^\s*(?:ส่วนราชการ|หน่วยงาน|ส่วนงาน|ที่|วันที่|เรื่อง|เรียน|จาก|ถึง)[\s:]*_")


def _folded(text: str) -> str:
    """A text without blanks and tone marks, which a page loses or sets apart."""
    return re.sub("[\\s\u0e48-\u0e4b()*\"'|~_.,-]", "", text).replace("ำ", "า")


_MARKS = {_folded(mark): mark for mark in CLASSES if not mark.isascii()}
_ENGLISH = r"\s*(?:/\s*[A-Za-z]{2,12}|\(\s*[A-Za-z][A-Za-z .]{1,14}\))"
_BILINGUAL = re.compile(
    r"(?:^|(?<=\s{3}))(?P<label>\s*(?:จาก|ถึง|ที่|เลขที่|วันที่|เรื่อง|เรียน|อ้างถึง|ส่วนราชการ|สิ่งที่ส่งมาด้วย|จำนวน)"
    rf"(?={_ENGLISH}\s*:)|\s*(?:โทรสาร|วิทยุ|บันทึกข้อความ)(?={_ENGLISH}\s*$)){_ENGLISH}"
)
"""A label that a form gives in two languages (``ถึง (TO) :``)."""
_STRAY = re.compile(r"^\s*['\"‘’“”`|~_.,-]\s+(?=บันทึก\s*ข้อ\s*ความ\s*$)")


def _coloned(line: PaperLine) -> PaperLine:
    if (mark := _MARKS.get(_folded(line.text))) and not is_mark(line.text):
        return replace(line, text=mark)
    text = _COLON_IN_CODE.sub(r"\g<before>.", _GOES_ON_WITH.sub(r"\g<label>", line.text))
    line = replace(line, text=text)
    line = replace(line, text=_WIDE_CODE.sub(r"\g<label>\g<letters> \g<rest>", line.text))
    text = _STRAY_RULE.sub("  ", line.text) if not _BARRED.match(line.text) else line.text
    line = replace(line, text=_BILINGUAL.sub(r"\g<label>", text))
    text = _STRAY.sub("", _SEMICOLON.sub(r"\g<label> : ", line.text))
    return replace(line, text=re.sub(r"_+", "  ", text) if _RULED.match(text) else text)


def _labelled_cells(line: PaperLine) -> Iterator[PaperLine]:
    """A line for each cell of a form that has its label and a colon."""
    if not _LABELLED.match(line.text):
        yield line
        return
    for cell in _LABELLED_CELL.split(line.text):
        yield replace(line, text=cell)


def _unbarred(line: PaperLine) -> PaperLine:
    if _BARRED_LABEL.match(line.text):
        return replace(line, text=line.text.replace("|", "   "))
    if not _BARRED.match(line.text):
        return line
    cells = [cell.strip() for cell in line.text.strip().strip("|").split("|")]
    return replace(line, text="   ".join(cells))


def _drawn_together(line: PaperLine) -> PaperLine:
    found = _LETTER_BY_LETTER.match(line.text)
    if found is None:
        return line
    number = re.sub(r"\s", "", found["number"])
    return replace(line, text=f"{found['label']}{number}{line.text[found.end() :]}")


def _whole_numbers(lines: Sequence[PaperLine]) -> Iterator[PaperLine]:
    """A number of which the office's letters stand on one line and the rest on the next."""
    begun: PaperLine | None = None
    for line in lines:
        if begun is not None:
            if _ends_number(begun.text, line.text):
                yield replace(begun, text=f"{begun.text.rstrip()} {line.text.strip()}")
                begun = None
                continue
            yield begun
            begun = None
        if _BROKEN_NUMBER.match(line.text) or _BROKEN_AT_CIRCULAR.match(line.text):
            begun = line
        else:
            yield line
    if begun is not None:
        yield begun


def _ends_number(begun: str, text: str) -> bool:
    """The line goes on with a number that the line before it broke off."""
    rest = _RUNNING_NUMBER if _BROKEN_AT_CIRCULAR.match(begun) else _REST_OF_NUMBER
    return bool(rest.match(text))


def _whole_marks(lines: Sequence[PaperLine]) -> list[PaperLine]:
    """A mark of urgency of which a narrow stamp has its last word on the line below."""
    done: list[PaperLine] = []
    for line in lines:
        if done and _DEGREE.match(line.text) and _FIRST_OF_MARK.match(done[-1].text):
            done[-1] = replace(done[-1], text=f"{done[-1].text.rstrip()}{line.text.strip()}")
        else:
            done.append(line)
    return done


def _english(lines: list[PaperLine]) -> list[PaperLine]:
    """Labels of an English memo's head, with the colon that a layout in columns leaves out."""
    left = 0
    done = []
    for line in lines:
        left = _ENGLISH_MEMO if marks.MEMO.match(apart(line.text)[-1]) else left - 1
        found = _ENGLISH_COLUMN.match(line.text) if left > 0 else None
        text = f"{found['label']}: {line.text[found.end() :]}" if found else line.text
        done.append(replace(line, text=text))
    return done


def _parted_labels(lines: list[PaperLine]) -> list[PaperLine]:
    """A head in which no label has a blank behind it: subject and salutation follow each other."""
    glued = [_GLUED.match(line.text) for line in lines]
    if not any(
        one and other and (one["label"], other["label"]) == ("เรื่อง", "เรียน")
        for one, other in pairwise(glued)
    ):
        return lines
    return [_with_blank(line, found) for line, found in zip(lines, glued, strict=True)]


def _with_blank(line: PaperLine, found: re.Match[str] | None) -> PaperLine:
    if found:
        words = _GLUED_PARTS.sub(r" \g<0>", line.text[found.end() :])
        return replace(line, text=f"{found.group()}  {words}")
    if _GLUED_NUMBER.match(line.text):
        return replace(line, text=line.text.replace("ที่", "ที่ ", 1))
    return line


def _beside_labels(lines: list[PaperLine]) -> list[PaperLine]:
    """Values put beside their labels, where a text layer gave a column of labels first.

    The labels follow each other, the office, its address and the date are below them, and below
    the date as many lines as there are labels before the text begins.
    """
    at = 0
    while at < len(lines):
        labels = _column(lines, at)
        found = _values(lines, at + len(labels), len(labels)) if len(labels) > 1 else None
        if found is not None:
            first, end = found
            held = zip(labels, lines[first:end], strict=True)
            put = [replace(line, text=f"{label}  {line.text.strip()}") for label, line in held]
            lines = [*lines[:at], *lines[at + len(labels) : first], *put, *lines[end:]]
        at += max(len(labels), 1)
    return lines


def _column(lines: Sequence[PaperLine], at: int) -> list[str]:
    """The labels that follow each other from a line on."""
    found = []
    for line in lines[at:]:
        named = _LABELS.match(line.text)
        if named is None:
            break
        found.append(named["label"])
    return found


def _values(lines: Sequence[PaperLine], at: int, count: int) -> tuple[int, int] | None:
    """Where so many values stand between a date and the text; ``None``: they do not."""
    ahead = range(at, min(at + _HEAD, len(lines)))
    dated = next((index for index in ahead if is_date(lines[index].text)), None)
    if dated is None or dated == at:
        return None
    first, end = dated + 1, dated + 1 + count
    held = [line.text for line in lines[first:end]]
    text = lines[end].text if end < len(lines) else ""
    whole = len(held) == count and all(each.strip() for each in held)
    own = not any(marks.FIRST_WORDS.match(each) or _LABELS.match(each) for each in held)
    return (first, end) if whole and own and marks.FIRST_WORDS.match(text) else None

"""Which cells stand side by side on the lines of a letter's head? Number, date, marks, the rest.

A head has two columns on paper: the number on the left or on the right, the office and its
address beside it, the date below or beside them. A text layer gives them as lines with wide gaps;
here each part gets a line, so that whoever reads on need not know where it stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from wian.jurisdictions.paper import PaperLine
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.handling_marks import FRAMED, LABELS, MARKS, is_mark

_AHEAD = 25
"""Most lines with words between a line of a head and the subject or salutation."""
_MESSAGE_HEAD = 8
"""Most lines with words of the head of a message."""
_LEADERS = re.compile(r"(?<!พ\.ศ\.)(?<!พ\.ศ\. )(?<!ฉบับที่ )(?<!\.)(?:\.{2,}|…+|_{2,})[.…_\s]*")
"""The dots of a printed form, on which somebody wrote."""
_FORM = (marks.FIELDS[marks.OFFICE], re.compile(r"^\s*ที่(?=[\s.…])"), *marks.FIELDS.values())
_EDGE = r"(?:(?<=\s\s)|^\s*)"
_BARE_DATE = re.compile(rf"{_EDGE}{marks.ANY_DATE}(?=\s{{2,}}|\s*$)", re.IGNORECASE)
_LABELLED_DATE = re.compile(
    rf"(?:(?<=\s)|^)(?:(?:ลง\s*)?วันที่|ลง(?=\s*[{marks.DIGIT}]))[\s.…]*{marks.ANY_DATE}(?=\s{{2,}}|\s*$)",
    re.IGNORECASE,
)
_NO_DATE = re.compile(r"(?<=\s)วันที่[\s.…]+(?:[ก-๎.]{2,12}\s*(?:พ\.?\s*ศ\.?\s*)?[0-9๐-๙]{4})?\s*$")
"""A date whose day, or all of it, was left blank."""
_NUMBER = re.compile(
    rf"(?<=\s\s)ที่\s*(?=[ก-ฮA-Z.]{{0,8}}\s?\(?[{marks.DIGIT}])[^\s].*?(?=\s{{2,}}|\s*$)"
)
_ENGLISH_NUMBER = re.compile(
    r"(?<=\s\s)(?i:(?:our\s)?ref(?:erence)?(?:\s?no)?|no)\.?\s*:\s*[A-Z][A-Z/().-]{1,12}\s?\d\S*(?=\s{2,}|\s*$)"
)
_TO = re.compile(r"(?<=\s\s)ถึง\s+\S.*$")
_MARK = re.compile(
    rf"{_EDGE}(?:{LABELS}\s*[:.-]?\s*)?{FRAMED}(?=\s{{2,}}|\s*$|\s*บันทึก|\s*โทรสาร|\s*วิทยุ)"
)
_MARK_OF_NUMBER = re.compile(rf"(?<=[{marks.DIGIT})])\s*[(\[]?\s*{MARKS}\s*[)\]]?(?=\s|$)")
_MARK_BEFORE = re.compile(
    rf"^\s*[(\[]?{MARKS}[)\]]?\s*(?=ที่\s*[ก-ฮ(]{{0,6}}[.\s]?\(?[{marks.DIGIT}])"
)
_SIGNAL_MARK = re.compile(rf"(ผู้รับปฏิบัติ)\s*[-:]\s*(?={MARKS})")
"""The urgency of a signal, which has one for whoever acts and one for whoever takes note."""
_CITING = re.compile(rf"อ้างถึง|^\s*[{marks.DIGIT}]{{1,2}}[.)]\s*(?:ตาม|อ้าง)|^\s*ตาม|หนังสือ")
"""What a line of a message has that cites another one."""
_CITED = re.compile(rf"[{marks.DIGIT}]\s*(?:ลง\s*วันที่|ลว\.?|ลง)\s*[{marks.DIGIT}]")


def laid_out(lines: Sequence[PaperLine]) -> tuple[PaperLine, ...]:
    """The lines, each cell of a head's line as a line: marks, number, the rest, date."""
    inside, message = _heads(lines), _messages(lines)
    return tuple(
        replace(line, text=text)
        for at, line in enumerate(lines)
        for text in (
            _cells(line.text, message=message[at]) if inside[at] or message[at] else (line.text,)
        )
    )


def _messages(lines: Sequence[PaperLine]) -> list[bool]:
    """Whether each line can stand in the head of a message by fax or radio."""
    inside = [False] * len(lines)
    left = 0
    for at, line in enumerate(lines):
        if marks.MESSAGE.match(_first_cell(line.text)) or marks.SENT_FROM.match(line.text):
            left = _MESSAGE_HEAD
        elif _ends_head(line.text):
            left = 0
        inside[at] = left > 0
        left -= bool(line.text.strip())
    return inside


def _first_cell(text: str) -> str:
    return re.split(r"\s{3,}", text.strip(), maxsplit=1)[0]


def _heads(lines: Sequence[PaperLine]) -> list[bool]:
    """Whether each line can stand in a head: a subject or salutation follows before any text."""
    inside = [False] * len(lines)
    left = 0
    for at in range(len(lines) - 1, -1, -1):
        text = lines[at].text
        inside[at] = left > 0
        if _names_subject(text):
            left = _AHEAD
            inside[at] = True
        elif _ends_head(text):
            left = 0
        elif text.strip():
            left -= 1
    return inside


def _names_subject(text: str) -> bool:
    return bool(
        marks.FIELDS[marks.SUBJECT].match(text)
        or marks.FIELDS[marks.SALUTATION].match(text)
        or marks.SENT_FROM.match(text)
    )


def _ends_head(text: str) -> bool:
    return bool(marks.OPENER.match(text) or marks.CLOSING.match(text) or marks.PURPOSE.match(text))


def _cells(text: str, *, message: bool) -> Iterator[str]:
    """The parts of a head's line; the line itself where it has one part only."""
    cited = _CITED.search(text) and (not message or _CITING.search(text))
    if is_mark(text) or cited:
        yield text
        return
    rest = _SIGNAL_MARK.sub(r"\1   ", _without_leaders(text))
    found: list[str] = []
    rest = _taken(_MARK, rest, found)
    behind: list[str] = []
    if not _has_words(rest):
        for pattern in (_MARK_OF_NUMBER, _MARK_BEFORE):
            rest = _taken(pattern, rest, found)
        rest = _taken(_NUMBER, rest, found)
        rest = _taken(_ENGLISH_NUMBER, rest, found)
        while (without := _taken(_LABELLED_DATE, rest, behind)) != rest:
            rest = without  # a receipt stamp's date beside a memo's stands behind it
        for pattern in (_NO_DATE, _BARE_DATE, _TO):
            rest = _taken(pattern, rest, behind)
    left = [rest] if rest.strip() or not (found or behind) else []
    yield from (*left, *found) if marks.FIELDS[marks.OFFICE].match(rest) else (*found, *left)
    yield from behind


def _has_words(text: str) -> bool:
    """A subject, an addressee or a reference: a date in it is its own."""
    named = (marks.SUBJECT, marks.SALUTATION, marks.REFERENCE, marks.ENCLOSURES)
    return any(marks.FIELDS[each].match(text) for each in named)


def _without_leaders(text: str) -> str:
    if any(label.match(text) for label in _FORM):
        return _LEADERS.sub("  ", text)
    return text


def _taken(pattern: re.Pattern[str], text: str, found: list[str]) -> str:
    """A text without what a pattern finds in it, which goes to ``found``."""
    match = pattern.search(text)
    if match is None or not match.group().strip():
        return text
    found.append(match.group().strip())
    return f"{text[: match.start()]}  {text[match.end() :]}".rstrip()

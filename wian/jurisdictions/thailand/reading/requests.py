"""What a letter asks: its numbered points, else the clauses that begin with a request."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wian.jurisdictions.paper import Paragraph
from wian.jurisdictions.paper_reader import ReadRequest
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.thai_text import compact

OWN_WORDS = 12
"""Fewest signs of its own by which a request is told from the rest of its letter."""


def requests_of(paragraphs: Sequence[Paragraph]) -> Iterator[ReadRequest]:
    """What a letter asks: its numbered points, else the clauses that begin with a request.

    Where to enquire and the sentence that says what the letter is written for are no requests.
    """
    doers: str | None = None
    for paragraph, behind in pairwise((*paragraphs[1:], None)):
        if paragraph is None:
            return
        point = marks.POINT.match(paragraph.text)
        if doers is not None and point:
            yield _point(paragraph, point.end(), doers)
            continue
        doers = _announced(paragraph.text, behind)
        plain = doers is None and not marks.PURPOSE.match(paragraph.text)
        if plain and not _enquiry(paragraph):
            yield from _clauses(paragraph)


def _announced(text: str, behind: Paragraph | None) -> str | None:
    """Who is to do the points that follow, where the paragraph asks for them; else ``None``."""
    if deed := marks.DEED.search(text):
        return deed["doers"]
    asked = list(marks.REQUEST.finditer(text))
    if asked and behind is not None and marks.POINT.match(behind.text):
        return _LEAD.sub("", text[asked[-1].start() :], count=1)
    return None


def _enquiry(paragraph: Paragraph) -> bool:
    starts = [found.start() for found in marks.REQUEST.finditer(paragraph.text)]
    return bool(marks.ENQUIRIES.search(paragraph.text)) and not starts


def _point(paragraph: Paragraph, start: int, doers: str) -> ReadRequest:
    text = paragraph.text[start:]
    return ReadRequest(_without_lead(text), f"{doers} {_lead(text)}", paragraph.line)


def _clauses(paragraph: Paragraph) -> Iterator[ReadRequest]:
    """The requests inside a paragraph, each up to the next one."""
    text = paragraph.text
    starts = [found.start() for found in marks.REQUEST.finditer(text)]
    for start, end in zip(starts, [*starts, len(text)][1:], strict=True):
        clause = text[start:end]
        if not marks.ENQUIRIES.search(clause[:40]):
            words = re.split(r"\s(?=กรณีมี|หากมี|ทั้งนี้)", clause)[0]
            yield ReadRequest(_without_lead(words), _lead(words), paragraph.line)


_LEAD = re.compile(
    r"^(?:จึง|และ|ทั้งนี้\s*)?ขอ(?:ความ(?:ร่วมมือ|อนุเคราะห์))?(?:ได้โปรด|โปรด)?(?P<through>ให้)?|^ให้"
)


def _lead(text: str) -> str:
    """The words that lead to a request and can name its doers."""
    return compact(_LEAD.sub("", text, count=1))[:60]


def _without_lead(text: str) -> str:
    """A request without "it is therefore asked that ... informs ... to"."""
    rest = _LEAD.sub("", text, count=1)
    passed = marks.PASSED_ON.match(rest)
    return rest[passed.end() :] if passed and len(rest) - passed.end() > OWN_WORDS else rest


def is_asked(request: ReadRequest, name: str) -> bool:
    """The office of that name is itself asked to do it, and need not pass it on."""
    kind = marks.OFFICE_KIND.match(name)
    if kind is None:
        return False
    own = (compact(name), kind.group())
    doers = (request.doers, *request.doers.split(), *request.doers.split("และ"))
    return any(_does_itself(compact(each), own) for each in doers)


def _does_itself(doers: str, own: Sequence[str]) -> bool:
    """The doers are the office, by its name or its kind, and not those whom it passes it on to."""
    passed = marks.PASSED_ON.match(doers)
    asked = passed["named"] if passed else doers
    named = next((name for name in own if asked.startswith(name)), None)
    return named is not None and not asked[len(named) :].startswith(_PASSING)


_PASSING = ("แจ้ง", "ประชาสัมพันธ์", "เวียน")

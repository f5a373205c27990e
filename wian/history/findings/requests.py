"""Requests that got lost on the way down: asks and QR codes that no later letter passes on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from wian.history.findings.finding import finding, name_of, place_of, shortened
from wian.history.letters.links import Links, link
from wian.jurisdictions.paper import Finding, FindingKind, Paragraph, ReadLetter
from wian.jurisdictions.thailand import letter_marks as marks
from wian.jurisdictions.thailand.reading.thai_text import compact, grams

GRAM = 5
"""Signs that must agree in a row for a piece of text to count as passed on."""
LOST = 0.5
"""Share of a request's own words below which no later letter passes it on."""
_OWN_WORDS = 12
"""Fewest signs of its own by which a request is told from the rest of its letter."""


@dataclass(frozen=True, slots=True)
class Request:
    """Something that a letter asks.

    Attributes:
        text: What, without the words that lead to it.
        doers: Who is to do it, as far as the letter says so.
        line: Line of the document.
    """

    text: str
    doers: str
    line: int | None


def request_findings(letters: Sequence[ReadLetter]) -> Iterator[Finding]:
    """Requests and QR codes of a letter that none of the letters passing it on mentions."""
    links = link(letters)
    for at, letter in enumerate(letters):
        below = [letters[low] for low in links.below(at)]
        if not below:
            continue
        yield from _lost_requests(letter, below, _next(letters, at, links))
        yield from _lost_code(letter, below)


def _next(letters: Sequence[ReadLetter], at: int, links: Links) -> list[ReadLetter]:
    """The letters that pass this one on themselves."""
    return [letters[low] for low, high in links.passed_on.items() if high == at]


def _lost_requests(
    letter: ReadLetter, below: Sequence[ReadLetter], passers: Sequence[ReadLetter]
) -> Iterator[Finding]:
    requests = list(requests_of(letter))
    for request in requests:
        if all(_is_asked(request, passer) for passer in passers):
            continue
        own = _own_grams(request, letter, requests)
        held = max(_share(own, other) for other in below)
        if held < LOST:
            yield _lost(letter, request, held, below)


def requests_of(letter: ReadLetter) -> Iterator[Request]:
    """What a letter asks: its numbered points, else the clauses that begin with a request.

    Where to enquire and the sentence that says what the letter is written for are no requests.
    """
    doers: str | None = None
    for paragraph, behind in pairwise((*letter.paragraphs[1:], None)):
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


def _point(paragraph: Paragraph, start: int, doers: str) -> Request:
    text = paragraph.text[start:]
    return Request(_without_lead(text), f"{doers} {_lead(text)}", paragraph.line)


def _clauses(paragraph: Paragraph) -> Iterator[Request]:
    """The requests inside a paragraph, each up to the next one."""
    text = paragraph.text
    starts = [found.start() for found in marks.REQUEST.finditer(text)]
    for start, end in zip(starts, [*starts, len(text)][1:], strict=True):
        clause = text[start:end]
        if not marks.ENQUIRIES.search(clause[:40]):
            words = re.split(r"\s(?=กรณีมี|หากมี|ทั้งนี้)", clause)[0]
            yield Request(_without_lead(words), _lead(words), paragraph.line)


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
    return rest[passed.end() :] if passed and len(rest) - passed.end() > _OWN_WORDS else rest


def _is_asked(request: Request, passer: ReadLetter) -> bool:
    """The office that writes next is itself asked to do it, and need not pass it on."""
    name = passer.sender.value if passer.sender else None
    kind = marks.OFFICE_KIND.match(name or "")
    if kind is None:
        return False
    own = (compact(name or ""), kind.group())
    doers = (request.doers, *request.doers.split(), *request.doers.split("และ"))
    return any(_does_itself(compact(each), own) for each in doers)


def _does_itself(doers: str, own: Sequence[str]) -> bool:
    """The doers are the office, by its name or its kind, and not those whom it passes it on to."""
    passed = marks.PASSED_ON.match(doers)
    asked = passed["named"] if passed else doers
    named = next((name for name in own if asked.startswith(name)), None)
    return named is not None and not asked[len(named) :].startswith(_PASSING)


_PASSING = ("แจ้ง", "ประชาสัมพันธ์", "เวียน")


def _own_grams(request: Request, letter: ReadLetter, requests: Sequence[Request]) -> frozenset[str]:
    """What only this request of the letter says; all of it where it says little of its own."""
    mine = grams(request.text, GRAM)
    subject = letter.subject.value if letter.subject else None
    others = [subject or "", *(each.text for each in requests if each is not request)]
    others += [
        paragraph.text
        for paragraph in letter.paragraphs
        if paragraph.line != request.line
        or (paragraph.line is None and request.text not in paragraph.text)
    ]
    common = frozenset[str]().union(*(grams(each, GRAM) for each in others))
    own = mine - common
    return own if len(own) >= _OWN_WORDS else mine


def _share(own: frozenset[str], other: ReadLetter) -> float:
    """How much of a request's own words another letter repeats."""
    if not own:
        return 1.0
    held = frozenset[str]().union(*(grams(each.text, GRAM) for each in other.paragraphs))
    return len(own & held) / len(own)


def _lost(
    letter: ReadLetter, request: Request, held: float, below: Sequence[ReadLetter]
) -> Finding:
    later = ", ".join(name_of(each) for each in below)
    named = name_of(letter)
    return finding(
        FindingKind.LOST_REQUEST,
        place_of(letter.source, request.line, letter),
        f"{named[:1].upper()}{named[1:]} asks '{shortened(request.text)}', of which {later} "
        f"{'repeats' if len(below) == 1 else 'repeat'} {held:.0%} at most: the request got lost "
        "on the way down.",
        0.95 - 0.6 * held,
        "asking the office that passed the letter on whether it did this itself, or told others "
        "apart",
        letter,
    )


def _lost_code(letter: ReadLetter, below: Sequence[ReadLetter]) -> Iterator[Finding]:
    named = next((each for each in letter.paragraphs if marks.QR_CODE.search(each.text)), None)
    if named is None or any(_has_code(other) for other in below):
        return
    later = ", ".join(name_of(each) for each in below)
    yield finding(
        FindingKind.LOST_QR_CODE,
        place_of(letter.source, named.line, letter),
        f"{name_of(letter)[:1].upper()}{name_of(letter)[1:]} points to a QR code, which {later} "
        f"{'does' if len(below) == 1 else 'do'} not mention: what it leads to did not reach the "
        "offices below.",
        0.9,
        "the last page of the letter, where the code stands, and what was enclosed below",
        letter,
    )


def _has_code(letter: ReadLetter) -> bool:
    texts = [paragraph.text for paragraph in letter.paragraphs]
    texts += [each.read for each in letter.enclosures]
    return any(marks.QR_CODE.search(text) for text in (*texts, *letter.drafted_by))

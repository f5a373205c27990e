"""Requests that got lost on the way down: asks and QR codes that no later letter passes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wian.history.findings.finding import finding, name_of, place_of, shortened
from wian.history.letters.links import Links, link
from wian.jurisdictions.paper import Finding, FindingKind, ReadLetter
from wian.jurisdictions.paper_reader import PaperReader, ReadRequest

GRAM = 5
"""Signs that must agree in a row for a piece of text to count as passed on."""
LOST = 0.5
"""Share of a request's own words below which no later letter passes it on."""
_OWN_WORDS = 12
"""Fewest signs of its own by which a request is told from the rest of its letter."""


def request_findings(letters: Sequence[ReadLetter], paper: PaperReader) -> Iterator[Finding]:
    """Requests and QR codes of a letter that none of the letters passing it on mentions."""
    links = link(letters, paper)
    for at, letter in enumerate(letters):
        below = [letters[low] for low in links.below(at)]
        if not below:
            continue
        yield from _lost_requests(letter, below, _next(letters, at, links), paper)
        yield from _lost_code(letter, below, paper)


def _next(letters: Sequence[ReadLetter], at: int, links: Links) -> list[ReadLetter]:
    """The letters that pass this one on themselves."""
    return [letters[low] for low, high in links.passed_on.items() if high == at]


def _lost_requests(
    letter: ReadLetter,
    below: Sequence[ReadLetter],
    passers: Sequence[ReadLetter],
    paper: PaperReader,
) -> Iterator[Finding]:
    requests = list(paper.requests(letter.paragraphs))
    for request in requests:
        if all(paper.is_asked(request, _sender(passer)) for passer in passers):
            continue
        own = _own_grams(request, letter, requests, paper)
        held = max(_share(own, other, paper) for other in below)
        if held < LOST:
            yield _lost(letter, request, held, below)


def _sender(letter: ReadLetter) -> str:
    return (letter.sender.value if letter.sender else None) or ""


def _grams(text: str, paper: PaperReader) -> frozenset[str]:
    """The runs of ``GRAM`` characters of the compact text."""
    plain = paper.compact(text)
    return frozenset(plain[at : at + GRAM] for at in range(max(len(plain) - GRAM + 1, 0)))


def _own_grams(
    request: ReadRequest, letter: ReadLetter, requests: Sequence[ReadRequest], paper: PaperReader
) -> frozenset[str]:
    """What only this request of the letter says; all of it where it says little of its own."""
    mine = _grams(request.text, paper)
    subject = letter.subject.value if letter.subject else None
    others = [subject or "", *(each.text for each in requests if each is not request)]
    others += [
        paragraph.text
        for paragraph in letter.paragraphs
        if paragraph.line != request.line
        or (paragraph.line is None and request.text not in paragraph.text)
    ]
    common = frozenset[str]().union(*(_grams(each, paper) for each in others))
    own = mine - common
    return own if len(own) >= _OWN_WORDS else mine


def _share(own: frozenset[str], other: ReadLetter, paper: PaperReader) -> float:
    """How much of a request's own words another letter repeats."""
    if not own:
        return 1.0
    held = frozenset[str]().union(*(_grams(each.text, paper) for each in other.paragraphs))
    return len(own & held) / len(own)


def _lost(
    letter: ReadLetter, request: ReadRequest, held: float, below: Sequence[ReadLetter]
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
        "asking the office that forwarded the letter whether it did this itself, or told others "
        "apart",
        letter,
    )


def _lost_code(
    letter: ReadLetter, below: Sequence[ReadLetter], paper: PaperReader
) -> Iterator[Finding]:
    named = next((each for each in letter.paragraphs if paper.names_code(each.text)), None)
    if named is None or any(_has_code(other, paper) for other in below):
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


def _has_code(letter: ReadLetter, paper: PaperReader) -> bool:
    texts = [paragraph.text for paragraph in letter.paragraphs]
    texts += [each.read for each in letter.enclosures]
    return any(paper.names_code(text) for text in (*texts, *letter.drafted_by))

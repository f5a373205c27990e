"""Signs that only look like the digits meant, such as ``o`` for 0, and digits of two kinds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from wian.history.findings.finding import finding, name_of, place_of, shortened
from wian.jurisdictions.paper import Finding, FindingKind, Reading, ReadLetter
from wian.jurisdictions.paper_reader import PaperReader

_DIGITS = re.compile(r"\d{2,}")
_WEB = re.compile(r"(?:www\.|https?:)\S*|[\w.+-]{1,64}@\S*")


def digit_findings(letter: ReadLetter, paper: PaperReader) -> Iterator[Finding]:
    """Look-alike digits in the numbers and dates of a letter and its stamps, and in its text."""
    told = set()
    for what, reading in _fields(letter):
        why = paper.repaired(reading.read)[1]
        if why and (reading.line, reading.read) not in told:
            told.add((reading.line, reading.read))
            yield _look_alike(letter, what, reading, why)
    yield from _in_text(letter)


def _fields(letter: ReadLetter) -> Iterator[tuple[str, Reading[Any]]]:
    if letter.number:
        yield "number", letter.number
    if letter.dated:
        yield "date", letter.dated
    for citation in letter.citations:
        yield from (("number cited", each) for each in (citation.number,) if each)
        yield from (("date cited", each) for each in (citation.dated,) if each)
    for stamp in letter.stamps:
        yield from (("receipt number", each) for each in (stamp.receipt_number,) if each)
        yield from (("stamp's moment", each) for each in (stamp.moment,) if each)


def _look_alike(letter: ReadLetter, what: str, reading: Reading[Any], why: str) -> Finding:
    value = reading.value
    taken = f"It is taken as {value}." if value is not None else "What it means stays open."
    return finding(
        FindingKind.LOOK_ALIKE_DIGITS,
        place_of(letter.source, reading.line, letter),
        f"The {what} '{reading.read}' of {name_of(letter)} is not written in one kind of digit: "
        f"{why}. {taken}",
        0.9,
        "the page itself, or the register that gave the number",
        letter,
    )


def _in_text(letter: ReadLetter) -> Iterator[Finding]:
    """Numbers in subject and text that mix the digits of two scripts."""
    subject = letter.subject
    texts = [(subject.read, subject.line)] if subject else []
    cited = " ".join(citation.read for citation in letter.citations)
    for text, line in [*texts, *((each.text, each.line) for each in letter.paragraphs)]:
        for found in _DIGITS.finditer(_WEB.sub(" ", text)):
            kinds = sorted(set(map(_kind, found.group())), reverse=True)
            if len(kinds) > 1 and found.group() not in cited:
                yield finding(
                    FindingKind.LOOK_ALIKE_DIGITS,
                    place_of(letter.source, line, letter),
                    f"'{shortened(found.group())}' in the text of {name_of(letter)} mixes "
                    f"{' and '.join(kinds)} digits.",
                    0.7,
                    "the page itself",
                    letter,
                )


def _kind(digit: str) -> str:
    """What its digits are called: ``Arabic`` those of ASCII, else after their script."""
    return unicodedata.name(digit).partition("DIGIT")[0].strip().title() or "Arabic"

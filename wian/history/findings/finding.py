"""How a finding is put: its place in words, and its sureness bounded."""

from __future__ import annotations

from wian.jurisdictions.paper import TRUST, Finding, FindingKind, Medium, ReadLetter

_SHOWN = 90
_OF_THE_READING = (FindingKind.UNCERTAIN_SOURCE, FindingKind.UNREAD)


def finding(  # noqa: PLR0913, PLR0917 - what a finding is made of
    kind: FindingKind,
    where: str,
    what: str,
    confidence: float,
    settles: str,
    letter: ReadLetter | None = None,
) -> Finding:
    """A finding about a letter, or about a file where no letter is given.

    What rests on the words of a letter that was recognised from a picture is no surer than they
    are; that they are unsure, or lacking, is as sure as said.
    """
    number = letter.number.value if letter and letter.number else None
    recognised = letter is not None and letter.medium is Medium.OCR
    if recognised and kind not in _OF_THE_READING:
        confidence = min(confidence, TRUST[Medium.OCR])
    sure = round(min(max(confidence, 0.0), 1.0), 2)
    return Finding(kind, where, what, sure, settles, number, recognised)


def place_of(source: str, line: int | None, letter: ReadLetter | None = None) -> str:
    """``bundle.txt line 63``; of attached data the file and the letter's number."""
    if line is not None:
        return f"{source} line {line}"
    number = letter.number.value if letter and letter.number else None
    return f"{source}, attached letter {number}" if number else source


def name_of(letter: ReadLetter) -> str:
    """A letter as a sentence names it: by number, else by its place."""
    if letter.number and letter.number.value:
        return f"letter {letter.number.value}"
    return f"the letter at {place_of(letter.source, letter.first_line)}"


def shortened(text: str) -> str:
    """Words quoted in a sentence, not too many of them."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 3]}..."

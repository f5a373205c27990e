"""How a finding is put: its place in words, and its sureness bounded."""

from __future__ import annotations

from wian.jurisdictions.paper import Finding, FindingKind, ReadLetter

_SHOWN = 90


def finding(  # noqa: PLR0913, PLR0917 - what a finding is made of
    kind: FindingKind,
    where: str,
    what: str,
    confidence: float,
    settles: str,
    letter: ReadLetter | None = None,
) -> Finding:
    """A finding about a letter, or about a file where no letter is given."""
    number = letter.number.value if letter and letter.number else None
    sure = round(min(max(confidence, 0.0), 1.0), 2)
    return Finding(kind, where, what, sure, settles, number)


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

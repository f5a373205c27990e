"""A file of the past, opened: its lines with their places, and the letters attached to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wian.jurisdictions.paper import Finding, Medium, PaperLine, ReadLetter
from wian.jurisdictions.paper_reader import PaperReader

_WIDEST = 200
"""Signs across a sheet."""
_LONGEST, _LONGEST_DIGITS = 4000, 100
"""Signs of the longest paragraph, and of the longest number."""
_MANY_BLANKS = re.compile(rf"[^\S\n]{{{_WIDEST},}}")
_MANY_DIGITS = re.compile(rf"(\d{{{_LONGEST_DIGITS}}})(?=\d)")
MOST_SIGNS = 1_000_000
"""Most signs of a file: some 600 pages."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file, opened.

    Attributes:
        name: Name of the file.
        medium: How its lines came to us.
        lines: Its lines; none where the attached letters say it all.
        letters: Letters attached as data, exact.
        findings: What must be known of the file itself.
        marks: Marks of secrecy beside its text, in headers, footers and boxes: of all its letters.
    """

    name: str
    medium: Medium
    lines: tuple[PaperLine, ...]
    letters: tuple[ReadLetter, ...] = ()
    findings: tuple[Finding, ...] = ()
    marks: tuple[str, ...] = ()


def folded(line: str) -> tuple[str, ...]:
    """A line in parts that paper could have: what reads them takes time by the square of a run.

    Blanks wider than a sheet become as wide as one; what is longer than a paragraph, and digits
    of which there are more than in any number, go on in a further part.
    """
    if len(line) <= _LONGEST_DIGITS:
        return (line,)
    narrow = _MANY_BLANKS.sub(" " * _WIDEST, line)
    parts = _MANY_DIGITS.sub(r"\1\n", narrow).split("\n")
    return tuple(
        part[at : at + _LONGEST] for part in parts for at in range(0, max(len(part), 1), _LONGEST)
    )


def lines_of(text: str, paper: PaperReader, page: int = 1, first: int = 1) -> tuple[PaperLine, ...]:
    """The lines of a text; a form feed begins a page.

    Args:
        text: The text.
        paper: Writes the same what looks the same.
        page: Number of its first page.
        first: Number of its first line.
    """
    lines, number = [], first
    for offset, sheet in enumerate(text.split("\f")):
        held = sheet.splitlines()
        lines += [
            PaperLine(paper.encoded(part), number + index, page + offset)
            for index, each in enumerate(held)
            for part in folded(each)
        ]
        number += len(held)
    return tuple(lines)

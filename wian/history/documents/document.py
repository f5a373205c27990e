"""A file of the past, opened: its lines with their places, and the letters attached to it."""

from __future__ import annotations

from dataclasses import dataclass

from wian.jurisdictions.paper import Finding, Medium, PaperLine, ReadLetter
from wian.jurisdictions.paper_reader import PaperReader


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
            PaperLine(paper.encoded(each), number + index, page + offset)
            for index, each in enumerate(held)
        ]
        number += len(held)
    return tuple(lines)

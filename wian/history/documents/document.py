"""Opening a file of letters: its lines with their places, and the letters attached to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.paper import Finding, Medium, PaperLine, ReadLetter
from wian.jurisdictions.paper_reader import PaperReader
from wian.kit.text_file import read_text, refused, shown_name

PLAIN, PDF, WORD = (".txt", ".text"), (".pdf",), (".docx",)


@dataclass(frozen=True, slots=True)
class Document:
    """A file, opened.

    Attributes:
        name: Name of the file.
        medium: How its lines came to us.
        lines: Its lines; none where the attached letters say it all.
        letters: Letters attached as data, exact.
        findings: What must be known of the file itself.
    """

    name: str
    medium: Medium
    lines: tuple[PaperLine, ...]
    letters: tuple[ReadLetter, ...] = ()
    findings: tuple[Finding, ...] = ()


def open_document(path: Path, country: Jurisdiction, *, ocr: bool = False) -> Document:
    """Open a text, PDF or DOCX file.

    Args:
        path: The file.
        country: Whose letters it holds.
        ocr: Recognise the characters of scanned pages, which is never sure.

    Raises:
        InputFaults: It cannot be opened, or is of another kind.
    """
    ending = path.suffix.lower()
    if ending in PDF:
        from wian.history.documents.pdf import open_pdf  # noqa: PLC0415 - only who reads a PDF loads its reader

        return open_pdf(path, country.paper, ocr=ocr)
    if ending in WORD:
        from wian.history.documents.docx import open_docx  # noqa: PLC0415 - the same

        return open_docx(path, country.paper)
    if ending in PLAIN:
        text = read_text(path, country.encodings)
        return Document(shown_name(path), Medium.TEXT, lines_of(text, country.paper))
    raise refused(path, f"has the ending '{ending}'", "give .txt, .pdf or .docx")


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

"""Opening a file of letters: its lines with their places, and the letters attached to it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wian.jurisdictions.paper import Finding, Line, Medium, ReadLetter
from wian.jurisdictions.thailand.reading.thai_text import encoded_one_way
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
    lines: tuple[Line, ...]
    letters: tuple[ReadLetter, ...] = ()
    findings: tuple[Finding, ...] = ()


def open_document(path: Path, *, ocr: bool = False) -> Document:
    """Open a text, PDF or DOCX file.

    Args:
        path: The file.
        ocr: Recognise the characters of scanned pages, which is never sure.

    Raises:
        InputFaults: It cannot be opened, or is of another kind.
    """
    ending = path.suffix.lower()
    if ending in PDF:
        from wian.history.documents.pdf import open_pdf  # noqa: PLC0415 - only who reads a PDF loads its reader

        return open_pdf(path, ocr=ocr)
    if ending in WORD:
        from wian.history.documents.docx import open_docx  # noqa: PLC0415 - the same

        return open_docx(path)
    if ending in PLAIN:
        return Document(shown_name(path), Medium.TEXT, lines_of(read_text(path)))
    raise refused(path, f"has the ending '{ending}'", "give .txt, .pdf or .docx")


def lines_of(text: str, page: int = 1, first: int = 1) -> tuple[Line, ...]:
    """The lines of a text; a form feed begins a page.

    Args:
        text: The text.
        page: Number of its first page.
        first: Number of its first line.
    """
    lines, number = [], first
    for offset, sheet in enumerate(text.split("\f")):
        held = sheet.splitlines()
        lines += [
            Line(encoded_one_way(each), number + index, page + offset)
            for index, each in enumerate(held)
        ]
        number += len(held)
    return tuple(lines)

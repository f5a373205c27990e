"""How a file of the past is opened: by its ending, as text, PDF or DOCX."""

from __future__ import annotations

from pathlib import Path

from wian.history.documents.document import MOST_SIGNS, Document, lines_of
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.paper import Medium
from wian.kit.text_file import read_text, refused, shown_name

_PLAIN, _PDF, _WORD = (".txt", ".text"), (".pdf",), (".docx",)


def open_document(path: Path, country: Jurisdiction, *, ocr: bool = False) -> Document:
    """Open a text, PDF or DOCX file.

    Args:
        path: The file.
        country: Whose letters it holds.
        ocr: Recognise the characters of scanned pages, which is never sure.

    Raises:
        InputFaults: It cannot be opened, or is of another kind.
    """
    document = _opened(path, country, ocr=ocr)
    if sum(len(line.text) for line in document.lines) > MOST_SIGNS:
        raise refused(path, f"holds more than {MOST_SIGNS:,} characters", "split it")
    return document


def _opened(path: Path, country: Jurisdiction, *, ocr: bool) -> Document:
    ending = path.suffix.lower()
    if ending in _PDF:
        from wian.history.documents.pdf import open_pdf  # noqa: PLC0415 - only who reads a PDF loads its reader

        return open_pdf(path, country.paper, ocr=ocr)
    if ending in _WORD:
        from wian.history.documents.docx import open_docx  # noqa: PLC0415 - the same

        return open_docx(path, country.paper)
    if ending in _PLAIN:
        text = read_text(path, country.encodings)
        return Document(shown_name(path), Medium.TEXT, lines_of(text, country.paper))
    raise refused(path, f"has the ending '{ending}'", "give .txt, .pdf or .docx")

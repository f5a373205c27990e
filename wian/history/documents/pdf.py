"""Opening a PDF: the data attached to it, its text layer, and what its scanned pages leave."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium

from wian.history.documents.attached_data import NAMES, attached_letter
from wian.history.documents.document import Document, lines_of
from wian.history.documents.page_pictures import Picture, codes_in, recognised
from wian.history.findings.finding import finding
from wian.jurisdictions.paper import Finding, FindingKind, Medium, PaperLine, ReadLetter
from wian.jurisdictions.paper_reader import PaperReader
from wian.kit.broken_file import refuse_broken
from wian.kit.text_file import MAX_BYTES, refused, shown_name

_MOST_PAGES = 1000
_DOTS_AN_INCH = 200
_POINTS_AN_INCH = 72
_MOST_DOTS = 5000
"""Most dots of a picture's longer side: A2 at the resolution above."""
_FEWEST_SIGNS = 12
"""Signs on a page from which its text layer is more than a page number."""


def open_pdf(path: Path, paper: PaperReader, *, ocr: bool) -> Document:
    """Open a PDF file; see :func:`wian.history.documents.open_document.open_document`.

    Raises:
        InputFaults: It is missing, too large, damaged or locked.
    """
    with refuse_broken(path, "is no PDF, or a damaged one", "print or scan it again"):
        pdf = _opened(path)
        try:
            name = shown_name(path)
            letters = tuple(_attached(pdf, name, paper))
            lines, findings, medium = _pages(pdf, name, paper, ocr=ocr)
            return Document(name, medium, tuple(lines), letters, tuple(findings))
        finally:
            pdf.close()


def _opened(path: Path) -> pdfium.PdfDocument:
    if not path.is_file():
        raise refused(path, "does not exist or is no file", "check the path")
    if path.stat().st_size > MAX_BYTES:
        raise refused(path, f"is larger than {MAX_BYTES // 2**20} MB", "split it")
    try:
        pdf = pdfium.PdfDocument(path.read_bytes())
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        what = "is locked by a password" if locked else "is no PDF, or a damaged one"
        remedy = "save a copy without the password" if locked else "print or scan it again"
        raise refused(path, what, remedy) from None
    except OSError as error:
        raise refused(path, f"cannot be read: {(error.strerror or '').lower()}") from None
    if len(pdf) > _MOST_PAGES:
        pdf.close()
        raise refused(path, f"has more than {_MOST_PAGES:,} pages", "split it")
    return pdf


def _attached(pdf: pdfium.PdfDocument, source: str, paper: PaperReader) -> Iterator[ReadLetter]:
    for at in range(pdf.count_attachments()):
        attachment = pdf.get_attachment(at)
        if NAMES.fullmatch(attachment.get_name()):
            letter = attached_letter(bytes(attachment.get_data()), source, paper)
            if letter is not None:
                yield letter


def _pages(
    pdf: pdfium.PdfDocument, name: str, paper: PaperReader, *, ocr: bool
) -> tuple[list[PaperLine], list[Finding], Medium]:
    """The lines of all pages, what is to be said of pictures, and how the lines came to us."""
    lines: list[PaperLine] = []
    findings: list[Finding] = []
    medium = Medium.PDF
    for at in range(len(pdf)):
        text = _text(pdf, at)
        if len(text.strip()) < _FEWEST_SIGNS and _shows_a_picture(pdf, at):
            scanned, said = _picture_page(pdf, at, name, paper, ocr=ocr)
            findings += said
            text = scanned or text
            medium = Medium.OCR if scanned else medium
        lines += lines_of(text, paper, at + 1, len(lines) + 1)
    return lines, findings, medium


def _text(pdf: pdfium.PdfDocument, at: int) -> str:
    page = pdf[at]
    try:
        words: str = page.get_textpage().get_text_bounded()
    finally:
        page.close()
    return words.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")


def _shows_a_picture(pdf: pdfium.PdfDocument, at: int) -> bool:
    page = pdf[at]
    try:
        return any(True for _ in page.get_objects(max_depth=3))
    finally:
        page.close()


def _picture_page(
    pdf: pdfium.PdfDocument, at: int, name: str, paper: PaperReader, *, ocr: bool
) -> tuple[str, list[Finding]]:
    """A page without a text layer: its QR code, and its characters where that is wished."""
    picture = _picture(pdf, at)
    where = f"{name} page {at + 1}"
    findings = [_code_finding(where, code) for code in codes_in(picture)]
    text = recognised(picture, paper.recognition) if ocr else ""
    if not text.strip():
        findings.append(_scan_finding(where, tried=ocr))
    return text, findings


def _picture(pdf: pdfium.PdfDocument, at: int) -> Picture:
    page = pdf[at]
    try:
        scale = min(_DOTS_AN_INCH / _POINTS_AN_INCH, _MOST_DOTS / max(page.get_size()))
        bitmap = page.render(scale=scale, grayscale=True)
        grey = bitmap.to_numpy()
        return Picture(grey.shape[1], grey.shape[0], grey.reshape(grey.shape[:2]).copy())
    finally:
        page.close()


def _scan_finding(where: str, *, tried: bool) -> Finding:
    what = "The page is a picture without a text layer, and nothing on it was read."
    if tried:
        what = "The page is a picture without a text layer, and no characters were recognised."
    settles = "typing its number, date and stamps by hand, or reading it with optical recognition"
    return finding(FindingKind.UNREAD, where, what, 1.0, settles)


def _code_finding(where: str, code: str) -> Finding:
    return finding(
        FindingKind.UNCERTAIN_SOURCE,
        where,
        f"The page is a picture with a QR code that leads to {code[:200]}.",
        1.0,
        "the file at that address: a letter written by wian carries its data exactly",
    )

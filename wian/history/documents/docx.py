"""Opening a DOCX: what its first page shows as lines, in their order, header and footer too."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import docx
import docx.document
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.simpletypes import ST_Merge
from docx.oxml.table import CT_Tbl
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement

from wian.history.documents.document import Document, folded
from wian.jurisdictions.handling import Secrecy
from wian.jurisdictions.paper import Medium, PaperLine
from wian.jurisdictions.paper_reader import PaperReader
from wian.kit.broken_file import refuse_broken
from wian.kit.text_file import MAX_BYTES, refused, shown_name

_EDGES = ("header", "footer")
_HOLDERS = (*_EDGES, "document")
"""How the parts of a DOCX are called that can hold a mark."""
_DEEPEST = 5
"""Deepest nesting of tables."""
_XML = (".xml", ".rels")
_MOST_PARTS = 2000
_MOST_TEXT, _MOST_TAGS = 16 * 2**20, 500_000
"""Most bytes and tags of the XML of all parts: some 1,000 pages."""


def open_docx(path: Path, paper: PaperReader) -> Document:
    """Open a DOCX file; a line is a paragraph, counted through.

    Raises:
        InputFaults: It is missing, too large once unpacked, or no DOCX.
    """
    if not path.is_file():
        raise refused(path, "does not exist or is no file", "check the path")
    with refuse_broken(path, "is no DOCX, or a damaged one", "save it again as DOCX"):
        _bounded(path)
        word = docx.Document(str(path))
        marks = tuple(_marks(word, paper))
        return Document(shown_name(path), Medium.DOCX, tuple(_lines(word, paper)), marks=marks)


def _marks(word: docx.document.Document, paper: PaperReader) -> Iterator[str]:
    """Marks of secrecy in headers, footers and text boxes, which are no paragraphs of the body."""
    for part in word.part.package.iter_parts():
        name = part.partname.rpartition("/")[2]
        if isinstance(part, XmlPart) and name.startswith(_HOLDERS):
            inside = "//w:p" if name.startswith(_EDGES) else "//w:txbxContent//w:p"
            for paragraph in part.element.xpath(inside):
                text = "".join(paragraph.xpath(".//w:t/text()")).strip()
                if isinstance(paper.mark(text), Secrecy):
                    yield text


def _bounded(path: Path) -> None:
    """A part never unpacks to more than it declares, so that the declared sizes bound it."""
    with zipfile.ZipFile(path) as package:
        parts = package.infolist()
        if sum(part.file_size for part in parts) > MAX_BYTES or len(parts) > _MOST_PARTS:
            raise refused(path, f"unpacks to more than {MAX_BYTES // 2**20} MB", "split it")
        texts = [part for part in parts if part.filename.endswith(_XML)]
        swollen = sum(part.file_size for part in texts) > _MOST_TEXT or (
            sum(package.read(part).count(b"<") for part in texts) > _MOST_TAGS
        )
        if swollen:
            raise refused(path, "has more text than letters can have", "split it")


def _lines(word: docx.document.Document, paper: PaperReader) -> Iterator[PaperLine]:
    """Each paragraph with an empty line behind it: what Word keeps apart stays apart."""
    head, foot = _edge(word, "header"), _edge(word, "footer")
    shown = chain(head, _paragraphs(word.element.body, 0), foot)
    for number, (text, ends) in enumerate(shown, start=1):
        for line in text.splitlines() or [""]:
            yield from (PaperLine(paper.encoded(part), number) for part in folded(line))
        if ends:
            yield PaperLine("", number)


def _edge(word: docx.document.Document, name: str) -> Iterator[tuple[str, bool]]:
    """The words of the first page's header or footer; a page's number is none."""
    section = word.sections[0] if len(word.sections) else None
    if section is None:
        return
    first = "first_page_" if section.different_first_page_header_footer else ""
    edge = getattr(section, f"{first}{name}")
    if edge.is_linked_to_previous:  # it has none, and would get one if it were asked for its words
        return
    for text, _ in _paragraphs(edge._element, 0):  # noqa: SLF001 - fields may stand around them
        if any(map(str.isalpha, text)):
            yield text, True


def _paragraphs(holder: BaseOxmlElement, depth: int) -> Iterator[tuple[str, bool]]:
    """The paragraphs of a document or cell, and whether something else begins behind each.

    Fields to fill in (content controls) may stand around any of them.
    """
    for block in _blocks(holder):
        if isinstance(block, CT_P):
            yield from _boxes(block)
            yield _text(block), depth == 0
        elif depth < _DEEPEST:
            yield from _cells(block, depth)


def _boxes(paragraph: CT_P) -> Iterator[tuple[str, bool]]:
    """The paragraphs of the text boxes that float over a paragraph, once each, before it."""
    for box in paragraph.xpath(_BOX):
        yield from _paragraphs(box, 1)
        yield "", True


_BOX = ".//w:txbxContent[not(ancestor::w:txbxContent or ancestor::*[local-name() = 'Fallback'])]"
"""Boxes over a paragraph of the page; ``Fallback`` repeats each for old versions of Word."""


def _blocks(holder: BaseOxmlElement) -> Iterator[BaseOxmlElement]:
    """Paragraphs and tables of any element: that of a text box has no class of its own."""
    for child in holder.iterchildren():
        if child.tag in _BLOCK:
            yield child
        elif child.tag == qn("w:sdt"):
            for content in child.iterchildren(qn("w:sdtContent")):
                yield from _blocks(content)


_BLOCK = frozenset(map(qn, ("w:p", "w:tbl")))
_FIELD = "./w:sdt/w:sdtContent"


def _text(paragraph: CT_P) -> str:
    """What a paragraph shows: with tracked insertions and fields, without what was deleted."""
    runs = paragraph.xpath(".//w:r[not(ancestor::w:moveFrom)]")
    own = (run for run in runs if next(run.iterancestors(_PARAGRAPH)) is paragraph)  # no box's
    return "".join(run.text for run in own)


_PARAGRAPH = qn("w:p")


def _cells(table: CT_Tbl, depth: int) -> Iterator[tuple[str, bool]]:
    """The cells of a table, once each, however many columns they span.

    What continues a cell of the row above holds nothing.
    """
    for cell in table.xpath(f"./w:tr/w:tc | ./w:tr/{_FIELD[2:]}/w:tc | {_FIELD}/w:tr/w:tc"):
        if cell.vMerge != ST_Merge.CONTINUE:
            yield from _paragraphs(cell, depth + 1)
            yield "", True

"""Reading bundles: files of letters that enclose each other, with their stamps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from hierarchy.graph import Hierarchy
from wian.history.documents.document import Document, open_document
from wian.history.findings.attached_data import beside_data
from wian.history.findings.examination import examine
from wian.history.findings.stamps import with_inferences
from wian.history.findings.unread import fragment_findings, none_found
from wian.history.letters.letter_reader import loose_fragments, read_letter, with_chain
from wian.history.letters.office_index import OfficeIndex
from wian.history.letters.stamp_places import place_stamps
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.paper import TRUST, Bundle, Finding, ReadLetter
from wian.jurisdictions.thailand.reading.letter_spans import Span, spans, with_marks_apart
from wian.jurisdictions.thailand.reading.names import KnownNames
from wian.jurisdictions.thailand.reading.stamps import stamp_blocks


def read_bundle(
    paths: Sequence[Path],
    jurisdiction: Jurisdiction,
    hierarchy: Hierarchy | None = None,
    *,
    ocr: bool = False,
) -> Bundle:
    """Read files of letters, rebuild who passed on what, and flag what a careful reader would.

    What cannot be read stays empty and is said; nothing is invented, and nothing that was read
    is overwritten by what it is taken to mean.

    Args:
        paths: Text, PDF or DOCX files, in any order.
        jurisdiction: Whose letters they are: calendar and wording.
        hierarchy: Offices to match senders, stamps and addressees with.
        ocr: Recognise the characters of scanned pages, which is never sure.

    Raises:
        InputFaults: A file cannot be opened.
    """
    documents = [open_document(path, ocr=ocr) for path in paths]
    return read_documents(documents, jurisdiction, hierarchy)


def read_documents(
    documents: Sequence[Document], jurisdiction: Jurisdiction, hierarchy: Hierarchy | None = None
) -> Bundle:
    """Read opened files; see :func:`read_bundle`."""
    letters: list[ReadLetter] = []
    findings: list[Finding] = []
    for document in documents:
        mine, loose = letters_of(document)
        letters += mine
        findings += [*document.findings, *loose]
    index = _index_of(hierarchy) if hierarchy else None
    chained = _chained(letters, index)
    placed = index.placed(chained) if index else chained
    meant = with_inferences(placed, jurisdiction.calendar)
    final = index.at_desks(meant) if index else meant
    return Bundle(final, (*findings, *examine(final, jurisdiction, index)))


@lru_cache(maxsize=4)
def _index_of(hierarchy: Hierarchy) -> OfficeIndex:
    """The offices of a hierarchy, indexed once however many bundles are read with it."""
    return OfficeIndex(hierarchy)


def letters_of(document: Document) -> tuple[tuple[ReadLetter, ...], tuple[Finding, ...]]:
    """The letters of one file with their stamps, and what is to be said of the file.

    Attached data come first; what the pages show besides is read as well and compared.
    """
    trust = TRUST[document.medium]
    blocks = stamp_blocks(document.lines, document.name, trust)
    taken = {index for block in blocks for index in block.lines}
    free = [
        replace(line, text="") if index in taken else line
        for index, line in enumerate(document.lines)
    ]
    before, cut = spans(with_marks_apart(free))
    read = [read_letter(span, document.name, document.medium, trust) for span in cut]
    letters = place_stamps(read, blocks, [_pages(span) for span in cut])
    if document.letters:
        return beside_data(document.letters, letters)
    loose = fragment_findings(loose_fragments(before), document.name, None)
    if not letters and not document.findings:
        return (), (*loose, none_found(document.name))
    return letters, tuple(loose)


def _pages(span: Span) -> range:
    held = [line.page for line in span.lines if line.text.strip()]
    return range(min(held, default=1), max(held, default=1) + 1)


def _chained(letters: Sequence[ReadLetter], index: OfficeIndex | None) -> tuple[ReadLetter, ...]:
    """The letters with their chains; the names that one letter marks off help with another."""
    known = {letter.sender.value for letter in letters if letter.sender and letter.sender.value}
    known |= {cited.office for letter in letters for cited in letter.citations if cited.office}
    offices = index.names if index else None
    first = _with_chains(letters, KnownNames(known, offices))
    certain = {
        link.value
        for letter in first
        for link in letter.chain
        if link.value and link.inference is None
    }
    return _with_chains(letters, KnownNames(known | certain, offices))


def _with_chains(letters: Sequence[ReadLetter], known: KnownNames) -> tuple[ReadLetter, ...]:
    return tuple(with_chain(letter, known, TRUST[letter.medium]) for letter in letters)

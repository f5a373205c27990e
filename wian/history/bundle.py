"""Reading bundles: files of letters that enclose each other, with their stamps."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from hierarchy.graph import Hierarchy
from wian.history.documents.document import Document
from wian.history.documents.open_document import open_document
from wian.history.findings.attached_data import beside_data
from wian.history.findings.examination import examine
from wian.history.findings.stamps import with_inferences
from wian.history.findings.unread import fragment_findings, none_found
from wian.history.letters.letter_reader import with_chain, with_secrecy
from wian.history.letters.office_index import OfficeIndex
from wian.history.letters.recognised import believable
from wian.history.letters.stamp_places import place_stamps
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.known_names import KnownNames
from wian.jurisdictions.paper import (
    TRUST,
    Bundle,
    Finding,
    Medium,
    PaperLine,
    ReadLetter,
    SourceFile,
)
from wian.jurisdictions.paper_reader import PaperReader
from wian.kit.errors import Fault, InputFaults
from wian.kit.text_file import read_bytes, refused, shown_name


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
        jurisdiction: Whose letters they are: calendar, wording and how its paper is read.
        hierarchy: Offices to match senders, stamps and addressees with.
        ocr: Recognise the characters of scanned pages, which is never sure.

    Raises:
        InputFaults: A file cannot be opened.
    """
    opened = list(_opened(paths, jurisdiction, ocr=ocr))
    if [_file(path) for path in paths] != [file for file, _ in opened]:
        raise InputFaults(
            "The bundle", [Fault("", "a file changed while it was read", "try again")]
        )
    documents = [document for _, document in opened]
    files = {file.name: file for file, _ in opened}
    return replace(read_documents(documents, jurisdiction, hierarchy), files=tuple(files.values()))


def _opened(
    paths: Sequence[Path], country: Jurisdiction, *, ocr: bool
) -> Iterator[tuple[SourceFile, Document]]:
    """Each file as it is, and opened.

    Raises:
        InputFaults: Files cannot be opened, or two of a name differ, as letters are told by file
            names. The faults of all files are told together.
    """
    refusals: list[InputFaults] = []
    files: dict[str, SourceFile] = {}
    for path in paths:
        try:
            file = _file(path)
            if files.setdefault(file.name, file) != file:
                _refuse_second(path)
            yield file, open_document(path, country, ocr=ocr)
        except InputFaults as refusal:
            refusals.append(refusal)
    if len(refusals) == 1:
        raise refusals[0]
    if refusals:
        raise InputFaults("The bundle", [fault for each in refusals for fault in each.faults])


def _file(path: Path) -> SourceFile:
    return SourceFile(shown_name(path), read_bytes(path))


def _refuse_second(path: Path) -> None:
    raise refused(path, "has the name of another file of the bundle", "rename one of them")


def read_documents(
    documents: Sequence[Document], jurisdiction: Jurisdiction, hierarchy: Hierarchy | None = None
) -> Bundle:
    """Read opened files; see :func:`read_bundle`."""
    letters: list[ReadLetter] = []
    findings: list[Finding] = []
    paper = jurisdiction.paper
    for document in documents:
        mine, loose = letters_of(document, paper)
        letters += mine
        findings += [*document.findings, *loose]
    index = _index_of(hierarchy, paper) if hierarchy else None
    chained = _chained(letters, index, paper)
    placed = index.placed(chained) if index else chained
    meant = with_inferences(placed, jurisdiction.calendar, paper)
    final = index.at_desks(meant) if index else meant
    return Bundle(final, (*findings, *examine(final, jurisdiction, index)))


@lru_cache(maxsize=4)
def _index_of(hierarchy: Hierarchy, paper: PaperReader) -> OfficeIndex:
    """The offices of a hierarchy, indexed once however many bundles are read with it."""
    return OfficeIndex(hierarchy, paper)


def letters_of(
    document: Document, paper: PaperReader
) -> tuple[tuple[ReadLetter, ...], tuple[Finding, ...]]:
    """The letters of one file with their stamps, and what is to be said of the file.

    Attached data come first; what the pages show besides is read as well and compared.
    """
    trust = TRUST[document.medium]
    blocks = paper.stamps(document.lines, document.name, trust)
    taken = {index for block in blocks for index in block.lines}
    free = [
        replace(line, text="") if index in taken else line
        for index, line in enumerate(document.lines)
    ]
    found = paper.letters(free, document.name, document.medium)
    held = place_stamps(found.letters, blocks, found.pages, paper)
    marked = [with_secrecy(each, document.marks, paper) for each in held]
    if document.medium is Medium.OCR:
        marked = [believable(each, paper.recognition) for each in marked]
    letters = tuple(_with_transcripts(marked, free))
    if document.letters:
        return beside_data(document.letters, letters, paper)
    loose = fragment_findings(found.loose, document.name, None, paper)
    if not letters and not document.findings:
        return (), (*loose, none_found(document.name))
    return letters, tuple(loose)


def _with_transcripts(
    letters: Sequence[ReadLetter], lines: Sequence[PaperLine]
) -> Iterator[ReadLetter]:
    """The letters of one file, each with its lines: all but those of stamps, to the next letter.

    A mark that stands above a letter's first line is put before it.
    """
    begins = [letter.first_line or 0 for letter in letters]
    numbers = [line.number for line in lines]
    for at, letter in enumerate(letters):
        first = begins[at] if at else 0
        end = begins[at + 1] if at + 1 < len(begins) else sys.maxsize
        held = slice(bisect_left(numbers, first), bisect_left(numbers, end))
        own = [line.text for line in lines[held]]
        above = [mark for mark in letter.marks if not any(mark in text for text in own)]
        yield replace(letter, transcript=tuple("\n".join([*above, *own]).strip("\n").split("\n")))


def _chained(
    letters: Sequence[ReadLetter], index: OfficeIndex | None, paper: PaperReader
) -> tuple[ReadLetter, ...]:
    """The letters with their chains; the names that one letter marks off help with another."""
    known = {letter.sender.value for letter in letters if letter.sender and letter.sender.value}
    known |= {cited.office for letter in letters for cited in letter.citations if cited.office}
    offices = index.names if index else None
    first = _with_chains(letters, KnownNames(known, offices), paper)
    certain = {
        link.value
        for letter in first
        for link in letter.chain
        if link.value and link.inference is None
    }
    return _with_chains(letters, KnownNames(known | certain, offices), paper)


def _with_chains(
    letters: Sequence[ReadLetter], known: KnownNames, paper: PaperReader
) -> tuple[ReadLetter, ...]:
    return tuple(with_chain(letter, known, TRUST[letter.medium], paper) for letter in letters)

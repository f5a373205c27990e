"""What a letter read back says: its chain, and the letter that wian attached to its own page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hierarchy.office import LetterForm
from wian.jurisdictions.handling import Secrecy, Urgency
from wian.jurisdictions.known_names import KnownNames
from wian.jurisdictions.paper import (
    Citation,
    CitationPlace,
    Medium,
    Paragraph,
    Reading,
    ReadLetter,
)
from wian.jurisdictions.paper_reader import PaperReader
from wian.letters.letter import Letter, Reference


def with_chain(
    letter: ReadLetter, known: KnownNames, trust: float, paper: PaperReader
) -> ReadLetter:
    """The letter with the chain that its opening paragraph cites.

    Args:
        letter: The letter.
        known: Names of offices: senders of the other letters, a hierarchy's.
        trust: How sure its characters are.
        paper: Reads its opening.
    """
    opening = letter.paragraphs[0] if letter.paragraphs else None
    sender = letter.sender.value if letter.sender else None
    return replace(letter, chain=paper.chain(opening, sender, known, trust))


def from_data(letter: Letter, source: str, paper: PaperReader) -> ReadLetter:
    """The letter that wian attached to its own page: exact, field by field."""
    paragraphs = tuple(Paragraph(paper.encoded(text), None) for text in letter.paragraphs)
    offices = letter.form is LetterForm.STAMPED
    return ReadLetter(
        source=source,
        first_line=None,
        last_line=None,
        medium=Medium.DATA,
        kind=letter.form,
        number=replace(paper.number(letter.number), confidence=1.0),
        dated=Reading(letter.dated.isoformat(), letter.dated),
        subject=Reading(letter.subject, letter.subject),
        sender=Reading(letter.issuer, letter.issuer),
        recipients=paper.recipients(letter.addressed_to, offices=offices),
        distribution=letter.distribution,
        citations=(
            *(_reference(each, CitationPlace.REFERENCE, paper) for each in letter.cites),
            *(_reference(each, CitationPlace.ENCLOSURE, paper) for each in letter.references),
        ),
        enclosures=tuple(Reading(each, each) for each in letter.enclosures),
        signatory=paper.signatory(letter.signatory),
        paragraphs=paragraphs,
        drafted_by=letter.drafted_by,
        urgency=_urgency(letter.urgency, paper),
        secrecy=_secrecy(letter.secrecy, paper),
        office=letter.sender,
    )


def with_secrecy(letter: ReadLetter, marks: Iterable[str], paper: PaperReader) -> ReadLetter:
    """The letter with the most secret of its own mark and of others that it bears."""
    read = [held for mark in marks if (held := _secrecy(mark, paper))]
    every = [*([letter.secrecy] if letter.secrecy else []), *read]
    order = list(Secrecy)
    strictest = max(every, key=lambda e: order.index(e.value or Secrecy.NONE), default=None)
    return replace(letter, secrecy=strictest)


def _urgency(mark: str | None, paper: PaperReader) -> Reading[Urgency] | None:
    held = paper.mark(mark) if mark else None
    return Reading(mark, held if isinstance(held, Urgency) else None) if mark else None


def _secrecy(mark: str | None, paper: PaperReader) -> Reading[Secrecy] | None:
    """A mark that the country does not know is one all the same: whoever set it meant it."""
    held = paper.mark(mark) if mark else None
    if mark and not isinstance(held, Secrecy):
        return Reading(mark, Secrecy.CONFIDENTIAL, "the mark is none of the country's classes")
    return Reading(mark, held) if mark and isinstance(held, Secrecy) else None


def _reference(reference: Reference, place: CitationPlace, paper: PaperReader) -> Citation:
    number = paper.number(reference.number) if reference.number else None
    dated = reference.dated and Reading(reference.dated.isoformat(), reference.dated)
    return Citation(reference.office, place, reference.office, number, dated or None, None)

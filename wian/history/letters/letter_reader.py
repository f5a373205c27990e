"""What a letter read back says: its chain, and the letter that wian attached to its own page."""

from __future__ import annotations

from dataclasses import replace

from hierarchy.office import LetterForm
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
        citations=tuple(_reference(each, paper) for each in letter.references),
        enclosures=tuple(Reading(each, each) for each in letter.enclosures),
        signatory=paper.signatory(letter.signatory),
        paragraphs=paragraphs,
        drafted_by=letter.drafted_by,
        marks=tuple(filter(None, (letter.urgency, letter.secrecy))),
        office=letter.sender,
    )


def _reference(reference: Reference, paper: PaperReader) -> Citation:
    number = paper.number(reference.number) if reference.number else None
    dated = reference.dated and Reading(reference.dated.isoformat(), reference.dated)
    return Citation(
        reference.office, CitationPlace.ENCLOSURE, reference.office, number, dated or None, None
    )

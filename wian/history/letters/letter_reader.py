"""Reading one letter from its lines, or from the data that wian attached to its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hierarchy.office import LetterForm, Signatory
from wian.jurisdictions.paper import (
    Citation,
    CitationPlace,
    Line,
    Medium,
    Paragraph,
    Reading,
    ReadLetter,
)
from wian.jurisdictions.thailand import letter_marks as marks
from wian.jurisdictions.thailand.reading.addressee_line import recipients_of
from wian.jurisdictions.thailand.reading.body import read_text
from wian.jurisdictions.thailand.reading.citations import (
    attached_in_text,
    cited,
    cited_in_text,
    enclosed,
    entries,
)
from wian.jurisdictions.thailand.reading.cited_chain import chain_of
from wian.jurisdictions.thailand.reading.close import Close, is_fragment, read_close
from wian.jurisdictions.thailand.reading.head import Head, read_head, sender_of, text_of
from wian.jurisdictions.thailand.reading.letter_spans import Span
from wian.jurisdictions.thailand.reading.names import KnownNames
from wian.jurisdictions.thailand.reading.thai_text import encoded_one_way, squeezed
from wian.jurisdictions.thailand.reading.values import number_of
from wian.letters.letter import Letter, Reference


def read_letter(span: Span, source: str, medium: Medium, trust: float) -> ReadLetter:
    """Read the letter of a span; its chain is read later, when the other senders are known."""
    head = read_head(span, trust)
    paragraphs, end = read_text(span.lines, head.end)
    close = read_close(span.lines[end:], trust)
    fields = head.fields
    enclosures = enclosed(fields.get(marks.ENCLOSURES, []), trust)
    attached = enclosures or attached_in_text(paragraphs, trust)
    return ReadLetter(
        source=source,
        first_line=span.lines[0].number,
        last_line=_last_line(span, close),
        medium=medium,
        kind=_kind(span, head, close),
        number=head.number,
        dated=head.dated or close.dated,
        subject=text_of(head, marks.SUBJECT, trust) or _subject_in_text(paragraphs, trust),
        sender=sender_of(head, trust) or close.issuer,
        recipients=recipients_of(fields.get(marks.SALUTATION, []), trust, offices=head.stamped),
        distribution=tuple(close.distribution),
        citations=tuple(_citations(fields.get(marks.REFERENCE, []), attached, paragraphs, trust)),
        enclosures=attached,
        signatory=close.signatory,
        paragraphs=paragraphs,
        drafted_by=tuple(close.foot),
        marks=tuple(dict.fromkeys(head.marks)),
        fragments=tuple(close.fragments),
    )


def _last_line(span: Span, close: Close) -> int:
    """The letter's last certain line: what follows may belong to the next page."""
    inside = max((line.number for line in span.lines if line.text.strip()), default=0)
    return close.end or inside


def _kind(span: Span, head: Head, close: Close) -> LetterForm:
    if span.memo or marks.OFFICE in head.fields:
        return LetterForm.MEMO
    return LetterForm.STAMPED if close.sealed or head.stamped else LetterForm.EXTERNAL


def _subject_in_text(paragraphs: Sequence[Paragraph], trust: float) -> Reading[str] | None:
    """The subject of a stamped letter, which its last paragraph names."""
    for paragraph in reversed(paragraphs):
        if found := marks.SUBJECT_IN_TEXT.match(paragraph.text):
            words = squeezed(found["subject"])
            return Reading(words, words, None, paragraph.line, trust)
    return None


def _citations(
    references: Sequence[Line],
    attached: Sequence[Reading[str]],
    paragraphs: Sequence[Paragraph],
    trust: float,
) -> Iterator[Citation]:
    named = [(text, line, CitationPlace.REFERENCE) for text, line in entries(references)]
    held = [(each.read, each.line, CitationPlace.ENCLOSURE) for each in attached]
    for text, line, place in [*named, *held]:
        if citation := cited(text, line, place, trust):
            yield citation
    yield from cited_in_text(paragraphs, trust)


def with_chain(letter: ReadLetter, known: KnownNames, trust: float) -> ReadLetter:
    """The letter with the chain that its opening paragraph cites.

    Args:
        letter: The letter.
        known: Names of offices: senders of the other letters, a hierarchy's.
        trust: How sure its characters are.
    """
    opening = letter.paragraphs[0] if letter.paragraphs else None
    sender = letter.sender.value if letter.sender else None
    return replace(letter, chain=chain_of(opening, sender, known, trust))


def from_data(letter: Letter, source: str) -> ReadLetter:
    """The letter that wian attached to its own page: exact, field by field."""
    paragraphs = tuple(Paragraph(encoded_one_way(text), None) for text in letter.paragraphs)
    recipients = recipients_of(
        [Line(letter.addressed_to, 0)], 1, offices=letter.form is LetterForm.STAMPED
    )
    return ReadLetter(
        source=source,
        first_line=None,
        last_line=None,
        medium=Medium.DATA,
        kind=letter.form,
        number=replace(number_of(letter.number, None, 1), confidence=1.0),
        dated=Reading(letter.dated.isoformat(), letter.dated),
        subject=Reading(letter.subject, letter.subject),
        sender=Reading(letter.issuer, letter.issuer),
        recipients=tuple(replace(each, line=None) for each in recipients),
        distribution=letter.distribution,
        citations=tuple(map(_reference, letter.references)),
        enclosures=tuple(Reading(each, each) for each in letter.enclosures),
        signatory=_signed(letter),
        paragraphs=paragraphs,
        drafted_by=letter.drafted_by,
        marks=tuple(filter(None, (letter.urgency, letter.secrecy))),
        office=letter.sender,
    )


def _reference(reference: Reference) -> Citation:
    number = number_of(reference.number, None, 1) if reference.number else None
    dated = reference.dated and Reading(reference.dated.isoformat(), reference.dated)
    return Citation(
        reference.office, CitationPlace.ENCLOSURE, reference.office, number, dated or None, None
    )


def _signed(letter: Letter) -> Reading[Signatory] | None:
    """The post and the post acted for: the first line is the blank for the name."""
    if len(letter.signatory) < len(("blank", "post")):
        return None
    read = squeezed(" ".join(letter.signatory[1:]))
    post, *acted = (squeezed(part) for part in marks.ACTING.split(read, maxsplit=1))
    return Reading(read, Signatory(post, acted[0] if acted and acted[0] else None))


def loose_fragments(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines before the first letter that belong to nothing."""
    return tuple(line for line in lines if line.text.strip() and is_fragment(line.text))

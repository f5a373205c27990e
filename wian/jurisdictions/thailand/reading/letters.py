"""Reading one letter from its lines, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hierarchy.office import LetterForm, Signatory
from wian.jurisdictions.paper import (
    Citation,
    CitationPlace,
    Medium,
    PaperLine,
    Paragraph,
    Reading,
    ReadLetter,
)
from wian.jurisdictions.paper_reader import FoundLetters
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.handling_marks import secrecy_in, urgency_in
from wian.jurisdictions.thailand.reading.layout.head_lines import laid_out
from wian.jurisdictions.thailand.reading.layout.page_repairs import mended
from wian.jurisdictions.thailand.reading.layout.stamp_columns import without_stamp_columns
from wian.jurisdictions.thailand.reading.letter_keys import letter_key
from wian.jurisdictions.thailand.reading.letter_spans import Span, spans, with_marks_apart
from wian.jurisdictions.thailand.reading.parts.addressee_line import recipients_of
from wian.jurisdictions.thailand.reading.parts.body import PageHead, read_text
from wian.jurisdictions.thailand.reading.parts.citations import (
    attached_in_text,
    cited,
    cited_in_text,
    enclosed,
    enclosed_letters,
)
from wian.jurisdictions.thailand.reading.parts.close import Close, is_fragment, read_close
from wian.jurisdictions.thailand.reading.parts.english.inside_address import inside_addressee
from wian.jurisdictions.thailand.reading.parts.english.third_person_note import (
    date_at_foot,
    writer_and_addressee,
)
from wian.jurisdictions.thailand.reading.parts.entries import entries
from wian.jurisdictions.thailand.reading.parts.head import Head, read_head, sender_of, text_of
from wian.jurisdictions.thailand.reading.parts.signature import signatory_in
from wian.kit.likeness import squeezed


def found_letters(
    lines: Sequence[PaperLine], source: str, medium: Medium, trust: float
) -> FoundLetters:
    """The letters among lines without stamps; their chains are read later."""
    own = without_stamp_columns(lines)
    before, cut = spans(laid_out(with_marks_apart(mended(own))))
    loose = tuple(line for line in before if line.text.strip() and is_fragment(line.text))
    above = [before, *(() for _ in cut)]  # a mark far above the first letter is its own
    letters = tuple(
        read_letter(span, source, medium, trust, over)
        for span, over in zip(cut, above, strict=False)
    )
    return FoundLetters(loose, letters, tuple(map(_pages, cut)))


def _pages(span: Span) -> range:
    held = [line.page for line in span.lines if line.text.strip()]
    return range(min(held, default=1), max(held, default=1) + 1)


def read_letter(
    span: Span, source: str, medium: Medium, trust: float, above: Sequence[PaperLine] = ()
) -> ReadLetter:
    """Read the letter of a span; its chain is read later, when the other senders are known.

    A mark of secrecy counts wherever it stands alone on a line, ``above`` the letter too.
    """
    head = read_head(span, trust)
    own = head.number.value if head.number else None
    stamped = head.stamped or head.message
    paragraphs, end = read_text(span.lines, head.end, PageHead(own, stamped))
    close = read_close(span.lines[end:], trust, stamped=stamped)
    fields = head.fields
    note = writer_and_addressee(paragraphs, trust)
    enclosures = enclosed(fields.get(marks.ENCLOSURES, []), trust)
    attached = enclosures or attached_in_text(paragraphs, trust)
    return ReadLetter(
        source=source,
        first_line=span.lines[0].number,
        last_line=_last_line(span, close),
        medium=medium,
        kind=_kind(span, head, close),
        number=head.number,
        dated=head.dated or close.dated or (note and date_at_foot(span.lines[head.end :], trust)),
        subject=text_of(head, marks.SUBJECT, trust) or _subject_in_text(paragraphs, trust),
        sender=sender_of(head, trust) or close.issuer or (note and note[0]),
        recipients=_recipients(head, trust) or (note or ())[1:],
        distribution=tuple(close.distribution),
        citations=tuple(
            _citations(fields.get(marks.REFERENCE, []), attached, paragraphs, own, trust)
        ),
        enclosures=attached,
        signatory=close.signatory,
        paragraphs=paragraphs,
        drafted_by=tuple(close.foot),
        urgency=urgency_in([*above, *head.marks, *span.lines[end:]], trust),
        secrecy=secrecy_in([*above, *span.lines], trust),
        fragments=tuple(close.fragments),
    )


def _recipients(head: Head, trust: float) -> tuple[Reading[str], ...]:
    """Those behind the salutation, or those of the inside address of a letter in English."""
    inside = inside_addressee(head.inside, trust)
    if inside is not None:
        return (inside,)
    return recipients_of(head.fields.get(marks.SALUTATION, []), trust, offices=head.stamped)


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
    references: Sequence[PaperLine],
    attached: Sequence[Reading[str]],
    paragraphs: Sequence[Paragraph],
    own: str | None,
    trust: float,
) -> Iterator[Citation]:
    named = [
        each
        for text, line in entries(references)
        for each in cited(text, line, CitationPlace.REFERENCE, trust)
    ]
    held = [
        each
        for entry in attached
        for each in enclosed_letters(entry.read, entry.line, named, trust)
    ]
    yield from (each for each in [*named, *held] if not _is_own(each, own))
    yield from cited_in_text(paragraphs, own, trust)


def _is_own(citation: Citation, own: str | None) -> bool:
    number = citation.number.value if citation.number else None
    return bool(own and number and letter_key(number) == letter_key(own))


def signed(lines: Sequence[str]) -> Reading[Signatory] | None:
    """The post and the post acted for, in the lines below the name."""
    read = squeezed(" ".join(lines))
    return Reading(read, signatory_in(read))

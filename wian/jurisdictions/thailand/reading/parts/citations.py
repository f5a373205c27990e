"""The letters that a letter names: references, enclosures, and those named in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wian.jurisdictions.paper import Citation, CitationPlace, PaperLine, Paragraph, Reading
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.thai_text import joined
from wian.jurisdictions.thailand.reading.values import date_in, number_in, sureness
from wian.kit.likeness import squeezed

_AND = re.compile(r"\s+และ(?=\S)")


def entries(lines: Sequence[PaperLine]) -> Iterator[tuple[str, int]]:
    """The entries of a field: numbered ones apart, else each on lines of its own.

    A line that only dates or counts belongs to the entry before it.
    """
    held: list[list[PaperLine]] = []
    for line in lines:
        if not line.text.strip():
            continue
        if not held or marks.POINT.match(line.text):
            held.append([])
        held[-1].append(line)
    for each in held:
        text = joined(line.text for line in each)
        yield marks.POINT.sub("", text).strip(), each[0].number


def enclosed(lines: Sequence[PaperLine], trust: float) -> tuple[Reading[str], ...]:
    """The enclosures of the field, each with its count."""
    sure = sureness(trust, None)
    return tuple(Reading(text, text, None, line, sure) for text, line in entries(lines) if text)


def attached_in_text(paragraphs: Sequence[Paragraph], trust: float) -> tuple[Reading[str], ...]:
    """The enclosures that a memo or stamped letter names in its text (clauses 12.6, 14.3)."""
    for paragraph in paragraphs:
        if found := marks.ATTACHED_IN_TEXT.search(paragraph.text):
            sure = sureness(trust, None)
            items = _listed(squeezed(found["what"]))
            return tuple(Reading(each, each, None, paragraph.line, sure) for each in items)
    return ()


def _listed(text: str) -> list[str]:
    """A list as a sentence holds it, cut behind each count."""
    items, start = [], 0
    for count in marks.COUNT.finditer(text):
        items.append(_AND.sub("", " " + text[start : count.end()].strip()).strip())
        start = count.end()
    rest = text[start:].strip()
    return [_without_and(item) for item in [*items, rest] if item]


def _without_and(item: str) -> str:
    return item.removeprefix("และ") if item.startswith("และ") else item


def cited(text: str, line: int | None, place: CitationPlace, trust: float) -> Citation | None:
    """The letter that an entry names; ``None`` where it names none."""
    named = marks.CITED_LETTER.search(text)
    numbered = marks.CITED_NUMBER.search(text)
    if named is None and numbered is None:
        return None
    office = squeezed(named["office"]) if named else ""
    number = number_in(numbered["cited"], line, trust) if numbered else None
    dated = None
    if found := marks.CITED_DATE.search(text):
        dated = date_in(text[found.end() :], line, trust)
    if number is None and dated is None and not _named_as_letter(text):
        return None
    return Citation(squeezed(text), place, office or None, number, dated, line)


def _named_as_letter(text: str) -> bool:
    return text.startswith(("สำเนาหนังสือ", "หนังสือ", "สำเนาบันทึก", "บันทึก"))


def cited_in_text(paragraphs: Sequence[Paragraph], trust: float) -> Iterator[Citation]:
    """The letters that the text names by number, those attached apart."""
    for paragraph in paragraphs:
        text = marks.ATTACHED_IN_TEXT.sub("", paragraph.text)
        for found in marks.CITED_NUMBER.finditer(text):
            if not (found["code"] or found["circular"]):
                continue
            before = text[: found.start()]
            named = max(before.rfind("หนังสือ"), before.rfind("บันทึก"))
            start = (
                named if found.start() - named < 90 and named >= 0 else found.start()
            )  # an office's name
            until = text[found.end() : found.end() + 40]
            read = text[start : found.end()] + until
            if citation := cited(read, paragraph.line, CitationPlace.TEXT, trust):
                yield citation

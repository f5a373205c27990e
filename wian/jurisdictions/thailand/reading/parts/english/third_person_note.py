"""Who writes to whom in a note in the third person, which has neither greeting nor subject?

Annex 4 of the Regulation on Correspondence: the note opens ``The Ministry of ... presents its
compliments to the Embassy of ... and has the honour to ...``, and its date stands at its foot.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from wian.jurisdictions.paper import PaperLine, Paragraph, Reading
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.values import date_in, is_date, sureness
from wian.kit.likeness import squeezed

_COMPLIMENTS = r"\s+presents?\s+(?:its|their|his|her)\s+compliments\s+to\s+"
_OPENS = re.compile(
    rf"^\s*(?:The\s+)?(?P<sender>[A-Z][^.;]{{2,120}}?),?{_COMPLIMENTS}(?:the\s+)?"
    r"(?P<addressee>(?:all\s+)?[A-Z][^.;]{2,120}?),?\s+and\s+(?:has|have)\b"
)
_BEGINS = re.compile(r"^\s*The\s+[A-Z]")
_WRAPPED = 2
"""Most lines of a note's first sentence down to its compliments."""


def opens_note(lines: Sequence[PaperLine], at: int) -> bool:
    """The line is the first of a note in the third person."""
    if not _BEGINS.match(lines[at].text):
        return False
    return any(marks.COMPLIMENTS.search(line.text) for line in lines[at : at + _WRAPPED])


def writer_and_addressee(
    paragraphs: Sequence[Paragraph], trust: float
) -> tuple[Reading[str], Reading[str]] | None:
    """Both offices of the note's first sentence; ``None`` where the letter is no such note."""
    first = paragraphs[0] if paragraphs else None
    found = _OPENS.match(squeezed(first.text)) if first else None
    if first is None or found is None:
        return None
    sure = sureness(trust, None)
    one, other = (
        Reading(found[name], found[name], None, first.line, sure)
        for name in ("sender", "addressee")
    )
    return one, other


def date_at_foot(lines: Sequence[PaperLine], trust: float) -> Reading[date] | None:
    """The date that stands alone below the text; ``None`` without one."""
    alone = [line for line in lines if is_date(line.text)]
    return date_in(alone[-1].text, alone[-1].number, trust) if alone else None

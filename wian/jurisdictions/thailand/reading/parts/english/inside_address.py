"""Who is addressed above the greeting of a letter in English, where no label says so?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wian.jurisdictions.paper import PaperLine, Reading
from wian.jurisdictions.thailand.reading import letter_marks as marks
from wian.jurisdictions.thailand.reading.values import sureness
from wian.kit.likeness import squeezed

_THAI = re.compile(r"[ก-๎]")
_POST = re.compile(rf"^{marks.ENGLISH_POST}")


def stands_inside(letterhead: Sequence[PaperLine], text: str) -> bool:
    """The line, below the date, is of the inside address: the letterhead has named its office."""
    if _THAI.search(text):
        return False
    return any(marks.INSTITUTION.match(line.text.strip()) for line in letterhead)


def inside_addressee(lines: Sequence[PaperLine], trust: float) -> Reading[str] | None:
    """The post of an inside address with its office; ``None`` where it names no post.

    A person's name above the post is passed over, and so are street and city below the office.
    """
    words = [squeezed(line.text).strip(" ,") for line in lines]
    first = next((at for at, each in enumerate(words) if _POST.match(each)), None)
    if first is None:
        return None
    named = [words[first]]
    for each in words[first + 1 :]:
        if marks.ADDRESS.search(each) or not marks.INSTITUTION.match(each):
            break
        named.append(each)
    read = ", ".join(named)
    return Reading(read, read, None, lines[first].number, sureness(trust, None))

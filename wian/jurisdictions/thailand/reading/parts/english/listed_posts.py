"""Several addressees of a letter in English: below each other, or in one line with ``and``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wian.jurisdictions.thailand.reading import letter_marks as marks

_POST = re.compile(rf"{marks.ENGLISH_POST}(?![a-z])")
_NAMED = re.compile(rf"(?:{marks.ENGLISH_POST}(?![a-z])|All\s|[A-Z][\w\s'’-]*s$)")
"""A post, a class of them, or a group in the plural."""
_THAI = re.compile("[ก-๎]")
_APART = re.compile(r",\s+and\s+|\s+and\s+(?:the\s+)?|,\s+")
_AND = re.compile(r"\sand\s")


def listed_posts(lines: Sequence[str]) -> list[str]:
    """The posts, one by one; empty where the lines name one addressee or are in Thai."""
    words = [line.strip() for line in lines if line.strip()]
    if any(map(_THAI.search, words)):
        return []
    if len(words) > 1:
        return words if all(map(_POST.match, words)) else []
    parts = _APART.split(words[0].strip(" ,:")) if words and _AND.search(words[0]) else []
    return parts if len(parts) > 1 and all(map(_NAMED.match, parts)) else []

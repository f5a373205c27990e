"""Owns what a stranger's text may be: bounded, printable, and no template or markup."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_MARKUP = re.compile(r"<\s*[/!]|<\s*[A-Za-z][A-Za-z0-9-]*(\s[^<>]*)?/?>")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    """Return ``text`` in NFC form, or say why it is no plain text.

    Raises:
        ValueError: It holds template syntax, markup, a control or a direction-changing
            character.
    """
    if found := _TEMPLATE.search(text):
        raise ValueError(f"holds template syntax {found.group()!r}; write the words themselves")
    if found := _MARKUP.search(text):
        raise ValueError(f"holds markup {found.group()[:20]!r}; write plain text")
    for character in text:
        if character in _BIDI or (unicodedata.category(character) == "Cc" and character != "\n"):
            raise ValueError(f"holds the invisible character U+{ord(character):04X}; remove it")
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return ``text`` if it stands on one line.

    Raises:
        ValueError: It holds a line break.
    """
    if "\n" in text:
        raise ValueError("holds a line break; write it on one line")
    return text


ShortText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(plain),
    AfterValidator(one_line),
]
LongText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(plain),
]

"""Owns what a stranger's text may be: bounded, printable, and no template or markup."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_MARKUP = re.compile(r"<\s*[/!]|<\s*[A-Za-z][A-Za-z0-9-]*(\s[^<>]*)?/?>")
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]",
)


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
    if found := _INVISIBLE.search(text):
        raise ValueError(f"holds the invisible character U+{ord(found.group()):04X}; remove it")
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

"""Which text is accepted from a stranger: bounded, printable, no template or markup."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from wian.kit.errors import Unfit

_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_MARKUP = re.compile(r"<\s*[/!]|<\s*[A-Za-z][A-Za-z0-9-]*(\s[^<>]*)?/?>")
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]",
)


def plain(text: str) -> str:
    """Return ``text`` in NFC form, or say why it is no plain text.

    Raises:
        Unfit: It holds template syntax, markup, a control or a direction-changing
            character.
    """
    if text.isprintable() and "<" not in text and "{" not in text and "}" not in text:
        return unicodedata.normalize("NFC", text)  # nearly every text: the searches cost more
    if found := _TEMPLATE.search(text):
        mark = repr(found.group())
        said = f"holds template syntax {mark}; write the words themselves"
        raise Unfit(said, "markup", mark=mark)
    if found := _MARKUP.search(text):
        mark = repr(found.group()[:20])
        raise Unfit(f"holds markup {mark}; write plain text", "markup", mark=mark)
    if found := _INVISIBLE.search(text):
        sign = f"U+{ord(found.group()):04X}"
        raise Unfit(f"holds the invisible character {sign}; remove it", "invisible", sign=sign)
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return ``text`` if it stands on one line.

    Raises:
        Unfit: It holds a line break.
    """
    if "\n" in text:
        raise Unfit("holds a line break; write it on one line", "line_break")
    return text


def _plain_line(text: str) -> str:
    return one_line(plain(text))


ShortText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(_plain_line),
]
LongText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(plain),
]

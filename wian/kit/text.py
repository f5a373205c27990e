"""Which text is accepted from a stranger: bounded, printable, no template or markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from pydantic import AfterValidator, StringConstraints, ValidationInfo

from wian.kit.errors import Unfit

_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_MARKUP = re.compile(r"<\s*[/!?]|<[A-Za-z][^<>]*>?|<\s+[A-Za-z][A-Za-z0-9-]*(\s[^<>]*)?/?>")
"""Whatever a browser takes for the begin of a tag, closed or not ("tag open state",
https://html.spec.whatwg.org/#tag-open-state), and what is one but for the blanks."""
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]",
)
_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2065\u206a-\u206f\ufff9-\ufffb\U000e0000-\U000e007f]",
)
"""Signs without width, and those that turn the direction of what follows (Unicode Cf)."""
_COMMANDING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_JOINERS = "\u200c\u200d"
_VIRAMA = 9
KEPT: Mapping[str, bool] = MappingProxyType({"kept": True})
"""pydantic's context for what the ledger keeps: it was accepted under the rules of its day."""


def invisible_sign(text: str) -> str:
    """The first sign in ``text`` that no reader sees, as ``U+202E``; empty where there is none.

    A line feed is none. Nor is a joiner where its script needs it: behind a virama, or behind an
    Arabic letter (RFC 5892, appendices A.1 and A.2).
    """
    if text.isascii() and text.isprintable():
        return ""
    found = _INVISIBLE.search(text) or next(
        (each for each in _HIDDEN.finditer(text) if not _joins(text, each.start())), None
    )
    return f"U+{ord(found.group()):04X}" if found else ""


def seen(text: str) -> str:
    """``text`` without signs that have no width or turn its direction; controls stay."""
    if text.isprintable():
        return text
    return _HIDDEN.sub(lambda each: each[0] if _joins(text, each.start()) else "", text)


def spelt_out(text: str) -> str:
    """``text`` with controls and signs that turn its direction spelt out, such as ``[U+001B]``.

    So a stranger's text commands no terminal and reads as it stands. Tabs and line feeds stay.
    """
    if text.isprintable():
        return text
    return _COMMANDING.sub(lambda each: f"[U+{ord(each[0]):04X}]", text)


def _joins(text: str, at: int) -> bool:
    """Whether the sign at a place is a joiner that its script needs."""
    if text[at] not in _JOINERS or at == 0:
        return False
    before = text[at - 1]
    return unicodedata.combining(before) == _VIRAMA or unicodedata.bidirectional(before) == "AL"


def plain(text: str, *, kept: bool = False) -> str:
    """Return ``text`` in NFC form, or say why it is no plain text.

    Args:
        text: What a stranger wrote.
        kept: Whether the ledger keeps it already: signs without width and markup, which were once
            accepted, are passed over.

    Raises:
        Unfit: It holds template syntax, markup, a control, an invisible or a direction-changing
            character.
    """
    if text.isprintable() and "<" not in text and "{" not in text and "}" not in text:
        return unicodedata.normalize("NFC", text)  # nearly every text: the searches cost more
    if found := _TEMPLATE.search(text):
        mark = repr(found.group())
        said = f"holds template syntax {mark}; write the words themselves"
        raise Unfit(said, "markup", mark=mark)
    if not kept and (found := _MARKUP.search(text)):
        mark = repr(found.group()[:20])
        raise Unfit(f"holds markup {mark}; write plain text", "markup", mark=mark)
    if sign := _sign_in_kept(text) if kept else invisible_sign(text):
        raise Unfit(f"holds the invisible character {sign}; remove it", "invisible", sign=sign)
    return unicodedata.normalize("NFC", text)


def _sign_in_kept(text: str) -> str:
    found = _INVISIBLE.search(text)
    return f"U+{ord(found.group()):04X}" if found else ""


def _accepted(text: str, info: ValidationInfo) -> str:
    return plain(text, kept=bool(info.context and info.context.get("kept")))


def one_line(text: str) -> str:
    """Return ``text`` if it stands on one line.

    Raises:
        Unfit: It holds a line break.
    """
    if "\n" in text:
        raise Unfit("holds a line break; write it on one line", "line_break")
    return text


def _plain_line(text: str, info: ValidationInfo) -> str:
    """Both checks as one: pydantic calls what checks an office a million times."""
    return one_line(_accepted(text, info))


ShortText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(_plain_line),
]
LongText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=4000),
    AfterValidator(_accepted),
]

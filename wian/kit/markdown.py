"""Writes Markdown in which a stranger's text never becomes markup."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Literal
from urllib.parse import urlsplit

_MARKUP = re.compile(r"([!-/:-@\[-`{-~])")
"""ASCII punctuation: what CommonMark lets a backslash take its meaning from."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_PLAIN = re.compile(r"\\([,'’])")
_ADDRESS = re.compile(r"[!#-;=?-Z_a-z~\[\]]+")
Column = tuple[str, Literal["left", "right"]]


def plain(text: str) -> str:
    """A text as it is: no mark-up, no link, no image, no HTML, on one line."""
    marked = _MARKUP.sub(r"\\\1", _CONTROL.sub(" ", text).strip())
    return _PLAIN.sub(r"\1", marked)


def code(text: str) -> str:
    """A command to be copied; its backticks and line ends are left out."""
    return f"`{_CONTROL.sub(' ', text).replace('`', '')}`"


def link(text: str, address: str) -> str:
    """A link to a web address; the text alone where the address is none.

    Args:
        text: What is shown.
        address: Where it leads.
    """
    if not is_web_address(address):
        return plain(text)
    escaped = address.replace("(", "%28").replace(")", "%29")
    return f"[{plain(text)}]({escaped})"


def is_web_address(text: str) -> bool:
    """Whether a text is an address that a browser opens, with no sign that needs escaping."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname and _ADDRESS.fullmatch(text))


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> str:
    """A table; the cells are Markdown already."""
    head = " | ".join(name for name, _ in columns)
    rule = " | ".join("---:" if side == "right" else "---" for _, side in columns)
    lines = [f"| {head} |", f"| {rule} |"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def picture(alternative: str, svg: str) -> str:
    """A picture inside the text itself."""
    return f"![{plain(alternative)}](data:image/svg+xml;base64,{b64encode(svg.encode()).decode()})"

"""Text inside XML: whatever a name holds, every parser can read the file."""

from __future__ import annotations

import re

_UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (production 2, Char) has no way to write: controls, surrogates, non-characters."""
_REPLACEMENT = "\ufffd"
_SPECIAL = str.maketrans(
    {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&apos;",
        "\t": "&#9;",
        "\n": "&#10;",
        "\r": "&#13;",
    }
)


def escaped(text: str) -> str:
    """``text`` for an attribute's value or between tags; what XML cannot write becomes U+FFFD."""
    if text.isalnum():
        return text
    return _UNSPEAKABLE.sub(_REPLACEMENT, text).translate(_SPECIAL)

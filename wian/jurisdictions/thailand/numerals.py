"""Thai digits: ๐ to ๙ and back."""

from __future__ import annotations

_THAI = "๐๑๒๓๔๕๖๗๘๙"
_ARABIC = "0123456789"
_PAIRS = tuple(zip(_ARABIC, _THAI, strict=True))
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)


def to_thai_digits(text: str) -> str:
    """``text`` with each Arabic digit turned into the Thai one; all else stays."""
    for arabic, thai in _PAIRS:  # ten searches cost a tenth of looking up every sign
        text = text.replace(arabic, thai)
    return text


def to_arabic_digits(text: str) -> str:
    """``text`` with each Thai digit turned into the Arabic one; all else stays."""
    return text.translate(_TO_ARABIC)

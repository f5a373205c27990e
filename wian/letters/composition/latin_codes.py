"""Which digits of a letter stay as they are? Those of Latin codes, of web and mail addresses."""

from __future__ import annotations

import re
from collections.abc import Callable

_ARABIC = re.compile(r"[0-9]")
_LATIN = re.compile(r"[A-Za-z@#]")
"""What every code and address has a sign of: a text without any need not be searched for them."""
_LINK = r"https?://\S+"
_MAIL = r"[^\s@]+@[^\s@]+"
_DOMAIN = r"\b(?![0-9]+\.[A-Z])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}\b[^\s]*"
_HANDLE = r"[@#][A-Za-z0-9_]+(?:[._/+-]+[A-Za-z0-9_]+)*"
"""``@ddc1422``, ``#1422``: a name in a messenger, of digits alone too."""
_CODE = (
    r"(?![0-9]+\.[A-Za-z])"  # the number of a point and what it says are two words
    r"(?=[A-Za-z0-9._/+-]*[A-Za-z])"  # with a Latin letter somewhere
    r"[A-Za-z0-9_]+(?:[._/+-]+[A-Za-z0-9_]+)*"
)
"""``ICD-10``, ``PM2.5``, ``COVID-19``, ``H5N1``, ``5G``: one word of Latin letters and digits.
With other digits it would name something else, or nothing."""
_NAMED = (
    r"ISO/IEC|ISO|IEC|IEEE|ASTM|RFC|ICD|PM"
    r"|Windows(?: Server)?|(?:Microsoft )?Office|Microsoft|Word|Excel|PowerPoint|Acrobat"
    r"|Android|iOS|iPadOS|macOS|Ubuntu|Debian|Chrome|Firefox|Edge|Safari|Internet Explorer"
    r"|Python|Java|PHP|MySQL|PostgreSQL|SQL Server"
    r"|HTML|CSS|USB|HDMI|Bluetooth|Wi-Fi|HTTP|TLS|[Vv]ersion"
)
_STANDARD = rf"(?<![A-Za-z0-9])(?:{_NAMED}) [0-9]+(?:[.:/-][0-9]+)*"
"""``ISO 9001:2015``, ``PM 2.5``, ``Windows 11``: the number behind a blank is part of the name."""
_KEPT = re.compile(f"{_LINK}|{_DOMAIN}|{_STANDARD}|{_HANDLE}|{_CODE}")
_KEPT_WITH_MAIL = re.compile(f"{_LINK}|{_MAIL}|{_DOMAIN}|{_STANDARD}|{_HANDLE}|{_CODE}")
"""The search for mail reads on from every sign to the next blank: only where there may be one."""


def localised(text: str, digits: Callable[[str], str]) -> str:
    """``text`` in the digits of letters, Latin codes and addresses of web and mail left alone.

    Args:
        text: A part of a letter.
        digits: Turns Arabic digits into those of letters.
    """
    if not _ARABIC.search(text):
        return text
    if not _LATIN.search(text):
        return digits(text)
    parts, end = [], 0
    pattern = _KEPT_WITH_MAIL if "@" in text else _KEPT
    for kept in pattern.finditer(text):
        parts += [digits(text[end : kept.start()]), kept.group()]
        end = kept.end()
    return "".join([*parts, digits(text[end:])])

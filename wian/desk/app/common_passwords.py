"""Passwords that are tried first: known words, runs of a keyboard, and the same few characters.

The lists are small and our own. Passwords of ten characters or more are rarely common, so most of
what is common at that length is a known word with digits, or a row of keys. A country says what is
common there in ``passwords.yaml`` beside its catalogues.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

import yaml

from wian.jurisdictions.countries import jurisdiction, jurisdiction_ids

_FEWEST = 4
"""Different characters that a password has at least."""
_SHORTEST_RUN = 3
_ROWS = (
    "0123456789",
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1q2w3e4r5t6y7u8i9o0p",
    "abcdefghijklmnopqrstuvwxyz",
)
"""Keys that lie side by side on the English keyboard, and the alphabet."""
_LISTED = """
    password passw0rd pass passcode admin administrator root user login welcome letmein secret
    iloveyou monkey dragon sunshine princess football baseball superman batman master changeme
    default guest test testing hello computer internet google facebook
    kingdom government ministry department office officer clerk wian desk
    district province qwerty qwertyuiop asdfgh zxcvbn abc abcd trustno whatever freedom
"""
_DISGUISES = str.maketrans("@4031$5!7", "aaoelssit")
"""What people write instead of letters."""
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")


def is_common(password: str, *names: str) -> bool:
    """Whether a password is one of those that are tried first.

    Args:
        password: The password.
        names: What everybody knows of the account, such as the ids of its office.
    """
    plain = _plain(password)
    if len(set(plain)) < _FEWEST or _is_repeated(plain) or _is_keyboard(plain):
        return True
    known = _words() | {_plain(each) for each in names}
    forms = {plain, plain.translate(_DISGUISES)}
    return any(_core(form) in known for form in forms | set(map(_core, forms))) or _disguised(
        plain, known
    )


def _disguised(plain: str, known: frozenset[str]) -> bool:
    """Whether the word is known once its digits at the end are gone and its letters unmasked."""
    return _core(_core(plain).translate(_DISGUISES)) in known


def _core(text: str) -> str:
    """Without the digits and marks around it."""
    return _ENDS.sub("", text)


def _is_repeated(plain: str) -> bool:
    return plain in (plain + plain)[1:-1]


def _is_keyboard(plain: str) -> bool:
    """Whether it is made of runs of rows alone, forward or backward."""
    rest = plain
    while rest:
        length = next((n for n in range(len(rest), _SHORTEST_RUN - 1, -1) if _runs(rest[:n])), 0)
        if not length:
            return False
        rest = rest[length:]
    return True


def _runs(part: str) -> bool:
    return any(part in row or part[::-1] in row for row in _rows())


@cache
def _words() -> frozenset[str]:
    listed = [_LISTED, *(each.get("words", "") for each in _of_countries())]
    return frozenset(_plain(word) for text in listed for word in text.split())


@cache
def _rows() -> tuple[str, ...]:
    return tuple(map(_plain, [*_ROWS, *(row for each in _of_countries() for row in each["rows"])]))


@cache
def _of_countries() -> tuple[dict[str, Any], ...]:
    """What the countries that wian knows have of their own: ``rows`` of keys, and ``words``."""
    folders = (jurisdiction(each).words for each in jurisdiction_ids())
    files = (folder / "passwords.yaml" for folder in folders if folder is not None)
    return tuple(yaml.safe_load(file.read_text("utf-8")) for file in files if file.exists())


def _plain(text: str) -> str:
    """One form of what looks the same, without case."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).strip()

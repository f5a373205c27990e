"""Owns saying what is wrong with what was entered, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from desk.words import Language, say, words
from hierarchy.errors import Fault

_KINDS = (
    ("holds (?:markup|template syntax) ", "markup"),
    ("holds the invisible character ", "invisible"),
    (r"is longer than (?P<most>\d+) characters", "long"),
    ("holds a line break", "line"),
    ("is empty|has too few entries", "empty"),
    ("has too many entries", "many"),
)
"""What a fault says (``hierarchy.text``, ``hierarchy.validation``), and the words for it."""
_FIELD = re.compile(r"(?P<field>[a-z]+)(?:\.(?P<place>\d+))? ")


def in_words(
    language: Language, faults: Iterable[Fault], shown: Callable[[str], str] = str
) -> list[str]:
    """Each fault of a form as a sentence, once; one that has no words of its own as it is.

    Args:
        language: Of the reader.
        faults: What is wrong.
        shown: Writes digits as the reader does.
    """
    return list(dict.fromkeys(_sentence(language, fault, shown) for fault in faults))


def _sentence(language: Language, fault: Fault, shown: Callable[[str], str]) -> str:
    named = _FIELD.match(fault.what)
    if fault.where or not named or f"field.{named['field']}" not in words(language):
        return str(fault)
    for pattern, kind in _KINDS:
        if found := re.search(pattern, fault.what):
            field = say(language, f"field.{named['field']}")
            place = f" {shown(str(int(named['place']) + 1))}" if named["place"] else ""
            values = {name: shown(value) for name, value in found.groupdict().items()}
            return say(language, f"fault.{kind}", field=field + place, **values)
    return str(fault)

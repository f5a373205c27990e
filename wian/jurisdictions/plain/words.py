"""Which words do an organisation's letters use? Those of its file, and plain's for the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from wian.kit.errors import Fault
from wian.kit.likeness import close_to
from wian.kit.pydantic_faults import Loc, shown
from wian.kit.text import invisible_sign

USUAL = Path(__file__).parent / "words.yaml"
_LONGEST = 500
_MOST_GROUPS = 200
_OPEN: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"groups": {"noun": "", "every": "", "reach": "", "within": ""}, "closings": {}, "parts": {}}
)
"""What has keys of the author's own, and the fields of each."""
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@cache
def usual_words() -> Mapping[str, Any]:
    """The words of ``plain``."""
    found: dict[str, Any] = yaml.safe_load(USUAL.read_text(encoding="utf-8"))
    return MappingProxyType(found)


def word_faults(own: Any) -> Iterator[tuple[Loc, str, str]]:
    """What is wrong with words that somebody wrote: where, what, and the remedy.

    Args:
        own: What ``words.yaml`` holds.
    """
    yield from _faults((), own, usual_words())


def joined_words(
    own: Mapping[str, Any], language: str, levels: Mapping[str, tuple[str, str]]
) -> Mapping[str, Any]:
    """Words that ``word_faults`` finds nothing wrong with, over those of ``plain``.

    Groups are the author's own alone, in his order, as that is their precedence.

    Args:
        own: What ``words.yaml`` holds; empty for the words of ``plain``.
        language: Tag of their language.
        levels: Level or kind -> what one office of it is called, and several: groups that the
            words do not have are called so.
    """
    joined = _over(usual_words(), {key: own[key] for key in own if key not in _OPEN})
    joined |= {key: own[key] for key in _OPEN if key in own}
    named = {
        level: {**joined["others"], "noun": many}
        for level, (_, many) in levels.items()
        if level not in joined["groups"]
    }
    groups = {"groups": {**named, **joined["groups"]}}
    return MappingProxyType({**joined, **groups, "language": language})


def missing_words(own: Mapping[str, Any]) -> list[str]:
    """The words that the author left to ``plain``, by their place: ``labels.subject``."""
    return list(_missing("", own, {k: v for k, v in usual_words().items() if k not in _OPEN}))


def _missing(place: str, own: Any, usual: Mapping[str, Any]) -> Iterator[str]:
    for key, value in usual.items():
        if not isinstance(own, Mapping) or key not in own:
            yield f"{place}{key}"
        elif isinstance(value, Mapping):
            yield from _missing(f"{place}{key}.", own[key], value)


def _over(usual: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _over(value, own.get(key) or {}) if isinstance(value, dict) else own.get(key, value)
        for key, value in usual.items()
    }


def _faults(loc: Loc, own: Any, usual: Any) -> Iterator[tuple[Loc, str, str]]:
    name = ".".join(map(str, loc)) or "the whole"
    if isinstance(usual, Mapping):
        if not isinstance(own, Mapping):
            yield loc, f"{name} is {shown(own)}, not fields with values", "write it as plain does"
            return
        for key, value in own.items():
            at = (*loc, str(key))
            if at[0] in _OPEN and len(at) == 1:
                yield from _open_faults(at, value)
            elif key not in usual:
                yield at, f"{shown(key)} is no word of letters", close_to(str(key), usual)
            else:
                yield from _faults(at, value, usual[key])
    elif isinstance(usual, list):
        if not isinstance(own, list) or len(own) != len(usual):
            yield loc, f"{name} is not a list of {len(usual)}", f"write {len(usual)} words"
            return
        for place, value in enumerate(own):
            yield from _faults((*loc, place), value, "")
    else:
        yield from _text_faults(loc, name, own, str(usual))


def _open_faults(loc: Loc, own: Any) -> Iterator[tuple[Loc, str, str]]:
    """Faults of groups and closings, whose keys are the author's own."""
    name, fields = str(loc[0]), _OPEN[str(loc[0])]
    if not isinstance(own, Mapping) or len(own) > _MOST_GROUPS:
        what = f"{name} is {shown(own)}, not at most {_MOST_GROUPS} fields with values"
        yield loc, what, "write it as plain does"
        return
    for key, value in own.items():
        at = (*loc, str(key))
        yield from _faults(at, value, fields or "")
        lacking = {"noun", "every", "reach"}.difference(value if isinstance(value, Mapping) else ())
        if fields and lacking:
            yield at, f"{name}.{key} lacks {', '.join(sorted(lacking))}", "write all three"


def _text_faults(loc: Loc, name: str, own: Any, usual: str) -> Iterator[tuple[Loc, str, str]]:
    if own == usual == "" and loc and loc[0] == "labels":
        return
    if not isinstance(own, str) or len(own) > _LONGEST or not own.strip():
        yield loc, f"{name} is {shown(own)}", f"write a text of at most {_LONGEST} characters"
    elif sign := invisible_sign(own):
        yield loc, f"{name} holds {sign}, which nobody sees", "take it out"
    else:
        known = set(_PLACEHOLDER.findall(usual))
        if unknown := sorted(set(_PLACEHOLDER.findall(own)) - known):
            fields = ", ".join(f"{{{each}}}" for each in sorted(known)) or "no field"
            yield loc, f"{name} names {{{unknown[0][:20]}}}", f"it has {fields}"
        elif "{" in _PLACEHOLDER.sub("", own) or "}" in _PLACEHOLDER.sub("", own):
            yield loc, f"{name} has a brace without its other half", "close it, or take it out"


def placed(faults: Iterator[tuple[Loc, str, str]], where: Any) -> list[Fault]:
    """Faults with their file and line.

    Args:
        faults: From ``word_faults``.
        where: From a place to file and line.
    """
    return [Fault(where(loc), what, remedy) for loc, what, remedy in faults]

"""The words of the desk, in each language that it speaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import yaml

Language = Literal["th", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT: Language = "th"
ONE = ".one"
"""Ends the key of a text for one; Thai needs none, for its words have one form."""

_FOLDER = Path(__file__).parents[1] / "words"


@cache
def words(language: Language) -> Mapping[str, str]:
    """Key -> text, with ``{placeholders}``."""
    found = yaml.safe_load((_FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return {str(key): str(text) for key, text in found.items()}


def say(language: Language, key: str, **values: object) -> str:
    """The text of a key with its placeholders filled in; plain text, still to be escaped.

    A language that tells one from many has a text for one as ``<key>.one``, told by ``count``.

    Raises:
        KeyError: There is no such key, or a placeholder has no value.
    """
    known = words(language)
    one = f"{key}{ONE}" if str(values.get("count")) == "1" else key
    return known.get(one, known[key]).format_map(values)


def say_error(language: Language, error: Exception, shown: Callable[[str], str] = str) -> str:
    """The sentence of a refusal: in words of its own (``error.`` and its class), else in English.

    Args:
        language: Of the reader.
        error: Its attributes fill the placeholders.
        shown: Writes digits as the reader does.
    """
    text = words(language).get(f"error.{type(error).__name__}")
    values = {name: shown(str(value)) for name, value in vars(error).items()}
    return str(error) if text is None else text.format_map(values)

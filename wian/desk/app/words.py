"""The languages of the desk: that of the offices, where they have one, and English."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.kit.catalogue import Catalogue, catalogue
from wian.kit.number_signs import NumberSigns

ENGLISH = Path(__file__).parents[1] / "words" / "en.yaml"
_OWN, _OWN_ENGLISH = "desk.yaml", "desk.en.yaml"
"""A country's catalogues: in its own language, and what it says otherwise in English."""


@dataclass(frozen=True, eq=False)
class Language:
    """A language of the desk.

    Attributes:
        tag: As pages name it (RFC 5646).
        words: What it says.
        own: It is the offices' own: days and digits stand as in their letters.
        signs: The signs of its numbers.
    """

    tag: str
    words: Catalogue
    own: bool
    signs: NumberSigns

    @property
    def name(self) -> str:
        """What it is called in itself."""
        return self.words["language.name"]


def languages(country: Jurisdiction) -> tuple[Language, ...]:
    """The languages that a country's desk speaks, the offices' own one first."""
    return _languages(country.language, country.words, country.wording.signs)


@lru_cache(maxsize=8)
def _languages(tag: str, folder: Path | None, signs: NumberSigns) -> tuple[Language, ...]:
    texts = catalogue(ENGLISH) if folder is None else catalogue(folder / _OWN_ENGLISH, ENGLISH)
    usual = signs if tag == "en" else NumberSigns()
    english = Language("en", texts, own=tag == "en", signs=usual)
    if english.own or folder is None or not (folder / _OWN).exists():
        return (english,)
    own = catalogue(folder / _OWN, ENGLISH)
    return (Language(tag, own, own=True, signs=signs), english)


def say_error(language: Language, error: Exception, shown: Callable[[str], str] = str) -> str:
    """The sentence of a refusal: in words of its own (``error.`` and its class), else in English.

    Args:
        language: Of the reader.
        error: Its attributes fill the placeholders.
        shown: Writes digits as the reader does.
    """
    text = language.words.get(f"error.{type(error).__name__}")
    values = {name: shown(str(value)) for name, value in vars(error).items()}
    return str(error) if text is None else text.format_map(values)

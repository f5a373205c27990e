"""In which language does the program speak, and what does it say there?

A country's folder has the words, in ``words/commands.<language>.po``: the format of gettext, with
the English text of the program as the key. What a file lacks stays English.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path

from wian.kit.text_width import width

_COUNTRIES = Path(__file__).resolve().parents[2] / "jurisdictions"
_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_NO_LANGUAGE = frozenset({"C", "POSIX"})
_ENGLISH = "en"
_HOLE = re.compile(r"\\{(\w+)\\}")
_WORD = re.compile(r"\S+ *|^ +")
_SHORT = 20
"""Columns up to which a line does not end inside a stretch without blanks."""


class Translation:
    """The words of one language.

    Args:
        texts: English -> the same in this language; ``{name}`` stands for what varies.
        country: The folder that has them.
    """

    def __init__(self, texts: Mapping[str, str], country: str) -> None:
        self.texts, self._country = texts, country

    def said(self, text: str) -> str:
        """A text of one or several paragraphs, each of them by itself."""
        paragraphs = [" ".join(each.split()) for each in text.split("\n\n")]
        return "\n\n".join(self.texts.get(each, each) for each in paragraphs)

    def sentence(self, text: str) -> str:
        """A text in which something varies, which may be a sentence itself."""
        if found := self.texts.get(text):
            return found
        for pattern, found in self._patterns:
            if match := pattern.fullmatch(text):
                values = {name: self.sentence(each) for name, each in match.groupdict().items()}
                return found.format_map(values)
        return text

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        """What fits each text in which something varies, in the order of the file."""
        return [
            (re.compile(_HOLE.sub(r"(?P<\1>.+)", re.escape(each)), re.DOTALL), found)
            for each, found in self.texts.items()
            if "{" in each
        ]

    def pieces(self, text: str) -> Iterator[str]:
        """The pieces of a text between which a line may end, with the blanks behind them."""
        for each in _WORD.findall(text):
            if each.isascii() or width(each) <= _SHORT:
                yield each
            else:
                yield from self._parts(each)

    def _parts(self, stretch: str) -> Iterator[str]:
        """The words of a long stretch that has no blanks between them."""
        breaks = import_module(f"wian.jurisdictions.{self._country}.line_breaks")
        yield from breaks.pieces(stretch)
        if stretch.endswith(" "):
            yield " "


def translation() -> Translation | None:
    """That of the first language that the environment names and a country has; none: English."""
    for language in _languages(os.environ):
        if language == _ENGLISH:
            return None
        if found := _translation(language):
            return found
    return None


def _languages(environment: Mapping[str, str]) -> Iterator[str]:
    """The languages that a user wants, in the order of gettext: ``th`` of ``th_TH.UTF-8``."""
    if environment.get("LC_ALL") in _NO_LANGUAGE:
        return
    named = next((environment[each] for each in _VARIABLES if environment.get(each)), "")
    for each in named.split(":"):
        language = re.split(r"[_.@]", each)[0]
        if language in _NO_LANGUAGE:
            return
        if re.fullmatch(r"[a-z]{2,3}", language):
            yield language


@cache
def _translation(language: str) -> Translation | None:
    for path in sorted(_COUNTRIES.glob(f"*/words/commands.{language}.po")):
        texts = dict(_entries(path.read_text(encoding="utf-8")))
        return Translation(texts, path.parent.parent.name)
    return None


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """What is translated; not what a translator has marked as fuzzy or left empty."""
    for block in text.split("\n\n"):
        lines, found, word = block.splitlines(), {"msgid": "", "msgstr": ""}, ""
        for line in lines:
            if line.startswith("#"):
                continue
            if not line.startswith('"'):
                word, _, line = line.partition(" ")  # noqa: PLW2901 - what is behind the word
            found[word] += json.loads(line)
        fuzzy = any(line.startswith("#,") and "fuzzy" in line for line in lines)
        if found["msgid"] and found["msgstr"] and not fuzzy:
            yield found["msgid"], found["msgstr"]

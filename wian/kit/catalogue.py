"""The words of a room in one language: keys, texts with placeholders, one and many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

ONE = ".one"
"""Ends the key of a text for one; a language whose words have one form needs none."""


class Catalogue(Mapping[str, str]):
    """Key -> text with ``{placeholders}``.

    Args:
        texts: The texts; its ``own``.
        beneath: Says what the texts lack, in another language.
    """

    def __init__(self, texts: Mapping[str, str], beneath: Mapping[str, str] | None = None) -> None:
        self.own, self._beneath = texts, beneath or {}

    def __getitem__(self, key: str) -> str:
        found = self.own.get(key)
        return self._beneath[key] if found is None else found

    def __iter__(self) -> Iterator[str]:
        return iter({**self.own, **self._beneath})

    def __len__(self) -> int:
        return len({*self.own, *self._beneath})

    def say(self, key: str, **values: object) -> str:
        """The text of a key with its placeholders filled in; plain text, still to be escaped.

        A language that tells one from many has a text for one as ``<key>.one``, told by ``count``.

        Raises:
            KeyError: There is no such key, or a placeholder has no value.
        """
        text = self._form(key, values["count"]) if "count" in values else self[key]
        return text.format_map(values) if values or "{" in text or "}" in text else text

    def _form(self, key: str, count: object) -> str:
        """The text for one where ``count`` is one; that of the same language as for many."""
        texts = self.own if key in self.own else self._beneath
        one = f"{key}{ONE}" if str(count) == "1" else key
        return texts.get(one, texts[key])


@cache
def catalogue(path: Path, beneath: Path | None = None) -> Catalogue:
    """The catalogue of a YAML file of keys and texts.

    Args:
        path: The file.
        beneath: The file that says what it lacks, or all where it does not exist.
    """
    below = None if beneath is None else catalogue(beneath)
    if not path.exists() and below is not None:
        return below
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Catalogue({str(key): str(text) for key, text in found.items()}, below)

"""The sentences of a jurisdiction's letters: each wording is made once and remembered."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from wian.jurisdictions.jurisdiction import Wording
from wian.letters.sandbox import environment, told

_REMEMBERED = 2048
_FILE = "sentences.j2"


class Sentences:
    """The macros of ``sentences.j2`` in a jurisdiction's folder of templates.

    The sandbox looks into every value that a macro reads. Letters of a wave say nearly the same, so
    what was said with the same values is not made again.

    Args:
        wording: Whose sentences.
    """

    def __init__(self, wording: Wording) -> None:
        self._macros: Any = environment(wording).get_template(_FILE).module
        self._said = lru_cache(_REMEMBERED)(self._made)

    def has(self, name: str) -> bool:
        """Whether the jurisdiction has a sentence of this name."""
        return hasattr(self._macros, name)

    def say(self, name: str, *values: object) -> str:
        """A sentence with its values.

        Args:
            name: Name of the macro.
            values: What it is given, in its order; all of it can be hashed.
        """
        return self._said(name, *values)

    def _made(self, name: str, *values: object) -> str:
        with told(_FILE):
            return str(getattr(self._macros, name)(*values))

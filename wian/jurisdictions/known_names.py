"""Does a text begin with the name of an office that is known already?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LONGEST_NAME = 120
"""Most signs that an office's name takes."""


class KnownNames:
    """Names of offices, to be found at the head of a text, white space apart.

    Args:
        names: The names.
        besides: Names that are known already.
    """

    def __init__(self, names: Iterable[str], besides: KnownNames | None = None) -> None:
        self._mine = frozenset(re.sub(r"\s+", "", name) for name in names)
        self._besides = besides

    def __contains__(self, name: str) -> bool:
        return name in self._mine or (self._besides is not None and name in self._besides)

    def heads(self, text: str) -> Iterator[int]:
        """Where the names that stand at the head of a text end, the longest first."""
        plain, ends = "", []
        for at, character in enumerate(text[:LONGEST_NAME]):
            if not character.isspace():
                plain += character
                if plain in self:
                    ends.append(at + 1)
        yield from reversed(ends)

"""The sorted ids of very many offices as one text: an object for each takes five times as much."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np

_BETWEEN = "\n"
_AT_ONCE = 4096
_STEP = 64
"""Each so many ids one is held as an object, so that halving cuts out the last few alone."""


class PackedIds(Sequence[str]):
    """Ids, each cut out of one text when it is looked at.

    Args:
        text: The ids with a line feed between them, as ``whole`` gives them.
    """

    __slots__ = ("_held", "_starts", "_text")

    def __init__(self, text: bytes) -> None:
        ends = np.flatnonzero(np.frombuffer(text, np.uint8) == ord(_BETWEEN)).astype(np.int32)
        self._starts = array("i", [0])
        self._starts.frombytes((ends + 1).tobytes())
        self._starts.append(len(text) + 1)
        self._text = text.decode("ascii")
        self._held = [self[at] for at in range(0, len(self), _STEP)]

    @staticmethod
    def whole(ids: Sequence[str]) -> bytes:
        """Ids as one text."""
        return _BETWEEN.join(ids).encode("ascii")

    def place(self, office: str) -> int:
        """Where an id stands, or would stand: as ``bisect_left`` says."""
        end = bisect_left(self._held, office) * _STEP
        return bisect_left(self, office, max(end - _STEP, 0), min(end, len(self)))

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[place] for place in range(len(self))[at]]
        if at < 0:
            at = range(len(self))[at]
        return self._text[self._starts[at] : self._starts[at + 1] - 1]

    def __iter__(self) -> Iterator[str]:
        for first in range(0, len(self), _AT_ONCE):
            end = min(first + _AT_ONCE, len(self))
            yield from self._text[self._starts[first] : self._starts[end] - 1].split(_BETWEEN)

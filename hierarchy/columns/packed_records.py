"""The records of many offices in little memory: in blocks, compressed where there are many."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import overload

from hierarchy.columns.office_json import BETWEEN

_BLOCK = 64
_PLAIN_BLOCKS = 512
"""The first blocks are not compressed: they take a few megabytes, and a country has no more."""
_FAST = 1


class PackedRecords:
    """Records of offices, as ``records_of`` gives them, in the order in which they come.

    Args:
        records: The records.
    """

    def __init__(self, records: Iterable[bytes]) -> None:
        blocks: list[bytes] = []
        self._blocks: Sequence[bytes] = blocks
        self._opened: tuple[int, list[bytes]] = (-1, [])
        each = iter(records)
        while block := list(islice(each, _BLOCK)):
            text = BETWEEN.join(block)
            packed = len(blocks) >= _PLAIN_BLOCKS
            blocks.append(zlib.compress(text, _FAST) if packed else text)

    @classmethod
    def kept(cls, data: memoryview, starts: array[int]) -> PackedRecords:
        """The records that ``whole`` gave."""
        made = cls(())
        made._blocks = _Cut(data, starts)
        return made

    def whole(self) -> tuple[bytes, array[int]]:
        """All blocks behind each other; where each begins, and where the last one ends."""
        starts = array("i", accumulate(map(len, self._blocks), initial=0))
        return b"".join(self._blocks), starts

    def __getitem__(self, position: int) -> bytes:
        number, at = divmod(position, _BLOCK)
        opened = self._opened
        if opened[0] != number:
            opened = self._opened = (number, self._text(number).split(BETWEEN))
        return opened[1][at]

    def texts(self) -> Iterator[bytes]:
        """All records in pieces, the records of a piece with ``BETWEEN`` between them."""
        return map(self._text, range(len(self._blocks)))

    def _text(self, number: int) -> bytes:
        block = self._blocks[number]
        return block if number < _PLAIN_BLOCKS else zlib.decompress(block)


class _Cut(Sequence[bytes]):
    """The blocks of one long text, each cut out when it is asked for."""

    def __init__(self, data: memoryview, starts: array[int]) -> None:
        self._data, self._starts = data, starts

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> list[bytes]: ...
    def __getitem__(self, at: int | slice) -> bytes | list[bytes]:
        numbers = range(len(self))[at]
        if isinstance(numbers, range):
            return [self[number] for number in numbers]
        return bytes(self._data[self._starts[numbers] : self._starts[numbers + 1]])

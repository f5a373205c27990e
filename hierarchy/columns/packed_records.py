"""The records of many offices in little memory: in blocks, compressed where there are many."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import islice

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
        self._blocks: list[bytes] = []
        self._opened: tuple[int, list[bytes]] = (-1, [])
        each = iter(records)
        while block := list(islice(each, _BLOCK)):
            text = BETWEEN.join(block)
            packed = len(self._blocks) >= _PLAIN_BLOCKS
            self._blocks.append(zlib.compress(text, _FAST) if packed else text)

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

"""The lines of a hierarchy by column, found from either end."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import le, lt
from typing import overload

from hierarchy.office import Channel, Line, LineKind

KINDS, CHANNELS = tuple(LineKind), tuple(Channel)
COMMAND, _POST = KINDS.index(LineKind.COMMAND), CHANNELS.index(Channel.POST)


@dataclass(frozen=True, slots=True)
class LineEnds:
    """Lines in any order: the positions of both ends, and the numbers of the words.

    Attributes:
        parents: Position of the office that writes.
        children: Position of the office that it writes to.
        kinds: Number of the line's kind in ``KINDS``.
        channels: Number of its channel in ``CHANNELS``.
    """

    parents: array[int]
    children: array[int]
    kinds: bytearray
    channels: bytearray


class LineColumns(Sequence[Line]):
    """Lines sorted by parent and child; a sequence of them, each made when it is looked at.

    Args:
        ids: The ids of the offices by position.
        ends: The lines in any order, each once.

    Attributes:
        parents: Position of each line's parent.
        children: Position of each line's child.
        kinds: Number of each line's kind in ``KINDS``.
        channels: Number of each line's channel in ``CHANNELS``.
        starts: The number of the first line down from each office, and behind the last one.
    """

    def __init__(self, ids: Sequence[str], ends: LineEnds) -> None:
        order = _order(len(ids), ends)
        self._ids = ids
        self.parents = array("i", map(ends.parents.__getitem__, order))
        self.children = array("i", map(ends.children.__getitem__, order))
        self.kinds = bytes(map(ends.kinds.__getitem__, order))
        self.channels = bytes(map(ends.channels.__getitem__, order))
        self.starts = _starts(len(ids), self.parents)
        self._above = _starts(len(ids), self.children)
        ordered = range(len(self.children))
        if not all(map(le, self.children, self.children[1:])):
            ordered = sorted(ordered, key=self.children.__getitem__)  # type: ignore[assignment]
        self._upwards = array("i", ordered)

    @classmethod
    def of(cls, ids: Sequence[str], lines: Sequence[Line]) -> LineColumns | None:
        """The columns of lines between offices of these ids; ``None`` where one leads elsewhere."""
        at = {office: position for position, office in enumerate(ids)}
        try:
            ends = LineEnds(
                array("i", [at[line.parent] for line in lines]),
                array("i", [at[line.child] for line in lines]),
                bytearray(KINDS.index(line.kind) for line in lines),
                bytearray(CHANNELS.index(line.channel) for line in lines),
            )
        except KeyError:
            return None
        return cls(ids, ends)

    @classmethod
    def kept(cls, ids: Sequence[str], parts: Sequence[bytes]) -> LineColumns:
        """The columns that ``parts`` gave."""
        made = cls.__new__(cls)
        made.kinds, made.channels = parts[:2]
        columns = [array("i", part) for part in parts[2:]]
        made.__dict__.update(zip(_COLUMNS, columns, strict=True), _ids=ids)
        return made

    def parts(self) -> list[bytes]:
        """All that it holds as bytes."""
        columns = map(self.__dict__.__getitem__, _COLUMNS)
        return [self.kinds, self.channels, *(each.tobytes() for each in columns)]

    def __len__(self) -> int:
        return len(self.parents)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Line, ...]: ...
    def __getitem__(self, at: int | slice) -> Line | tuple[Line, ...]:
        if isinstance(at, slice):
            return tuple(self[number] for number in range(len(self))[at])
        return Line(
            self._ids[self.parents[at]],
            self._ids[self.children[at]],
            KINDS[self.kinds[at]],
            CHANNELS[self.channels[at]],
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, LineColumns):
            return NotImplemented
        return len(self) == len(other) and list(self.texts()) == list(other.texts())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self):,} lines>"

    def down_from(self, office: int) -> range:
        """The numbers of the lines to those that the office at a position writes to."""
        return range(self.starts[office], self.starts[office + 1])

    def children_of(self, office: int) -> array[int]:
        """The positions of those that the office at a position writes to, ascending."""
        return self.children[self.starts[office] : self.starts[office + 1]]

    def up_from(self, office: int) -> array[int]:
        """The numbers of the lines from those that write to the office at a position."""
        return self._upwards[self._above[office] : self._above[office + 1]]

    def parents_of(self, office: int) -> list[int]:
        """The positions of those that write to the office at a position, ascending."""
        return [self.parents[line] for line in self.up_from(office)]

    def between(self, parent: int, child: int) -> int:
        """The number of the line from one position to another.

        Raises:
            KeyError: There is none.
        """
        last = self.starts[parent + 1]
        at = bisect_left(self.children, child, self.starts[parent], last)
        if at == last or self.children[at] != child:
            raise KeyError((parent, child))
        return at

    def repeats(self) -> bool:
        """Whether a line is there twice."""
        pairs = zip(self.parents, self.children, strict=True)
        return any(first == second for first, second in pairwise(pairs))

    def tops(self) -> Iterator[int]:
        """The positions of the offices that nobody writes to."""
        return (at for at, (first, last) in enumerate(pairwise(self._above)) if first == last)

    def texts(self) -> Iterator[bytes]:
        """The lines as the JSON that the ledger keeps of them, in pieces without brackets."""
        for first in range(0, len(self), _AT_ONCE):
            numbers = range(first, min(first + _AT_ONCE, len(self)))
            yield ",".join(map(self._text, numbers)).encode()

    def _text(self, line: int) -> str:
        parent, child = self._ids[self.parents[line]], self._ids[self.children[line]]
        words = _WORDS[self.kinds[line], self.channels[line]]
        return f'{{"parent":"{parent}","child":"{child}"{words}}}'


_AT_ONCE = 1024
_COLUMNS = ("parents", "children", "starts", "_above", "_upwards")
"""What a file holds of lines besides kinds and channels."""
_WORDS = {
    (kind, channel): ("" if kind == COMMAND else f',"kind":"{KINDS[kind]}"')
    + ("" if channel == _POST else f',"channel":"{CHANNELS[channel]}"')
    for kind in range(len(KINDS))
    for channel in range(len(CHANNELS))
}


def _order(offices: int, ends: LineEnds) -> Sequence[int]:
    """The lines by parent, then child."""
    keys = [
        parent * offices + child for parent, child in zip(ends.parents, ends.children, strict=True)
    ]
    order = range(len(keys))
    if all(map(lt, keys, keys[1:])):
        return order
    return sorted(order, key=keys.__getitem__)


def _starts(offices: int, ends: Iterable[int]) -> array[int]:
    """For each office the place of its first line among lines that are sorted by ``ends``."""
    counts = Counter(ends)
    return array("i", accumulate(map(counts.__getitem__, range(offices)), initial=0))

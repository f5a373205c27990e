"""Which cells of a sheet show what a cell above them holds, because they are merged with it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from wian.history.registers.cells import Cell


class MergedColumns:
    """The cells of a sheet that are merged downwards; its rows are to be asked for in order."""

    def __init__(self) -> None:
        self._beginning: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        self._open: dict[int, tuple[int, Cell]] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, column: int, first: int, last: int) -> None:
        """Cells of a column, counted from 0, are one from the first to the last row."""
        if last > first:
            self._count += 1
            self._beginning[first].append((column, last))

    def above(self, row: int, cells: Sequence[Cell]) -> dict[int, Cell]:
        """What the merged cells of a row show, by column.

        Args:
            row: Its number, greater than that of the row before.
            cells: The cells that the row itself holds.
        """
        self._open = {at: each for at, each in self._open.items() if each[0] >= row}
        shown = {at: value for at, (_, value) in self._open.items()}
        for column, last in self._beginning.pop(row, ()):
            if column < len(cells) and cells[column] is not None:
                self._open[column] = (last, cells[column])
        return shown

"""How rows are shown: as columns, or as a list if the terminal is too narrow.

A column's side says how its cells stand: ``left`` is text, which may go on in further lines;
``whole`` (also to the left) is an id, a code, a date or a time, and never broken; nor is what is
``right``, or ``decimal`` with its decimal points below one another. A newline in a heading ends
its line there; a soft hyphen in front of it shows that a word goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len
from rich.text import Text

from wian.cli.terminal.line_wrap import filled, longest_piece, pieces_of, plain, wrapped

Columns = Sequence[tuple[str, str]]
"""Heading and side of each column."""

_GAP = _INDENT = "  "
_APART = "   "
_PARTED = "\u00ad\n"
_UNKNOWN = "–"
_LEFT = frozenset({"left", "whole"})


@dataclass(frozen=True, slots=True)
class Beside:
    """A cell that stands beside those of the rows above and below it.

    Attributes:
        shown: What stands in this row of a table; perhaps nothing.
        listed: What a list says of this row, where no row stands beside another.
    """

    shown: str
    listed: str


def laid_out(columns: Columns, rows: Iterable[Sequence[object]], within: int) -> Iterator[Text]:
    """Lines of a table at most ``within`` columns wide, or of a list where that breaks a piece.

    Args:
        columns: Heading and side of each column.
        rows: Cells; ``None`` shows as a dash.
        within: Columns that there are.
    """
    rows = list(rows)
    cells = aligned(columns, [[_shown(cell) for cell in row] for row in rows])
    heads = [(plain(name).replace(_PARTED, "-\n"), side) for name, side in columns]
    fitting = widths(heads, cells, within)
    return _table(heads, cells, fitting) if fitting else _list(columns, rows, within)


def widths(columns: Columns, rows: Sequence[Sequence[str]], within: int) -> list[int]:
    """The columns' widths, the widest giving way first; none where a piece would be broken."""
    wanted, least = [], []
    for index, (name, side) in enumerate(columns):
        cells = [row[index] for row in rows]
        widest = max(map(_width, cells), default=0)
        longest = max(map(longest_piece, cells), default=0) if side == "left" else widest
        wanted.append(max(_width(name), widest))
        least.append(max(longest_piece(name), longest))
    room = within - len(_GAP) * (len(columns) - 1)
    if sum(wanted) <= room:
        return wanted
    level = room
    while level >= 0 and sum(_lowered(wanted, least, level)) > room:
        level -= 1
    return _lowered(wanted, least, level) if level >= 0 else []


def _lowered(wanted: Sequence[int], least: Sequence[int], level: int) -> list[int]:
    return [max(low, min(high, level)) for low, high in zip(least, wanted, strict=True)]


def _width(text: str) -> int:
    return max(map(cell_len, text.split("\n")))


def _shown(cell: object) -> str:
    if isinstance(cell, Beside):
        cell = cell.shown
    return _UNKNOWN if cell is None else plain(str(cell))


def _listed(cell: object) -> str:
    text = cell.listed if isinstance(cell, Beside) else _shown(cell)
    return " ".join(plain(text).split())


def aligned(columns: Columns, rows: Iterable[Sequence[str]]) -> list[list[str]]:
    """The rows, with blanks behind decimals so that their points stand below one another."""
    made = [list(row) for row in rows]
    for index, (_, side) in enumerate(columns):
        if side != "decimal":
            continue
        tails = [len("".join(row[index].partition(".")[1:])) for row in made]
        longest = max(tails, default=0)
        for row, tail in zip(made, tails, strict=True):
            row[index] += " " * (longest - tail)
    return made


def _table(
    columns: Columns, rows: Sequence[Sequence[str]], fitting: Sequence[int]
) -> Iterator[Text]:
    sides = [side for _, side in columns]
    names = [wrapped(name, width) for (name, _), width in zip(columns, fitting, strict=True)]
    tallest = max(map(len, names), default=0)
    heading = [[*[""] * (tallest - len(name)), *name] for name in names]
    for line in _lines(heading, sides, fitting):
        yield Text(line, style="dim")
    for row in rows:
        cells = [
            wrapped(cell, width) if side == "left" else cell.split("\n")
            for cell, side, width in zip(row, sides, fitting, strict=True)
        ]
        yield from map(Text, _lines(cells, sides, fitting))


def _lines(
    cells: Sequence[Sequence[str]], sides: Sequence[str], fitting: Sequence[int]
) -> Iterator[str]:
    """A row's lines."""
    for parts in zip_longest(*cells, fillvalue=""):
        padded = (_padded(*each) for each in zip(parts, sides, fitting, strict=True))
        yield _GAP.join(padded).rstrip(" ")


def _padded(text: str, side: str, width: int) -> str:
    blanks = " " * (width - cell_len(text))
    return text + blanks if side in _LEFT else blanks + text


def _list(columns: Columns, rows: Iterable[Sequence[object]], within: int) -> Iterator[Text]:
    """A block a row: its first text, then the further cells that say something, side by side."""
    for row in rows:
        cells = [_listed(cell) for cell in row]
        known = (at for at, (_, side) in enumerate(columns) if side in _LEFT and cells[at])
        first = next(known, None)
        if first is not None:
            for line in filled(_pieces(cells[first], columns[first][1]), within):
                yield Text(line, style="bold")
        said = [
            (_label(name), cell, side)
            for at, ((name, side), cell) in enumerate(zip(columns, cells, strict=True))
            if at != first and cell
        ]
        yield from map(Text, _side_by_side(said, within))


def _side_by_side(said: Iterable[tuple[str, str, str]], within: int) -> Iterator[str]:
    """Labels and values, as many on a line as it has room for; a longer one has its own lines."""
    line = ""
    for label, value, side in said:
        item = f"{label}: {value}" if label else value
        fits = cell_len(item) <= within - len(_INDENT)
        if line and (not fits or cell_len(line + _APART + item) > within):
            yield line
            line = ""
        if fits:
            line = f"{line}{_APART}{item}" if line else _INDENT + item
        else:
            yield from _said(label, value, side, within)
    if line:
        yield line


def _label(name: str) -> str:
    return " ".join(name.replace(_PARTED, "").replace("-\n", "-").split())


def _said(label: str, value: str, side: str, within: int) -> Iterator[str]:
    pieces = (f"{word} " for word in f"{label}:".split()) if label else ()
    return filled((*pieces, *_pieces(value, side)), within, _INDENT, 2 * _INDENT)


def _pieces(text: str, side: str) -> tuple[str, ...]:
    return pieces_of(text) if side == "left" else (text,)

"""Where a line wraps in the terminal: at a space, or between words of a script without spaces.

Columns are counted as a terminal counts them: marks above and below a letter take none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from wian.jurisdictions.jurisdiction import Wording

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_WORD = re.compile(r"[^ ]+ *")
_STRETCH = re.compile(r"[^ ]+(?: [^ ]+)* *")
"""Words with single blanks between them, and all blanks behind the last."""


def plain(text: str) -> str:
    """``text`` with a blank for each character that a terminal would take for a command."""
    return _CONTROL.sub(" ", text)


def wrapped(text: str, columns: int) -> list[str]:
    """``text`` in lines of at most so many columns.

    A line's blanks at its front stand before the lines that it is continued on. A piece that is
    wider than the columns stays whole, on a line of its own.
    """
    return [line for each in plain(text).split("\n") for line in _continued(each, columns)]


def filled(pieces: Iterable[str], columns: int, first: str = "", others: str = "") -> Iterator[str]:
    """Lines of as many pieces as fit.

    Args:
        pieces: What is never broken, with the blanks behind it.
        columns: Columns of a line.
        first: What stands before the first line.
        others: What stands before each further one.
    """
    line, empty = first, True
    for piece in pieces:
        if not empty and cell_len((line + piece).rstrip(" ")) > columns:
            yield line.rstrip(" ")
            line = others
        line += piece
        empty = False
    yield line.rstrip(" ")


def longest_piece(text: str) -> int:
    """Columns below which ``text`` cannot be set without breaking a word."""
    return max((_least(line) for line in plain(text).split("\n")), default=0)


def _continued(line: str, columns: int) -> Iterable[str]:
    if cell_len(line) <= columns:
        return (line,)
    front = _front(line)
    return filled(pieces_of(line), columns, front, front)


def _least(line: str) -> int:
    return len(_front(line)) + max(
        (cell_len(each.rstrip(" ")) for each in pieces_of(line)), default=0
    )


def _front(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


@lru_cache(maxsize=4096)
def pieces_of(line: str) -> tuple[str, ...]:
    """The pieces of a line between which it may end, without the blanks at its front."""
    line = line.lstrip(" ")
    if line.isascii():
        return tuple(_WORD.findall(line))
    from wian.jurisdictions.countries import written_in  # noqa: PLC0415 - English needs no country

    where = written_in(line)
    if where is None or where.script is None:
        return tuple(_WORD.findall(line))
    wording, letter = where.wording, where.script.match
    stretches = _STRETCH.findall(line)
    return tuple(piece for each in stretches for piece in _pieces(each, wording, letter))


def _pieces(
    stretch: str, wording: Wording, letter: Callable[[str], object | None]
) -> Iterator[str]:
    """Pieces of a stretch of words; only a blank or a letter of the script ends or begins one."""
    piece = ""
    for each in wording.pieces(stretch, wording.proper_names((stretch,))):
        if piece and not piece.endswith(" ") and not (letter(piece[-1]) or letter(each)):
            piece += each
            continue
        if piece:
            yield piece
        piece = each
    yield piece + stretch[len(stretch.rstrip(" ")) :]

"""Owns what the terminal shows: tables, JSON, and one clear sentence where something is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

PLAIN_WIDTH = 120
"""Columns of what is printed into a file or a pipe."""

out = Console(width=None if sys.stdout.isatty() else PLAIN_WIDTH, highlight=False)
err = Console(stderr=True, width=None if sys.stderr.isatty() else PLAIN_WIDTH, highlight=False)


def print_json(value: Mapping[str, Any]) -> None:
    """Print one JSON object and nothing else on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def say(text: str = "") -> None:
    """Print one line of text as it is: no markup is read from it."""
    out.print(Text(text))


def say_raw(text: str) -> None:
    """Print text that must keep its lines, such as a letter."""
    sys.stdout.write(text.rstrip("\n") + "\n")


def heading(text: str) -> None:
    """Print a heading with a blank line above."""
    out.print()
    out.print(Text(text, style="bold"), soft_wrap=True)


def complain(text: str) -> None:
    """Print a refusal on standard error."""
    err.print(Text(text), soft_wrap=True)


def table(
    columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[object]], *, title: str = ""
) -> None:
    """Print rows under headings.

    Args:
        columns: Heading and alignment (``left``, ``right`` or ``decimal``) of each column;
            ``decimal`` puts decimal points below one another.
        rows: Cells; ``None`` shows as a dash.
        title: Heading above.
    """
    if title:
        heading(title)
    cells = [["–" if cell is None else str(cell) for cell in row] for row in rows]
    made = Table(box=None, pad_edge=False, header_style="dim")
    for index, (name, side) in enumerate(columns):
        shown = name
        if side == "decimal":
            shown = _align_decimals(name, cells, index)
        made.add_column(shown, justify="right" if side == "right" else "left", overflow="fold")
    for row in cells:
        made.add_row(*(Text(cell) for cell in row))
    out.print(made)


def _align_decimals(name: str, cells: list[list[str]], index: int) -> str:
    """Pad a column's cells in place so that their decimal points align; returns its heading."""
    places = max((len(row[index].partition(".")[2]) for row in cells), default=0)
    tail = places + 1 if places else 0
    for row in cells:
        missing = tail - len("".join(row[index].partition(".")[1:]))
        row[index] += " " * missing
    lines = name.split("\n")
    width = max(len(text) for text in (*lines, *(row[index] for row in cells)))
    for row in cells:
        row[index] = row[index].rjust(width)
    return "\n".join(line.rjust(width) for line in lines)


def number(value: int) -> str:
    """A count with thousands separated."""
    return f"{value:,}"

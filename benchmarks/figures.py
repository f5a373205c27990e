"""What was measured, against what, and the table that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        figure: What was measured.
        ours: What it came to.
        beside: Floor or peer of the same run, and what that came to.
        ratio: Of the two, with its sense (``12 x floor``).
        target: What was promised; empty where nothing was.
        met: ``yes``, ``NO``, or empty without a target.
    """

    figure: str
    ours: str
    beside: str = ""
    ratio: str = ""
    target: str = ""
    met: str = ""


def judged(holds: bool) -> str:  # noqa: FBT001 - the judgement in words
    """Whether a target is met, for the table."""
    return "yes" if holds else "NO"


def show(figures: Iterable[Figure], notes: Sequence[str] = ()) -> None:
    """Print figures as one aligned table, and what a reader must know of them."""
    header = [field.name for field in fields(Figure)]
    rows = [header, *([getattr(each, name) for name in header] for each in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * width for width in widths])
    for row in rows:
        print(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )
    for note in notes:
        print(f"\n{note}")

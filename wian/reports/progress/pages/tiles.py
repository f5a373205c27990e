"""A tile for each province, coloured by how many of its offices have the directive, as SVG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hierarchy.graph import Hierarchy
from wian.kit.counted import number
from wian.reports.progress.by_province import ProvinceStanding
from wian.reports.progress.pages.svg import SOFT, WIDTH, drawing, rect, short, text

_MARGIN, _COLUMNS, _GAP, _HEIGHT = 20, 6, 6, 46
_WIDE = (WIDTH - 2 * _MARGIN - (_COLUMNS - 1) * _GAP) / _COLUMNS
_LONGEST = 18
_SHARES = (
    (0.0, "#b3261e", "#ffffff", "nobody has it"),
    (0.5, "#e07b39", "#222222", "under half"),
    (0.9, "#f2c14e", "#222222", "under 90 %"),
    (1.0, "#b7d8a8", "#222222", "under all"),
    (2.0, "#4f8f5b", "#ffffff", "all have it"),
)
"""Up to which share a colour reaches, its ink, and what it says."""


def tiles(rows: Sequence[ProvinceStanding], hierarchy: Hierarchy) -> str:
    """The provinces in their order, a tile each: its name, who has it, and how many are overdue."""
    drawn = [part for place, row in enumerate(rows) for part in _tile(place, row, hierarchy)]
    lines = -(-len(rows) // _COLUMNS)
    top = _MARGIN + lines * (_HEIGHT + _GAP) + 6
    return drawing(top + 30, [*drawn, *_keys(top)])


def _tile(place: int, row: ProvinceStanding, hierarchy: Hierarchy) -> Iterator[str]:
    x = _MARGIN + (place % _COLUMNS) * (_WIDE + _GAP)
    y = _MARGIN + (place // _COLUMNS) * (_HEIGHT + _GAP)
    _, colour, ink, _ = _share(row)
    late = f", {number(row.overdue)} late" if row.overdue else ""
    name = hierarchy.office(row.province).label
    yield rect(x, y, _WIDE, _HEIGHT, colour)
    yield text(x + 6, y + 18, short(name, _LONGEST), size=12, fill=ink)
    told = f"{number(row.have)}/{number(row.offices)}{late}"
    yield text(x + 6, y + 36, told, size=11, fill=ink)


def _share(row: ProvinceStanding) -> tuple[float, str, str, str]:
    share = row.have / max(row.offices, 1)
    if not row.have:
        return _SHARES[0]
    return next(each for each in _SHARES[1:] if share < each[0])


def _keys(y: float) -> Iterator[str]:
    x: float = _MARGIN
    for _, colour, _, words in _SHARES:
        yield rect(x, y, 12, 12, colour)
        yield text(x + 18, y + 11, words, size=12, fill=SOFT)
        x += 40 + 8 * len(words)

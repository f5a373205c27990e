"""The provinces below an office on a schematic map, coloured by how far a directive is there."""

from __future__ import annotations

from dataclasses import dataclass

from wian.desk.pages.manager.tree_rows import TreeRow, TreeRows
from wian.followup.directive_tree import DirectiveTree
from wian.jurisdictions.tile_map import read_tiles

SHADES = 5
"""Steps of the colour, from nobody to everybody."""


@dataclass(frozen=True, slots=True)
class ProvinceTile:
    """A province on the map.

    Attributes:
        x, y: Its place on the grid.
        short: Its short name.
        name: Its name; empty where the directive does not go there by way of the office.
        row: The same as a row of the tree; ``None`` there.
        shade: From 0, nobody has it, to 4, all have it, the province and those below.
        percent: The share that has it.
    """

    x: int
    y: int
    short: str
    name: str = ""
    row: TreeRow | None = None
    shade: int = 0
    percent: int = 0


@dataclass(frozen=True, slots=True)
class ProvinceMap:
    """The map: its tiles, and how many columns and rows they take."""

    tiles: tuple[ProvinceTile, ...]
    columns: int
    rows: int


def province_map(
    tree: DirectiveTree, rows: TreeRows, office: str, *, own_language: bool
) -> ProvinceMap | None:
    """The provinces that an office's letters go through.

    Args:
        tree: The directive.
        rows: Makes rows of it.
        office: Who looks.
        own_language: The reader reads the offices' own language.

    Returns:
        ``None`` where the country has no map, or fewer than two of its provinces are below.
    """
    path = tree.plan.jurisdiction.tiles
    if path is None:
        return None
    places, under, found = tree.places, tree.under(office), list[ProvinceTile]()
    known = read_tiles(path)
    for province, tile in known.items():
        short = tile.short if own_language else tile.short_en
        at = places.get(province)
        if at is None or not under[at]:
            found.append(ProvinceTile(tile.column, tile.row, short))
            continue
        row = rows.row(tree.branch(province))
        below, own = row.branch.below, row.at not in {"not-sent", "not-stamped"}
        share = (below.received + own) / (below.offices + 1)
        shade = SHADES - 1 if share == 1 else min(int(share * (SHADES - 1)), SHADES - 2)
        tile_of = ProvinceTile(tile.column, tile.row, short, row.name, row, shade, int(share * 100))
        found.append(tile_of)
    if sum(each.row is not None for each in found) < 2:
        return None
    ordered = tuple(sorted(found, key=lambda each: (each.y, each.x)))
    columns = 1 + max(each.x for each in found)
    return ProvinceMap(ordered, columns, 1 + ordered[-1].y)

"""A schematic map has a place of its own for every province of its country."""

from __future__ import annotations

from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.tile_map import read_tiles


def test_every_province_has_a_tile_of_its_own():
    """Those that letters go to, and the capital; none at the place or with the name of another."""
    country = jurisdiction("thailand")
    tiles = read_tiles(country.tiles)
    provinces = set(country.build(None).offices.at_level("province"))
    assert provinces < set(tiles)
    assert len(tiles) == 77
    for each in ("short", "short_en"):
        assert len({getattr(tile, each) for tile in tiles.values()}) == len(tiles)
    assert len({(tile.column, tile.row) for tile in tiles.values()}) == len(tiles)
    north, south = tiles["chiang-rai"], tiles["narathiwat"]
    west, east = tiles["mae-hong-son"], tiles["ubon-ratchathani"]
    assert north.row < south.row
    assert west.column < east.column


def test_a_country_without_a_map_has_none():
    """Whoever builds a country need not draw one."""
    assert jurisdiction("plain").tiles is None

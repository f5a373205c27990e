"""A country's provinces as tiles: a schematic map, where nobody needs borders or areas."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from hierarchy.office import OfficeId
from wian.kit.text import ShortText


class Tile(BaseModel):
    """A province on the map.

    Attributes:
        column, row: Its place on the grid, from 0; the north is above.
        short: Its short name, as its administration writes it.
        short_en: The same for readers of English.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: int
    row: int
    short: ShortText
    short_en: ShortText


_TILES = TypeAdapter(dict[OfficeId, Tile])


@cache
def read_tiles(path: Path) -> Mapping[str, Tile]:
    """The tiles of a country by the id of the province, from a file of its own.

    Args:
        path: The file, as its :class:`~wian.jurisdictions.jurisdiction.Jurisdiction` names it.
    """
    return _TILES.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))

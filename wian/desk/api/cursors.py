"""The pages of a list: cursors that stay good while the list grows at its head."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from typing import Annotated

from fastapi import Query

from wian.desk.api.problems import ApiRefusal

_PLACE = re.compile(r"(-?[0-9]{1,12}) ([a-z0-9][a-z0-9._-]*(?:@[a-z0-9._-]+)?(?:#[0-9]+)?)")
Place = tuple[int, str]
"""Where an item stands: the newest first, then by propagation."""
Limit = Annotated[int, Query(ge=1, le=200, description="Items of a page.")]
Cursor = Annotated[
    str | None,
    Query(pattern="^[A-Za-z0-9_-]{1,300}$", description="The next of the page before."),
]


def place_of(cursor: str | None) -> tuple[int, str] | None:
    """Minute and place of the item that a cursor means; ``None``: the list is begun.

    Args:
        cursor: The ``next`` of the page before.

    Raises:
        ApiRefusal: The cursor is none.
    """
    if not cursor:
        return None
    minute, place = _read(cursor)
    return -minute, place


def following(places: Sequence[Place], limit: int) -> str | None:
    """The ``next`` of a page; ``None`` where it is the last.

    Args:
        places: Where the items of the page stand, and that of the next page's first if there is
            one.
        limit: Items of a page.
    """
    return _written(places[limit - 1]) if len(places) > limit else None


def _written(place: Place) -> str:
    text = f"{place[0]} {place[1]}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read(cursor: str) -> Place:
    found = _PLACE.fullmatch(_decoded(cursor))
    if found is None:
        detail = "The cursor is none of this list; begin without one."
        raise ApiRefusal(422, detail, code="unknown-cursor")
    return int(found[1]), found[2]


def _decoded(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError):
        return ""

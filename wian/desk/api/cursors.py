"""The pages of a list: cursors that stay good while the list grows at its head."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Query

from wian.desk.api.models import Page
from wian.desk.api.problems import ApiRefusal

_Item = TypeVar("_Item")
_Given = TypeVar("_Given")
_PLACE = re.compile(r"(-?[0-9]{1,12}) ([a-z0-9][a-z0-9._-]*)")
Place = tuple[int, str]
"""Where an item stands: the newest first, then by propagation."""
Limit = Annotated[int, Query(ge=1, le=200, description="Items of a page.")]
Cursor = Annotated[
    str | None,
    Query(pattern="^[A-Za-z0-9_-]{1,300}$", description="The next of the page before."),
]


def page_of(
    items: Sequence[_Item],
    place: Callable[[_Item], Place],
    shown: Callable[[_Item], _Given],
    cursor: str | None,
    limit: int,
) -> Page[_Given]:
    """The items that follow a cursor.

    Args:
        items: All, in their order.
        place: Where each stands.
        shown: How each is shown; only those of the page are.
        cursor: The ``next`` of the page before.
        limit: How many.

    Raises:
        ApiRefusal: The cursor is none.
    """
    after = _read(cursor) if cursor else None
    rest = [item for item in items if after is None or place(item) > after]
    more = len(rest) > limit
    following = _written(place(rest[limit - 1])) if more else None
    return Page[_Given](items=[shown(item) for item in rest[:limit]], next=following)


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

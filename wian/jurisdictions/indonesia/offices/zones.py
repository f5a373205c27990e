"""The three time zones of Indonesia, by province."""

from __future__ import annotations

import re
from types import MappingProxyType

WIB, WITA, WIT = "WIB", "WITA", "WIT"
IANA = MappingProxyType({WIB: "Asia/Jakarta", WITA: "Asia/Makassar", WIT: "Asia/Jayapura"})
"""Zone -> its name in the database of zones: 7, 8 and 9 hours ahead of UTC."""
_WITA = frozenset(["51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"])
_WIT = frozenset(["81", "82", "91", "92", "93", "94", "95", "96"])
"""Keputusan Presiden 41 of 1987. Provinces founded since keep the zone of the one that they were
part of."""


OTHERS = frozenset({IANA[WITA], IANA[WIT]})
"""The zones besides that of the capital."""
_CODE = re.compile(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?")


def iana_zone(office: str) -> str | None:
    """The IANA zone of an office that has an area's code as its id; ``None`` for any other id."""
    return IANA[zone_of(office[:2])] if _CODE.fullmatch(office) else None


def zone_of(province: str) -> str:
    """The zone of a province, by its code: WIB in the west, WITA in the middle, WIT in the east."""
    if province in _WITA:
        return WITA
    return WIT if province in _WIT else WIB

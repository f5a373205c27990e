"""Which province an office lies in: the office of that level above it."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx

from hierarchy.graph import Hierarchy

LEVEL = "province"


def own_provinces(hierarchy: Hierarchy) -> dict[str, str]:
    """The province of each office that has only one above it, or is one."""
    provinces, ids = hierarchy.offices.at_level(LEVEL), hierarchy.offices.ids
    above: dict[int, str | None] = {}
    for province in provinces:
        for office in nx.descendants(hierarchy.positions, hierarchy.position(province)):
            above[office] = None if office in above else province
    own = {ids[office]: province for office, province in above.items() if province is not None}
    return own | {province: province for province in provinces}


def province_by_sender(
    own: Mapping[str, str], senders: Mapping[tuple[str, str], str], propagation: str, office: str
) -> str | None:
    """The province of an office that has none or several above it: that of whoever wrote to it.

    Args:
        own: The provinces of offices that have one.
        senders: Propagation and recipient -> sender: a chain of senders has an end.
        propagation: In which it received.
        office: The office.

    Returns:
        ``None`` where it stands above or beside all of them.
    """
    at: str | None = office
    while at is not None and at not in own:
        at = senders.get((propagation, at))
    return None if at is None else own[at]

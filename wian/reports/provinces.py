"""Which province an office lies in: the office of that level above it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import networkx as nx

from hierarchy.graph import Hierarchy

LEVEL = "province"


def provinces(hierarchy: Hierarchy, senders: Mapping[str, str]) -> dict[str, str | None]:
    """The province of each recipient; ``None`` where it stands above or beside all of them.

    Args:
        hierarchy: The offices.
        senders: Recipient -> sender, along a route: a chain of senders has an end. An office
            under several provinces lies in that of whoever wrote to it.
    """

    @cache
    def province(office: str) -> str | None:
        own = _own(hierarchy, office)
        above = senders.get(office)
        return own if own or above is None else province(above)

    return {recipient: province(recipient) for recipient in senders}


def _own(hierarchy: Hierarchy, office: str) -> str | None:
    """The office itself where it is a province; the only province above it; else ``None``."""
    if hierarchy.office(office).level == LEVEL:
        return office
    above = [
        each
        for each in nx.ancestors(hierarchy.graph, office)
        if hierarchy.office(each).level == LEVEL
    ]
    return above[0] if len(above) == 1 else None

"""How does each province stand: who there has it, and who is late?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hierarchy.graph import Hierarchy
from hierarchy.route.route import Route
from wian.reports.progress.delivery import Standing
from wian.reports.progress.snapshot import Situation
from wian.reports.provinces import LEVEL


@dataclass(frozen=True, slots=True)
class ProvinceStanding:
    """A province, and the offices that are reached through it.

    Attributes:
        province: Its id.
        offices: How many they are, itself included.
        have: How many of them have it.
        silent: How many were written to, and no desk has stamped.
        overdue: How many owe something for longer than they may.
    """

    province: str
    offices: int
    have: int
    silent: int
    overdue: int


def by_province(
    found: Situation, route: Route, hierarchy: Hierarchy
) -> tuple[ProvinceStanding, ...]:
    """The provinces that a directive goes through, the most offices to come first.

    Args:
        found: How it stands.
        route: The plan.
        hierarchy: Its offices.
    """
    of = provinces_on(route, hierarchy)
    here = [(of[hop.office], hop) for hop in found.hops if hop.office in of]
    whole = Counter(province for province, _ in here)
    have = Counter(where for where, hop in here if hop.standing is Standing.CONFIRMED)
    silent = Counter(where for where, hop in here if hop.standing is Standing.SILENT)
    overdue = Counter(where for where, hop in here if hop.overdue is not None)
    rows = [
        ProvinceStanding(each, whole[each], have[each], silent[each], overdue[each])
        for each in whole
    ]
    return tuple(sorted(rows, key=lambda row: (row.have - row.offices, row.province)))


def provinces_on(route: Route, hierarchy: Hierarchy) -> dict[str, str]:
    """The province that each office is reached through, or is; none of those above provinces."""
    of: dict[str, str] = {}
    for hop in route.hops:
        if hierarchy.level(hop.recipient) == LEVEL:
            of[hop.recipient] = hop.recipient
        elif hop.sender in of:
            of[hop.recipient] = of[hop.sender]
    return of

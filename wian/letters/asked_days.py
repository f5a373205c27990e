"""By which day does a directive ask each office for an answer?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from hierarchy.graph import Hierarchy
from hierarchy.route.selector import select
from wian.letters.directive import Directive


def asked_days(
    directive: Directive, hierarchy: Hierarchy, addressees: Collection[str]
) -> dict[str, date]:
    """The first day for the answer of each addressee that is asked for one.

    Args:
        directive: What is asked.
        hierarchy: Its offices.
        addressees: Whom it is addressed to.
    """
    known, found = set(addressees), dict[str, date]()
    for ask in directive.asks:
        for office in known.intersection(select(hierarchy, [ask.to])):
            if (day := ask.day_for(hierarchy.level(office))) is not None:
                found[office] = min(day, found.get(office, day))
    return found

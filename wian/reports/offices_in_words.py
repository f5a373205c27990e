"""How a sentence names offices, one or many, in a few English words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from hierarchy.graph import Hierarchy
from hierarchy.route.route import Cohort, Route
from wian.jurisdictions.jurisdiction import Jurisdiction


class Namer:
    """Names offices of a hierarchy.

    Args:
        hierarchy: The offices.
        jurisdiction: Its words for levels.
    """

    def __init__(self, hierarchy: Hierarchy, jurisdiction: Jurisdiction) -> None:
        self._hierarchy = hierarchy
        self._jurisdiction = jurisdiction

    def one(self, office: str) -> str:
        """The English name of an office, or its own where it has none."""
        return self._hierarchy.office(office).label

    def level(self, office: str) -> str:
        """The level of an office in English, of one office."""
        return self._jurisdiction.level_name(self._hierarchy.level(office), 1)

    def many(self, offices: Sequence[str]) -> str:
        """Offices counted by level, top down: ``9 districts, 3 local bodies``; one by its name."""
        if len(offices) == 1:
            return self.one(offices[0])
        return self._counted(Counter(map(self._hierarchy.level, offices)))

    def reached(self, route: Route, hops: slice) -> str:
        """The same of the offices that some hops of a route reach; none of them is looked up."""
        levels = self._hierarchy.offices.levels
        positions = route.positions(self._hierarchy)[hops]
        if len(positions) == 1:
            return self.one(self._hierarchy.offices.ids[int(positions[0])])
        counts = np.bincount(np.frombuffer(levels.numbers, np.uint32)[positions]).tolist()
        return self._counted({levels.words[at]: count for at, count in enumerate(counts) if count})

    def _counted(self, levels: Mapping[str, int]) -> str:
        return ", ".join(
            f"{levels[level]:,} {self._jurisdiction.level_name(level, levels[level])}"
            for level in self._hierarchy.levels
            if level in levels
        )

    def cohort(self, route: Route, cohort: Cohort) -> str:
        """A cohort in words: ``Northern region: 9 districts -> 100 local bodies``."""
        to = self.many([hop.recipient for hop in cohort.hops])
        if len(cohort.forwarders) == 1:
            return f"{self.one(cohort.forwarders[0])} -> {to}"
        return f"{self.one(cohort.parent or route.origin)}: {self.many(cohort.forwarders)} -> {to}"

    def gathering(self, route: Route, cohort: Cohort) -> str:
        """A cohort of the way up: ``Northern region: answers of 100 bodies -> 9 districts``."""
        answers = f"answers of {self.many([hop.recipient for hop in cohort.hops])}"
        if len(cohort.forwarders) == 1:
            return f"{answers} -> {self.one(cohort.forwarders[0])}"
        to = f"{answers} -> {self.many(cohort.forwarders)}"
        return f"{self.one(cohort.parent or route.origin)}: {to}"

"""Which offices below an office that is split are whose from then on?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hierarchy.graph import Hierarchy
from hierarchy.office import Office
from wian.kit.errors import Fault
from wian.ledger.database import Ledger
from wian.ledger.read.live_letters import live_propagations
from wian.propagation.plan import recorded_hierarchy

_NAMED = 8
"""Offices below that an error names."""


@dataclass(frozen=True)
class DividedArea:
    """The offices below one whose place several take.

    Attributes:
        ledger: Where live directives are recorded.
        office: The office that is succeeded.
        heir: Id of the successor that keeps what nobody divides.
        found: The successors by id; ``None`` of one that nobody knows.
    """

    ledger: Ledger
    office: Office
    heir: str
    found: Mapping[str, Office | None]

    @cached_property
    def below(self) -> frozenset[str]:
        """The offices below it in any hierarchy that a live directive goes down."""
        return frozenset(
            child
            for hierarchy in self._hierarchies
            if self.office.id in hierarchy
            for child in hierarchy.graph.successors(self.office.id)
        )

    def shares(
        self, said: Mapping[str, Sequence[str]], later: Hierarchy | None
    ) -> Mapping[str, str]:
        """The successor of each office below that is not the heir's.

        What nobody says follows from the offices as they are later, or from the latest hierarchy
        of a live directive that has the successor: an office is the successor's that it stands
        under there, the heir's where it stands under that one too, or under none.

        Args:
            said: Which offices are whose, by successor.
            later: The offices as they are later.
        """
        others = [each for each in self.found if each != self.heir]
        if not others:
            return {}
        told = {child: successor for successor, those in said.items() for child in those}
        found = {}
        for child in sorted(self.below):
            successor = told.get(child) or self._above(child, others, later)
            if successor not in {None, self.heir}:
                found[child] = str(successor)
        return found

    def code_faults(self, shares: Mapping[str, str]) -> Iterator[Fault]:
        """Those who would print numbers that another one's letters bear: of one code and form."""
        taken = {each.letter_code: each.id for each in (self.found[self.heir], self.office) if each}
        for successor in dict.fromkeys(shares.values()):
            office = self.found[successor]
            if office is None or office.letter_code is None:
                continue
            other = taken.setdefault(office.letter_code, successor)
            if other != successor:
                what = f"{successor} would print the letter code and numbers of {other}"
                remedy = "give it its own letter code"
                values = {"office": successor, "other": other}
                yield Fault("shares", what, remedy, "share_code", values)

    def faults(self, said: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
        """What does not go together in who gets what."""
        whose: dict[str, str] = {}
        for successor, those in said.items():
            if successor not in self.found:
                what = f"{successor} is none of the successors"
                remedy = f"name one of {', '.join(self.found)}"
                yield Fault("shares", what, remedy, "share_unknown", {"office": successor})
            for child in those:
                if child not in self.below:
                    what = f"{child} does not stand under {self.office.id} in a live directive"
                    values = {"office": child}
                    yield Fault("shares", what, self._those_below, "share_not_below", values)
                elif whose.setdefault(child, successor) != successor:
                    what = f"{child} is given to {whose[child]} and to {successor}"
                    remedy = "give it to one of them"
                    yield Fault("shares", what, remedy, "share_twice", {"office": child})

    @property
    def _those_below(self) -> str:
        named = sorted(self.below)[:_NAMED]
        more = ", ..." if len(self.below) > _NAMED else ""
        return f"name offices below it: {', '.join(named)}{more}" if named else "leave it out"

    def _above(self, child: str, others: Sequence[str], later: Hierarchy | None) -> str | None:
        """The successor that an office stands under from then on."""
        known = [later] if later is not None else self._hierarchies
        for hierarchy in known:
            if child in hierarchy and any(each in hierarchy for each in others):
                parents = set(hierarchy.graph.predecessors(child))
                return next((each for each in (self.heir, *others) if each in parents), None)
        return None

    @cached_property
    def _hierarchies(self) -> list[Hierarchy]:
        """Those that live directives went down, the latest first."""
        live = live_propagations(self.ledger)
        digests = dict.fromkeys(each.hierarchy_digest for each in live)
        return [recorded_hierarchy(self.ledger, each) for each in digests]

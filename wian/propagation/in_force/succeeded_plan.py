"""A plan as it is acted on now: where an office was succeeded, its heir writes and is written to.

The route stays what it was, and so do levels and kinds: what a directive selects does not change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise

from hierarchy.columns.office_columns import OfficeColumns, OfficeTraits
from hierarchy.graph import Hierarchy
from hierarchy.office import Office
from hierarchy.route.route import Route
from wian.delays.profile import DelayProfile
from wian.ledger.life.growth import Growth
from wian.ledger.succession.succession import Successions
from wian.propagation.plan import Plan

_KEPT = "_in_force"
_FORCES = 16
"""So many plans in force are kept of one: of a split office each successor has its own."""


def plan_in_force(
    plan: Plan, successions: Successions, office: str | None = None, keeper: str | None = None
) -> Plan:
    """A plan with the names of those who act now; itself where nobody was succeeded.

    Args:
        plan: The propagation, as it was sent.
        successions: Which offices took the place of others.
        office: Who acts: of a split office above it that successor stands there which writes to
            it, or to those through whom the letter reached it; the heir where ``None``.
        keeper: Who does that in its place, where it is split itself; the heir where ``None``.
    """
    first = plan.first if isinstance(plan, SucceededPlan) else plan
    found = [each.office for each in successions if each.office in first.hierarchy]
    if not found:
        return first
    acting = _acting(first, successions, office, keeper)
    kept: dict[object, Plan] = first.__dict__.setdefault(_KEPT, {})
    key = (successions.key, frozenset(acting.items()))
    if key not in kept:
        if len(kept) >= _FORCES:
            kept.clear()
        standing = {
            each: _standing(first.hierarchy, each, successions, acting.get(each)) for each in found
        }
        kept[key] = SucceededPlan(first, standing)
    return kept[key]


def _acting(
    plan: Plan, successions: Successions, office: str | None, keeper: str | None
) -> dict[str, str]:
    """Who stands in the place of split offices, where that is not the heir."""
    if office is None or not any(each.shares for each in successions):
        return {}
    found = {} if keeper in {None, successions.keeper(office)} else {office: str(keeper)}
    chain = plan.route.chain(office) if plan.route.reaches(office) else ()
    for above, below in pairwise(chain):
        writer = successions.writer(above, below)
        if writer != successions.keeper(above):
            found[above] = writer
    return found


class SucceededPlan(Plan):
    """The plan of a propagation in which heirs stand where offices were.

    Args:
        first: The propagation, as it was sent.
        standing: By the id of an office what stands in its place.

    Attributes:
        first: As given.
    """

    first: Plan

    def __init__(self, first: Plan, standing: Mapping[str, Office]) -> None:
        known = first.hierarchy
        offices = _StandingOffices(known.offices, standing)
        hierarchy = known.with_offices(offices, known.lines)
        hierarchy.__dict__["_digest"] = known.digest()  # it is kept, and planned, as it was sent
        self.__dict__.update(
            first=first,
            directive=first.directive,
            hierarchy=hierarchy,
            jurisdiction=first.jurisdiction,
            seed=first.seed,
            limit_to=first.limit_to,
            clock=first.clock,
            files=first.files,
            growth=first.growth,
            id=first.id,
        )
        self.__dict__["_standing"] = standing

    def as_grown(self, growth: Growth) -> Plan:
        """The same with its route as it has grown."""
        if growth == self.growth:
            return self
        return SucceededPlan(self.first.as_grown(growth), self.__dict__["_standing"])

    @property
    def first_route(self) -> Route:
        """The route as it was planned, before it grew."""
        return self.first.first_route

    @property
    def route(self) -> Route:
        """Who writes to whom, as it was sent."""
        return self.first.route

    @property
    def profile(self) -> DelayProfile:
        """Its delay profile."""
        return self.first.profile

    @property
    def hops_held(self) -> int:
        """How many hops the first plan holds."""
        return self.first.hops_held

    def answer_by(self, office: str) -> date | None:
        """The first day by which the directive wants an answer of ``office``."""
        return self.first.answer_by(office)


class _StandingOffices(OfficeColumns):
    """Offices of which some have the names of those that stand in their place."""

    def __init__(self, offices: OfficeColumns, standing: Mapping[str, Office]) -> None:
        self.__dict__.update(offices.__dict__)
        self._standing = standing

    def office(self, office: str) -> Office:
        """The office with this id, or who stands in its place under its id.

        Raises:
            KeyError: There is none.
        """
        return self._standing.get(office) or super().office(office)

    def traits(self, office: str) -> Office | OfficeTraits:
        """The same, or of many offices only level, kind, desks and receipts.

        Raises:
            KeyError: There is none.
        """
        return self._standing.get(office) or super().traits(office)


def _standing(
    hierarchy: Hierarchy, office: str, successions: Successions, writer: str | None = None
) -> Office:
    """What stands in an office's place: its heir, or who writes, under its id, at its level."""
    old, last = hierarchy.office(office), successions.last(office)
    if last is None:
        return old
    heir = last.heir_office if writer is None else successions.known_as(writer)
    return replace(
        heir, id=old.id, level=old.level, kind=old.kind, desks=_desks(old.desks, heir.desks)
    )


def _desks(old: tuple[str, ...], heir: tuple[str, ...]) -> tuple[str, ...]:
    """As many desks as the letters were sent to: the heir's, in their order.

    An heir with fewer desks has further ones under their old names.
    """
    found = (*heir, *(each for each in old if each not in heir))[: len(old)]
    return found if len(found) == len(old) else old

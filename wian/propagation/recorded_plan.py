"""The plan of a recorded propagation, made again from the ledger as far as it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from hierarchy.graph import Hierarchy
from hierarchy.route.grown_route import grown
from hierarchy.route.planner import at_or_under, plan_route
from hierarchy.route.route import Route
from hierarchy.route.selection import Selection
from hierarchy.route.selector import Marks, marks
from wian.delays.profile import DelayProfile
from wian.jurisdictions.countries import jurisdiction
from wian.kit.cache import Remembered
from wian.kit.gc_pause import uncollected
from wian.kit.text import KEPT
from wian.ledger.database import Ledger
from wian.ledger.life.growth import NO_GROWTH, Growth
from wian.ledger.life.lives import life
from wian.ledger.records import Clock, Propagation
from wian.ledger.write.propagations import load_propagation
from wian.propagation.plan import Plan, recorded_hierarchy

_selected: Remembered[tuple[str, str], Marks] = Remembered(8_000_000, len)
"""Marks of the offices of selections, under the hierarchy's digest and what is selected."""


class RecordedPlan(Plan):
    """The plan of a recorded propagation; its route is planned when it is first asked for.

    Most of what an office does needs the directive and the offices alone.

    Args:
        known: What the ledger records of it.
        hierarchy: Its offices.
        planned: Called once its route is planned, which takes most of its memory.
        growth: How its route has grown.
    """

    def __init__(
        self,
        known: Propagation,
        hierarchy: Hierarchy,
        planned: Callable[[Plan], None],
        growth: Growth = NO_GROWTH,
    ) -> None:
        recorded = {
            "directive": known.directive,
            "hierarchy": hierarchy,
            "jurisdiction": jurisdiction(known.jurisdiction),
            "seed": known.seed,
            "limit_to": known.limit_to,
            "clock": known.clock,
            "growth": growth,
            "id": known.id,
            "_written_profile": known.profile,
            "_hierarchy_digest": known.hierarchy_digest,
            "_planned": planned,
        }
        self.__dict__.update(recorded)

    @cached_property
    @uncollected()
    def route(self) -> Route:
        """Who writes to whom, wave by wave."""
        made = grown(self.first_route, self.growth.hops)
        self.__dict__["route"] = made
        self.__dict__["_planned"](self)
        return made

    @cached_property
    def first_route(self) -> Route:
        """The route as it was planned, before it grew."""
        sent = self.directive
        return plan_route(self.hierarchy, sent.origin, sent.addressees, limit_to=self.limit_to)

    def as_grown(self, growth: Growth) -> Plan:
        """The same propagation with its route as it has grown."""
        if growth == self.growth:
            return self
        other = object.__new__(type(self))
        kept = {name: self.__dict__[name] for name in _KEPT if name in self.__dict__}
        other.__dict__.update(kept, growth=growth)
        return other

    @cached_property
    def profile(self) -> DelayProfile:
        """Delay profile for what history did not see."""
        return DelayProfile.model_validate_json(self.__dict__["_written_profile"], context=KEPT)

    def answer_by(self, office: str) -> date | None:
        """The first day by which the directive wants an answer of ``office``, without a route."""
        if (known := self.__dict__.get("answers_by")) is not None:
            found: date | None = known.get(office)
            return found
        level = self.hierarchy.level(office)
        asked = [at for at, ask in enumerate(self.directive.asks) if ask.day_for(level) is not None]
        if not asked or not self._is_addressee(office):
            return None
        place, asks = self.hierarchy.position(office), self.directive.asks
        days = [asks[at].day_for(level) for at in asked if self._asked[at][place]]
        return min((day for day in days if day is not None), default=None)

    def _is_addressee(self, office: str) -> bool:
        if office == self.directive.origin:
            return False
        if office in self.growth.added:
            return True
        if not self._addressed[self.hierarchy.position(office)]:
            return False
        return not self.limit_to or self._stands_under(office)

    def _stands_under(self, office: str) -> bool:
        """Whether an office is one of those that the route is limited to, or under one."""
        key = (self.__dict__["_hierarchy_digest"], f"under {'|'.join(self.limit_to)}")
        found = _selected.get(key, self._within_limit)
        return bool(found[self.hierarchy.position(office)])

    def _within_limit(self) -> Marks:
        return at_or_under(self.hierarchy, self.limit_to)

    @cached_property
    def _addressed(self) -> Marks:
        """Who is an addressee, by position; before the route is limited or grows."""
        return self._marks(self.directive.addressees)

    @cached_property
    def _asked(self) -> tuple[Marks, ...]:
        """Whom each ask of the directive is to, by position."""
        return tuple(self._marks((ask.to,)) for ask in self.directive.asks)

    def _marks(self, selections: Sequence[Selection]) -> Marks:
        """Whom selections take: directives to the same offices share them."""
        written = "|".join(each.model_dump_json() for each in selections)
        key = (self.__dict__["_hierarchy_digest"], written)
        return _selected.get(key, lambda: marks(self.hierarchy, selections))

    @property
    def hops_held(self) -> int:
        """How many hops it holds in memory."""
        return self.route.hops_held if "route" in self.__dict__ else 0


_KEPT = (
    *("directive", "hierarchy", "jurisdiction", "seed", "limit_to", "clock", "id", "first_route"),
    *("profile", "_written_profile", "_hierarchy_digest", "_planned"),
)
"""What of a plan does not change when its route grows."""


def _unheard(_: Plan) -> None:
    """Where nobody asks when a route is planned."""


def restore(
    ledger: Ledger,
    propagation: str | None = None,
    planned: Callable[[Plan], None] = _unheard,
) -> RecordedPlan:
    """The plan of a recorded propagation, made again from the ledger alone.

    Args:
        ledger: Where it is recorded.
        propagation: Its id; the latest one where none is given.
        planned: As for :class:`RecordedPlan`.

    Raises:
        UnknownPropagation: There is none.
    """
    known = load_propagation(ledger, propagation)
    hierarchy = recorded_hierarchy(ledger, known.hierarchy_digest)
    growth = life(ledger, known.id).growth if known.clock is Clock.LIVE else NO_GROWTH
    return RecordedPlan(known, hierarchy, planned, growth)

"""Who acts on a directive's letter: an office, by one of its posts, at one moment."""

from __future__ import annotations

from dataclasses import InitVar, dataclass, field

from wian.jurisdictions.instant import Instant
from wian.ledger.database import Ledger
from wian.ledger.succession.recorded_successions import successions
from wian.ledger.succession.succession import Successions
from wian.propagation.in_force.succeeded_plan import plan_in_force
from wian.propagation.plan import Plan


@dataclass(frozen=True, slots=True)
class Acting:
    """An office that does something with a letter: every verb of an office begins with it.

    Where another office took its place, that one acts: under its name and its numbers.

    Attributes:
        ledger: Where it is recorded.
        plan: The propagation, with the names of those who act in it now.
        office: Id of the office, as the directive was sent to it.
        by: The post that acts for the office; never a person's name.
        now: When.
        known: The successions, where the caller has read them just now.
        of: Who acts, where the office was split: that one writes to those of its part; the heir
            where ``None``, and where it has no part in the office's place.
        keeper: Id of the office that does its work now; mostly itself.
        shared: Several do, each for those of its part.
    """

    ledger: Ledger
    plan: Plan
    office: str
    by: str
    now: Instant
    known: InitVar[Successions | None] = None
    of: str | None = None
    keeper: str = field(init=False)
    shared: bool = field(init=False)

    def __post_init__(self, known: Successions | None) -> None:
        """Find who acts now."""
        known = successions(self.ledger) if known is None else known
        heir, holders = known.keeper(self.office), known.holders(self.office)
        keeper = self.of if self.of in holders else heir
        plan = plan_in_force(self.plan, known, self.office, keeper)
        object.__setattr__(self, "plan", plan)
        object.__setattr__(self, "keeper", keeper)
        object.__setattr__(self, "shared", len(holders) > 1)

    @property
    def shown_now(self) -> str:
        """When, as the office's clock shows it."""
        return self.plan.clock_of(self.office).isoformat(self.now)

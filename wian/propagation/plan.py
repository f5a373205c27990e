"""The plan of a propagation: everything that it needs, recorded, and restored from the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from importlib.metadata import version

from hierarchy.columns.column_store import store, stored
from hierarchy.graph import Hierarchy
from hierarchy.office import Office
from hierarchy.route.grown_route import grown
from hierarchy.route.planner import plan_route
from hierarchy.route.route import Cohort, Hop, Route, Wave
from hierarchy.route.way_up import WayUp, way_up
from wian.delays.profile import DelayProfile
from wian.delays.simulation import HopInput, origin_issue
from wian.delays.targets import Targets, load_targets
from wian.delays.working_time import WorkingTime, working_time
from wian.jurisdictions.instant import Instant
from wian.jurisdictions.jurisdiction import Jurisdiction
from wian.jurisdictions.office_clocks import OfficeClock, OfficeClocks
from wian.kit.cache import Remembered
from wian.kit.gc_pause import uncollected
from wian.ledger.database import Ledger
from wian.ledger.life.growth import NO_GROWTH, Growth
from wian.ledger.read.recorded import load_kept
from wian.ledger.records import Clock, Propagation
from wian.ledger.write.propagation_id import propagation_id
from wian.ledger.write.propagations import record_propagation, refuse_another_live
from wian.letters.asked_days import (
    Days,
    asked_days_at,
    days_by_office,
    level_days,
    wants_form,
)
from wian.letters.composition.composer import Composer
from wian.letters.composition.reminder import Reminding
from wian.letters.composition.upward.reporting import Reporting
from wian.letters.directive import Directive
from wian.letters.enclosed_file import EnclosedFile, in_words
from wian.letters.secrecy import is_secret, public_name
from wian.propagation.observations import Observations
from wian.propagation.remarks import remarks
from wian.reports.offices_in_words import Namer

_hierarchies: Remembered[str, Hierarchy] = Remembered(1_000_000, lambda each: len(each.offices))
"""Under their digests: propagations over the same offices share them."""


@dataclass(frozen=True, eq=False, repr=False)
class Plan:
    """A propagation ready to run: checked, planned, and comparable by its id.

    Attributes:
        directive: What is sent down.
        hierarchy: Who stands under whom.
        jurisdiction: Calendar, wording and usual delays.
        route: Who writes to whom, wave by wave.
        profile: Delay profile for what history did not see.
        seed: Seed of the simulated delays.
        limit_to: Offices that it was limited to.
        clock: Whether it is worked out, happens, or happened.
        files: The files that the directive encloses, until the ledger keeps them.
        growth: How its route has grown since it was planned.
    """

    directive: Directive
    hierarchy: Hierarchy
    jurisdiction: Jurisdiction
    route: Route
    profile: DelayProfile
    seed: int
    limit_to: tuple[str, ...]
    clock: Clock = Clock.VIRTUAL
    files: tuple[EnclosedFile, ...] = ()
    growth: Growth = NO_GROWTH

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Plan) and self.id == other.id

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        hops, waves = len(self.route.hops), len(self.route.waves)
        return f"<Plan {self.id}: {hops + 1:,} offices, {hops:,} hops in {waves} waves>"

    def __str__(self) -> str:
        return "\n".join(described(self))

    @property
    def remarks(self) -> list[str]:
        """What its author must know: of the offices, and what would look odd in the letters."""
        return remarks(self)

    @cached_property
    def id(self) -> str:
        """The directive's id and eight digits that stand for everything that decides the result.

        The same directive, offices, route, profile and seed give the same id, so that running a
        command again goes on with what it began. A live one is not its own rehearsal, and has
        the default seed: nothing is drawn for it.
        """
        return propagation_id(
            self.directive.model_dump(mode="json"),
            (self.hierarchy.digest(), self.route.digest()),
            self.profile.model_dump(mode="json"),
            self.seed,
            self.limit_to,
            self.clock.value if self.clock is Clock.LIVE else None,
        )

    @property
    def hops_held(self) -> int:
        """How many hops it holds in memory."""
        return self.route.hops_held

    @cached_property
    def first_route(self) -> Route:
        """The route as it was planned, before it grew."""
        return self.route

    def as_grown(self, growth: Growth) -> Plan:
        """The same propagation with its route as it has grown."""
        if growth == self.growth:
            return self
        other = replace(self, route=grown(self.first_route, growth.hops), growth=growth)
        other.__dict__.update(id=self.id, first_route=self.first_route)
        return other

    @cached_property
    def working(self) -> WorkingTime:
        """Working time on the jurisdiction's calendar, by the clocks of the offices."""
        known, calendar = working_time(self.jurisdiction.id), self.jurisdiction.calendar
        usual = known if known.calendar is calendar else WorkingTime(calendar)
        return usual.at(self.hierarchy.offices.zones)

    @property
    def clocks(self) -> OfficeClocks:
        """The clocks of its offices."""
        return self.working.clocks

    def clock_of(self, office: str) -> OfficeClock:
        """The clock of an office."""
        return self.working.clocks.of(office)

    @cached_property
    def targets(self) -> Targets:
        """How long its offices may take, where it is live."""
        usual = self.profile.targets or load_targets(self.jurisdiction.targets)
        return usual.for_urgency(self.directive.urgency)

    @cached_property
    def whole_route(self) -> Route:
        """The route without limit: what history is held against, so that a part agrees with it."""
        if not self.limit_to:
            return self.route
        return plan_route(self.hierarchy, self.directive.origin, self.directive.addressees)

    @cached_property
    def composer(self) -> Composer:
        """Composes this propagation's letters."""
        return Composer(self.hierarchy, self.route, self.directive, self.jurisdiction)

    @cached_property
    def reminding(self) -> Reminding:
        """Words this propagation's reminders."""
        return Reminding(self.hierarchy, self.jurisdiction, self.composer.worded)

    @cached_property
    def reporting(self) -> Reporting:
        """Words this propagation's reports."""
        return Reporting(self.hierarchy, self.jurisdiction, self.composer)

    @cached_property
    def observations(self) -> Observations:
        """What history saw of it; the whole route is planned only where it saw anything."""
        route = self.whole_route if self.directive.observed else None
        return Observations(self.directive.observed, self.hierarchy, self.clocks, route)

    @cached_property
    def origin_issue(self) -> Instant:
        """When the origin issues: as given or observed, else worked back from history."""
        given = self.observations.issue_of(self.route.origin)
        if given is not None:
            return given
        if self.directive.issued is not None:
            return self.clock_of(self.route.origin).instant(self.directive.issued)
        return self._reconstructed_issue()

    def office(self, office: str, *, latest: bool = False) -> Office:
        """The office with this id.

        Args:
            office: The id.
            latest: No propagation was named, and this is the latest.

        Raises:
            UnknownOffice: There is none; names the propagation, which may be the mistake.
        """
        return self.hierarchy.office(office, f" in {self.called(latest=latest)}")

    def called(self, *, latest: bool = False) -> str:
        """What a refusal calls it; of the latest, which nobody named, that another may be."""
        others = ", the latest (another may be named: wian status --list)" if latest else ""
        return f"propagation {self.id}{others}"

    def hop_input(self, hop: Hop, issued: Instant | None) -> HopInput:
        """What the simulation needs to know of a hop, as the recipient's clock shows it.

        The simulation knows the jurisdiction's calendar alone; so its instants are those at which
        the usual clock shows what the recipient's did, and so are its answers.
        """
        office, clock = self.hierarchy.traits(hop.recipient), self.clock_of(hop.recipient)
        seen = self.observations
        found = HopInput(
            f"{self.directive.id}/{hop.sender}/{hop.recipient}",
            office.level,
            office.kind,
            str(hop.channel),
            len(office.desks),
            issued,
            seen.stamps_of(office),
            seen.issue_of(office.id),
            seen.first_at(office.id),
            office.id,
        )
        return found if clock.zone is clock.home else found.moved(clock.to_home)

    def cohort(self, wave: int, key: str) -> tuple[Wave, Cohort]:
        """A wave by its number, and one of its cohorts by its key."""
        found = self.route.waves[wave - 1]
        return found, next(cohort for cohort in found.cohorts if cohort.key == key)

    def sending(self, office: str) -> tuple[int, tuple[Hop, ...]]:
        """The wave in which ``office`` writes, and the hops that it makes; none: it does not."""
        return self.route.sending(office)

    def answer_by(self, office: str) -> date | None:
        """The first day by which the directive wants an answer of ``office``."""
        return self.answers_by.get(office)

    @cached_property
    def answers_by(self) -> dict[str, date]:
        """The same for every office that is asked for an answer."""
        return days_by_office(self.hierarchy, self.answer_days)

    @cached_property
    def answer_days(self) -> Days:
        """The same of every office by position; no day (NaT) of those that are not asked."""
        addressed = self.route.addressed(self.hierarchy)
        return asked_days_at(self.directive, self.hierarchy, addressed)

    @cached_property
    def way_up(self) -> WayUp | None:
        """Who gathers whose answers; ``None`` where none are asked for in a form."""
        return way_up(self.route, self.answers_by) if wants_form(self.directive) else None

    @cached_property
    def report_days(self) -> dict[str, date]:
        """By which day those who only gather are to report, where their level has a day."""
        way = self.way_up
        if way is None:
            return {}
        gathering = [office for office in way.children if office not in self.answers_by]
        return level_days(self.directive, self.hierarchy, gathering)

    def hop_to(self, office: str) -> Hop:
        """The hop that brings the letter to ``office``."""
        return self.route.hop_to(office)

    def _reconstructed_issue(self) -> Instant:
        route, letters = self.whole_route, self.observations.letters
        chain = min((route.chain(office) for office in letters), key=len)
        last = self.clock_of(chain[-1])
        observed = last.to_home(last.instant(letters[chain[-1]].issued))
        hops = [self.hop_input(hop, None) for hop in route.hops if hop.recipient in chain]
        issued = origin_issue(hops, observed, self.profile, self.seed, self.working)
        return self.clock_of(route.origin).from_home(issued)

    @cached_property
    def namer(self) -> Namer:
        """Names its offices in English."""
        return Namer(self.hierarchy, self.jurisdiction)


def described(plan: Plan) -> Iterator[str]:
    """A plan in lines of text: what is sent, its window, and its route wave by wave."""
    window, many = plan.directive.window, plan.namer.many
    yield f"{plan.id}: {public_name(plan.directive)}"
    if window:
        days = f"{window.days:,} days" if window.days > 1 else "1 day"
        yield f"Window {window.opens} to {window.closes}: {days}."
    if not is_secret(plan.directive):
        yield from (f"Enclosed file: {in_words(each)}" for each in plan.directive.files)
    yield f"The route: {len(plan.route.offices):,} offices, {len(plan.route.hops):,} hops"
    for wave in plan.route.waves:
        to = many([hop.recipient for hop in wave.hops])
        yield f"  wave {wave.number}: {many(wave.forwarders)} -> {to}"
    yield from (f"Note: {remark}" for remark in plan.remarks)


def refuse_second(ledger: Ledger, plan: Plan) -> None:
    """Refuse, before anything is written, to send live what is live as another propagation.

    Raises:
        LiveAlready: Its directive is.
    """
    if plan.clock is Clock.LIVE:
        refuse_another_live(ledger, as_recorded(plan, 0))


def record(ledger: Ledger, plan: Plan, now: Instant, *, again: bool = False) -> None:
    """Record a propagation, before its first letter; a second time changes nothing.

    Args:
        ledger: Where to.
        plan: What is to be propagated.
        now: When this is, on the clock of whoever runs it.
        again: Send live also what is live as another propagation.

    Raises:
        LiveAlready: The directive is live as another propagation, and that is not wanted.
    """
    propagation = as_recorded(plan, now.minute)
    record_propagation(ledger, propagation, plan.hierarchy, again=again, files=plan.files)
    if plan.clock is Clock.LIVE:  # desks and commands will ask for its offices many times
        store(plan.hierarchy)


def as_recorded(plan: Plan, created_minute: int) -> Propagation:
    """What the ledger records of a plan.

    Args:
        plan: The plan.
        created_minute: When it is recorded, in minutes since 1970-01-01T00:00Z.
    """
    return Propagation(
        id=plan.id,
        directive=plan.directive,
        jurisdiction=plan.jurisdiction.id,
        hierarchy_digest=plan.hierarchy.digest(),
        route_digest=plan.route.digest(),
        profile=plan.profile.model_dump_json(),
        seed=plan.seed,
        clock=plan.clock,
        created_minute=created_minute,
        tool_version=version("wian"),
        limit_to=plan.limit_to,
    )


def recorded_hierarchy(ledger: Ledger, digest: str) -> Hierarchy:
    """The hierarchy that a ledger keeps under a digest, read once for all who ask."""
    return _hierarchies.get(digest, lambda: load_offices(ledger, digest))


@uncollected()
def load_offices(ledger: Ledger, digest: str) -> Hierarchy:
    """The same, read anew: by column from the home where it lies there, else from the ledger."""
    if (found := stored(digest)) is None:
        found = load_kept(ledger, digest)
        store(found)
    return found

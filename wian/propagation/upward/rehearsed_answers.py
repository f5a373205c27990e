"""Rehearses the way back up: a cohort's offices gather the answers of those below, and report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from hierarchy.route.route import Cohort, Hop
from wian.delays.simulation import HopInput, arrivals
from wian.delays.upward.answer_moments import AnswerInput, answer_moments
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import Act, ActKind
from wian.ledger.database import Ledger
from wian.ledger.life.upward.gathering_acts import Gathered, SimulatedAnswer
from wian.ledger.read.live_letters import acts
from wian.ledger.write.cohort import CohortWriter
from wian.propagation.plan import Plan
from wian.propagation.upward.asked_offices import answering

BY = "wian"


def rehearse_answers(ledger: Ledger, plan: Plan) -> None:
    """Have every office of a rehearsal gather its answers, in this process; safe to repeat.

    Does nothing where no answers are asked for in a form.

    Args:
        ledger: Where the way down of the rehearsal is recorded.
        plan: The rehearsal.

    Raises:
        LedgerError: The ledger cannot be used; what it has stays, and a further call goes on.
    """
    if (found := answering(plan)) is None:
        return
    done = gatherers(ledger, plan)
    for wave in found.way.waves:
        for cohort in wave.cohorts:
            if not done.issuperset(cohort.forwarders):
                gather(ledger, plan, cohort)


def gatherers(ledger: Ledger, plan: Plan) -> frozenset[str]:
    """The offices that have gathered in a rehearsal."""
    return frozenset(act.office for act in acts(ledger, plan.id, kind=ActKind.GATHERED))


def gather(ledger: Ledger, plan: Plan, cohort: Cohort) -> int:
    """Have the offices of a cohort that have not gathered yet gather, in one transaction.

    Args:
        ledger: Where the rehearsal is recorded.
        plan: The rehearsal.
        cohort: A cohort of its way up: its forwarders gather, its hops are read upwards.

    Returns:
        How many answers arrived; none where all had gathered before.

    Raises:
        LedgerError: The ledger cannot be used; nothing of the cohort is kept.
    """
    with ledger.cohort(plan.id) as writer:
        done = writer.acted(cohort.forwarders, ActKind.GATHERED)
        offices = [office for office in cohort.forwarders if office not in done]
        hops = [hop for hop in cohort.hops if hop.sender not in done]
        if offices:
            _Step(writer, plan, tuple(hops)).write(offices)
    return len(hops)


def gather_at(ledger: Ledger, plan: Plan, wave: int, cohort: int) -> int:
    """:func:`gather` of the cohort at a place of a wave of the way up, both counted as there.

    Args:
        ledger: Where the rehearsal is recorded.
        plan: The rehearsal.
        wave: Number of the wave, from 1.
        cohort: Place of the cohort in it, from 0.
    """
    if (found := answering(plan)) is None:
        return 0
    return gather(ledger, plan, found.way.waves[wave - 1].cohorts[cohort])


@dataclass(frozen=True)
class _Step:
    """Writes what offices of one cohort gather along hops, read upwards, in one transaction."""

    writer: CohortWriter
    plan: Plan
    hops: Sequence[Hop]

    def write(self, offices: Sequence[str]) -> None:
        """Have ``offices`` gather and report."""
        arrived = self._arrived()
        reports = self._reports(offices, arrived)
        made: dict[int, list[tuple[str, Gathered, Instant]]] = {}
        for office in offices:
            answers = tuple(arrived[hop.recipient] for hop in self.hops if hop.sender == office)
            issued = reports.get(office)
            at = issued or _exact(max(each.ready for each in answers))
            body = Gathered(issued=issued.minute if issued else None, answers=answers)
            made.setdefault(self._year(office, at), []).append((office, body, at))
        for year, each in made.items():
            self._enter(year, each)

    def _enter(self, year: int, made: Sequence[tuple[str, Gathered, Instant]]) -> None:
        places = [(office, "") for office, _, _ in made]
        entries = self.writer.reserve_all(places, ActKind.GATHERED, year)
        self.writer.act(
            *(
                Act(office, "", BY, at, body, entry)
                for (office, body, at), entry in zip(made, entries, strict=True)
            )
        )

    def _arrived(self) -> dict[str, SimulatedAnswer]:
        """Every answer, by who gave it."""
        issued = self._answered()
        inputs = [self._input(hop, issued[hop.recipient]) for hop in self.hops]
        stamps = arrivals(inputs, self.plan.profile, self.plan.seed, self.plan.working)
        found = {}
        for hop, row in zip(self.hops, stamps, strict=True):
            clock = self.plan.clock_of(hop.sender)
            first, last = (clock.from_home(at).minute for at in (row[0], row[-1]))
            at = issued[hop.recipient].minute
            found[hop.recipient] = SimulatedAnswer(hop.recipient, at, max(first, at), max(last, at))
        return found

    def _input(self, hop: Hop, issued: Instant) -> HopInput:
        """An answer's way up, as the clock of whoever gathers shows it."""
        office, clock = self.plan.hierarchy.traits(hop.sender), self.plan.clock_of(hop.sender)
        desks = len(office.desks)
        found = HopInput(
            f"{self.plan.directive.id}/{hop.recipient}/{hop.sender}/up",
            *(office.level, office.kind, str(hop.channel), desks),
            issued,
            (None,) * desks,
            office=office.id,
        )
        return found if clock.zone is clock.home else found.moved(clock.to_home)

    def _answered(self) -> dict[str, Instant]:
        """When each office answered: as its own report has it, or after it could."""
        offices = [hop.recipient for hop in self.hops]
        reports = self._reported
        alone = [office for office in offices if office not in reports]
        held = self.writer.received(alone)
        since = {office: _known(office, held[office].ready) for office in alone}
        given = self._moments(since, "answer", letter=False)
        return {office: reports.get(office) or given[office] for office in offices}

    @cached_property
    def _reported(self) -> dict[str, Instant]:
        """When those below who gather reported."""
        below = [hop.recipient for hop in self.hops if hop.forwards]
        made = self.writer.acts_among(below, ActKind.GATHERED) if below else []
        bodies = [(act.office, act.body) for act in made]
        return {
            office: _exact(body.issued)
            for office, body in bodies
            if isinstance(body, Gathered) and body.issued is not None
        }

    def _reports(
        self, offices: Sequence[str], arrived: Mapping[str, SimulatedAnswer]
    ) -> dict[str, Instant]:
        """When each reports: after the last answer is there, and its own, where it is asked."""
        origin = self.plan.route.origin
        last = {office: 0 for office in offices if office != origin}
        for hop in self.hops:
            if hop.sender in last:
                last[hop.sender] = max(last[hop.sender], arrived[hop.recipient].ready)
        asked = [office for office in last if self.plan.answer_by(office) is not None]
        held = self.writer.received(asked)
        since = {office: _known(office, held[office].ready) for office in asked}
        for office, at in self._moments(since, "answer", letter=False).items():
            last[office] = max(last[office], at.minute)
        return self._moments({of: _exact(at) for of, at in last.items()}, "report", letter=True)

    def _moments(
        self, since: Mapping[str, Instant], what: str, *, letter: bool
    ) -> dict[str, Instant]:
        """When offices answer, or report, by when they can."""
        plan, inputs = self.plan, []
        for office, at in since.items():
            of, clock = plan.hierarchy.traits(office), plan.clock_of(office)
            key = f"{plan.directive.id}/{office}/{what}"
            inputs.append(AnswerInput(key, of.level, of.kind, office, clock.to_home(at), letter))
        found = answer_moments(inputs, plan.profile, plan.seed, plan.working)
        return {
            office: plan.clock_of(office).from_home(at)
            for office, at in zip(since, found, strict=True)
        }

    def _year(self, office: str, at: Instant) -> int:
        day = self.plan.clock_of(office).date(at)
        return self.plan.jurisdiction.wording.register_year(day)


def _exact(minute: int) -> Instant:
    return Instant(minute, Precision.MINUTE)


def _known(office: str, ready: Instant | None) -> Instant:
    if ready is None:
        raise AssertionError(f"{office} answers before its last desk has stamped")
    return ready

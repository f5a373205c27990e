"""Looks back on the past directives of a ledger: what would have been said of each, what came?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from wian.delays.profile import DelayProfile
from wian.delays.profile_calibration import Calibration
from wian.delays.working_time import OutsideCalendarError, WorkingTime
from wian.jurisdictions.instant import Instant
from wian.ledger.database import Ledger
from wian.ledger.read.propagation_facts import PropagationFacts, propagation_facts
from wian.ledger.read.recorded import hop_records
from wian.ledger.records import Clock
from wian.propagation.recorded_plan import restore
from wian.propagation.standing.days_in_force import days_in_force
from wian.reports.outlook.learned.history_in_ledger import PastHops, history_of
from wian.reports.outlook.learned.issued_between import ALWAYS, IssuedBetween
from wian.reports.outlook.look_back.back_test import BackTest
from wian.reports.outlook.look_back.calibration import FEWEST, calibration
from wian.reports.outlook.look_back.ended_directives import (
    EndedDirective,
    before,
    ended_directives,
)
from wian.reports.outlook.look_back.past_directive import past_directive
from wian.reports.outlook.look_back.past_outlooks import PastDirective, PastOutlook

Told = Callable[[PastOutlook, PastDirective, WorkingTime], None]
"""Called with each outlook of the past, its directive, and the working time of its offices."""


def _nothing(_: PastOutlook, __: PastDirective, ___: WorkingTime) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Looking:
    """How it is looked back.

    Attributes:
        draws, seed: Futures of each outlook, and their seed.
        simulated: Simulated hops count, too.
        usual: What holds where too little had happened before; each directive's own profile where
            ``None``.
        wanted: The propagation that is looked back on; all of them where ``None``.
        latest: Of how many, those that began last; all of them where ``None``.
        fewest: Where fewer are over, none is looked back on.
        begun: Only those are looked back on whose first letter was issued then.
        learned: Only hops whose letter was issued then teach delays, and show when they were over.
    """

    draws: int
    seed: int
    simulated: bool = False
    usual: DelayProfile | None = None
    wanted: str | None = None
    latest: int | None = None
    fewest: int = 0
    begun: IssuedBetween = ALWAYS
    learned: IssuedBetween = ALWAYS


@dataclass(slots=True)
class LookBack:
    """What a look back found.

    Attributes:
        found: The outlooks, beside what came.
        jurisdictions: Those of the directives looked back on, one for each.
        left_out: Propagations of which something happened outside the working calendar.
    """

    found: BackTest = field(default_factory=BackTest)
    jurisdictions: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def look_back(
    ledger: Ledger,
    facts: Sequence[PropagationFacts],
    how: Looking,
    now: Instant,
    told: Told = _nothing,
) -> LookBack:
    """Make the outlooks of past directives from what those before them had shown.

    Args:
        ledger: Where they are recorded.
        facts: The propagations that may be looked back on, and learned from.
        how: How.
        now: When this is.
        told: Called with each outlook.
    """
    back = LookBack()
    for jurisdiction in sorted({each.jurisdiction for each in facts}):
        of = [each for each in facts if each.jurisdiction == jurisdiction]
        simulated, issued = how.simulated, how.learned
        history = history_of(ledger, jurisdiction, now, simulated=simulated, issued=issued)
        ended = ended_directives(history.hops, of)
        wanted = _looked_at(ended, how)
        if len(wanted) < how.fewest:
            continue
        for each in wanted if how.latest is None else wanted[-how.latest :]:
            _look(ledger, each, history.of(before(ended, each.begun)), how, back, told)
    return back


def learned_calibration(
    ledger: Ledger, jurisdiction: str, how: Looking, now: Instant
) -> tuple[Calibration | None, int]:
    """How outlooks held that were made from learned delays, and of how many directives they were.

    Returns:
        The calibration, ``None`` where there are too few directives for any; and how many there
        are.
    """
    facts = [each for each in propagation_facts(ledger) if each.jurisdiction == jurisdiction]
    found = look_back(ledger, facts, replace(how, fewest=FEWEST), now).found
    taught = {*found.taught}
    return calibration(each for each in found.outlooks if each.directive in taught), len(taught)


def _looked_at(ended: Sequence[EndedDirective], how: Looking) -> Sequence[EndedDirective]:
    """Those that are looked back on: what rehearsals observed counts once for each directive."""
    if how.wanted is not None:
        return [each for each in ended if each.facts.id == how.wanted]
    ended = [each for each in ended if how.begun.holds(each.begun)]
    latest = {each.facts.directive_id: each for each in ended if each.facts.clock is Clock.VIRTUAL}
    return [
        each
        for each in ended
        if how.simulated
        or each.facts.clock is not Clock.VIRTUAL
        or latest[each.facts.directive_id] is each
    ]


def _look(  # noqa: PLR0913, PLR0917 - what a look back needs
    ledger: Ledger,
    ended: EndedDirective,
    known: PastHops,
    how: Looking,
    back: LookBack,
    told: Told,
) -> None:
    """Look back on one directive."""
    plan = restore(ledger, ended.facts.id)
    days = days_in_force(ledger, plan)
    if days.life.withdrawn is not None:
        return  # whoever had not received it never will
    window, usual = days.window, how.usual
    try:
        past = past_directive(
            plan.id,
            plan.route,
            plan.hierarchy,
            hop_records(ledger, plan.id),
            plan.working,
            over=ended.end,
            closes=window.closes if window else None,
            simulated=how.simulated,
        )
        if past is None:
            return
        declared = usual.for_urgency(plan.directive.urgency) if usual else plan.profile
        profile = known.profile(declared)
        outlooks = back.found.look(past, profile, plan.working, how.draws, how.seed)
    except OutsideCalendarError:
        back.left_out.append(plan.id)
        return
    back.jurisdictions.append(plan.jurisdiction.id)
    for each in outlooks:
        told(each, past, plan.working)

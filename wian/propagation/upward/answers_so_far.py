"""What did a propagation's acts say of its answers at a moment?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import Act, ActKind, Answered
from wian.ledger.database import Ledger
from wian.ledger.life.upward.gathering_acts import (
    Gathered,
    ReportedUp,
    ReportReturned,
    ReportStamped,
)
from wian.ledger.life.upward.standing_answers import standing_answers
from wian.ledger.read.live_letters import acts, answered_in
from wian.ledger.records import Clock
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import DaysInForce
from wian.reports.outlook.outset import Outset
from wian.reports.outlook.upward.answers_outlook import AnswersOutset
from wian.reports.outlook.upward.known_answers import AnswersSoFar, SentUp
from wian.reports.progress.way_back import WayBack, way_back

_ANSWERS = (ActKind.ANSWERED, ActKind.RETRACTED)
_REPORTS = (ActKind.REPORTED, ActKind.REPORT_RETURNED)


def answers_outset(
    ledger: Ledger, plan: Plan, days: DaysInForce, outset: Outset
) -> AnswersOutset | None:
    """From where the outlook of a propagation's answers looks ahead.

    Args:
        ledger: Where it is recorded.
        plan: The propagation.
        days: The days that hold for it.
        outset: From where that of its way down looks ahead.

    Returns:
        ``None`` where no answers are asked for in a form.
    """
    if plan.way_up is None:
        return None
    return _outset(plan, days, outset, answers_so_far(ledger, plan, outset.now))


def answers_before_issue(plan: Plan, outset: Outset) -> AnswersOutset | None:
    """The same before anything is sent: nobody has answered.

    Args:
        plan: The propagation.
        outset: From where the outlook of its way down looks ahead.
    """
    return _outset(plan, DaysInForce(plan), outset, AnswersSoFar(typed=plan.clock is Clock.LIVE))


def _outset(
    plan: Plan, days: DaysInForce, outset: Outset, so_far: AnswersSoFar
) -> AnswersOutset | None:
    way = plan.way_up
    if way is None or not way.waves:
        return None
    wanted = _wanted(plan, days)
    return AnswersOutset(outset, way, wanted, so_far, max(wanted.values(), default=None))


def answers_now(ledger: Ledger, days: DaysInForce, now: Instant) -> WayBack | None:
    """How far the answers to a propagation are; ``None`` where none are asked for in a form.

    Args:
        ledger: Where it is recorded.
        days: The propagation, and the days that hold for it.
        now: When this is.
    """
    plan, way = days.plan, days.plan.way_up
    if way is None or not way.waves:
        return None
    if plan.clock is Clock.LIVE:
        reports = _until(now, _of(ledger, plan, *_REPORTS))
        reported = _reports(plan, sorted(reports, key=_entered)).keys()
        answered: Collection[str] = answered_in(ledger, plan.id)
    else:
        so_far = answers_so_far(ledger, plan, now)
        answered, reported = so_far.given.keys(), so_far.sent.keys()
    today = plan.clock_of(plan.route.origin).date(now)
    wanted = _wanted(plan, days)
    return way_back(
        way, plan.hierarchy.level, wanted, answered=answered, reported=reported, today=today
    )


def _wanted(plan: Plan, days: DaysInForce) -> Mapping[str, date]:
    """By which day each is to answer or report, where there is one."""
    reports = {office: days.report_by(office) for office in plan.report_days}
    return {**{office: day for office, day in reports.items() if day}, **days.answers_by}


def answers_so_far(ledger: Ledger, plan: Plan, now: Instant) -> AnswersSoFar:
    """What was known at a moment of a propagation's answers.

    Args:
        ledger: Where it is recorded.
        plan: The propagation, whose directive has a form.
        now: The moment; what was entered later is left out.
    """
    if plan.clock is not Clock.LIVE:
        gathered = acts(ledger, plan.id, kind=ActKind.GATHERED)
        return _simulated(plan, gathered, now)
    own = standing_answers(sorted(_until(now, _of(ledger, plan, *_ANSWERS)), key=_entered))
    kinds = (*_REPORTS, ActKind.REPORT_STAMPED)
    reports = sorted(_until(now, _of(ledger, plan, *kinds)), key=_entered)
    given = {
        office: act.body.answered.instant
        for office, act in own.items()
        if isinstance(act.body, Answered)
    }
    typed = {office: SentUp(given[office], act.at, act.at) for office, act in own.items()}
    return AnswersSoFar(given, {**_alone(plan, typed), **_reports(plan, reports)})


def rehearsal_end(ledger: Ledger, plan: Plan, down: Instant) -> Instant:
    """The last moment that a rehearsal knows of: of its way down, or of its answers.

    Args:
        ledger: Where it is recorded.
        plan: The rehearsal.
        down: The last moment of its way down.
    """
    return max((down, *last_answers(ledger, plan)), key=lambda at: at.minute)


def last_answers(ledger: Ledger, plan: Plan) -> Sequence[Instant]:
    """When the last answers of a rehearsal were there; empty where it has none."""
    if plan.way_up is None:
        return ()
    gathered = acts(ledger, plan.id, kind=ActKind.GATHERED)
    bodies = (act.body for act in gathered if isinstance(act.body, Gathered))
    return [_exact(max(each.ready for each in body.answers)) for body in bodies if body.answers]


def _of(ledger: Ledger, plan: Plan, *kinds: ActKind) -> Iterator[Act]:
    for kind in kinds:
        yield from acts(ledger, plan.id, kind=kind)


def _until(now: Instant, made: Iterable[Act]) -> Iterator[Act]:
    return (act for act in made if act.at.minute <= now.minute)


def _entered(act: Act) -> tuple[object, ...]:
    return act.office, act.entry.year, act.at.minute, act.entry


def _alone(plan: Plan, typed: Mapping[str, SentUp]) -> Mapping[str, SentUp]:
    """The answers of those who gather none: those of others go up with their reports."""
    way = plan.way_up
    return {office: each for office, each in typed.items() if way and not way.gathers(office)}


def _reports(plan: Plan, made: Iterable[Act]) -> Mapping[str, SentUp]:
    """The last report of each office, where it lacks no answer and was not returned."""
    last: dict[str, Act] = {}
    returned = set[tuple[str, str]]()
    stamps: dict[tuple[str, str], dict[int, Instant]] = {}
    for act in made:
        if isinstance(act.body, ReportedUp):
            last[act.office] = act
        elif isinstance(act.body, ReportStamped):
            stamps.setdefault((act.body.sender, act.body.report), {})[act.body.position] = act.at
        elif isinstance(act.body, ReportReturned):
            returned.add((act.body.sender, act.body.report))
    found = {}
    for office, act in last.items():
        body = act.body
        whole = isinstance(body, ReportedUp) and body.answered >= body.bodies
        if isinstance(body, ReportedUp) and whole and (office, act.key) not in returned:
            desks = stamps.get((office, act.key), {})
            end = len(plan.office(body.to).desks) - 1
            found[office] = SentUp(act.at, desks.get(0), desks.get(end))
    return found


def _simulated(plan: Plan, gathered: Iterable[Act], now: Instant) -> AnswersSoFar:
    way, given, sent = plan.way_up, dict[str, Instant](), dict[str, SentUp]()
    for act in gathered:
        for each in act.body.answers if isinstance(act.body, Gathered) else ():
            issued, received, ready = (_seen(minute, now) for minute in each[1:])
            if issued is None:
                continue
            sent[each.office] = SentUp(issued, received, ready)
            if way and each.office in way.asked:
                given[each.office] = issued
    return AnswersSoFar(given, sent, typed=False)


def _seen(minute: int, now: Instant) -> Instant | None:
    return _exact(minute) if minute <= now.minute else None


def _exact(minute: int) -> Instant:
    return Instant(minute, Precision.MINUTE)

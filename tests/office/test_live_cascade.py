"""Ninety days of a live directive in virtual time: hundreds of offices act, some never do."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
import yaml

from wian.delays.clock_choice import ClockChoice
from wian.delays.draws import Draws, uniform
from wian.delays.hop_rows import hop_rows
from wian.delays.profile import Stage
from wian.followup.remind import FollowedUp, follow_up
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import Act, ActKind, Escalated, Owed, Reminded
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.ledger.read.recorded import hop_records, letters, receptions
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.office.correct import correct
from wian.office.joint_issue import issue
from wian.office.stamp import receive
from wian.propagation.plan import Plan, record
from wian.propagation.prepare import prepare
from wian.propagation.request import PropagationRequest
from wian.propagation.standing.answers_given import answers_given
from wian.propagation.standing.rollup_cache import board
from wian.reports.progress.answers import AnswerStanding
from wian.reports.progress.delivery import Standing

_SEED = 7
_DAYS = 90
_START = Instant.of(datetime(2026, 12, 1, 9, 0), ZoneInfo("Asia/Bangkok"))  # noqa: DTZ001 - a zone follows
_SILENT, _ANSWERS, _ERRS = 0.08, 0.7, 0.05
"""Shares of offices that never act, of those asked that answer, and of stamps that are wrong."""
_PROVINCES = ("phitsanulok", "chiang-mai", "songkhla")


@dataclass
class _World:
    """Offices that act at instants drawn from the delay profile, and a clock that is only said."""

    ledger: Ledger
    plan: Plan
    events: list[tuple[int, int, Callable[[Instant], None]]] = field(default_factory=list)
    order: count[int] = field(default_factory=count)
    swept: list[FollowedUp] = field(default_factory=list)
    issued: set[str] = field(default_factory=set)
    stamped: set[tuple[str, int]] = field(default_factory=set)
    corrected: int = 0

    def at(self, minute: int, what: Callable[[Instant], None]) -> None:
        """Have something happen."""
        heapq.heappush(self.events, (minute, next(self.order), what))

    def run(self, until: int) -> None:
        """Let time pass."""
        while self.events and self.events[0][0] <= until:
            minute, _, what = heapq.heappop(self.events)
            what(Instant(minute, Precision.MINUTE))

    def issue(self, office: str, now: Instant) -> None:
        """An office writes; its recipients get the letter when the post brings it."""
        done = issue(Acting(self.ledger, self.plan, office, by="นักจัดการงานทั่วไป", now=now))
        self.issued.add(office)
        for recipient in done.recipients:
            if uniform(_SEED, recipient, "silent") >= _SILENT:
                arrives = self._after(now, recipient, Stage.TRANSIT)
                self.at(arrives, lambda at, who=recipient: self.stamp(who, 0, at))

    def stamp(self, office: str, position: int, now: Instant) -> None:
        """A desk stamps; the next desk follows, or the office writes on, or answers."""
        receive(
            Acting(self.ledger, self.plan, office, by="เจ้าพนักงานธุรการ", now=now), position=position
        )
        self.stamped.add((office, position))
        if uniform(_SEED, f"{office} {position}", "errs") < _ERRS:
            self.at(now.minute + 30, lambda at: self.correct(office, position, now, at))
        if position + 1 < len(self.plan.hierarchy.office(office).desks):
            then = self._after(now, office, Stage.ROUTING)
            self.at(then, lambda at: self.stamp(office, position + 1, at))
        elif self.plan.sending(office)[1] and uniform(_SEED, office, "idle") >= _SILENT:
            then = self._after(now, office, Stage.HANDLING)
            self.at(then, lambda at: self.issue(office, at))
        if position == 0 and self.plan.answer_by(office):
            self._answer_later(office, now)

    def correct(self, office: str, position: int, stamped: Instant, now: Instant) -> None:
        """The stamp meant the same moment, or one a little later."""
        at = Instant(stamped.minute + 1, Precision.MINUTE)
        if (office, position + 1) in self.stamped or office in self.issued:
            return
        acting = Acting(self.ledger, self.plan, office, by="หัวหน้างานสารบรรณ", now=now)
        correct(acting, position=position, at=at, reason="ประทับตราผิดเวลา", key="c")
        self.corrected += 1

    def sweep(self, now: Instant) -> None:
        """The scheduled sweep, and at once another one, which finds nothing more."""
        self.swept.append(follow_up(self.ledger, self.plan, now=now))
        if len(self.swept) % 10 == 0:
            again = follow_up(self.ledger, self.plan, now=now)
            assert (again.reminders, again.escalations) == ((), ())

    def _answer_later(self, office: str, now: Instant) -> None:
        if uniform(_SEED, office, "answers") < _ANSWERS:
            days = 1 + int(uniform(_SEED, office, "when") * 50)
            self.at(now.minute + days * 24 * 60, lambda at: self._answer(office, at))

    def _answer(self, office: str, now: Instant) -> None:
        answer(Acting(self.ledger, self.plan, office, by="ปลัด", now=now), "ดำเนินการแล้ว", key="a")

    def _after(self, now: Instant, office: str, stage: Stage) -> int:
        """When a stage that begins now is over, in office time."""
        who, working = self.plan.hierarchy.office(office), self.plan.working
        draws = Draws(self.plan.profile, _SEED, working.minutes_a_day)
        minutes = draws.minutes(stage, who.level, who.kind, None, office, stage.value)
        return int(working.add(now.minute, max(minutes, 1)))


@pytest.fixture(scope="module")
def plan(propagating, tmp_path_factory) -> Plan:
    """The national directive, to three provinces, with an answer wanted before it is over."""
    text = yaml.safe_load(propagating.national.read_text(encoding="utf-8"))
    for name in ("observed", "issued", "profile"):
        text.pop(name, None)
    text["window"] = {"opens": date(2026, 12, 1), "closes": date(2027, 2, 28)}
    for ask in text["asks"]:
        ask["answer_by"] = date(2027, 1, 29)
    path = tmp_path_factory.mktemp("cascade") / "live.yaml"
    path.write_text(yaml.safe_dump(text, allow_unicode=True), encoding="utf-8")
    wanted = PropagationRequest(directive=str(path), clock=ClockChoice.LIVE, limit_to=_PROVINCES)
    return prepare(wanted)


@pytest.fixture(scope="module")
def world(plan, tmp_path_factory):
    """The ninety days, lived through."""
    path = tmp_path_factory.mktemp("world") / "live.db"
    with open_ledger(f"sqlite:///{path}") as ledger:
        record(ledger, plan, _START)
        world = _World(ledger, plan)
        world.at(_START.minute, lambda at: world.issue(plan.route.origin, at))
        first = _START.date(plan.working.zone)
        for day in (first + timedelta(days=n) for n in range(_DAYS)):
            opens, closes = plan.working.opens_at(day), plan.working.closes_at(day)
            if plan.working.between(opens, closes) > 0:
                world.at(int(closes) + 30, world.sweep)
        world.run(_end(plan).minute)
        yield world


def _end(plan: Plan) -> Instant:
    last = _START.date(plan.working.zone) + timedelta(days=_DAYS)
    return Instant(plan.jurisdiction.clock.instant(last).minute, Precision.MINUTE)


@pytest.fixture(scope="module")
def reminders(world) -> list[Act]:
    return acts(world.ledger, world.plan.id, kind=ActKind.REMINDED)


def test_hundreds_of_offices_lived_through_ninety_days(world, plan):
    """Most have it, some are silent, some cannot know: the story is worth telling."""
    found = board(world.ledger, plan, now=_end(plan)).of(plan.route.origin)
    assert found.below > 400
    assert min(found.confirmed, found.silent, found.unreachable) > 0
    assert min(found.in_time, found.late, found.missing) > 0
    assert world.corrected > 0
    assert len(world.swept) > 50


def test_every_letter_and_every_stamp_is_there_once(world, plan):
    """What the offices did, no more and no less."""
    sent = Counter(each.office for each in letters(world.ledger, plan.id))
    assert sent == Counter(world.issued)
    made = Counter((each.recipient, each.position) for each in receptions(world.ledger, plan.id))
    assert made == Counter(world.stamped)


def test_the_ledger_proves_itself(world):
    """No register has a gap, no digest is broken, every act is as it was entered."""
    proof = verify(world.ledger)
    assert (proof.ok, proof.faults) == (True, ())
    assert proof.checked["acts"] > 400


def test_nobody_was_reminded_or_escalated_twice_for_the_same_thing(world, reminders):
    """Through sixty sweeps."""
    told = Counter((o, a.body.owed) for a in reminders for o in a.body.recipients)
    assert told
    assert max(told.values()) == 1
    raised = acts(world.ledger, world.plan.id, kind=ActKind.ESCALATED)
    things = Counter((act.body.recipient, act.body.owed) for act in raised)
    assert things
    assert max(things.values()) == 1


def test_nobody_was_reminded_for_what_lies_behind_a_silent_parent(world, plan, reminders):
    """Whoever was reminded had been written to by then, by the office that reminds."""
    hops = {each.recipient: each for each in hop_records(world.ledger, plan.id)}
    for act in reminders:
        for office in act.body.recipients:
            assert hops[office].sender == act.office
            assert hops[office].issued.minute < act.at.minute


def test_only_who_had_not_done_it_was_reminded(world, plan, reminders):
    """At the minute of the reminder it was overdue, and not done."""
    hops = {each.recipient: each for each in hop_records(world.ledger, plan.id)}
    answered = {act.office: act.at for act in acts(world.ledger, plan.id, kind=ActKind.ANSWERED)}
    for act in reminders:
        assert act.body.due.minute < act.at.minute
        for office in act.body.recipients:
            done = {
                Owed.RECEPTION: hops[office].received,
                Owed.FORWARDING: hops[office].forwarded,
                Owed.ANSWER: answered.get(office),
            }[act.body.owed]
            assert done is None or done.minute > act.at.minute


def test_whatever_is_overdue_at_the_end_was_reminded_and_then_escalated(world, reminders):
    """Nothing is forgotten: the last sweep's list is covered."""
    told = {(o, a.body.owed): a for a in reminders for o in a.body.recipients}
    last = world.swept[-1].overdue
    assert last
    assert {(each.office, each.owed) for each in last} <= told.keys()
    for act in acts(world.ledger, world.plan.id, kind=ActKind.ESCALATED):
        assert isinstance(act.body, Escalated)
        reminder = told[act.body.recipient, act.body.owed]
        assert isinstance(reminder.body, Reminded)
        assert reminder.at.minute < act.at.minute
        assert act.body.reminder == reminder.body.letter.number


def test_the_roll_up_equals_a_naive_count(world, plan):
    """At every office that writes, and at a leaf of each kind."""
    found = board(world.ledger, plan, now=_end(plan))
    answers = {each.office: each for each in answers_given(world.ledger, plan, now=_end(plan))}
    chains = {each: plan.route.chain(each)[:-1] for each in plan.route.offices}
    below = {each: [] for each in plan.route.offices}
    for office, chain in chains.items():
        for above in chain:
            below[above].append(office)
    for office, under in below.items():
        stand = Counter(found.standing[each] for each in under)
        given = Counter(answers[each].standing for each in under if each in answers)
        mine = found.of(office)
        assert (mine.confirmed, mine.silent, mine.unreachable) == (
            *(stand[each] for each in Standing),
        )
        assert (mine.in_time, mine.late, mine.missing, mine.pending) == (
            *(given[each] for each in AnswerStanding),
        )


def test_transit_routing_and_handling_add_up(world, plan):
    """Along every chain, to the minute, to arrival minus the origin's issue."""
    hops = {each.recipient: each for each in hop_records(world.ledger, plan.id)}
    for office, hop in hops.items():
        if hop.ready is None:
            continue
        spent = 0
        for each in (hops[above] for above in plan.route.chain(office)[1:]):
            spent += each.received.minute - each.issued.minute
            spent += each.ready.minute - each.received.minute
            if each.recipient != office:
                spent += each.forwarded.minute - each.ready.minute
        assert spent == hop.ready.minute - _START.minute
    rows = hop_rows(list(hops.values()), plan.working, plan.directive.window)
    assert sum(row["open"] for row in rows) > 0

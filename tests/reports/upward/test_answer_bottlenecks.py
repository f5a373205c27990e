"""What held up answers: the last one's way adds up, and halving saves what it would save."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wian.delays.hop_record import Direction, HopRecord, Source
from wian.delays.local_clock import DAY
from wian.jurisdictions.instant import Instant, Precision
from wian.propagation.upward.hops_up import hops_up, until
from wian.reports.upward.answer_bottlenecks import AnswerPart, answer_bottlenecks


def at(minute):
    return Instant(minute, Precision.MINUTE)


def made(way, took, travel):
    """Hops up in which each office takes so long, then its answer travels so long."""
    ready = dict.fromkeys(way.asked, at(0))
    there, records = {}, []
    for office in way.wave_of:
        begun = there[office] if way.gathers(office) else 0
        issued = begun + took[office]
        came, above = issued + travel[office], way.asker(office)
        there[above] = max(there.get(above, 0), came)
        records.append(
            HopRecord(
                *("p", "d", way.wave_of[office], office, above, None, Source.LIVE),
                *(at(issued), at(came), at(came), None),
                forwards=above != way.route.origin,
                way=Direction.UP,
            )
        )
    return ready, records, there[way.route.origin]


@pytest.fixture(scope="module")
def way(asking_plan):
    return asking_plan.way_up


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.randoms(use_true_random=False))
def test_halving_a_part_saves_what_is_said(way, seed):
    """Each part of the last answer's way, worked out again from the start with half of it."""
    took = {office: 2 * seed.randrange(1, 5000) for office in way.wave_of}
    travel = {office: 2 * seed.randrange(1, 2000) for office in way.wave_of}
    ready, records, end = made(way, took, travel)
    found = answer_bottlenecks(way, ready, {}, records, at(end))
    assert found.complete
    assert sum(each.days for each in found.chain) * DAY == pytest.approx(end)
    for each in found.chain:
        halves = dict(travel if each.part is AnswerPart.TRAVEL else took)
        halves[each.office] //= 2
        travels = each.part is AnswerPart.TRAVEL
        sooner = made(way, *((took, halves) if travels else (halves, travel)))[2]
        assert each.half * DAY == pytest.approx(end - sooner, abs=1e-6)


def test_a_rehearsals_last_answer_is_the_one_that_came_last(asked_and_answered):
    """From a body's last desk to the origin without a gap; parts are sorted by what waited."""
    of = asked_and_answered
    up = hops_up(of.ledger, of.plan, of.hops)
    ready = {each.recipient: each.ready for each in of.hops}
    end = max((each.ready for each in up), key=lambda moment: moment.minute)
    found = answer_bottlenecks(of.plan.way_up, ready, {}, up, end)
    leaf = found.chain[0].office
    assert [each.part for each in found.chain[:2]] == [AnswerPart.ANSWERING, AnswerPart.TRAVEL]
    total = (end.minute - ready[leaf].minute) / DAY
    assert sum(each.days for each in found.chain) == pytest.approx(total)
    waited = [each.answer_days for each in found.parts]
    assert waited == sorted(waited, reverse=True)
    assert len(found.parts) == 2 * 115


def test_while_answers_are_missing_nothing_is_said_of_halving(asked_and_answered):
    """The branch that most wait for is shown, with what lasts so far."""
    of = asked_and_answered
    up = hops_up(of.ledger, of.plan, of.hops)
    now = sorted(each.issued.minute for each in up)[50]
    ready = {
        each.recipient: each.ready if each.ready and each.ready.minute <= now else None
        for each in of.hops
    }
    found = answer_bottlenecks(of.plan.way_up, ready, {}, until(up, at(now)), at(now))
    assert not found.complete
    assert {each.half for each in found.parts} == {None}
    assert any(each.open and each.part is AnswerPart.ANSWERING for each in found.parts)
    assert all(each.days >= 0 for each in found.parts)

"""Rehearsing the way back up: whoever gathers waits for the last answer, and the sums agree."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hierarchy.route.route import Cohort
from wian.delays.hop_arrays import HopColumns
from wian.delays.hop_figures import measure
from wian.delays.hop_record import Direction, Source
from wian.delays.local_clock import DAY
from wian.delays.upward.answering_figures import answering_days
from wian.ledger.acts import ActKind
from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.propagation.upward.asked_offices import answering
from wian.propagation.upward.hops_up import hops_up
from wian.propagation.upward.rehearsed_answers import gather, rehearse_answers


def _up(sent):
    return hops_up(sent.ledger, sent.plan, sent.hops)


def test_everybody_answers_whoever_wrote_to_it(asked_and_answered):
    """115 hops came down, and 115 go up, in the same cohorts from the leaves to the origin."""
    up, plan = _up(asked_and_answered), asked_and_answered.plan
    assert {(hop.recipient, hop.sender) for hop in up} == {
        (hop.sender, hop.recipient) for hop in plan.route.hops
    }
    assert Counter(hop.wave for hop in up) == {1: 100, 2: 12, 3: 1, 4: 1, 5: 1}
    assert {hop.source for hop in up} == {Source.SIMULATED}
    assert {hop.way for hop in up} == {Direction.UP}
    assert sum(hop.asked is not None for hop in up) == 103


def test_a_report_goes_out_after_the_last_answer_is_there(asked_and_answered):
    """Whoever gathers waits for all of them; its report is what the next office receives."""
    up = _up(asked_and_answered)
    own = {hop.sender: hop for hop in up}
    for hop in up:
        assert hop.issued.minute <= hop.received.minute <= hop.ready.minute
        if hop.forwards:
            assert hop.ready.minute < hop.forwarded.minute
            assert own[hop.recipient].issued == hop.forwarded


def test_the_sums_of_the_round_trip_agree_to_the_minute(asked_and_answered):
    """From the origin's issue to its last desk, down and up: what each stage took adds up."""
    plan, down = asked_and_answered.plan, asked_and_answered.hops
    up = _up(asked_and_answered)
    took = {
        **_minutes(down, plan.working, lambda hop: (Direction.DOWN, hop.recipient)),
        **_minutes(up, plan.working, lambda hop: (Direction.UP, hop.sender)),
    }
    answered = np.rint(answering_days(up, plan.working)[0] * DAY)
    leaves = {hop.sender: took for hop, took in zip(up, answered, strict=True) if hop.asked}
    first = min(hop.issued.minute for hop in down)
    for leaf, answer in leaves.items():
        chain = plan.route.chain(leaf)
        total = answer
        for office in chain[1:]:
            total += took[Direction.DOWN, office][0] + took[Direction.UP, office][0]
            if office != leaf:
                total += took[Direction.DOWN, office][1]
            if plan.route.parent(office) != plan.route.origin:
                total += took[Direction.UP, office][1]
        last = next(hop for hop in up if hop.sender == chain[1])
        assert total == last.ready.minute - first
    assert len(leaves) == 103


def _minutes(hops, working, name):
    figures = measure(HopColumns.of(hops, working.own), working, None)
    travel = np.rint((figures.transit_days + figures.routing_days) * DAY)
    handling = np.rint(figures.handling_days * DAY)
    return {
        name(hop): pair for hop, pair in zip(hops, zip(travel, handling, strict=True), strict=True)
    }


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(min_value=0, max_value=2**32), size=st.integers(min_value=1, max_value=9))
def test_any_order_and_any_batch_give_the_same_answers(
    asked_and_answered, tmp_path_factory, propagating, seed, size
):
    """Offices of a wave gather in any order, in any batch, some of them twice: nothing shows."""
    plan, chance = asked_and_answered.plan, random.Random(seed)  # noqa: S311 - a shuffle
    path = tmp_path_factory.mktemp("shuffled") / "ledger.db"
    with open_ledger(f"sqlite:///{path}") as ledger:
        propagating.send(ledger, plan)
        for wave in answering(plan).way.waves:
            offices = list(wave.forwarders)
            chance.shuffle(offices)
            for start in range(0, len(offices), size):
                batch = offices[start : start + size]
                hops = tuple(hop for hop in wave.hops if hop.sender in batch)
                cohort = Cohort(plan.route.parent(batch[0]), tuple(batch), hops)
                assert gather(ledger, plan, cohort) == len(hops)
                assert gather(ledger, plan, cohort) == 0
        assert hops_up(ledger, plan, asked_and_answered.hops) == _up(asked_and_answered)
        assert verify(ledger).ok


def test_it_goes_on_where_it_was_killed(asked_and_answered, empty_ledger, propagating):
    """Two waves are in the ledger; the next run does the rest and the same."""
    plan = asked_and_answered.plan
    propagating.send(empty_ledger, plan)
    for wave in answering(plan).way.waves[:2]:
        for cohort in wave.cohorts:
            gather(empty_ledger, plan, cohort)
    rehearse_answers(empty_ledger, plan)
    assert hops_up(empty_ledger, plan, asked_and_answered.hops) == _up(asked_and_answered)
    before = acts(empty_ledger, plan.id, kind=ActKind.GATHERED)
    rehearse_answers(empty_ledger, plan)
    assert acts(empty_ledger, plan.id, kind=ActKind.GATHERED) == before
    assert verify(empty_ledger).checked["answers"] == 115


def test_a_directive_without_a_form_goes_down_alone(gecc_sent):
    """Its rehearsal has no answers, and its profile says nothing of them, as before."""
    rehearse_answers(gecc_sent.ledger, gecc_sent.plan)
    assert acts(gecc_sent.ledger, gecc_sent.plan.id) == []
    assert _up(gecc_sent) == []
    assert gecc_sent.plan.profile.answering is None
    assert "answer" not in gecc_sent.plan.profile.model_dump_json()

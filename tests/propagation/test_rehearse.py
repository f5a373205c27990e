"""Forwarding: the offices of a cohort write, the recipients stamp, once."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hierarchy.route.route import Cohort
from wian.delays.hop_record import Source
from wian.ledger.database import open_ledger
from wian.ledger.errors import UnknownPropagation
from wian.ledger.proof.verification import verify
from wian.ledger.read.recorded import counts, letters, receptions
from wian.propagation.plan import record
from wian.propagation.rehearse import Forwarded, forward


@pytest.fixture(scope="module")
def province(propagating):
    """A province of nine districts and their subdistricts, of the whole country."""
    return propagating.prepare(propagating.national, limit_to=("phitsanulok",))


@pytest.fixture(scope="module")
def orderly(province, propagating, tmp_path_factory):
    """What the ledger holds of it, sent in the order of the route."""
    path = tmp_path_factory.mktemp("orderly") / "ledger.db"
    with open_ledger(f"sqlite:///{path}") as ledger:
        propagating.send(ledger, province)
        return propagating.everything(ledger, province)


def test_forwarding_twice_changes_nothing(gecc_plan, empty_ledger, propagating):
    """A second run of every step writes no letter, no hop, no stamp, and burns no number."""
    propagating.send(empty_ledger, gecc_plan)
    before = propagating.everything(empty_ledger, gecc_plan)
    again = [
        forward(empty_ledger, gecc_plan, wave, cohort)
        for wave in gecc_plan.route.waves
        for cohort in wave.cohorts
    ]
    assert set(again) == {Forwarded(0, 0)}
    assert propagating.everything(empty_ledger, gecc_plan) == before
    assert verify(empty_ledger).ok


def test_a_step_says_what_it_wrote(gecc_plan, empty_ledger, propagating):
    """The progress bar adds these up: 115 hops, 13 letters."""
    record(empty_ledger, gecc_plan, propagating.some_day)
    steps = [
        forward(empty_ledger, gecc_plan, wave, cohort)
        for wave in gecc_plan.route.waves
        for cohort in wave.cohorts
    ]
    assert (sum(s.letters for s in steps), sum(s.hops for s in steps)) == (13, 115)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(min_value=0, max_value=2**32), size=st.integers(min_value=1, max_value=9))
def test_any_order_and_any_batch_give_the_same_propagation(
    gecc_sent, tmp_path_factory, propagating, seed, size
):
    """Offices of a wave may write in any order, one by one or together: nothing of it shows."""
    plan = gecc_sent.plan

    def shuffled(wave):
        """The wave's forwarders in batches of ``size``, in a random order."""
        forwarders = list(wave.forwarders)
        random.Random(seed).shuffle(forwarders)  # noqa: S311 - a shuffle, no secret
        for start in range(0, len(forwarders), size):
            batch = forwarders[start : start + size]
            hops = tuple(hop for hop in wave.hops if hop.sender in batch)
            yield Cohort(plan.route.parent(batch[0]), tuple(batch), hops)

    path = tmp_path_factory.mktemp("shuffled") / "ledger.db"
    with open_ledger(f"sqlite:///{path}") as ledger:
        propagating.send(ledger, plan, shuffled)
        whole = propagating.everything(gecc_sent.ledger, plan)
        assert propagating.everything(ledger, plan) == whole


def test_cohorts_of_a_wave_in_reverse_give_the_same_instants(
    province, orderly, empty_ledger, propagating
):
    """Whichever of two threads is first, the same letters stand in the ledger at the end."""
    propagating.send(empty_ledger, province, lambda wave: wave.cohorts[::-1])
    assert propagating.everything(empty_ledger, province) == orderly


def test_a_half_written_cohort_is_finished(gecc_plan, gecc_sent, empty_ledger, propagating):
    """Four of nine districts wrote before; the step has the other five write."""
    record(empty_ledger, gecc_plan, propagating.some_day)
    *above, last = gecc_plan.route.waves
    for wave in above:
        forward(empty_ledger, gecc_plan, wave, wave.cohorts[0])
    (cohort,) = last.cohorts
    four = cohort.forwarders[:4]
    part = replace(
        cohort, forwarders=four, hops=tuple(hop for hop in cohort.hops if hop.sender in four)
    )
    first = forward(empty_ledger, gecc_plan, last, part)
    rest = forward(empty_ledger, gecc_plan, last, cohort)
    assert (first.letters, rest.letters, first.hops + rest.hops) == (4, 5, 100)
    whole = propagating.everything(gecc_sent.ledger, gecc_plan)
    assert propagating.everything(empty_ledger, gecc_plan) == whole


def test_two_propagations_share_the_registers_and_not_the_numbers(
    gecc_plan, empty_ledger, propagating
):
    """A second rehearsal of the same office goes on counting where the first one stopped."""
    other = propagating.prepare(seed=2)
    for plan in (gecc_plan, other):
        propagating.send(empty_ledger, plan)
    numbers = [
        {each.office: each.letter.number for each in letters(empty_ledger, plan.id)}
        for plan in (gecc_plan, other)
    ]
    wang_thong = [each["phitsanulok.wang-thong"] for each in numbers]
    assert [number.rpartition(" ")[2] for number in wang_thong] == ["๑", "๒"]
    assert numbers[0]["phitsanulok"] == numbers[1]["phitsanulok"] == "พล ๐๐๒๓.๓/ว ๕๕๓"
    assert verify(empty_ledger).ok


def test_what_history_saw_stands_as_history_saw_it(gecc_sent):
    """The department's three stamps of the case, the misread one with what it reads, and why."""
    stamps = [r for r in receptions(gecc_sent.ledger, gecc_sent.plan.id) if r.recipient == "dla"]
    assert [(s.receipt_number, s.source, s.read) for s in stamps] == [
        ("67230", Source.OBSERVED, None),
        ("16846", Source.OBSERVED, "2 ธ.ค. 2563 15.29"),
        ("952", Source.OBSERVED, None),
    ]
    zone = gecc_sent.plan.jurisdiction.calendar.zone
    assert [s.at.isoformat(zone) for s in stamps] == [
        "2020-12-29",
        "2020-12-29T15:29+07:00",
        "2020-12-29T16:22+07:00",
    ]


def test_another_seed_changes_what_was_simulated_and_nothing_that_was_seen(
    gecc_sent, empty_ledger, propagating
):
    """Observed hops are the same in every rehearsal; simulated ones are draws."""
    other = propagating.prepare(seed=2)
    propagating.send(empty_ledger, other)
    ours, theirs = (
        {hop.recipient: replace(hop, propagation="") for hop in found}
        for found in (gecc_sent.hops, propagating.everything(empty_ledger, other)["hops"])
    )
    seen = [office for office, hop in ours.items() if hop.source is Source.OBSERVED]
    assert seen == ["dla", "phitsanulok"]
    assert [ours[office] for office in seen] == [theirs[office] for office in seen]
    assert sum(ours[office] != theirs[office] for office in ours) > 90


def test_nothing_is_forwarded_that_was_not_recorded(gecc_plan, empty_ledger):
    """A letter without its propagation would be a letter without its directive."""
    wave = gecc_plan.route.waves[0]
    with pytest.raises(UnknownPropagation):
        forward(empty_ledger, gecc_plan, wave, wave.cohorts[0])


def test_nobody_writes_on_before_the_letter_came(gecc_plan, empty_ledger, propagating):
    """A cohort whose parent has not forwarded is a defect of the program, and writes nothing."""
    record(empty_ledger, gecc_plan, propagating.some_day)
    wave = gecc_plan.route.waves[3]
    with pytest.raises(KeyError):
        forward(empty_ledger, gecc_plan, wave, wave.cohorts[0])
    assert counts(empty_ledger, gecc_plan.id).letters == 0

"""Futures drawn from what is known: never before it, keyed, and with the right distribution."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wian.delays.batch_days import BatchDays
from wian.delays.profile import Stage
from wian.delays.working_time import working_time
from wian.reports.outlook.monte_carlo.common_effect import common_effect, stage_spans
from wian.reports.outlook.monte_carlo.futures import futures
from wian.reports.outlook.monte_carlo.known_times import FORWARDED, ISSUED, READY, RECEIVED
from wian.reports.outlook.monte_carlo.stage_laws import Effects
from wian.reports.outlook.monte_carlo.wave_sweep import Levers

NORTH, SOUTH, N1, N2 = 1, 2, 3, 4
NOW = 100_000.0
"""The working position from which the grove is looked at."""
SENT = ((FORWARDED, 0, 500), (ISSUED, NORTH, 500), (ISSUED, SOUTH, 500))


def none(draws):
    """No common effect."""
    return Effects(np.zeros(1), np.zeros(draws, dtype=np.int64))


def arrived(sweep, draws):
    """Reception of every office in every draw, by office."""
    found = {}
    for each in sweep.arrivals(none(draws)):
        found.update(zip(each.rows.tolist(), each.position, strict=True))
    return found


@pytest.fixture
def law(scipy_stats):
    """Makes a log-normal distribution in working days, in minutes."""
    return lambda median, p90: scipy_stats.lognorm(
        np.log(p90 / median) / 1.2815515655, scale=median * 420
    )


def test_a_stage_that_begins_now_has_its_own_distribution(sweeping, law):
    """But for the thousandth at each end, which no draw takes."""
    took = arrived(sweeping(), 20_000)[NORTH]
    right = law(2, 4).ppf([0.1, 0.5, 0.9])
    assert np.quantile(took, [0.1, 0.5, 0.9]) == pytest.approx(right, rel=0.03)


def test_an_open_stage_is_drawn_from_what_is_left_of_it(sweeping, law):
    """Three days late, in half of all futures it comes by when half of the rest has come."""
    took = arrived(sweeping((FORWARDED, 0, 2100), (ISSUED, NORTH, 2100)), 20_000)[NORTH]
    left = law(2, 4)
    right = left.isf(left.sf(2100) * np.array([0.75, 0.5, 0.25])) - 2100
    assert took.min() >= 0
    assert np.quantile(took, [0.25, 0.5, 0.75]) == pytest.approx(right, rel=0.05)


def test_stages_add_up_down_a_chain(sweeping, law):
    """On average what transit, handling and transit take."""
    took = arrived(sweeping(), 40_000)[N1]
    assert took.mean() == pytest.approx(2 * law(2, 4).mean() + law(3, 7).mean(), rel=0.03)


def test_the_same_seed_gives_the_same_bytes_in_blocks_of_any_size(sweeping, monkeypatch):
    """Another seed gives others."""
    whole = arrived(sweeping(*SENT), 64)
    monkeypatch.setattr("wian.reports.outlook.monte_carlo.wave_sweep._BLOCK", 64)
    again = arrived(sweeping(*SENT), 64)
    assert all(whole[row].tobytes() == again[row].tobytes() for row in whole)
    assert whole[N1].tobytes() != arrived(sweeping(*SENT, seed=2), 64)[N1].tobytes()


def test_fewer_draws_are_the_first_of_more(sweeping):
    """So that a longer look only adds to a shorter one."""
    few, many = arrived(sweeping(*SENT), 10), arrived(sweeping(*SENT), 50)
    assert all(np.array_equal(few[row], many[row][:10]) for row in few)


moments = st.floats(0, 30_000)


@settings(max_examples=40, deadline=None)
@given(st.lists(moments, min_size=4, max_size=4), st.integers(0, 5), st.floats(0, 1.5))
def test_nothing_is_drawn_before_now_or_before_what_brings_it(sweeping, gaps, known, effect):
    """However long what is open has lasted, and whatever is known."""
    ago = np.cumsum(gaps[::-1])[::-1]
    steps = ((FORWARDED, 0), (ISSUED, NORTH), (RECEIVED, NORTH), (READY, NORTH))
    told = [(*step, ago[max(at - 1, 0)]) for at, step in enumerate(steps)][:known]
    if known >= 5:
        told += [(FORWARDED, NORTH, ago[3]), (ISSUED, N1, ago[3])]
    sweep = sweeping(*told, effect=effect)
    found = {}
    thought = common_effect(
        sweep.laws, {stage: stage_spans(sweep.known, stage, sweep.tree) for stage in Stage}
    )
    for each in sweep.arrivals(thought.drawn(sweep.chances_of_effect(30))):
        assert np.isfinite(each.position).all()
        assert (each.position >= 0).all()
        found.update(zip(each.rows.tolist(), each.position, strict=True))
    for row in (N2, 5, 6):
        assert (found[row] >= found.get(sweep.tree.parent[row], np.zeros(30)) - 0.01).all()


def test_who_acts_now_is_late_no_more(sweeping):
    """And whoever waits behind it has it sooner by just as much."""
    levers = Levers.none(7)
    levers.acts[NORTH] = True
    before, after = arrived(sweeping(*SENT), 50), arrived(sweeping(*SENT, levers=levers), 50)
    assert (after[NORTH] == 0).all()
    assert before[N1] - after[N1] == pytest.approx(before[NORTH], abs=0.5)
    assert np.array_equal(before[5], after[5])


def test_half_of_the_time_is_half_of_what_is_left(sweeping):
    """What has passed is not given back."""
    levers = replace(Levers.none(7), share=np.full(7, 0.5))
    before, after = arrived(sweeping(*SENT), 50), arrived(sweeping(*SENT, levers=levers), 50)
    assert after[NORTH] == pytest.approx(before[NORTH] / 2)
    assert after[N1] == pytest.approx(before[N1] / 2, rel=1e-3)


def test_a_reminder_never_makes_anybody_later(sweeping):
    """Who has been silent long takes no longer than it would over a new letter."""
    sent = ((FORWARDED, 0, 9000), (ISSUED, NORTH, 9000))
    reminded = sweeping(*sent, levers=replace(Levers.none(7), reminded=True))
    before, after = arrived(sweeping(*sent), 400), arrived(reminded, 400)
    assert (after[NORTH] <= before[NORTH]).all()
    assert np.quantile(after[NORTH], 0.9) < 0.8 * np.quantile(before[NORTH], 0.9)


def test_a_clock_that_rested_counts_no_time(sweeping):
    """An office whose clock rested since it stamped has all of its time before it."""
    rested = np.zeros(7)
    rested[NORTH] = 400
    told = (*SENT, (RECEIVED, NORTH, 400), (READY, NORTH, 400))
    sweep, fresh = sweeping(*told), sweeping(*SENT, (RECEIVED, NORTH, 0), (READY, NORTH, 0))
    held = replace(sweep, known=replace(sweep.known, rested=rested))
    assert arrived(held, 50)[N1] == pytest.approx(arrived(fresh, 50)[N1])
    assert arrived(held, 50)[N1].mean() > arrived(sweep, 50)[N1].mean() + 100


def test_a_sender_that_has_forwarded_writes_again_from_now(sweeping):
    """To whom its route has grown since."""
    told = (*SENT, (RECEIVED, NORTH, 400), (READY, NORTH, 400), (FORWARDED, NORTH, 300))
    found = arrived(sweeping(*told, (ISSUED, N1, 300)), 4000)
    assert np.median(found[N2]) > np.median(found[N1]) + 1000
    origin = arrived(sweeping((FORWARDED, 0, 500), (ISSUED, NORTH, 500)), 4000)
    assert np.median(origin[SOUTH]) > np.median(arrived(sweeping(), 4000)[SOUTH]) + 1000


def test_curves_and_constants_are_kept_to_and_outlived(sweeping):
    """An office that has outlasted its whole curve still comes, some time after now."""
    bent = {
        "name": "bent",
        "assumption": "Made up.",
        "default": {
            "transit": {"quantiles": {0: 1, 0.5: 2, 1: 4}, "unit": "working-days"},
            "routing": {"constant": 0, "unit": "working-days"},
            "handling": {"constant": 3, "unit": "working-days"},
        },
    }
    found = arrived(sweeping(profile=bent), 2000)
    assert found[NORTH].min() >= 420
    assert found[NORTH].max() <= 1680
    assert np.median(found[NORTH]) == pytest.approx(840, rel=0.05)
    assert (found[N1] - found[NORTH] >= 1260 + 420 - 1).all()
    late = arrived(sweeping((FORWARDED, 0, 5000), (ISSUED, NORTH, 5000), profile=bent), 500)
    assert late[NORTH].min() >= 0
    assert 100 < np.median(late[NORTH]) < 5000


def test_a_known_common_effect_is_found_from_finished_and_open_stages(sweeping):
    """A directive that is twice as slow as usual, of which half is open."""
    over = ((ISSUED, NORTH, 5000), (RECEIVED, NORTH, 3000))
    sweep = sweeping(*over, effect=0.5)

    def thought_of(*told):
        return common_effect(
            sweep.laws, {Stage.TRANSIT: stage_spans(told_of(*told), Stage.TRANSIT, sweep.tree)}
        )

    def told_of(*told):
        return sweeping(*told).known

    alone, thought = thought_of(*over), thought_of(*over, (ISSUED, SOUTH, 5000))
    assert thought.weights.sum() == pytest.approx(1)
    assert thought.mean > alone.mean > 0.2


def test_what_rested_is_no_part_of_a_span_and_one_desk_routes_nothing(sweeping):
    """A letter handled in 300 of 400 minutes at one office, and open for 150 at another."""
    told = [(at, each, 500) for at in (RECEIVED, READY) for each in (NORTH, SOUTH)]
    sweep = sweeping(*told, (FORWARDED, NORTH, 100))
    rested = np.array([0.0, 100, 350, 0, 0, 0, 0])
    known = replace(sweep.known, rested=rested)
    spans = stage_spans(known, Stage.HANDLING, sweep.tree)
    assert (spans.rows.tolist(), spans.least.tolist()) == ([NORTH, SOUTH], [300, 150])
    assert spans.most.tolist() == [300, np.inf]
    assert stage_spans(known, Stage.ROUTING, sweep.tree).rows.size == 0


def test_few_directives_leave_more_room_for_the_next_one(sweeping):
    """How much they differ is known from five of them only: Student's t, not the normal."""
    laws = sweeping(effect=0.3).laws
    few, many, sure = (common_effect(laws, {}, directives) for directives in (5, 500, None))

    def beyond(thought):
        return thought.weights[np.abs(thought.grid) > 2].sum()

    assert beyond(few) > 2 * beyond(sure)
    assert beyond(many) == pytest.approx(beyond(sure), rel=0.05)


def test_letters_wait_for_the_day_on_which_they_are_sent(sweeping):
    """A Monday: what is done on another day goes out as the next Monday opens."""
    working = working_time("thailand")
    days = BatchDays([None, frozenset({1}), *[None] * 5], working)
    sweep = replace(sweeping(*SENT), batches=days)
    before, after = arrived(sweeping(*SENT), 200), arrived(sweep, 200)
    assert np.array_equal(before[5], after[5])
    assert (after[N1] >= before[N1] - 0.5).all()
    done = np.array([[100_000.0]])
    sent = days.sent(np.array([1]), done)
    day = working.local_days(working.moment(sent + 1))[0, 0]
    assert day.astype(object).isoweekday() == 1
    assert days.last_chance(np.array([1]), sent[0] - 1)[0] <= done[0, 0]


@pytest.fixture
def batched(sweeping):
    """North has had it for three days and more, and sends on the day of the week before today."""
    working = working_time("thailand")
    yesterday = working.local_days(working.moment(np.array([NOW - 420])))[0].astype(object)
    days = BatchDays([None, frozenset({yesterday.isoweekday()}), *[None] * 5], working)
    even = {"constant": 3, "unit": "working-days"}
    default = dict.fromkeys(("transit", "routing", "handling"), even)
    profile = {"name": "even", "assumption": "Made up.", "default": default}
    lasted = 1261 + (NOW - days.last_chance(np.array([NORTH]), np.array([NOW]))[0]) / 2
    sweep = sweeping(*SENT, (RECEIVED, NORTH, lasted), (READY, NORTH, lasted), profile=profile)
    return replace(sweep, batches=days)


def test_what_waits_for_its_day_may_be_done(batched):
    """It has outlasted nothing: all of it goes out as the next such day opens."""
    sent = batched.batches.sent(np.array([NORTH]), np.array([[NOW]]))[0, 0] - NOW
    assert arrived(batched, 200)[N1] == pytest.approx(np.full(200, sent + 1260), abs=0.5)


def test_who_acts_now_waits_for_no_day(batched):
    """What is asked for by telephone goes out at once."""
    levers = Levers.none(7)
    levers.acts[NORTH] = True
    assert arrived(replace(batched, levers=levers), 20)[N1] == pytest.approx(np.full(20, 1260))


def test_nothing_comes_after_the_end_of_the_calendar(sweeping):
    """Later than that no day is known."""
    sweep = sweeping(levers=replace(Levers.none(7), share=np.full(7, 1e6)))
    assert arrived(sweep, 20)[N1].max() == float(sweep.working.last_position) - NOW


def test_futures_count_who_is_in_time(sweeping):
    """Counts, probabilities and the last reception are of the same draws."""
    sweep = sweeping(*SENT)
    thought = common_effect(sweep.laws, {})
    found = futures(sweep, thought, 300, np.full(7, 4000.0))
    drawn = sweep.arrivals(thought.drawn(sweep.chances_of_effect(300)))
    held = np.concatenate([each.position[sweep.tree.addressed[each.rows]] for each in drawn])
    assert found.counts.mean() == pytest.approx(found.in_time[3:].sum())
    assert found.counts == pytest.approx((held <= 4000).sum(axis=0))
    assert found.last == pytest.approx(held.max(axis=0))
    assert (np.diff(found.position[1:], axis=1) >= 0).all()

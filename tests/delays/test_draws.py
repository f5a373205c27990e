"""Drawing delays: the same seed draws the same, and the draws follow the profile."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wian.delays.draws import Draws, quantile, uniform
from wian.delays.profile import (
    CommonSpread,
    DelayProfile,
    Distribution,
    Stage,
    UsualDelays,
)

DAYS = Distribution(unit="working-days", median=4, p90=9)
CURVE = Distribution(unit="working-hours", quantiles={0.1: 1, 0.5: 2, 0.9: 8})
KEYS = st.text(max_size=30)


def draw(usual, seed, key, name, minutes_a_day):
    """A draw where every stage takes as long."""
    default = UsualDelays(transit=usual, routing=usual, handling=usual)
    profile = DelayProfile(name="test", assumption="None.", default=default)
    draws = Draws(profile, seed, minutes_a_day)
    return draws.minutes(Stage.HANDLING, "province", "province", None, key, name)


@given(st.lists(st.tuples(st.integers(), KEYS), min_size=1, max_size=20), st.randoms())
def test_order_and_company_of_draws_do_not_matter(hops, random):
    """Any order, any batch, any restart: each hop gets the delay that is its own."""
    once = {hop: draw(DAYS, *hop, "handling", 480) for hop in hops}
    random.shuffle(hops)
    assert [draw(DAYS, *hop, "handling", 480) for hop in hops] == [once[hop] for hop in hops]


def test_a_seed_means_the_same_tomorrow():
    """Golden draws: published figures can be drawn again by a later version."""
    draws = [draw(DAYS, 2564, f"moi>{office}", "transit", 480) for office in ("a", "b", "c")]
    assert draws == [4212, 889, 1398]
    assert draw(CURVE, 1, "x", "routing-1", 480) == 151


@given(st.integers(), KEYS, KEYS)
def test_seed_key_and_stage_each_matter(seed, key, other):
    """Two hops, two stages, two seeds: two numbers, all strictly between 0 and 1."""
    base = uniform(seed, key, "transit")
    assert 0 < base < 1
    assert base != uniform(seed + 1, key, "transit")
    assert base != uniform(seed, key, "handling")
    assert key == other or base != uniform(seed, other, "transit")


def test_draws_follow_their_distribution():
    """Half of many provinces take no longer than the median, nine in ten no longer than p90."""
    draws = sorted(draw(DAYS, 1, f"hop {n}", "handling", 480) / 480 for n in range(4000))
    assert draws[2000] == pytest.approx(4, rel=0.05)
    assert draws[3600] == pytest.approx(9, rel=0.05)


@given(st.floats(0, 1), st.floats(0, 1))
def test_quantiles_rise(one, two):
    """A larger share is never the shorter delay, in any form."""
    low, high = sorted((one, two))
    for usual in (DAYS, CURVE, Distribution(unit="working-days", constant=3)):
        assert 0 <= quantile(usual, low) <= quantile(usual, high) < 1000


@pytest.mark.parametrize(
    ("share", "length"), [(0, 1), (0.1, 1), (0.3, 1.5), (0.5, 2), (0.7, 5), (0.9, 8), (1, 8)]
)
def test_a_curve_is_straight_between_its_points(share, length):
    """Nothing is shorter than the first point or longer than the last."""
    assert quantile(CURVE, share) == pytest.approx(length)


@pytest.mark.parametrize(("unit", "minutes"), [("working-hours", 90), ("working-days", 720)])
def test_a_constant_is_itself_in_whole_minutes(unit, minutes):
    """An hour and a half, or a day and a half of eight hours."""
    assert draw(Distribution(unit=unit, constant=1.5), 1, "x", "transit", 480) == minutes


def test_a_certain_delay_has_no_spread():
    """Median and p90 alike leave nothing to chance."""
    assert quantile(Distribution(unit="working-days", median=2, p90=2), 0.999) == 2


def test_what_a_directive_shares_makes_all_its_hops_as_much_slower():
    """The same factor at every office under one seed, another one under the next."""
    default = UsualDelays(transit=DAYS, routing=DAYS, handling=DAYS)
    usual = DelayProfile(name="test", assumption="None.", default=default)
    shared = usual.model_copy(update={"common_effect": CommonSpread(handling=0.5)})

    def drawn(profile, seed, stage):
        draws = Draws(profile, seed, 48_000)
        return [draws.minutes(stage, "a", "a", None, str(key), "x") for key in range(5)]

    def factors(seed, stage):
        pairs = zip(drawn(shared, seed, stage), drawn(usual, seed, stage), strict=True)
        return {round(one / other, 3) for one, other in pairs}

    assert factors(1, Stage.TRANSIT) == {1}
    assert len(factors(1, Stage.HANDLING)) == len(factors(2, Stage.HANDLING)) == 1
    assert len({1, *factors(1, Stage.HANDLING), *factors(2, Stage.HANDLING)}) == 3

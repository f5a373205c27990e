"""Stories of tails: when the letters to come decide the mean."""

from __future__ import annotations

import numpy as np
import pytest

from wian.reports.latency.tails import heavy, horizons, most_open, tail_index


def judged(values, open_=None) -> bool:
    values = np.sort(np.array(values, float))
    flags = np.zeros(len(values), np.bool_) if open_ is None else np.array(open_)
    return bool(heavy(values, flags, np.array([0, len(values)]))[0])


def test_delays_whose_variance_is_infinite_are_found():
    """Pareto's, and log-normal ones that spread as widely as five hundred letters can show."""
    rng = np.random.default_rng(1)
    assert judged(rng.pareto(1.5, 500) + 1)
    assert judged(np.exp(1.8 * rng.standard_normal(500)))


def test_usual_delays_are_not_heavy():
    """Most offices' delays have a mean that can be had."""
    rng = np.random.default_rng(1)
    assert not judged(np.exp(0.6 * rng.standard_normal(500)))
    assert not judged(rng.exponential(1, 500) + 0.01)
    assert not judged(np.full(500, 7.0))


def test_few_letters_say_nothing_of_a_tail():
    """Twenty-nine of the same kind are not judged."""
    assert not judged(np.random.default_rng(1).pareto(0.5, 29) + 1)


def test_open_letters_make_a_tail_longer_than_it_is_seen():
    """Half of the longest are cut short: the index is half of what their lengths say."""
    values = np.exp(np.arange(100) / 50)
    plain = tail_index(values, np.zeros(100, np.bool_))
    assert tail_index(values, np.arange(100) % 2 == 0) == pytest.approx(plain / 2)


@pytest.mark.parametrize(("days", "horizon"), [(95, 90), (31, 30), (1.2, 1), (0.01, 0)])
def test_a_horizon_is_a_round_number_of_days_that_a_tenth_of_the_letters_last(days, horizon):
    """A reader finds thirty days, not 31.4."""
    length = np.sort(np.r_[np.zeros(90), np.full(10, days * 1440)]).astype(np.int64)
    assert horizons(length, np.array([0, 100]), 1440)[0] == horizon * 1440


def test_nine_letters_have_no_horizon():
    """Too few of them could last long enough."""
    assert horizons(np.arange(9) * 1440, np.array([0, 9]), 1440)[0] == 0


def test_where_the_longest_are_open_their_skewness_is_not_trusted():
    """Of Pareto's delays with the longest cut short the rest may look like usual ones."""
    values = np.sort(np.exp(np.random.default_rng(7).normal(0, 0.75, 500)))
    few, many = np.zeros(500, np.bool_), np.zeros(500, np.bool_)
    few[-50::17], many[-50::6] = True, True
    assert 2 < tail_index(values, many) < tail_index(values, few) < 3
    assert (judged(values, few), judged(values, many)) == (False, True)


def test_peers_with_few_open_letters_let_a_group_have_some_more_by_chance():
    """Seven of forty are chance where one in twenty is usual, eight are not; alone five are not."""
    count = np.array([40, 40])
    most = most_open(count, by_chance=np.array([True, False]))
    assert most.tolist() == pytest.approx([7.79, 4], abs=0.01)

"""Stories of estimates: plain where all is finished, never too low where something is open."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wian.reports.latency.estimates import Estimates
from wian.reports.latency.kaplan_meier import Sample

LENGTHS = st.lists(st.integers(0, 5_000), min_size=1, max_size=40)
SPANS = st.lists(st.tuples(st.integers(0, 60), st.booleans()), min_size=1, max_size=40)
SHARES = (0.5, 0.9, 0.99)


def one(lengths, open_=None) -> Sample:
    return many([0] * len(lengths), lengths, open_, 1)


def many(groups, lengths, open_=None, count=3) -> Sample:
    flags = [False] * len(lengths) if open_ is None else open_
    columns = np.array(groups, np.int64), np.array(lengths, np.int64), np.array(flags, np.bool_)
    return Sample(*columns, count)


@settings(deadline=None)
@given(LENGTHS)
def test_where_all_is_finished_the_figures_are_the_plain_ones_to_the_last_bit(lengths):
    """Whoever works a closed group out by hand, or in numpy, gets our figures."""
    sample = one(lengths)
    for share in SHARES:
        found = sample.percentile(share)
        assert found.value[0] == np.quantile(lengths, share)
        assert not found.above[0]
    assert sample.means.mean[0] == np.mean(lengths)
    assert sample.whole_of(np.ones(1, dtype=np.bool_)) == np.mean(lengths)
    assert sample.means.tail[0] == 0


@settings(deadline=None, max_examples=40)
@given(SPANS)
def test_the_curve_is_that_of_lifelines(lifelines, spans):
    """An analyst who fits the same spans with lifelines finds the same mean and percentiles."""
    lengths, open_ = (np.array(each) for each in zip(*spans, strict=True))
    sample = one(lengths, open_)
    if open_.all():
        assert np.isnan(sample.means.mean[0])
        assert sample.percentile(0.5).value[0] == lengths.max()
        assert sample.percentile(0.5).above[0]
        return
    fitter = lifelines.KaplanMeierFitter().fit(lengths, ~open_)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # lifelines warns that it works from the curve
        seen = lifelines.utils.restricted_mean_survival_time(fitter, t=lengths.max())
    last = fitter.survival_function_.iloc[-1, 0]
    tail = last * lengths.max() / -np.log(last) if 0 < last < 1 else 0
    assert sample.means.mean[0] == pytest.approx(seen + tail, abs=1e-9)
    assert sample.whole_of(np.ones(1, dtype=np.bool_)) == pytest.approx(seen + tail, abs=1e-9)
    curve = fitter.survival_function_.iloc[:, 0]
    for share in SHARES:
        if not open_.any() or np.isclose(curve, 1 - share).any():
            continue  # closed groups have numpy's; on a level, lifelines names its beginning
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the same
            named = fitter.percentile(1 - share)
        found = sample.percentile(share)
        assert found.above[0] == np.isinf(named)
        assert found.value[0] == (lengths.max() if np.isinf(named) else named)


def test_half_of_the_hops_do_not_exceed_a_median_that_few_late_ones_decide():
    """Most were cut short after 4 days: of the two that went on, one ended on day 9, one on day 15.

    The curve halves on day 9, where it falls from 80 % to 40 %. Between the two lies no median.
    """
    lengths = [1, 2, *[4] * 6, 9, 15]
    open_ = [False, False, *[True] * 6, False, False]
    assert one(lengths, open_).percentile(0.5).value[0] == 9


def test_the_median_of_an_even_number_is_the_plain_one_beside_an_open_hop_too():
    """A letter issued just now tells nothing yet: it does not move the median of the others."""
    assert one([0, 2, 6], [True, False, False]).percentile(0.5).value[0] == 4


def test_where_just_half_have_ended_the_last_end_is_the_median_in_every_group():
    """Two of four still wait: half took no longer than 7 days, whatever groups stand before."""
    for before in range(12):
        groups = [*[0] * before, *[1] * 4]
        lengths = [*range(before), 3, 7, 20, 20]
        open_ = [*(each % 3 == 0 for each in range(before)), False, False, True, True]
        found = many(groups, lengths, open_, count=2).percentile(0.5)
        assert (found.value[1], found.above[1]) == (7, False)


@settings(deadline=None)
@given(SPANS, st.randoms())
def test_the_order_of_rows_does_not_matter(spans, random):
    """A file sorted otherwise gives the same report."""
    mixed = list(spans)
    random.shuffle(mixed)
    first, second = (one(*map(list, zip(*each, strict=True))) for each in (spans, mixed))
    assert np.array_equal(first.means.mean, second.means.mean, equal_nan=True)
    assert np.array_equal(first.means.low, second.means.low, equal_nan=True)
    for share in SHARES:
        assert first.percentile(share).value[0] == second.percentile(share).value[0]


@settings(deadline=None)
@given(SPANS)
def test_percentiles_rise_and_a_mean_is_never_below_what_has_passed(spans):
    """An open span counts at least as much as it has taken so far."""
    lengths, open_ = map(list, zip(*spans, strict=True))
    sample = one(lengths, open_)
    values = [sample.percentile(share).value[0] for share in SHARES]
    assert values == sorted(values)
    if not all(open_):
        assert sample.means.mean[0] >= np.mean(lengths) - 1e-9


@settings(deadline=None)
@given(SPANS, st.integers(1, 100))
def test_waiting_longer_makes_no_mean_shorter(spans, more):
    """As the open ones go on waiting, with nobody finishing, the mean only grows."""
    lengths, open_ = (np.array(each) for each in zip(*spans, strict=True))
    now = one(np.where(open_, 60, lengths), open_).means.mean[0]
    later = one(np.where(open_, 60 + more, lengths), open_).means.mean[0]
    assert np.isnan(now) or later >= now - 1e-9


def test_groups_do_not_mix():
    """Each office's figures come from its own letters, and an empty group has none."""
    sample = many([0, 0, 2, 2, 2], [1, 3, 10, 20, 30], [False, False, False, True, False])
    alone = one([10, 20, 30], [False, True, False])
    assert sample.count.tolist() == [2, 0, 3]
    assert sample.open.tolist() == [0, 0, 1]
    assert sample.percentile(0.5).value[0] == 2
    assert np.isnan(sample.percentile(0.5).value[1])
    assert sample.percentile(0.5).value[2] == alone.percentile(0.5).value[0]
    assert sample.means.mean.tolist()[::2] == [2.0, pytest.approx(alone.means.mean[0])]


def test_an_interval_needs_something_to_tell_the_spread_from():
    """A single letter has a mean, and no interval that would pretend to know more."""
    assert one([5]).means.mean[0] == 5
    assert np.isnan(one([5]).means.low[0])
    assert np.isnan(one([5, 9, 7] * 9).means.high[0])
    means = one([5, 9, 7] * 10).means
    assert 0 < means.low[0] < 7 < means.high[0]


def test_a_group_borrows_the_spread_of_the_others():
    """Two letters that happened to take equally long do not make an office sure of itself."""
    groups = [0] * 2 + [1] * 40
    lengths = [50, 50, *range(30, 70)]
    means = many(groups, lengths, count=2).means
    assert means.low[0] < 45
    assert means.high[0] > 55


@pytest.mark.parametrize(("others", "lent"), [(5, 4), (21, 20), (60, 20)])
def test_what_a_group_borrows_has_the_weight_of_at_most_twenty_spans(others, lent):
    """Its own spread is nought, so that what is left is the share of what it borrowed."""
    groups, lengths = [0] * 2 + [1] * others, [50, 50, *range(30, 30 + others)]
    means = many(groups, lengths, count=2).means
    assert means.spread[0] == pytest.approx(means.common * lent / (lent + 1))


@pytest.mark.parametrize(
    ("sizes", "least", "most"), [([40] * 8, 6.5, 7), ([170, 60, 30, 20, 15, 10, 8, 7], 1, 4)]
)
def test_peers_together_know_what_their_directives_tell_and_no_more(sizes, least, most):
    """Eight alike are eight; where one has half of the letters, they are hardly three.

    Then nobody's spread is lent, and hardly an office has an interval.
    """
    rng = np.random.default_rng(1)
    directive = np.repeat(np.arange(8), sizes)
    lengths = np.rint(1000 * np.exp(0.5 * rng.standard_normal(8)[directive])).astype(np.int64)
    lengths += rng.integers(0, 300, 320)
    office = rng.integers(0, 40, 320)
    within = office * 8 + directive
    never = np.zeros(320, dtype=np.bool_)
    sample = Sample(office, lengths, never, 40, [within], 8, shared=directive)
    assert least <= sample.peers_freedom[0] <= most
    columns = Estimates(sample, 1440).columns()
    hidden = columns["mean"] > 0
    hidden &= np.isnan(columns["mean_low"]) & np.isnan(columns["shrunk"])
    assert np.isnan(columns["shrunk"]).all() == (most <= 4)
    assert hidden.mean() > 0.95 if most <= 4 else hidden.sum() == 0


@settings(deadline=None, max_examples=60)
@given(SPANS)
def test_the_variance_is_that_of_a_mean_whose_every_step_may_err(spans):
    """The delta method by hand: each step of the curve, nudged, moves the mean and its tail.

    A step among ``n`` that are left has the variance ``1 / (n * (n - 1))`` on the scale of
    logarithms (Greenwood).
    """
    ordered = sorted(spans)
    ends = sum(not open_ for _, open_ in ordered)
    if ends < 2 or not any(open_ for _, open_ in ordered) or ordered[-1][0] == 0:
        return
    means = one(*map(list, zip(*ordered, strict=True))).means
    lengths = np.array([length for length, _ in ordered])
    risk = np.arange(len(ordered), 0, -1)
    steps = np.array([not open_ for _, open_ in ordered])
    with np.errstate(divide="ignore"):
        falls = np.where(steps, np.log(1 - 1 / risk), 0.0)

    def mean(logs) -> float:
        curve = np.exp(np.cumsum(logs))
        area = np.diff(lengths, prepend=0) @ np.array([1.0, *curve[:-1]])
        hangs = 0 < curve[-1] < 1
        return area + (curve[-1] * lengths[-1] / -np.log(curve[-1]) if hangs else 0.0)

    variance, nudge = 0.0, 1e-5
    for at in np.flatnonzero(steps & (risk > 1)):
        moved = [mean(falls + sign * nudge * (np.arange(len(falls)) == at)) for sign in (1, -1)]
        slope = (moved[0] - moved[1]) / (2 * nudge)
        variance += slope**2 / (risk[at] * (risk[at] - 1))
    variance *= ends / (ends - 1)
    assert means.mean[0] == pytest.approx(mean(falls))
    assert means.spread[0] * means.mean[0] ** 2 / ends == pytest.approx(variance, rel=1e-4)


def test_the_mean_beyond_the_longest_span_is_told_apart():
    """Half of it is open at the end: the share that is assumed says so."""
    means = one([10, 20, 20, 20], [False, True, True, True]).means
    assert means.tail[0] > 0.7
    assert one([10, 20, 15, 30], [False, True, True, False]).means.tail[0] == 0


def test_a_span_cut_at_the_horizon_counts_so_much_and_no_more():
    """The mean of what each letter took in its first twenty minutes, the open one reckoned in."""
    sample = one([10, 15, 30, 40], [False, True, False, True])
    cut = sample.restricted(np.array([True]), np.array([20]))
    assert cut.means.mean[0] == pytest.approx(10 / 4 + 20 * 3 / 4)
    assert cut.means.tail[0] == 0


def test_letters_of_one_directive_make_an_interval_wider():
    """Sixty letters of six directives, each directive with a pace of its own."""
    lengths = np.repeat([50, 90, 70, 110, 60, 100], 10) + np.tile(np.arange(10), 6)
    of = np.repeat(np.arange(6), 10)
    group, open_ = np.zeros(60, np.int64), np.zeros(60, np.bool_)
    alone = Sample(group, lengths, open_, 1).means
    shared = Sample(group, lengths, open_, 1, [of], 6, shared=of).means
    assert shared.mean[0] == alone.mean[0]
    assert shared.high[0] - shared.low[0] > 2 * (alone.high[0] - alone.low[0])

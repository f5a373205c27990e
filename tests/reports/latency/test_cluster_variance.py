"""Stories of clusters: letters that are late together say less than as many that are not."""

from __future__ import annotations

import numpy as np
import pytest

from wian.reports.latency.cluster_variance import Dispersion, dispersion


def of(values, *ways, group=None) -> Dispersion:
    values = np.array(values, float)
    groups = np.zeros(len(values), np.int64) if group is None else np.array(group)
    count = np.bincount(groups)
    mean = np.bincount(groups, weights=values) / count
    influence = (values - mean[groups]) / count[groups]
    return dispersion(groups, influence, len(count), [np.array(way) for way in ways])


def test_letters_that_share_nothing_have_the_usual_variance():
    """Each in a cluster of its own is as good as no cluster at all."""
    values = [3, 9, 4, 8, 1]
    usual = np.var(values, ddof=1) / 5
    assert of(values).variance[0] == pytest.approx(usual)
    assert of(values, [4, 2, 0, 1, 3]).variance[0] == pytest.approx(usual)
    assert of(values).freedom[0] == 4


def test_clusters_of_one_size_have_the_variance_of_their_means():
    """Three letters each of four directives are four observations."""
    values = np.repeat([3.0, 9, 4, 8], 3)
    found = of(values, np.repeat([0, 1, 2, 3], 3))
    assert found.variance[0] == pytest.approx(np.var([3, 9, 4, 8], ddof=1) / 4)
    assert found.freedom[0] == pytest.approx(3)
    assert found.effect[0] == pytest.approx(3)


def test_one_cluster_tells_no_variance():
    """All letters of one directive say nothing of another one."""
    found = of([3, 9, 4], [0, 0, 0])
    assert np.isnan(found.variance[0])
    assert found.freedom[0] == 0


def test_the_degrees_of_freedom_are_those_of_bell_and_mccaffrey():
    """By matrices, as their article has it, with clusters of very different sizes."""
    rng = np.random.default_rng(1)
    size = np.array([5, 1, 9, 3, 20])
    values = np.repeat(rng.normal(0, 1, 5), size) + rng.normal(0, 1, size.sum()) + 9
    found = of(values, np.repeat(np.arange(5), size))
    share = size / size.sum()
    correlation = (found.effect[0] - 1) / ((size**2).sum() / size.sum() - 1)
    spread = np.diag(size * (1 + (size - 1) * correlation))
    residual = np.eye(5) - np.outer(share, np.ones(5))
    product = np.diag(1 / (1 - share)) @ residual @ spread @ residual.T
    expected = np.trace(product) ** 2 / np.trace(product @ product)
    assert found.freedom[0] == pytest.approx(expected)


def test_where_directives_and_batches_cross_the_larger_doubt_counts():
    """Letters of two directives in each batch: neither alone tells how far the mean may be off."""
    directive, batch = np.repeat([0, 1, 2, 3], 4), np.tile([0, 1, 2, 3], 4)
    values = directive * 2.0 + batch * 3.0 + 5
    both = directive * 4 + batch
    crossed = of(values, directive, batch, both)
    alone = [of(values, way).variance[0] for way in (directive, batch)]
    assert crossed.variance[0] == pytest.approx(sum(alone) - of(values).variance[0])
    assert crossed.freedom[0] == pytest.approx(3)


def test_groups_have_clusters_of_their_own():
    """A directive within two groups is two clusters."""
    values = [1, 1, 5, 5, 2, 3, 4]
    found = of(values, [0, 0, 1, 1, 2, 3, 4], group=[0, 0, 0, 0, 1, 1, 1])
    assert found.clusters.tolist() == [2, 3]
    assert found.variance[0] == pytest.approx(np.var([1, 5], ddof=1) / 2)


def test_the_correlation_of_a_clusters_letters_is_found():
    """Of letters that share a third of how they vary, beside groups of one cluster, which tell
    nothing of it; a part of it hides in the mean of each group, and is put back.
    """
    rng, groups = np.random.default_rng(5), 400
    clusters = np.where(np.arange(groups) % 4 == 0, 1, 12)
    group = np.repeat(np.arange(groups), clusters * 5)
    way = np.repeat(np.arange(clusters.sum()), 5)
    shared = rng.normal(0, 1, clusters.sum())[way]
    found = of(shared + rng.normal(0, 2**0.5, len(way)), way, group=group)
    assert found.effect[1] == pytest.approx(1 + 4 / 3, rel=0.05)

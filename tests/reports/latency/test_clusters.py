"""Stories of clusters: letters that share a sender and a day, however many of those there are."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from wian.delays.working_time import working_time
from wian.reports.group_by import By
from wian.reports.latency import clusters
from wian.reports.latency.cluster_variance import dispersion
from wian.reports.latency.clusters import ClusterKind, Clusters
from wian.reports.latency.groups import Groups

_DAY = 24 * 60
_YEAR = 26_820_000
"""A UTC minute of 2020."""
_FIGURES = ("variance", "freedom", "skew", "effect", "clusters")


@pytest.mark.parametrize("senders", [3, 400])
def test_batches_are_numbered_alike_by_a_table_and_by_sorting(senders: int):
    """Few senders and days make a small table of codes, many a sparse one: the same batches."""
    rng = np.random.default_rng(7)
    sender, day = rng.integers(0, senders, 500), rng.integers(0, 300, 500)
    frame = pl.DataFrame(
        {
            "directive": ["one"] * 500,
            "propagation": ["one"] * 500,
            "sender": [f"s{each:03}" for each in sender],
            "issued_minute": _YEAR + day * _DAY,
        }
    )
    groups = Groups.of_frame(frame, ())
    found = Clusters.of_frame(frame, groups, (), working_time("thailand"))
    batches = sorted(set(zip(day.tolist(), sender.tolist(), strict=True)))
    place = {batch: number for number, batch in enumerate(batches)}
    assert found.kind is ClusterKind.BATCH
    assert found.of.tolist() == [
        place[each] for each in zip(day.tolist(), sender.tolist(), strict=True)
    ]
    assert found.count == len(batches)


@pytest.mark.parametrize(("senders", "ways"), [(["a", "b"], 1), (["a", "a"], 3)])
def test_batches_count_where_they_hold_letters_of_several_directives(senders: list[str], ways: int):
    """Two directives of two senders share no batch; those of one sender on one day do."""
    frame = pl.DataFrame(
        {
            "directive": ["one", "two"],
            "propagation": ["one", "two"],
            "sender": senders,
            "issued_minute": [_YEAR, _YEAR],
        }
    )
    groups = Groups.of_frame(frame, ())
    found = Clusters.of_frame(frame, groups, (), working_time("thailand"))
    assert found.kind is ClusterKind.DIRECTIVE
    assert len(found.within) == ways


def test_many_letters_that_share_nothing_are_told_without_numbering_them(monkeypatch):
    """A letter of each of many directives to an office: the same figures, for a fraction of it."""
    hops = 60
    frame = pl.DataFrame(
        {
            "directive": [f"d{each // 2}" for each in range(hops)],
            "propagation": [f"d{each // 2}" for each in range(hops)],
            "sender": ["s"] * hops,
            "issued_minute": [_YEAR + each // 4 * _DAY for each in range(hops)],
            "recipient": [f"r{each % 2}" for each in range(hops)],
        }
    )
    groups, working = Groups.of_frame(frame, (By.OFFICE,)), working_time("thailand")
    numbered = Clusters.of_frame(frame, groups, (By.OFFICE,), working).within
    monkeypatch.setattr(clusters, "_MANY", 0)
    told = Clusters.of_frame(frame, groups, (By.OFFICE,), working).within
    assert [way is None for way in told] == [True, False, True]
    moved = np.random.default_rng(3).standard_normal(hops)
    one, other = (dispersion(groups.of, moved, 2, ways) for ways in (numbered, told))
    assert [getattr(one, name).tolist() for name in _FIGURES] == [
        getattr(other, name).tolist() for name in _FIGURES
    ]

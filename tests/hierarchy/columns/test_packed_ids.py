"""Ids in one text are what a list of them is."""

from __future__ import annotations

from bisect import bisect_left

import pytest

from hierarchy.columns import packed_ids
from hierarchy.columns.packed_ids import PackedIds

_IDS = sorted([*(f"office-{number}" for number in range(1, 50)), "a", "zz.z_z"])


@pytest.fixture
def packed(monkeypatch) -> PackedIds:
    """Ids that are gone through a few at a time."""
    monkeypatch.setattr(packed_ids, "_AT_ONCE", 7)
    monkeypatch.setattr(packed_ids, "_STEP", 5)
    return PackedIds(PackedIds.whole(_IDS))


def test_they_are_counted_found_and_gone_through_as_in_a_list(packed):
    """From either end, some of them, and by halving."""
    assert (len(packed), list(packed)) == (len(_IDS), _IDS)
    assert [packed[at] for at in range(-len(_IDS), len(_IDS))] == _IDS * 2
    assert (packed[3:9:2], packed[:-48]) == (_IDS[3:9:2], _IDS[:-48])
    for each in (*_IDS, "", "b", "office-2 ", "office-33.", "zzz"):
        assert packed.place(each) == bisect_left(packed, each) == bisect_left(_IDS, each)
    for beyond in (len(_IDS), -len(_IDS) - 1):
        with pytest.raises(IndexError):
            packed[beyond]


def test_one_id_is_one():
    """Without anything between."""
    assert list(PackedIds(b"alone")) == ["alone"]

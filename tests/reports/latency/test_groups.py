"""Stories of groups: every hop in one, in an order that does not hang on the rows."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from wian.reports.group_by import By
from wian.reports.latency.groups import Groups, UnknownSource, coded, peers

FRAME = pl.DataFrame(
    {
        "wave": pl.Series([2, 10, 2, 1], dtype=pl.Int32),
        "province": ["west", None, "east", "west"],
        "recipient": ["b", "a", "c", "b"],
        "source": ["live", "observed", "live", "simulated"],
    }
)
BEGUN = np.array([True, True, True, True])


def test_waves_stand_in_the_order_of_numbers_and_texts_in_theirs():
    """Wave 10 comes after wave 2, and what has no province comes last."""
    assert Groups.of_frame(FRAME, [By.WAVE]).keys["wave"].to_list() == [1, 2, 10]
    provinces = Groups.of_frame(FRAME, [By.PROVINCE])
    assert provinces.keys["province"].to_list() == ["east", "west", None]
    assert provinces.of.tolist() == [1, 2, 0, 1]


def test_texts_that_stand_in_runs_get_the_codes_that_they_get_alone():
    """Hops of one letter stand together and are looked up once; the unknown stay last."""
    texts = ["west"] * 9 + [None] * 8 + ["east"] * 7 + ["west"] * 6
    runs, mixed = (pl.Series(each) for each in (texts, [*texts[::3], *texts[1::3], *texts[2::3]]))
    code, values = coded(runs)
    assert values.to_list() == ["east", "west", None]
    assert [values[each] for each in code.tolist()] == texts
    assert [values[each] for each in coded(mixed)[0].tolist()] == mixed.to_list()


def test_two_keys_make_only_the_groups_that_there_are():
    """Three waves and three provinces, and four hops: four groups at most."""
    groups = Groups.of_frame(FRAME, [By.OFFICE, By.WAVE])
    assert groups.keys.rows() == [("a", 10), ("b", 1), ("b", 2), ("c", 2)]
    assert groups.of.tolist() == [2, 0, 3, 1]
    assert len(groups) == 4


def test_without_a_key_all_hops_are_one_group():
    """The whole is a group like any other."""
    groups = Groups.of_frame(FRAME, [])
    assert (len(groups), groups.of.tolist()) == (1, [0, 0, 0, 0])
    assert len(Groups.of_frame(FRAME.clear(), [By.WAVE])) == 0


def test_sources_are_counted_by_group_and_strange_ones_refused():
    """Nobody's figures are passed off as somebody else's."""
    groups = Groups.of_frame(FRAME, [By.OFFICE])
    found = groups.sources(FRAME["source"], BEGUN)
    counts = {name: count.tolist() for name, count in found.items()}
    assert counts == {
        "live": [0, 1, 1],
        "observed": [1, 0, 0],
        "imported": [0, 0, 0],
        "simulated": [0, 1, 0],
    }
    with pytest.raises(UnknownSource, match="'rumour', 'telex'"):
        groups.sources(pl.Series(["telex", "rumour", "live", "live"]), BEGUN)
    with pytest.raises(UnknownSource):
        groups.sources(pl.Series([None, "live", "live", "live"]), BEGUN)


def test_offices_of_one_level_are_peers_and_levels_are_not():
    """A town is judged beside towns, never beside a ministry; a level beside nothing."""
    frame = pl.DataFrame(
        {"recipient": ["a", "b", "c", "a"], "level": ["town", "ministry", "town", "town"]}
    )
    offices = Groups.of_frame(frame, [By.OFFICE])
    assert peers(frame, offices, [By.OFFICE]).tolist() == [1, 0, 1]
    assert peers(frame, Groups.of_frame(frame, [By.LEVEL]), [By.LEVEL]).tolist() == [-1, -1]


def test_what_has_no_name_is_like_nothing_else():
    """Hops outside every province are no province, and take no rank among them."""
    frame = FRAME.with_columns(level=pl.lit("d"))
    assert peers(frame, Groups.of_frame(frame, [By.PROVINCE]), [By.PROVINCE]).tolist() == [0, 0, -1]

"""Hops are chosen by period and by what they are, before anything is computed."""

from __future__ import annotations

import polars as pl
import pytest

from wian.reports.scope.hop_filter import BadCondition, FilterKey, HopFilter, conditions

_HOPS = pl.LazyFrame(
    {
        "recipient": ["a", "b", "c"],
        "level": ["local", "local", "district"],
        "issued_minute": [10, 20, None],
    }
)


def _chosen(**about: object) -> list[str]:
    chosen = HopFilter(**about, said=("x",)).chosen(_HOPS)  # type: ignore[arg-type]  # each by its name
    return chosen.collect()["recipient"].to_list()


def test_a_period_includes_both_its_ends_and_leaves_out_what_was_never_issued() -> None:
    """Nobody knows when a letter that is not written would have been."""
    assert _chosen() == ["a", "b", "c"]
    assert _chosen(since=10) == ["a", "b"]
    assert _chosen(since=11, until=20) == ["b"]
    assert _chosen(until=19) == ["a"]


def test_all_conditions_hold_and_each_is_met_by_any_of_its_values() -> None:
    """An office is its recipient."""
    assert _chosen(where=conditions(["level=local, district", "office=b,c"])) == ["b", "c"]
    assert conditions(["level=a,b", "level=b,c"]) == {FilterKey.LEVEL: frozenset("b")}


@pytest.mark.parametrize("text", ["level", "colour=red", "level=", "=x"])
def test_a_condition_that_chooses_nothing_names_what_could(text: str) -> None:
    """One sentence with every key."""
    with pytest.raises(BadCondition, match=r"KEY=VALUE.*office, sender, level"):
        conditions([text])

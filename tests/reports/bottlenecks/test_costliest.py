"""Stories of offices that hold up every directive, not only one."""

from __future__ import annotations

from wian.reports.bottlenecks.costliest import costliest
from wian.reports.bottlenecks.overview import find


def test_an_office_that_is_always_a_little_slow_costs_more_than_one_bad_day(trees):
    """Three letters of two days at one office outweigh one of five days at another."""
    rows = [
        hop
        for name, held, times in (("always", 2, 3), ("once", 5, 1))
        for time in range(times)
        for hop in (
            trees.hop("m", name, 0, 0, 0, held * trees.day, propagation=f"{name}{time}"),
            trees.hop(name, "x", *[held * trees.day] * 3, propagation=f"{name}{time}"),
        )
    ]
    found = costliest(find(trees.frame(rows)).parts)
    shown = found.select("recipient", "stage", "letters", "minutes", "office_days").rows()
    assert shown == [
        ("always", "handling", 3, 2.0 * trees.day, 6.0),
        ("once", "handling", 1, 5.0 * trees.day, 5.0),
    ]


def test_of_one_propagation_it_is_the_table_itself(trees):
    """Nothing is averaged away where there is one letter."""
    rows = [trees.hop("m", "a", 0, 60, 90, 2000), trees.hop("a", "b", 2000, 2500, 2500)]
    parts = find(trees.frame(rows)).parts
    held = parts.filter(parts["office_minutes"] > 0)
    found = costliest(parts)
    for name in ("recipient", "stage", "minutes", "offices_held", "office_minutes"):
        assert found[name].to_list() == held[name].to_list()

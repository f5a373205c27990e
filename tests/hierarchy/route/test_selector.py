"""Selecting offices: criteria narrow, selections widen, exceptions take away."""

from __future__ import annotations

import pytest

from hierarchy.route.selection import Selection
from hierarchy.route.selector import select
from wian.kit.errors import InputFaults


def refusals(realm, *selections: Selection) -> list[str]:
    with pytest.raises(InputFaults) as caught:
        select(realm, selections)
    return [str(fault) for fault in caught.value.faults]


def test_criteria_narrow_and_selections_widen(realm):
    """Villages under the eastern province, and the western province besides."""
    villages = Selection(kinds=("village",), under=("east",))
    west = Selection(ids=("west",))
    assert select(realm, [villages, west]) == ("mill", "pond", "west")


def test_under_leaves_out_the_office_itself(realm):
    """Everybody below the hill, but not the hill."""
    assert select(realm, [Selection(under=("hill",))]) == ("pond",)


def test_except_takes_away(realm):
    """All local bodies except the town, as a file writes it."""
    selection = Selection.model_validate({"levels": ["local"], "except": {"kinds": ["town"]}})
    assert select(realm, [selection]) == ("mill", "pond")


def test_unknown_words_are_all_reported(realm):
    """Four misspellings in two selections are four faults, each with a remedy."""
    found = refusals(
        realm,
        Selection(levels=("locall",), kinds=("vilage",)),
        Selection(ids=("milll",), except_=Selection(under=("easd",))),
    )
    assert [each.partition(":")[0] for each in found] == [
        "selection 1",
        "selection 1",
        "selection 2",
        "selection 2 (except)",
    ]
    assert "use district or local or ministry or province" in found[0]
    assert "did you mean mill" in found[2]


def test_an_empty_selection_selects_nobody_rather_than_everybody(realm):
    """No criterion is an oversight; it must not reach the whole country."""
    assert refusals(realm, Selection()) == [
        "selection 1: has no criterion; give levels, kinds, ids or under"
    ]
    assert refusals(realm) == ["no office is selected; name levels, kinds or offices"]


def test_a_selection_that_nobody_meets_is_a_fault(realm):
    """A province that is a village does not exist, and the directive should say whom it means."""
    assert "takes no office" in refusals(realm, Selection(levels=("province",), kinds=("town",)))[0]

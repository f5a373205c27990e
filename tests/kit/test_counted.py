"""Counts in a sentence: the noun and the verb agree with the number."""

from __future__ import annotations

import pytest

from wian.kit.counted import agreeing, counted, percentages, rounded


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 faults"), (1, "1 fault"), (2, "2 faults"), (1200, "1,200 faults")]
)
def test_one_of_a_thing_is_singular(count, said):
    """Nobody reads "1 faults"."""
    assert counted(count, "fault") == said


def test_nouns_that_take_no_s_name_their_plural():
    """Entries, local bodies; also with the verb."""
    assert counted(1, "entry", "entries") == "1 entry"
    assert counted(2, "entry", "entries") == "2 entries"
    assert counted(1, "hop is", "hops are") == "1 hop is"


def test_the_verb_agrees():
    """One office has it; two have it."""
    assert [agreeing(count, "has", "have") for count in (1, 2)] == ["has", "have"]


@pytest.mark.parametrize(
    ("value", "places", "said"),
    [
        (25.95, 1, "26.0"),
        (0.15, 1, "0.2"),
        (2.675, 2, "2.68"),
        (-0.25, 1, "-0.3"),
        (0.1 + 0.2 - 0.05, 1, "0.3"),
        (12345.6, 0, "12,346"),
    ],
)
def test_halves_go_up_whatever_the_last_binary_digit(value, places, said):
    """The same figure is the same text in a table, a chart and a script."""
    assert rounded(value, places) == said


@pytest.mark.parametrize("shares", [[1, 1, 1], [0.5, 0.5], [3, 1, 1, 1, 1], [1e-9, 1], [0.0, 2.0]])
def test_percentages_add_up_to_100(shares):
    """None is further than one from its share."""
    found = percentages(shares)
    assert sum(found) == 100
    whole = sum(shares)
    assert all(
        abs(each - 100 * share / whole) < 1 for each, share in zip(found, shares, strict=True)
    )


def test_nothing_has_no_percentages():
    """There is no whole."""
    assert percentages([0.0, 0.0]) == [0, 0]

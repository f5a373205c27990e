"""Counts in a sentence: the noun and the verb agree with the number."""

from __future__ import annotations

import pytest

from wian.kit.counted import agreeing, counted


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

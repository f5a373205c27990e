"""Stories of people who write down which offices below a split one are whose."""

from __future__ import annotations

import pytest

from wian.kit.errors import InputFaults
from wian.lifecycle.succession.said_shares import said_shares


def test_two_lines_of_one_successor_add_up():
    said = said_shares([" west = hill, lake ", "east=town", "west=mill,"], "shares")
    assert said == {"west": ["hill", "lake", "mill"], "east": ["town"]}


def test_every_line_that_names_nobody_is_told_at_once():
    with pytest.raises(InputFaults) as told:
        said_shares(["west", "= hill", "west = , ", "east=town"], "--share")
    assert [(each.where, each.values["line"]) for each in told.value.faults] == [
        ("--share", "west"),
        ("--share", "= hill"),
        ("--share", "west = ,"),
    ]

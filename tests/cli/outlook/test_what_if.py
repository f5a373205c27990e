"""``wian what-if``: a change in words, what it would bring, and as JSON."""

from __future__ import annotations

import pytest

AT = ("--as-of", "2021-01-19", "--draws", "100")


def test_json_is_the_contract(read):
    """These keys first; nothing changed makes no difference."""
    told = read("what-if", *AT, "--json").json
    assert list(told)[:4] == ["change", "before", "after", "difference"]
    assert told["change"] == "nothing"
    assert told["before"] == told["after"]
    assert set(told["difference"]["last_days"].values()) == {0.0}


def test_a_change_is_told_with_and_without_it(read):
    """And the difference with its interval."""
    said = read("what-if", *AT, "--faster", "district=0.5", "--extend", "3").out
    assert "What if: district takes 0.5 of its time; the last day is 3 days later" in said
    assert "Without it: In time by 2021-02-28" in said
    assert "With it: In time by 2021-03-03" in said
    assert "Difference of the last reception: -" in said


@pytest.mark.parametrize("share", ["district", "district=", "district=0", "=0.5", "district=fast"])
def test_a_share_that_is_none_is_refused(read, share):
    """In a sentence that shows how to write it."""
    ran = read("what-if", "--faster", share)
    assert ran.code == 2
    assert "district=0.5" in ran.err


def test_a_level_that_is_not_on_the_route_is_refused(read):
    """With the one that was probably meant."""
    ran = read("what-if", *AT, "--skip", "districts")
    assert ran.code == 1
    assert "did you mean district" in ran.err

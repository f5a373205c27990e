"""``wian freeze`` and ``wian thaw``: what they say, and what other commands say meanwhile."""

from __future__ import annotations

import re

import pytest

from wian.propagation import runtime


@pytest.fixture
def rehearsed(wian, home, living, propagating) -> str:
    """An installation that holds one rehearsal to one office, and the observed one of 2564."""
    directive = living.directive(id="rehearsed", issued="2026-11-02")
    plan = propagating.prepare(directive, limit_to=(living.leaf,))
    propagating.send(runtime.ledger(make=True), plan)
    return plan.id


def test_a_rehearsal_is_frozen_and_thawed(wian, rehearsed):
    """Status reads as before; SQL says what it does not see."""
    before = wian("status", rehearsed).out
    count = ("sql", "SELECT count(*) AS n FROM hops", "--json")
    hops = wian(*count).json["rows"]
    said = wian("freeze", "--json").json
    assert (said["frozen"], said["compacted"]) == ([rehearsed], True)
    assert said["bytes"] > 0
    assert wian("status", rehearsed).out == before
    blind = wian(*count)
    assert blind.json["rows"] == [{"n": 0}]
    assert blind.err.startswith("1 frozen rehearsal is not in the views; wian thaw")
    assert "1 rehearsal is frozen already" in wian("freeze").out
    assert wian("freeze", rehearsed).out == "1 rehearsal is frozen already.\n"
    assert [each["frozen"] for each in wian("status", "--list", "--json").json["propagations"]] == [
        True
    ]
    assert "virtual, frozen" in wian("status", "--list").out
    assert wian("thaw", rehearsed, "--json").json == {"thawed": [rehearsed]}
    assert "1 propagation was not frozen." in wian("thaw", rehearsed).out
    assert wian(*count).json["rows"] == hops
    assert re.match(r"1 rehearsal is frozen. It takes [1-9]\d* kB in", wian("freeze").out)
    assert wian("thaw", rehearsed).out == "1 rehearsal is in the tables again.\n"


def test_all_that_may_not_be_frozen_is_named_at_once(wian, rehearsed, gecc_plan, propagating):
    """And nothing else is frozen either."""
    propagating.send(runtime.ledger(), gecc_plan)
    ran = wian("freeze", rehearsed, gecc_plan.id)
    assert ran.code == 1
    assert ran.err == f"{gecc_plan.id} cannot be frozen: it holds what was observed.\n"
    assert wian("freeze", "--json").json["frozen"] == [rehearsed]
    assert wian("thaw", "nowhere").code == 1


def test_where_none_can_be_frozen_that_is_said(wian, home, gecc_plan, propagating):
    """A rehearsal with observed letters alone is none that could be."""
    propagating.send(runtime.ledger(make=True), gecc_plan)
    assert (
        "There is no finished rehearsal without observed letters and answers" in wian("freeze").out
    )

"""The plan's answer days: what each level must set, and whether the origin's day can be met."""

from __future__ import annotations

from datetime import date

import pytest

from wian.propagation.upward.answer_plan import answer_plan, as_json, sentences


@pytest.fixture(scope="module")
def unmet(asking_plan):
    """The days of a directive that wants its answers by 26 February 2027."""
    return answer_plan(asking_plan, asking_plan.origin_issue)


def test_each_level_needs_an_earlier_day_than_the_one_above(unmet):
    """The ministry has the origin's day; whoever is below it must be earlier, level by level."""
    assert [each.level for each in unmet.levels] == [
        "local",
        "district",
        "province",
        "department",
        "ministry",
    ]
    days = [each.day for each in unmet.levels]
    assert days == sorted(set(days))
    assert days[-1] == unmet.due == date(2027, 2, 26)
    assert [each.asked for each in unmet.levels] == [103, 0, 0, 0, 0]
    assert [each.gathers for each in unmet.levels] == [0, 9, 1, 1, 1]


def test_a_day_that_cannot_be_met_says_which_could(unmet, asking_plan, asking_by, propagating):
    """103 bodies have too little time; by the first day that is named they have enough."""
    assert not unmet.can_be_met
    said = " ".join(sentences(unmet, asking_plan))
    assert "cannot be met" in said
    assert f"nine in ten meet is {unmet.first_due}" in said
    assert "103 local bodies by 2027-01-19, 9 districts by" in said
    later = propagating.prepare(asking_by(f"answer_by: {unmet.first_due}"))
    met = answer_plan(later, later.origin_issue)
    assert met.can_be_met
    assert met.first_due == met.due
    assert next(sentences(met, later)).endswith("nine in ten at each level can meet it.")


def test_the_days_that_a_directive_names_for_levels_are_held_against_these(asking_by, propagating):
    """A day that leaves those above no time is named; days that leave enough are not."""
    days = (
        "answer_by: 2030-01-15\n    answer_by_level: {district: 2031-11-27, ministry: 2031-11-28}"
    )
    plan = propagating.prepare(asking_by(days))
    found = answer_plan(plan, plan.origin_issue)
    given = {each.level: each.given for each in found.levels}
    assert found.due == date(2031, 11, 28)
    assert given["local"] == date(2030, 1, 15)
    assert given["district"] == date(2031, 11, 27)
    warned = [each for each in sentences(found, plan) if each.startswith("The directive asks")]
    assert len(warned) == 1
    assert "answer_by_level.district" in warned[0]


def test_without_a_form_nothing_is_planned(gecc_plan):
    """A directive that asks for nothing in a form has no way up."""
    assert answer_plan(gecc_plan, gecc_plan.origin_issue) is None


def test_as_json_all_days_are_texts(unmet):
    """The contract of ``wian plan --json``."""
    plain = as_json(unmet)
    assert plain["due"] == "2027-02-26"
    assert plain["can_be_met"] is False
    assert plain["too_late"] == plain["asked"] == 103
    assert plain["levels"][0] == {
        "level": "local",
        "offices": 103,
        "asked": 103,
        "gathers": 0,
        "day": "2027-01-19",
        "given": "2027-02-26",
        "has_it": "2027-01-27",
        "answers": "2027-02-10",
    }

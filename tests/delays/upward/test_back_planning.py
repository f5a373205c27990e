"""Answer days planned back from the origin's: each level has time to gather."""

from __future__ import annotations

from datetime import date

import pytest

from wian.delays.profile import DelayProfile
from wian.delays.upward.back_planning import BackPlanning, Post

MINISTRY = Post("ministry", "ministry", "", 1)
PROVINCE = Post("province", "province", "post", 1)
BODY = Post("local", "town", "post", 1)
CHAIN = [(MINISTRY, PROVINCE), (MINISTRY, PROVINCE, BODY)]
ISSUED = 26_817_120
"""Sunday, 27 December 2020, midnight in UTC."""


def _days(length):
    return {"constant": length, "unit": "working-days"}


def _profile(transit, handling, answers):
    usual = {"transit": _days(transit), "routing": _days(0), "handling": _days(handling)}
    return DelayProfile.model_validate(
        {
            "name": "made up",
            "assumption": "Made up.",
            "default": usual,
            "answering": {
                "assumption": "Made up.",
                "default": _days(answers),
                "levels": {"province": _days(3)},
            },
        }
    )


@pytest.fixture
def planning(thai):
    """Constant times: 1 day of transit, 2 of handling, 5 to answer, 3 to gather."""
    return BackPlanning(CHAIN, CHAIN[1:], ISSUED, _profile(1, 2, 5), thai)


def test_a_level_has_the_time_that_the_one_above_needs(planning):
    """Due on Friday 26 February: the province gathers 3 days and its report is 1 day under way.

    The 26th is Makha Bucha, no working day, so that four working days back end on the 22nd's
    Monday before it.
    """
    days = planning.days(date(2021, 2, 26))
    assert days.day[CHAIN[0]] == date(2021, 2, 26)
    assert days.day[CHAIN[1]] == date(2021, 2, 19)
    assert not days.late


def test_what_is_too_early_says_when_it_could_be(planning):
    """Down 1 + 2 + 1, answered in 5, up 1 + 3 + 1: fourteen working days, and not one less."""
    wanted = planning.days(date(2021, 1, 8))
    assert wanted.late == {CHAIN[1]}
    first = planning.first_due(date(2021, 1, 8))
    assert first is not None
    assert not planning.days(first).late
    assert planning.days(date.fromordinal(first.toordinal() - 1)).late
    assert planning.first_due(first) == first


def test_where_the_profile_says_nothing_answers_take_as_long_as_handling(thai):
    """A profile of before has no word of answers; its handling stands in."""
    plain = _profile(1, 2, 5).without_answers()
    assert plain.answers("local", "town") == plain.default.handling
    found = BackPlanning(CHAIN, CHAIN[1:], ISSUED, plain, thai).days(date(2021, 2, 26))
    assert found.day[CHAIN[1]] == date(2021, 2, 22)


def test_directives_that_differ_need_more_room(thai):
    """What all offices of a directive share makes nine in ten of them later."""
    plain = _profile(1, 2, 5).model_dump(mode="json")
    usual = {"median": 2, "p90": 4, "unit": "working-days"}
    plain["default"]["transit"] = usual
    alone = DelayProfile.model_validate(plain)
    shared = DelayProfile.model_validate({**plain, "common_effect": {"transit": 1.0}})
    first = [
        BackPlanning(CHAIN, CHAIN[1:], ISSUED, profile, thai).first_due(date(2021, 1, 8))
        for profile in (alone, shared)
    ]
    assert first[0] < first[1]

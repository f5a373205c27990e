"""Naming offices in a few English words."""

from __future__ import annotations


def test_cohorts_are_named_by_who_writes_to_how_many(gecc_plan):
    """What the operator reads in Prefect's pages, from the top to the districts' letters."""
    names = [
        gecc_plan.namer.cohort(gecc_plan.route, cohort)
        for wave in gecc_plan.route.waves
        for cohort in wave.cohorts
    ]
    assert names[2:] == [
        "Department of Local Administration -> Phitsanulok",
        "Phitsanulok -> 9 districts, 3 local bodies",
        "Phitsanulok: 9 districts -> 100 local bodies",
    ]


def test_one_office_is_named_and_not_counted(gecc_plan):
    """A single district has a name."""
    assert gecc_plan.namer.many(["moi"]) == "Ministry of Interior"


def test_an_office_without_an_english_name_keeps_its_own(gecc_plan):
    """No transliteration is invented."""
    assert gecc_plan.namer.one("la-3650102") == "เทศบาลนครพิษณุโลก"


def test_offices_that_a_wave_reaches_are_said_alike(gecc_sent):
    """Whether they are named one by one or counted by the route."""
    plan = gecc_sent.plan
    for wave, hops in zip(plan.route.waves, plan.route.places.waves, strict=True):
        named = plan.namer.many([hop.recipient for hop in wave.hops])
        assert plan.namer.reached(plan.route, hops) == named

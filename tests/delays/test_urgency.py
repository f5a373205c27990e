"""Stories of urgent letters: how much faster they are, and what stays as it was."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from wian.delays.profile import DelayProfile, Stage, load_profile
from wian.delays.targets import Duty, load_targets
from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.handling import Urgency


@pytest.fixture(scope="module")
def usual():
    return load_profile(jurisdiction("thailand").profile)


def test_ordinary_letters_take_what_they_always_took(usual):
    """The figures of the profile, and no word about urgency in what is recorded."""
    ordinary = usual.for_urgency(Urgency.ORDINARY)
    assert ordinary.model_dump(exclude={"urgency"}) == usual.model_dump(exclude={"urgency"})
    assert "urgency" not in ordinary.model_dump(mode="json")


@pytest.mark.parametrize(
    ("urgency", "share"), [("urgent", 0.8), ("very-urgent", 0.5), ("most-urgent", 0.25)]
)
def test_urgent_letters_are_handled_faster_and_reminded_of_sooner(usual, urgency, share):
    """At every level, by the share that is declared; the way there takes what it takes."""
    fast = usual.for_urgency(Urgency(urgency))
    for level in ("province", "local", "elsewhere"):
        before, after = (p.distribution(Stage.HANDLING, level, "x") for p in (usual, fast))
        assert (after.median, after.p90) == (before.median * share, before.p90 * share)
        before, after = (p.distribution(Stage.TRANSIT, level, "x", "post") for p in (usual, fast))
        assert after == before
    assert f"For {urgency} letters handling times {share:g}." in fast.assumption
    targets = load_targets(jurisdiction("thailand").targets)
    for duty in Duty:
        before, after = (
            t.target(duty, "province", "x")
            for t in (targets, targets.for_urgency(Urgency(urgency)))
        )
        assert after.within == before.within * share


def test_every_form_of_a_distribution_is_shortened():
    """A constant and a curve as well; and once is once."""
    day = {"unit": "working-days"}
    profile = DelayProfile.model_validate({
        "name": "n",
        "assumption": "a",
        "default": {
            "transit": {"constant": 2, **day},
            "routing": {"quantiles": {0: 1, 1: 3}, **day},
            "handling": {"median": 2, "p90": 4, **day},
        },
        "channels": {"hand": {"constant": 1, **day}},
        "urgency": {"urgent": {"transit": 0.5, "routing": 0.5}},
    })  # fmt: skip
    fast = profile.for_urgency(Urgency.URGENT)
    assert fast.default.transit.constant == 1
    assert fast.default.routing.quantiles == {0: 0.5, 1: 1.5}
    assert fast.default.handling == profile.default.handling
    assert fast.channels["hand"].constant == 0.5
    assert fast.for_urgency(Urgency.URGENT) == fast


@pytest.mark.parametrize(
    "urgency", [{"ordinary": {"handling": 0.5}}, {"urgent": {"handling": 0}}, {"soon": {}}]
)
def test_a_factor_that_means_nothing_is_refused(usual, urgency):
    """Ordinary letters have no factor, and nothing takes no time at all."""
    with pytest.raises(ValidationError):
        DelayProfile.model_validate(usual.model_dump() | {"urgency": urgency})

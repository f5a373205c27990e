"""Stories of what an author is told before a directive is sent."""

from __future__ import annotations

from dataclasses import replace

from hierarchy.graph import Hierarchy
from wian.propagation.remarks import remarks


def test_recipients_whom_one_greeting_does_not_fit_get_letters_of_their_own(gecc_plan):
    """A monastery among local bodies: one letter would greet it as a mayor. It is told how many."""
    plan = gecc_plan
    greeted = "la-5650501"
    offices = [
        replace(each, salutation="นมัสการ") if each.id == greeted else each
        for each in plan.hierarchy.offices
    ]
    mixed = Hierarchy.build(offices, plan.hierarchy.lines, subject="mixed")
    (told,) = [each for each in remarks(replace(plan, hierarchy=mixed)) if "salutation" in each]
    assert told.startswith("1 office writes to recipients whom one salutation and close do not fit")
    assert "2 letters instead of 1" in told
    assert not [each for each in remarks(plan) if "salutation" in each]

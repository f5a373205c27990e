"""What a letter that withdraws another one takes over from it, within the limits of its fields."""

from __future__ import annotations

from wian.jurisdictions.handling import Urgency
from wian.letters.directive import FollowUpKind
from wian.lifecycle.later_plan import later_directive


def test_a_long_id_and_subject_are_cut_and_the_marks_stay(living):
    """Else no letter could follow one whose fields are full."""
    plan = living.plan(
        id="a" * 40, subject="ก" * 300, urgency=Urgency.URGENT.value, copies=["สำนักงาน ก.พ."]
    )
    sent = later_directive(plan, FollowUpKind.WITHDRAWAL, "x", plan.directive.addressees)
    assert sent.id == "a" * 29 + "-withdrawal"
    assert len(sent.subject) == 300
    assert sent.urgency is Urgency.URGENT
    assert sent.copies == plan.directive.copies != ()

"""Which days hold: those of the directive, of an amendment, or none where a letter went back."""

from __future__ import annotations

import numpy as np
import pytest

from wian.lifecycle.amendment import amend
from wian.lifecycle.changes import Wish
from wian.lifecycle.letter_return import give_back
from wian.office.actor import Acting
from wian.propagation.standing.days_in_force import days_in_force


@pytest.fixture
def begun(live_ledger, live_plan, living):
    """A ledger in which the leaf has its letter."""
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf)
    return live_ledger


def _by_column(days):
    found = days.answer_days
    known = zip(days.plan.route.places.recipients, found.tolist(), strict=True)
    assert found.dtype == np.dtype("datetime64[D]")
    return {office: day for office, day in known if day is not None}


def test_days_by_column_are_those_of_each_office(begun, live_plan, living):
    """As sent, then amended for one level, then without the office that gave its letter back."""
    first = days_in_force(begun, live_plan)
    assert _by_column(first) == first.answers_by == live_plan.answers_by
    origin = Acting(begun, live_plan, "opm", "opm x", living.later(60))
    amend(origin, Wish(answer_by_level={"local": "2030-03-15"}))
    amended = days_in_force(begun, live_plan)
    assert _by_column(amended) == amended.answers_by != first.answers_by
    give_back(Acting(begun, live_plan, living.leaf, "x", living.later(70)), "ไม่ใช่ของเรา")
    left = days_in_force(begun, live_plan)
    assert _by_column(left) == left.answers_by
    assert amended.answers_by.keys() - left.answers_by.keys() == {living.leaf}
    assert all(left.answer_by(office) == day for office, day in left.answers_by.items())

"""What the proof finds of a life that was written past the rules: each digest holds, and yet."""

from __future__ import annotations

import pytest

from wian.ledger.acts import Act, Closed, Withdrawn
from wian.ledger.proof.verification import verify
from wian.lifecycle.later_plan import withdrawal_plan
from wian.propagation.plan import record


def _enter(ledger, plan, office, body, at):
    """Enter an act as no verb of an office would."""
    with ledger.cohort(plan.id, plan.clock) as writer:
        entry = writer.reserve(office, body.KIND, "", 2569)
        writer.act(Act(office, "", "x", at, body, entry))


def _faults(ledger):
    return {each.what for each in verify(ledger).faults}


@pytest.fixture
def passed_on(live_ledger, live_plan, living):
    """The ministry has written to the department."""
    living.reach(live_ledger, live_plan, "dla")
    return live_ledger


def test_only_the_origin_ends_it_and_nothing_goes_out_after(passed_on, live_plan, living):
    """A ministry closes it, as of before its own letter."""
    _enter(passed_on, live_plan, "moi", Closed(), living.later(-600))
    assert _faults(passed_on) == {
        "was done by moi, which did not send the directive",
        "was issued after the directive was closed",
    }


def test_the_letters_that_a_withdrawal_names_are_there(passed_on, live_plan, living):
    """The act names a propagation that nobody began."""
    body = Withdrawn(reason="x", follower="nothing-12345678", number="๑")
    _enter(passed_on, live_plan, "opm", body, living.later(60))
    assert _faults(passed_on) == {"names letters that say so, and they are not there"}


def test_letters_that_withdraw_are_named_by_what_they_withdraw(passed_on, live_plan, living):
    """They go down, and the first directive does not say that it was withdrawn."""
    with passed_on.looking(live_plan.id) as reader:
        later = withdrawal_plan(live_plan, reader.sent(), "x")
    record(passed_on, later, living.later(60))
    assert _faults(passed_on) == {
        f"is the withdrawal of {live_plan.id}, which does not say so",
    }

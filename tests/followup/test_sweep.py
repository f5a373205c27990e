"""A sweep passes over a propagation in which nothing can be due, until something happens there."""

from __future__ import annotations

import pytest

from wian.followup.sweep import sweep, to_sweep
from wian.ledger.read.live_letters import open_propagations
from wian.lifecycle.closure import close
from wian.office.actor import Acting
from wian.office.relay import set_forwarding
from wian.propagation import runtime

_DAY = 24 * 60


@pytest.fixture
def quiet(either, live_plan, living):
    """A ledger, on either database, whose propagation was swept an hour after it was begun."""
    living.begin(either, live_plan)
    assert to_sweep(either, now=living.later(60)) == {live_plan.id}
    swept = sweep(either, live_plan, now=living.later(60))
    assert (swept.written, swept.followed.overdue) == (0, ())
    assert to_sweep(either, now=living.later(61)) == frozenset()
    return either


def test_whatever_an_office_enters_is_looked_at(quiet, live_plan, living):
    """A stamp may make a letter due, or leave nothing to remind of."""
    living.stamp(quiet, live_plan, live_plan.route.hops[0].recipient, 70)
    assert to_sweep(quiet, now=living.later(71)) == {live_plan.id}


def test_what_is_entered_while_a_sweep_looks_is_looked_at(quiet, live_plan, living):
    """The sweep may not have seen a stamp of the minutes before it."""
    living.stamp(quiet, live_plan, live_plan.route.hops[0].recipient, 57)
    assert to_sweep(quiet, now=living.later(61)) == {live_plan.id}


def test_what_is_entered_in_another_propagation_wakes_nobody(quiet, living):
    """A ledger of years has something entered every minute."""
    other = living.plan(id="another-drill")
    living.begin(quiet, other, living.later(70))
    assert to_sweep(quiet, now=living.later(71)) == {other.id}


def test_an_office_that_begins_to_forward_automatically_is_looked_at(quiet, live_plan, living):
    """Its letter may have waited for that."""
    office = live_plan.route.hops[0].recipient
    set_forwarding(quiet, (office,), True, by="test", now=living.later(70))
    assert to_sweep(quiet, now=living.later(71)) == {live_plan.id}


def test_what_has_ended_asks_nothing_more(quiet, live_plan, living, statements):
    """The ledger of an office of many years is swept with as many statements as a young one."""
    office = live_plan.route.hops[0].recipient

    def asked(minute):
        living.stamp(quiet, live_plan, office, minute)
        statements.clear()
        for name in to_sweep(quiet, now=living.later(minute)):
            sweep(quiet, runtime.recorded_plan(name, quiet), now=living.later(minute))
        assert open_propagations(quiet)[1:] == []
        return len(statements)

    asked(62)
    before = asked(63)
    for number in range(3):
        over = living.plan(id=f"over-{number}")
        living.begin(quiet, over, living.later(64))
        close(Acting(quiet, over, over.route.origin, "head", living.later(65)), "พอแล้ว")
    assert asked(80) == before


def test_what_becomes_due_is_looked_at(quiet, live_plan, living):
    """Of what is overdue no sweep is quiet: it is told again each time."""
    later = living.later(30 * _DAY)
    assert to_sweep(quiet, now=later) == {live_plan.id}
    assert sweep(quiet, live_plan, now=later).followed.overdue
    assert to_sweep(quiet, now=later) == {live_plan.id}


def test_an_ended_directive_is_not_noted_as_quiet(live_ledger, live_plan, living):
    """Nothing of it is looked at any more, so that a note would only be one more row."""
    close(Acting(live_ledger, live_plan, "opm", "x", living.later(60)), "พอแล้ว")
    assert sweep(live_ledger, live_plan, now=living.later(90)).written == 0
    with live_ledger.reading() as connection:
        rows = connection.exec_driver_sql("SELECT count(*) FROM quiet_propagation").scalar()
    assert rows == 0

"""From where an outlook looks ahead: what the ledger shows of a live directive at a moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from wian.ledger.read.recorded import hop_records
from wian.reports.outlook.monte_carlo.known_times import FORWARDED, ISSUED, READY, RECEIVED
from wian.reports.outlook.outset import Outset

DAY = 24 * 60


@pytest.fixture
def look(live_plan, live_ledger):
    """The outset of the drill at a moment, with a last day."""

    def looked(now, closes=date(2027, 1, 15)):
        plan, records = live_plan, hop_records(live_ledger, live_plan.id)
        of = (plan.route, plan.hierarchy, records, plan.profile, plan.working)
        return replace(Outset.of(*of, now=now, closes=closes), draws=200)

    return looked


def row(outset, office):
    """The number of an office."""
    return outset.tree.offices.index(office)


def test_stamps_and_letters_are_where_they_were_on_the_calendar(
    look, living, live_plan, live_ledger
):
    """In office minutes before now; what nobody did is unknown."""
    ministry, department = living.chain[1:3]
    living.advance(live_ledger, live_plan, ministry, minutes=120)
    found = look(living.later(180))
    times = found.known.times[:, :, 1]
    at = row(found, ministry)
    assert times[[ISSUED, RECEIVED, READY, FORWARDED], at].tolist() == [-180, -60, -60, -60]
    below = times[:, row(found, department)]
    assert below[ISSUED] == -60
    assert np.isnan(below[1:]).all()
    assert times[FORWARDED, 0] == -180


def test_what_came_after_a_moment_is_not_known_then(look, living, live_plan, live_ledger):
    """A look from the past sees what was seen then."""
    ministry = living.chain[1]
    living.advance(live_ledger, live_plan, ministry, minutes=120)
    before = look(living.later(60))
    assert np.isnan(before.known.latest(RECEIVED)).all()
    assert not np.isnan(look(living.later(180)).known.latest(RECEIVED)[row(before, ministry)])


def test_before_the_first_letter_none_has_gone_out(look, living):
    """Which an outlook says, as it takes it to go out now."""
    assert look(living.later(-60)).unsent
    assert not look(living.start).unsent


def test_the_deadline_is_the_end_of_the_last_day(look, living):
    """Whoever receives on it is in time."""
    found = look(living.start, closes=date(2026, 12, 1))
    working = found.working
    left = working.between(living.start.minute, working.closes_at(["2026-12-01"]))
    assert found.deadline()[0] == left[0]
    assert found.deadline(1)[0] == left[0] + working.minutes_a_day

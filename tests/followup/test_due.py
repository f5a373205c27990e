"""Stories of what offices owe: pure, the same twice, and only ever more with time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wian.followup.due import overdue, plan_follow_up
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.acts import Owed
from wian.ledger.database import open_ledger
from wian.ledger.read.recorded import hop_records
from wian.propagation.standing.days_in_force import DaysInForce

_DAY = 24 * 60
_PROVINCE = "phitsanulok"


@pytest.fixture(scope="module")
def records(living, live_plan, tmp_path_factory):
    """The hops of the drill, which the province has passed on to twelve offices."""
    path = tmp_path_factory.mktemp("owing") / "owing.db"
    with open_ledger(f"sqlite:///{path}") as ledger:
        living.begin(ledger, live_plan)
        living.reach(ledger, live_plan, "phitsanulok.mueang-phitsanulok")
        return hop_records(ledger, live_plan.id)


@given(
    stamped=st.dictionaries(st.integers(0, 11), st.integers(1, 40), max_size=12),
    days=st.lists(st.integers(0, 90), min_size=1, max_size=4),
)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_the_plan_depends_neither_on_the_number_of_sweeps_nor_on_their_order(
    records, live_plan, living, stamped, days
):
    """Of what stands still, the last look sees all that the earlier ones saw, and it sees it again.

    Planning is pure: the same records give the same plan, and time only adds to it.
    """
    found = _with_stamps(records, living, stamped)
    last = max(days)
    seen: set[tuple[str, Owed]] = set()
    for day in days:
        seen |= _late(live_plan, found, living.later(day * _DAY))
    assert seen == _late(live_plan, found, living.later(last * _DAY))
    now = living.later(last * _DAY)
    late = overdue(DaysInForce(live_plan), found, (), now)
    assert plan_follow_up(live_plan, late, records, (), now) == plan_follow_up(
        live_plan, late, records, (), now
    )
    planned = plan_follow_up(live_plan, late, records, (), now)
    assert sorted((o, r.owed) for r in planned.reminders for o in r.recipients) == sorted(seen)


def _with_stamps(records, living, stamped):
    """The records as if some recipients of the province had stamped on some days."""
    mine = [record for record in records if record.sender == _PROVINCE]
    at = {mine[place].recipient: living.later(day * _DAY) for place, day in stamped.items()}
    return [
        replace(record, received=at[record.recipient], ready=at[record.recipient])
        if record.recipient in at
        else record
        for record in records
    ]


def _late(plan, records, now) -> set[tuple[str, Owed]]:
    """What is overdue as of a moment; what happened later is not known then."""
    return {(each.office, each.owed) for each in overdue(DaysInForce(plan), records, (), now)}


def test_of_a_day_alone_nobody_knows_the_hour(records, live_plan, living):
    """A stamp that shows a date may be of that evening: the time to write on runs from then."""
    zone = live_plan.working.zone
    day = Instant.of(living.start.date(zone), zone)
    minute = Instant(day.minute, Precision.MINUTE)
    due = []
    for at in (day, minute):
        (mine,) = (record for record in records if record.recipient == _PROVINCE)
        stamped = replace(mine, received=at, ready=at, forwarded=None)
        (late,) = overdue(DaysInForce(live_plan), [stamped], (), living.later(200 * _DAY))
        due.append(late.due.minute)
    assert due[0] > due[1]


def test_the_longest_overdue_comes_first(records, live_plan, living):
    """Whoever reads the list from above telephones in the right order."""
    late = overdue(DaysInForce(live_plan), records, (), living.later(90 * _DAY))
    assert [each.due.minute for each in late] == sorted(each.due.minute for each in late)
    assert {each.owed for each in late} == {Owed.RECEPTION}


def test_a_letter_between_two_desks_is_owed_from_the_first_stamp(records, live_plan, living):
    """The central registry stamped, and no desk after it: the office is not off the hook."""
    (record,) = (each for each in records if each.recipient == "dla")
    stuck = replace(record, received=living.later(60), ready=None, forwarded=None)
    late = overdue(DaysInForce(live_plan), [stuck], (), living.later(60 * _DAY))
    ready = replace(stuck, ready=living.later(60))
    assert [(each.office, each.owed) for each in late] == [("dla", Owed.FORWARDING)]
    assert late == overdue(DaysInForce(live_plan), [ready], (), living.later(60 * _DAY))

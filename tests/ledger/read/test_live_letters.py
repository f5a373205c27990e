"""What lies in an office's inbox, what it sent, and how one sees that something has changed."""

from __future__ import annotations

import pytest

from wian.followup.remind import follow_up
from wian.ledger.acts import ActKind
from wian.ledger.read.live_letters import (
    State,
    acts,
    effective_receptions,
    inbox,
    incoming,
    live_propagations,
)
from wian.ledger.read.offices.own_letters import outgoing
from wian.ledger.read.offices.passages import passages, way_down
from wian.ledger.read.offices.ready_offices import ready_to_issue
from wian.ledger.read.offices.reminders import reminders_of, reminders_to
from wian.ledger.read.quiet_propagations import change_mark
from wian.ledger.read.recorded import letter
from wian.office.actor import Acting
from wian.office.correct import correct

_PROVINCE, _DISTRICT = "phitsanulok", "phitsanulok.mueang-phitsanulok"


@pytest.fixture
def lived(ledger, live_plan, living):
    """The drill on either database, sent down to the districts."""
    living.begin(ledger, live_plan)
    living.reach(ledger, live_plan, _DISTRICT)
    return ledger


def test_an_inbox_holds_what_was_sent_to_the_office_and_nothing_else(lived, live_plan, living):
    """With the sender's letter, its own stamps, its own letter and its own acts."""
    (found,) = inbox(lived, _PROVINCE)
    assert found == incoming(lived, live_plan.id, _PROVINCE)
    assert (found.letter.office, found.hop.recipient) == ("dla", _PROVINCE)
    assert [stamp.position for stamp in found.stamps] == [0]
    assert found.own is not None
    assert {act.office for act in found.acts} == {_PROVINCE}
    assert inbox(lived, "opm") == []
    assert inbox(lived, living.leaf) == []
    assert incoming(lived, live_plan.id, living.leaf) is None


def test_the_state_says_what_is_to_be_done_next(lived, live_plan, living):
    """Stamp, then issue, then nothing; whoever is asked answers."""

    def state(office: str, *, asked: bool = False) -> State:
        return incoming(lived, live_plan.id, office).state(asked=asked)

    assert state(_DISTRICT) is State.TO_STAMP
    living.stamp(lived, live_plan, _DISTRICT)
    assert state(_DISTRICT) is State.TO_ISSUE
    assert _DISTRICT in ready_to_issue(lived, live_plan.id)
    living.advance(lived, live_plan, _DISTRICT)
    assert state(_DISTRICT) is State.DONE
    living.stamp(lived, live_plan, living.leaf)
    assert state(living.leaf, asked=True) is State.TO_ANSWER


def test_what_an_office_sent_is_counted_with_those_that_stamped(lived, live_plan, living):
    """The first desk counts; twelve have it, one has stamped."""
    living.stamp(lived, live_plan, _DISTRICT)
    (sent,) = outgoing(lived, _PROVINCE)
    assert (sent.recipients, sent.received) == (len(live_plan.sending(_PROVINCE)[1]), 1)
    assert outgoing(lived, _DISTRICT) == []


def test_a_correction_shows_wherever_a_stamp_is_read(lived, live_plan, living):
    """In the inbox, in the list of stamps and on the way down."""
    living.stamp(lived, live_plan, _DISTRICT, minutes=40)
    correct(
        Acting(lived, live_plan, _DISTRICT, by="x", now=living.later(60)),
        position=0,
        at=living.later(35),
        reason="ผิด",
        key="k",
    )
    (stamp,) = effective_receptions(lived, live_plan.id, _DISTRICT)
    assert stamp.at == living.later(35)
    assert incoming(lived, live_plan.id, _DISTRICT).stamps == (stamp,)
    assert passages(lived, live_plan.id, [(_DISTRICT, 0)])[0].stamps == (stamp,)


def test_the_way_down_is_read_at_once_in_its_order(lived, live_plan, living):
    """Every office with its stamps by desk and its own letter, those that have none too."""
    chain = live_plan.route.chain(_DISTRICT)
    living.stamp(lived, live_plan, _DISTRICT)
    way = way_down(lived, live_plan.id, _DISTRICT)
    assert way == [(office, 0) for office in chain]
    found = passages(lived, live_plan.id, way)
    assert tuple(each.office for each in found) == chain
    for each in found:
        assert each.stamps == effective_receptions(lived, live_plan.id, each.office)
        assert each.own == letter(lived, live_plan.id, each.office)
    assert [bool(each.own) for each in found] == [True] * (len(chain) - 1) + [False]
    assert (found[0].stamps, len(found[2].stamps)) == ((), 3)


def test_the_mark_changes_with_everything_that_is_written(lived, live_plan, living):
    """Letters, receptions and acts: equal marks, and nothing has happened."""
    marks = [change_mark(lived, live_plan.id)]
    assert change_mark(lived, live_plan.id) == marks[0]
    living.stamp(lived, live_plan, _DISTRICT)
    marks.append(change_mark(lived, live_plan.id))
    living.advance(lived, live_plan, _DISTRICT)
    marks.append(change_mark(lived, live_plan.id))
    follow_up(lived, live_plan, now=living.later(20 * 24 * 60))
    marks.append(change_mark(lived, live_plan.id))
    assert len(set(marks)) == len(marks)


def test_acts_are_read_by_office_and_by_kind(lived, live_plan, living):
    """All of them, one office's, one kind's."""
    every = acts(lived, live_plan.id)
    assert {act.kind for act in every} == {ActKind.STAMPED, ActKind.ISSUED}
    mine = acts(lived, live_plan.id, office="dla", kind=ActKind.STAMPED)
    assert [act.key for act in mine] == ["0", "1", "2"]
    assert [act for act in every if act.office == "dla" and act.kind is ActKind.STAMPED] == mine


def test_a_reminder_is_read_by_all_whom_it_was_sent_to(lived, live_plan, living):
    """And by nobody else below the same office."""
    living.stamp(lived, live_plan, _DISTRICT)
    follow_up(lived, live_plan, now=living.later(9 * 24 * 60))
    (reminder,) = reminders_of(lived, live_plan.id)
    for hop in live_plan.sending(_PROVINCE)[1]:
        found = reminders_to(lived, hop.recipient)
        assert found == ([] if hop.recipient == _DISTRICT else [reminder])
    assert reminders_to(lived, _PROVINCE) == []
    assert reminders_to(lived, "phitsanulok.wat-bot", "another") == []


def test_only_live_propagations_are_live(lived, live_plan, gecc_plan, propagating):
    """A rehearsal in the same ledger lies in no inbox."""
    propagating.send(lived, gecc_plan)
    assert [each.id for each in live_propagations(lived)] == [live_plan.id]
    assert [each.propagation for each in inbox(lived, _PROVINCE)] == [live_plan.id]
    assert [each.propagation for each in outgoing(lived, _PROVINCE)] == [live_plan.id]

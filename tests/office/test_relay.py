"""Stories of relaying: offices that forward alone write on when their last desk has stamped."""

from __future__ import annotations

import pytest

from wian.ledger.access.desk_settings import set_forwards_alone
from wian.ledger.acts import ActKind, Issued
from wian.ledger.dialects import insert_rows
from wian.ledger.errors import LedgerError
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.ledger.read.offices.ready_offices import ready_to_issue
from wian.ledger.tables import EntryRow, RegisterHeadRow
from wian.office.actor import Acting
from wian.office.issue import save_draft
from wian.office.relay import ALONE, due, relay

_PROVINCE = "phitsanulok"


def _alone(ledger, *offices, now) -> None:
    set_forwards_alone(ledger, offices, True, by="x", now=now)


def test_who_forwards_alone_writes_on_once(live_ledger, live_plan, living):
    """The ministry does; the department below it waits for a person."""
    _alone(live_ledger, "moi", now=living.start)
    assert relay(live_ledger, live_plan, now=living.later(10)) == ()
    living.stamp(live_ledger, live_plan, "moi")
    (done,) = relay(live_ledger, live_plan, now=living.later(31))
    assert (done.letter.office, done.new) == ("moi", True)
    assert relay(live_ledger, live_plan, now=living.later(32)) == ()
    living.stamp(live_ledger, live_plan, "dla", minutes=40)
    assert relay(live_ledger, live_plan, now=living.later(41)) == ()
    assert ready_to_issue(live_ledger, live_plan.id) == {"dla"}
    (act,) = acts(live_ledger, live_plan.id, office="moi", kind=ActKind.ISSUED)
    assert (act.by, act.body) == (ALONE, Issued(alone=True))


def test_what_an_officer_has_edited_goes_out_edited(live_ledger, live_plan, living):
    """Forwarding alone does not throw away what a person wrote."""
    living.stamp(live_ledger, live_plan, "moi")
    save_draft(
        Acting(live_ledger, live_plan, "moi", by="a", now=living.later(31)), ["แก้แล้ว"], revision=0
    )
    _alone(live_ledger, "moi", now=living.start)
    (done,) = relay(live_ledger, live_plan, ["moi"], now=living.later(32))
    assert done.letter.letter.paragraphs == ("แก้แล้ว",)


def test_only_those_that_are_asked_for(live_ledger, live_plan, living):
    """A doorbell names an office; the others are left to their own."""
    _alone(live_ledger, "moi", now=living.start)
    living.stamp(live_ledger, live_plan, "moi")
    assert due(live_ledger, live_plan, ["dla"]) == []
    assert due(live_ledger, live_plan, ["moi", "nowhere"]) == ["moi"]


def test_not_any_more(live_ledger, live_plan, living):
    """The setting is taken back, and the office waits for a person again."""
    _alone(live_ledger, "moi", now=living.start)
    set_forwards_alone(live_ledger, ("moi",), False, by="x", now=living.later(5))
    living.stamp(live_ledger, live_plan, "moi")
    assert relay(live_ledger, live_plan, now=living.later(31)) == ()


def test_dispatchers_and_sweeps_at_once_issue_each_letter_once(either, living, live_plan, at_once):
    """Nine districts are due; four processes find them."""
    living.begin(either, live_plan)
    living.reach(either, live_plan, "phitsanulok.mueang-phitsanulok")
    districts = [hop.recipient for hop in live_plan.sending(_PROVINCE)[1] if hop.forwards]
    _alone(either, *districts, now=living.start)
    for district in districts:
        living.stamp(either, live_plan, district)

    found = at_once(lambda number: relay(either, live_plan, now=living.later(60 + number)))
    issued = [each for some in found for each in some if each.new]
    assert sorted(each.letter.office for each in issued) == sorted(districts)
    assert verify(either).ok


def test_one_that_cannot_issue_holds_nobody_else_up(live_ledger, live_plan, living):
    """A register that somebody has tampered with stops its own district, not the eight others."""
    living.reach(live_ledger, live_plan, living.chain[4])
    districts = [hop.recipient for hop in live_plan.route.hops if hop.sender == _PROVINCE]
    districts = [office for office in districts if live_plan.sending(office)[1]]
    _alone(live_ledger, *districts, now=living.start)
    for office in districts:
        living.stamp(live_ledger, live_plan, office, minutes=300)
    with live_ledger.writing() as connection:
        place = ("live", districts[0], "send:circulars", 2569)
        insert_rows(
            connection,
            RegisterHeadRow,
            ("book", "office", "name", "year", "last", "digest"),
            [(*place, 0, "")],
        )
        insert_rows(
            connection,
            EntryRow,
            ("book", "office", "name", "year", "number", "key", "content_digest", "digest"),
            [(*place, 1, "a stranger's", "", "")],
        )
    with pytest.raises(LedgerError, match="UNIQUE"):
        relay(live_ledger, live_plan, now=living.later(301))
    assert ready_to_issue(live_ledger, live_plan.id) == {districts[0]}

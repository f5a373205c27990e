"""Stories of the events that a desk's work becomes: what is rung for, and what is not again."""

from __future__ import annotations

import pytest

from wian.office.actor import Acting
from wian.office.announce import announce
from wian.office.answer import answer, route
from wian.office.issue import issue
from wian.office.stamp import receive


@pytest.fixture
def bell():
    """Hears events."""
    heard = []

    def ring(event, propagation, office, **ids):
        heard.append((event, propagation, office, ids))

    ring.heard = heard
    return ring


def test_every_desk_is_heard_and_the_last_makes_the_letter_ready(
    live_ledger, live_plan, living, bell
):
    """Three stamps of the department: four events, with number and moment, no text."""
    living.reach(live_ledger, live_plan, "dla")
    for position in range(3):
        now = living.later(50 + position)
        done = receive(Acting(live_ledger, live_plan, "dla", by="x", now=now), position=position)
        announce(done, live_plan, bell)
    assert [event for event, *_ in bell.heard] == ["wian.letter.received"] * 3 + [
        "wian.letter.ready"
    ]
    assert {(propagation, office) for _, propagation, office, _ in bell.heard} == {
        (live_plan.id, "dla")
    }
    assert bell.heard[-1][3] == {
        "sender": "moi",
        "desk": 2,
        "receipt_number": "1",
        "at": "2026-12-01T09:52+07:00",
    }


def test_what_stood_there_before_is_not_rung_for_again(live_ledger, live_plan, living, bell):
    """A stamp and a letter that are asked for twice."""
    living.advance(live_ledger, live_plan, "moi")
    again = receive(Acting(live_ledger, live_plan, "moi", by="x", now=living.later(50)))
    announce(again, live_plan, bell)
    announce(
        issue(Acting(live_ledger, live_plan, "moi", by="x", now=living.later(50))), live_plan, bell
    )
    assert bell.heard == []


def test_a_letter_is_told_once_by_the_office_that_issued_it(live_ledger, live_plan, living, bell):
    """Its number, how many it went to, and when."""
    living.stamp(live_ledger, live_plan, "moi")
    done = issue(Acting(live_ledger, live_plan, "moi", by="x", now=living.later(50)))
    announce(done, live_plan, bell)
    facts = {"number": "มท ๐๒๑๘/ว ๑", "recipients": 1, "at": "2026-12-01T09:50+07:00"}
    assert bell.heard == [("wian.letter.issued", live_plan.id, "moi", facts)]


def test_an_answer_is_told_and_a_note_in_the_house_is_not(live_ledger, live_plan, living, bell):
    """Only its number goes out."""
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf)
    now, leaf = living.later(50), living.leaf
    routed = route(Acting(live_ledger, live_plan, leaf, by="x", now=now), "กองช่าง", key="r" * 20)
    answered = answer(
        Acting(live_ledger, live_plan, leaf, by="x", now=now), "ลับเฉพาะ", key="a" * 20
    )
    announce(routed, live_plan, bell)
    announce(answered, live_plan, bell)
    numbered = {"number": answered.entry.number}
    assert bell.heard == [("wian.letter.answered", live_plan.id, leaf, numbered)]

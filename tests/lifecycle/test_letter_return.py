"""Stories of a letter that is not for the office: it goes back, and the sender decides."""

from __future__ import annotations

import pytest

from wian.followup.remind import follow_up_plan
from wian.kit.errors import InputFaults
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import State, incoming
from wian.ledger.read.recorded import hop_records
from wian.lifecycle.closure import close_what_is_done
from wian.lifecycle.letter_return import (
    NotReturned,
    ReturnedBefore,
    StampedFirst,
    give_back,
    insist,
)
from wian.office.actor import Acting
from wian.office.joint_issue import issue
from wian.office.refusals import AlreadyIssued, LetterReturned, NothingReceived

_PROVINCE, _DISTRICT = "phitsanulok", "phitsanulok.bang-rakam"
_WHY, _DAY = "อยู่นอกเขต", 24 * 60


@pytest.fixture
def held(live_ledger, live_plan, living):
    """The district holds the letter, and has stamped it."""
    living.reach(live_ledger, live_plan, _DISTRICT)
    living.stamp(live_ledger, live_plan, _DISTRICT)
    return live_ledger


def _acting(ledger, plan, office, at):
    return Acting(ledger, plan, office, f"{office} x", at)


def test_a_letter_goes_back_with_a_letter_that_says_why(held, live_plan, living):
    """Numbered, to the sender, citing its letter; twice goes once, and nobody reminds any more."""
    district = _acting(held, live_plan, _DISTRICT, living.later(60))
    done = give_back(district, _WHY, "phitsanulok.wat-bot")
    assert (done.new, give_back(district, _WHY, "phitsanulok.wat-bot").new) == (True, False)
    letter = done.body.letter
    assert (letter.subject, letter.number) == ("ขอส่งหนังสือคืน", "พล ๐๔๒๓/๑")
    assert letter.addressed_to == "ผู้ว่าราชการจังหวัดพิษณุโลก"
    assert _WHY in letter.paragraphs[1]
    assert "อำเภอวัดโบสถ์" in letter.paragraphs[1]
    assert (
        letter.references[0].number == incoming(held, live_plan.id, _DISTRICT).letter.letter.number
    )
    with pytest.raises(ReturnedBefore, match="that stays so"):
        give_back(district, "อื่น")
    with pytest.raises(LetterReturned, match=f"only if {_PROVINCE} insists"):
        issue(district)
    late = follow_up_plan(held, live_plan, now=living.later(20 * _DAY)).overdue
    assert _DISTRICT not in {each.office for each in late}
    assert incoming(held, live_plan.id, _DISTRICT).state(asked=True) is State.DONE
    assert verify(held).faults == ()


def test_the_sender_insists(held, live_plan, living):
    """Then the office deals with it: it is late again, and issues its letter."""
    district = _acting(held, live_plan, _DISTRICT, living.later(60))
    province = _acting(held, live_plan, _PROVINCE, living.later(90))
    with pytest.raises(NotReturned):
        insist(province, _DISTRICT, "เป็นของท่าน")
    give_back(district, _WHY)
    assert insist(province, _DISTRICT, "เป็นของท่าน").new
    assert not insist(province, _DISTRICT, "เป็นของท่าน").new
    late = follow_up_plan(held, live_plan, now=living.later(20 * _DAY)).overdue
    assert _DISTRICT in {each.office for each in late}
    with pytest.raises(ReturnedBefore, match="its sender insists"):
        give_back(district, _WHY)
    assert issue(_acting(held, live_plan, _DISTRICT, living.later(95))).new
    assert verify(held).faults == ()


def test_who_cannot_give_it_back_is_told_why(live_ledger, live_plan, living):
    """Nothing sent, not stamped, forwarded; no reason."""
    living.reach(live_ledger, live_plan, _PROVINCE)
    at = living.later(60)
    for office, refusal in (
        (_DISTRICT, NothingReceived),
        (_PROVINCE, StampedFirst),
        ("dla", AlreadyIssued),
    ):
        with pytest.raises(refusal):
            give_back(_acting(live_ledger, live_plan, office, at), _WHY)
    with pytest.raises(InputFaults, match="reason"):
        give_back(_acting(live_ledger, live_plan, _PROVINCE, at), " ")


def test_a_directive_closes_though_a_letter_came_back(empty_ledger, short_plan, living):
    """Nobody waits for an office that gave its letter back."""
    end = "phitsanulok.mueang-phitsanulok"
    living.begin(empty_ledger, short_plan)
    living.reach(empty_ledger, short_plan, end)
    living.stamp(empty_ledger, short_plan, end)
    give_back(_acting(empty_ledger, short_plan, end, living.later(60)), _WHY)
    records = hop_records(empty_ledger, short_plan.id)
    assert close_what_is_done(empty_ledger, short_plan, records, (), living.later(90)).new
    assert verify(empty_ledger).faults == ()

"""Stories of a letter that is not for the office: it goes back, and the sender decides."""

from __future__ import annotations

import pytest

from tests.plugins.files import PDF
from wian.followup.remind import follow_up_plan
from wian.kit.errors import InputFaults
from wian.ledger.life.lives import life
from wian.ledger.proof.verification import verify
from wian.ledger.read.kept_files import kept_file
from wian.ledger.read.live_letters import State, incoming
from wian.ledger.read.recorded import hop_records
from wian.letters.enclosed_file import enclosed
from wian.lifecycle.closure import close_what_is_done
from wian.lifecycle.letter_return import (
    AnsweredFirst,
    NotReturned,
    ReturnedBefore,
    StampedFirst,
    give_back,
    insist,
)
from wian.lifecycle.withdrawal import withdraw
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.office.answer_list import import_answers
from wian.office.joint_issue import issue
from wian.office.refusals import (
    AlreadyIssued,
    DirectiveWithdrawn,
    LetterReturned,
    NothingReceived,
)
from wian.office.stamp import receive
from wian.propagation.standing.rollup_cache import board

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


def test_files_go_with_the_letter_that_says_so(held, live_plan, living):
    """It lists them as enclosures; with other files it is another return."""
    district = _acting(held, live_plan, _DISTRICT, living.later(60))
    file = enclosed("หนังสือมอบเขต.pdf", PDF)
    first, again = (give_back(district, _WHY, None, [file]) for _ in range(2))
    assert (first.body, again.new) == (again.body, False)
    (listed,) = first.body.letter.enclosures
    assert listed.startswith("หนังสือมอบเขต.pdf")
    assert kept_file(held, first.body.files[0].sha256) == PDF
    with pytest.raises(ReturnedBefore):
        give_back(district, _WHY)
    assert verify(held).ok


def test_the_sender_insists(held, live_plan, living):
    """Then the office deals with it: it is late again, and issues its letter."""
    district = _acting(held, live_plan, _DISTRICT, living.later(60))
    province = _acting(held, live_plan, _PROVINCE, living.later(90))
    with pytest.raises(NotReturned):
        insist(province, _DISTRICT, "เป็นของท่าน")
    give_back(district, _WHY)
    with pytest.raises(NotReturned, match=f"{_DISTRICT} has returned no letter of dla"):
        insist(_acting(held, live_plan, "dla", living.later(90)), _DISTRICT, "เป็นของท่าน")
    assert insist(province, _DISTRICT, "เป็นของท่าน").new
    assert not insist(province, _DISTRICT, "เป็นของท่าน").new
    late = follow_up_plan(held, live_plan, now=living.later(20 * _DAY)).overdue
    assert _DISTRICT in {each.office for each in late}
    with pytest.raises(ReturnedBefore, match="its sender insists"):
        give_back(district, _WHY)
    assert issue(_acting(held, live_plan, _DISTRICT, living.later(95))).new
    assert verify(held).faults == ()


def test_nobody_insists_once_the_directive_is_withdrawn(held, live_plan, living):
    """The office has nothing left to deal with."""
    give_back(_acting(held, live_plan, _DISTRICT, living.later(60)), _WHY)
    withdraw(_acting(held, live_plan, "opm", living.later(70)), "ฝนหยุดตก")
    with pytest.raises(DirectiveWithdrawn):
        insist(_acting(held, live_plan, _PROVINCE, living.later(90)), _DISTRICT, "เป็นของท่าน")


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


def test_who_returned_the_letter_does_not_answer_it(live_ledger, live_plan, living):
    """Neither itself nor by a list of the office above; once the sender insists, it answers."""
    leaf = live_plan.route.chain(living.leaf)[-2:]
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf)
    sender, own = (_acting(live_ledger, live_plan, each, living.later(60)) for each in leaf)
    give_back(own, _WHY)
    listed = f"office,answer\n{living.leaf},x\n".encode()
    with pytest.raises(LetterReturned):
        answer(own, "ซักซ้อมแล้ว", key="x")
    with pytest.raises(InputFaults, match="has returned this letter"):
        import_answers(sender, listed, "answers.csv")
    insist(sender, living.leaf, "เป็นของท่าน")
    answer(own, "ซักซ้อมแล้ว", key="x")
    assert verify(live_ledger).faults == ()


def test_no_answer_is_missing_of_who_returned_the_letter(live_ledger, live_plan, living):
    """The roll-up asks it no more, until the sender insists."""
    sender, leaf = live_plan.route.chain(living.leaf)[-2:]
    living.reach(live_ledger, live_plan, leaf)
    living.stamp(live_ledger, live_plan, leaf)

    def asked(office):
        return board(live_ledger, live_plan, now=living.later(90)).of(office).asked

    before = asked(sender)
    give_back(_acting(live_ledger, live_plan, leaf, living.later(60)), _WHY)
    assert asked(sender) == before - 1
    insist(_acting(live_ledger, live_plan, sender, living.later(70)), leaf, "เป็นของท่าน")
    assert asked(sender) == before


def test_an_answer_of_who_returned_the_letter_shows(live_ledger, live_plan, living, monkeypatch):
    """However it came into the ledger."""
    monkeypatch.setattr("wian.office.answer_list._gave_back", lambda *_: [])
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf)
    give_back(_acting(live_ledger, live_plan, living.leaf, living.later(60)), _WHY)
    origin = _acting(live_ledger, live_plan, "opm", living.later(70))
    import_answers(origin, f"office,answer\n{living.leaf},x\n".encode(), "a.csv")
    (fault,) = verify(live_ledger).faults
    assert "the office answered the letter all the same" in fault.what


def test_who_has_answered_does_not_return_the_letter(live_ledger, live_plan, living):
    """It has dealt with it, and the sender counts on the answer."""
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf)
    own = _acting(live_ledger, live_plan, living.leaf, living.later(60))
    answer(own, "ซักซ้อมแล้ว", key="x")
    with pytest.raises(AnsweredFirst, match="has answered this letter"):
        give_back(own, _WHY)


@pytest.mark.parametrize("other", ["withdraw", "stamp", "answer", "list"])
def test_returning_and_another_act_at_once_leave_one_truth(
    either, live_plan, living, at_once, other
):
    """Whoever comes second is refused, or finds the letter as the first one left it."""
    living.begin(either, live_plan)
    living.reach(either, live_plan, end := living.leaf)
    if other != "stamp":
        living.stamp(either, live_plan, end)
    own, origin = (_acting(either, live_plan, each, living.later(60)) for each in (end, "opm"))
    doing = {
        "withdraw": lambda: withdraw(origin, "x"),
        "stamp": lambda: receive(own, position=0),
        "answer": lambda: answer(own, "x", key="x"),
        "list": lambda: import_answers(origin, f"office,answer\n{end},x\n".encode(), "a.csv"),
    }
    refused = at_once(lambda: give_back(own, _WHY), doing[other])
    found = life(either, live_plan.id)
    assert len(refused) <= 1
    returned = not refused or isinstance(refused[0], LetterReturned | InputFaults)
    assert bool(found.returns) == returned
    assert bool(found.withdrawn) == (other == "withdraw")
    assert verify(either).faults == ()


def test_killed_at_every_write_it_goes_back_once(held, live_plan, living, killed_everywhere):
    """Nothing is there until all is: one letter under the first number, and every proof good."""

    def go_back(ledger):
        return give_back(_acting(ledger, live_plan, _DISTRICT, living.later(60)), _WHY)

    died = killed_everywhere(held, go_back)
    assert died > 3
    done = go_back(held)
    assert (done.new, done.body.letter.number) == (False, "พล ๐๔๒๓/๑")
    assert len(life(held, live_plan.id).returns) == 1
    assert verify(held).faults == ()

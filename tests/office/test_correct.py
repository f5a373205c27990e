"""Stories of correcting: the stamp stays, and what it means is another moment."""

from __future__ import annotations

import pytest

from wian.kit.errors import InputFaults
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import effective_receptions
from wian.ledger.read.recorded import hop_records, receptions
from wian.office.actor import Acting
from wian.office.correct import correct
from wian.office.refusals import (
    NoSuchDesk,
    NothingReceived,
    NotStampedYet,
    ReasonMissing,
    StampInFuture,
    StampTooEarly,
    StampTooLate,
)
from wian.office.stamp import receive


@pytest.fixture
def fix(live_ledger, live_plan, living):
    """The department has stamped thrice at minute 60 and written on at 90; its stamps are wrong."""
    living.reach(live_ledger, live_plan, "dla")
    living.stamp(live_ledger, live_plan, "dla", minutes=60)
    living.advance(live_ledger, live_plan, "dla", minutes=90)

    def run(minutes: int, position: int = 0, **more):
        given = {
            "position": position,
            "at": living.later(minutes),
            "reason": "เขียนผิด",
            "key": f"{position}:{minutes}",
            **more,
        }
        office, now = given.pop("office", "dla"), given.pop("now", living.later(200))
        acting = Acting(live_ledger, live_plan, office, by="dla หัวหน้างานสารบรรณ", now=now)
        return correct(acting, **given)

    return run


def test_a_corrected_stamp_means_another_moment_and_stays_as_it_is(
    fix, live_ledger, live_plan, living
):
    """Figures follow the correction; the register shows the stamp, and the correction names it."""
    act = fix(45)
    (hop,) = (hop for hop in hop_records(live_ledger, live_plan.id) if hop.recipient == "dla")
    assert (hop.received, hop.ready) == (living.later(45), living.later(60))
    (raw, *_) = (each for each in receptions(live_ledger, live_plan.id) if each.recipient == "dla")
    assert raw.at == living.later(60)
    assert (act.body.in_register, act.body.number) == (f"receipt:{raw.desk}", 1)
    assert verify(live_ledger).ok


def test_the_latest_correction_holds(fix, live_ledger, live_plan, living):
    """Whoever errs twice corrects twice, and both stand in the journal."""
    fix(45)
    fix(50)
    (first, *_) = effective_receptions(live_ledger, live_plan.id, "dla")
    assert first.at == living.later(50)
    assert verify(live_ledger).ok


def test_the_same_request_corrects_once(fix):
    """Sent twice, it is one act."""
    assert fix(45, key="one") == fix(45, key="one")


def test_a_stamp_stays_between_its_neighbours(fix, living):
    """After what it follows, before what follows it, and never ahead of time."""
    fix(45)
    fix(85, position=2)
    cases = [
        (StampTooEarly, "the letter's date", {"minutes": 20}),
        (StampTooEarly, "the stamp of", {"minutes": 44, "position": 1}),
        (StampTooLate, "the stamp of", {"minutes": 61}),
        (StampTooLate, "own letter", {"minutes": 91, "position": 2}),
        (StampInFuture, "is yet to come", {"minutes": 201, "position": 2}),
        (NoSuchDesk, "has no desk 3", {"minutes": 60, "position": 3}),
        (ReasonMissing, "say why what it shows is wrong", {"minutes": 50, "reason": " "}),
        (NothingReceived, "was sent to", {"minutes": 50, "office": "phitsanulok.wat-bot"}),
        (NotStampedYet, "no stamp to correct", {"minutes": 95, "office": "phitsanulok"}),
    ]
    for kind, said, given in cases:
        with pytest.raises(kind) as caught:
            fix(**given)
        assert said in str(caught.value)
    with pytest.raises(InputFaults, match="reason"):
        fix(50, reason="<i>x</i>", now=living.later(200))


def test_corrections_at_the_same_time_are_one_where_they_are_the_same(
    either, living, live_plan, at_once
):
    """The request is sent four times at once; whoever is second finds it done."""
    living.begin(either, live_plan)
    living.stamp(either, live_plan, "moi", minutes=60)

    def work(number: int):
        acting = Acting(either, live_plan, "moi", by="x", now=living.later(100 + number))
        return correct(acting, position=0, at=living.later(40), reason="เขียนผิด", key="one")

    found = at_once(work)
    assert len({act.entry for act in found}) == 1
    assert verify(either).ok


@pytest.mark.parametrize("first", ["correction", "stamp"])
def test_a_correction_and_the_next_stamp_at_the_same_time_stay_in_order(
    server_ledger, queued, living, live_plan, first
):
    """The first desk's stamp is to mean a later moment than that which the second desk stamps."""
    living.begin(server_ledger, live_plan)
    living.advance(server_ledger, live_plan, "moi")
    now = living.later(120)
    acting, why = Acting(server_ledger, live_plan, "dla", by="x", now=now), "เขียนผิด"
    receive(Acting(server_ledger, live_plan, "dla", by="x", now=living.later(60)), position=0)

    def mend():
        at = living.later(110)
        return correct(acting, position=0, at=at, reason=why, key="one")

    def stamp():
        at = living.later(70)
        return receive(acting, position=1, at=at, reason=why)

    works = (mend, stamp) if first == "correction" else (stamp, mend)
    found = queued(live_plan, "dla", *works)
    assert isinstance(found[1], StampTooEarly if first == "correction" else StampTooLate)
    stamps = effective_receptions(server_ledger, live_plan.id, "dla")
    assert [each.at.minute for each in stamps] == sorted(each.at.minute for each in stamps)
    assert verify(server_ledger).ok

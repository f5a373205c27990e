"""Stories of receiving: each desk stamps once, in its order, and not ahead of time."""

from __future__ import annotations

import pytest

from wian.delays.hop_record import Source
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.errors import InputFaults, WianError
from wian.ledger.acts import ActKind, Stamped
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts, effective_receptions
from wian.office.actor import Acting
from wian.office.refusals import (
    AlreadyStamped,
    DeskBeforeIsSilent,
    NoSuchDesk,
    NothingReceived,
    NotLive,
    ReasonMissing,
    StampInFuture,
    StampTooEarly,
)
from wian.office.stamp import receive

_BY = "dla เจ้าพนักงานธุรการ"
_STATEMENTS = 13


@pytest.fixture
def stamp(live_ledger, live_plan, living):
    """The department, which the letter has reached, stamps."""
    living.reach(live_ledger, live_plan, "dla")

    def run(office: str = "dla", minutes: int = 60, **more):
        now = more.pop("now", living.later(minutes))
        return receive(Acting(live_ledger, live_plan, office, by=_BY, now=now), **more)

    return run


def test_the_desks_stamp_one_after_the_other(stamp, live_plan, living):
    """Each under the next number of its own register; the last one says that it was the last."""
    found = [stamp(minutes=60 + place) for place in range(3)]
    desks = live_plan.hierarchy.office("dla").desks
    assert [each.reception.desk for each in found] == list(desks)
    assert [each.last for each in found] == [False, False, True]
    assert {each.reception.receipt_number for each in found} == {"1"}
    assert {each.reception.source for each in found} == {Source.LIVE}
    assert found[1].reception.at == living.later(61)
    assert found[0].sender == "moi"


def test_a_second_stamp_of_a_desk_gives_back_the_first(stamp, live_ledger, live_plan):
    """A double click stamps once, and burns no number."""
    first = stamp(position=0)
    again = stamp(position=0, minutes=70)
    assert (again.new, again.reception) == (False, first.reception)
    assert len(acts(live_ledger, live_plan.id, office="dla", kind=ActKind.STAMPED)) == 1


def test_after_the_last_desk_there_is_nothing_more_to_stamp(stamp):
    """Without a position, the last stamp is given back."""
    for _ in range(3):
        stamp()
    assert (stamp().new, stamp().reception.position) == (False, 2)


def test_a_stamp_of_paper_says_why_it_comes_late(stamp, live_ledger, live_plan, living):
    """Its own moment, and the reason, beside who entered it when."""
    at = Instant.of(living.start.date(live_plan.working.zone), live_plan.working.zone)
    done = stamp(at=at, reason="เครื่องเสีย")
    assert done.reception.at == at
    (act,) = acts(live_ledger, live_plan.id, office="dla", kind=ActKind.STAMPED)
    assert act.body == Stamped(position=0, reason="เครื่องเสีย")
    assert (act.by, act.at) == (_BY, living.later(60))
    assert verify(live_ledger).ok


def test_a_clock_that_is_behind_stamps_no_earlier_than_what_it_follows(stamp, living):
    """Two machines differ by a few minutes: the stamp takes the letter's moment."""
    assert stamp(minutes=27).reception.at == living.later(30)


def test_a_desk_is_refused_what_it_cannot_stamp(stamp, living):
    """Each refusal is one sentence, and says what to do."""
    stamp(position=0)
    later, early = living.later(120), living.later(-60 * 24 * 9)
    cases = [
        (NoSuchDesk, "has no desk 7", {"position": 7}),
        (NoSuchDesk, "has no desk -1", {"position": -1}),
        (DeskBeforeIsSilent, "which has not stamped yet", {"position": 2}),
        (StampInFuture, "is yet to come", {"position": 1, "at": later}),
        (ReasonMissing, "say why", {"position": 1, "at": living.later(50)}),
        (StampTooEarly, "is before", {"position": 1, "at": early, "reason": "x"}),
        (AlreadyStamped, "correct it and say why", {"position": 0, "at": living.later(50)}),
        (NothingReceived, "No letter of propagation", {"office": "phitsanulok"}),
        (WianError, "There is no office", {"office": "nowhere"}),
    ]
    for kind, said, given in cases:
        with pytest.raises(kind) as caught:
            stamp(**given)
        assert said in str(caught.value)
        assert "\n" not in str(caught.value)


def test_a_reason_is_a_plain_line(stamp, live_ledger, live_plan):
    """Markup and line breaks are refused, and nothing is stamped."""
    for reason in ("<b>x</b>", "a\nb", "{{ x }}", "x" * 301):
        with pytest.raises(InputFaults, match="reason"):
            stamp(reason=reason)
    assert effective_receptions(live_ledger, live_plan.id, "dla") == ()


def test_nobody_stamps_in_a_rehearsal(gecc_sent, gecc_plan):
    """Its receptions are worked out."""
    now = Instant(29_000_000, Precision.MINUTE)
    with pytest.raises(NotLive, match="--clock live"):
        receive(Acting(gecc_sent.ledger, gecc_plan, "moi", by=_BY, now=now))


def test_two_clerks_who_stamp_at_once_make_one_stamp(either, living, live_plan, at_once):
    """Whichever comes first; all see the same number, and no number is lost."""
    living.begin(either, live_plan)

    def work(number: int):
        return receive(
            Acting(either, live_plan, "moi", by=_BY, now=living.later(60 + number)), position=0
        )

    found = at_once(work, 6)
    assert sum(each.new for each in found) == 1
    assert len({each.reception for each in found}) == 1
    assert verify(either).ok


def test_two_clerks_without_a_desk_stamp_one_desk_each_at_the_most(
    either, living, live_plan, at_once
):
    """Three clerks at three desks: every desk is stamped once, in order, with its own number."""
    living.begin(either, live_plan)
    living.advance(either, live_plan, "moi")

    def work(number: int):
        return receive(Acting(either, live_plan, "dla", by=_BY, now=living.later(60 + number)))

    found = at_once(work, 3)
    assert {each.reception.position for each in found if each.new} == {
        each.position for each in effective_receptions(either, live_plan.id, "dla")
    }
    assert verify(either).ok


def test_a_stamp_asks_no_more_statements_than_it_did(stamp, statements):
    """The office's journal is begun; raise the number only on purpose: users wait for each."""
    stamp()
    statements.clear()
    stamp(minutes=61)
    assert len(statements) <= _STATEMENTS, "\n".join(statements)

"""Stories of what an amendment changes: days and words, for which level, and what it cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from wian.followup.remind import follow_up, follow_up_plan
from wian.kit.errors import InputFaults
from wian.ledger.acts import ActKind, Amended, Owed
from wian.ledger.life.lives import life
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import acts
from wian.lifecycle.amendment import amend
from wian.lifecycle.changes import ChangesNothing, Wish
from wian.office.actor import Acting
from wian.propagation.standing.days_in_force import days_in_force

_TEXT = "ให้เชิญผู้สื่อข่าวเข้าร่วมการซักซ้อมด้วย"
_LATER = Wish(text=(_TEXT,), closes="2030-06-28", answer_by="2030-05-31")
_DISTRICT = "phitsanulok.mueang-phitsanulok"
_DAY = 24 * 60


def test_a_level_may_have_a_day_apart(live_ledger, living):
    """Districts gather what local bodies answer: each level's day moves by itself."""
    asks = [
        {
            "to": {"levels": ["local", "district"]},
            "text": "รายงาน",
            "answer_by": "2030-02-28",
            "answer_by_level": {"district": "2030-03-08"},
        }
    ]
    addressees = [{"levels": ["local", "district"]}]
    plan = living.plan(id="two-levels", asks=asks, addressees=addressees)
    living.begin(live_ledger, plan)
    acting = Acting(live_ledger, plan, "opm", "opm x", living.later(5))
    amend(acting, Wish(answer_by_level={"district": "2030-04-08"}))
    days = days_in_force(live_ledger, plan)
    assert days.answer_by(_DISTRICT) == date(2030, 4, 8)
    assert days.answer_by(living.leaf) == date(2030, 2, 28)
    amend(acting, Wish(answer_by="2030-05-08"))
    assert days_in_force(live_ledger, plan).answer_by(_DISTRICT) == date(2030, 5, 8)
    with pytest.raises(InputFaults, match="no office of level 'province' is asked"):
        amend(acting, Wish(answer_by_level={"province": "2030-04-08"}))


def test_a_new_answer_day_is_reminded_of_anew(origin, live_ledger, live_plan, living):
    """Who was reminded by the old day is not late by the new one, and reminded again after it."""
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf, 100)
    for day in (1_260, 1_290):  # in summer 2030: reminded, and escalated
        follow_up(live_ledger, live_plan, now=living.later(day * _DAY))
    after = replace(origin, now=living.later(1_290 * _DAY + 5))
    amend(after, Wish(answer_by="2030-12-31"))

    def found(day):
        plan = follow_up_plan(live_ledger, live_plan, now=living.later(day * _DAY))
        late = [each.owed for each in plan.overdue if each.office == living.leaf]
        reminded = [each.owed for each in plan.reminders if living.leaf in each.recipients]
        mine = (each for each in plan.escalations if each.body.recipient == living.leaf)
        return late, reminded, [each.key for each in mine]

    assert found(1_320) == ([], [], [])
    assert found(1_495) == ([Owed.ANSWER], [Owed.ANSWER], [])
    follow_up(live_ledger, live_plan, now=living.later(1_495 * _DAY))
    assert found(1_530) == ([Owed.ANSWER], [], [f"{living.leaf}:answer:2"])
    follow_up(live_ledger, live_plan, now=living.later(1_530 * _DAY))
    assert found(1_560) == ([Owed.ANSWER], [], [])
    assert verify(live_ledger).faults == ()


def test_the_same_again_changes_nothing(origin, live_ledger, live_plan):
    """Other content is another amendment, also one that the last but one had said."""
    first, again = amend(origin, _LATER), amend(origin, _LATER)
    assert (first.new, again.new) == (True, False)
    assert (again.follower, again.numbers, again.act) == (first.follower, first.numbers, first.act)
    other = amend(origin, Wish(closes="2030-08-30"))
    back = amend(origin, _LATER)
    assert [other.place, back.place] == [2, 3]
    assert back.follower != first.follower
    bodies = [act.body for act in acts(live_ledger, live_plan.id, kind=ActKind.AMENDED)]
    assert [type(body) for body in bodies] == [Amended] * 3
    with pytest.raises(ChangesNothing):
        amend(origin, Wish(closes="2030-06-28"))
    assert verify(live_ledger).faults == ()


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(closes="2020-01-01"), "closes: 2020-01-01 is over, and today is 2026-12-01"),
        (Wish(closes="soon"), "closes: 'soon' is no date"),
        (Wish(opens="2030-05-01", closes="2030-04-01"), "closes: 2030-04-01 is before 2030-05-01"),
        (Wish(answer_by="2026-11-30"), "answer_by: 2026-11-30 is over"),
        (Wish(closes="2399-01-01"), "closes: 2399-01-01 is outside the working calendar"),
        (Wish(text=("x" * 20_000,)), "paragraphs"),
    ],
)
def test_days_and_words_that_cannot_be_kept_are_named(origin, live_ledger, live_plan, wish, said):
    """Each with its field and the remedy; nothing is written."""
    with pytest.raises(InputFaults, match="(?s)" + said.replace("(", ".")):
        amend(origin, wish)
    assert life(live_ledger, live_plan.id).amended == ()


def test_a_directive_without_window_or_answers(live_ledger, living):
    """It can be given a window, both days of it; an answer that nobody was asked for has no day."""
    plan = living.plan(
        id="open-end", window=None, asks=[{"to": {"levels": ["local"]}, "text": "x"}]
    )
    living.begin(live_ledger, plan)
    acting = Acting(live_ledger, plan, "opm", "opm x", living.later(5))
    with pytest.raises(InputFaults, match=r"(?s)opens: the directive has no window.*asks nobody"):
        amend(acting, Wish(closes="2030-01-31", answer_by="2030-01-31"))
    amend(acting, Wish(opens="2030-01-01", closes="2030-01-31"))
    assert days_in_force(live_ledger, plan).window.days == 31

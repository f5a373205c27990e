"""What the proof finds of a life that was written past the rules: each digest holds, and yet."""

from __future__ import annotations

from datetime import date

import pytest

from wian.kit.settings import clock_minutes
from wian.ledger.acts import Act, Closed, Withdrawn
from wian.ledger.proof.verification import verify
from wian.letters.directive import Changes
from wian.lifecycle.amendment import amend
from wian.lifecycle.amendment_plan import amendment_plan
from wian.lifecycle.changes import Wish
from wian.lifecycle.later_plan import withdrawal_plan
from wian.office.actor import Acting
from wian.propagation.plan import record
from wian.propagation.recorded_plan import restore
from wian.propagation.standing.days_in_force import DaysInForce

_LATER = Wish(answer_by="2030-05-31")


def _enter(ledger, plan, office, body, at, key=""):  # noqa: PLR0913, PLR0917 - an act
    """Enter an act as no verb of an office would."""
    with ledger.cohort(plan.id, plan.clock) as writer:
        entry = writer.reserve(office, body.KIND, key, 2569)
        writer.act(Act(office, key, "x", at, body, entry))


def _faults(ledger):
    return {each.what for each in verify(ledger).faults}


@pytest.fixture
def passed_on(live_ledger, live_plan, living):
    """The ministry has written to the department."""
    living.reach(live_ledger, live_plan, "dla")
    return live_ledger


def test_only_the_origin_ends_it_and_nothing_goes_out_after(passed_on, live_plan, living):
    """A ministry closes it, as of before its own letter."""
    _enter(passed_on, live_plan, "moi", Closed(), living.later(-600))
    assert _faults(passed_on) == {
        "was done by moi, which did not send the directive",
        "was issued after the directive was closed",
    }


def test_the_letters_that_a_withdrawal_names_are_there(passed_on, live_plan, living):
    """The act names a propagation that nobody began."""
    body = Withdrawn(reason="x", follower="nothing-12345678", number="๑")
    _enter(passed_on, live_plan, "opm", body, living.later(60))
    assert _faults(passed_on) == {"names letters that say so, and they are not there"}


def test_letters_that_withdraw_are_named_by_what_they_withdraw(passed_on, live_plan, living):
    """They go down, and the first directive does not say that it was withdrawn."""
    with passed_on.looking(live_plan.id) as reader:
        later = withdrawal_plan(live_plan, reader.sent(), "x")
    record(passed_on, later, living.later(60))
    assert _faults(passed_on) == {
        f"is the withdrawal of {live_plan.id}, which does not say so",
    }


def _amended(ledger, plan, living, wish=_LATER):
    acting = Acting(ledger, plan, "opm", "opm x", living.later(60))
    return amend(acting, wish)


def test_the_days_of_an_amendment_are_those_of_its_letters(passed_on, live_plan, living):
    """An act gives another day than the letters that it names, under the next key but one."""
    real = _amended(passed_on, live_plan, living)
    days = real.act.body.changes.model_copy(update={"answer_by": date(2033, 1, 31)})
    forged = real.act.body.model_copy(update={"changes": days})
    _enter(passed_on, live_plan, "opm", forged, living.later(70), "3")
    assert _faults(passed_on) == {
        f"changes something else than the letters of {real.follower} say",
        "is one of several that do not run from 1 without gap",
    }


def test_letters_of_an_amendment_are_there_and_end_with_the_first(passed_on, live_plan, living):
    """The first directive is closed past the rules, and an act names letters that nobody wrote."""
    real = _amended(passed_on, live_plan, living)
    _enter(passed_on, live_plan, "opm", Closed(reason="x"), living.later(80))
    missing = real.act.body.model_copy(update={"follower": "nothing-12345678"})
    _enter(passed_on, live_plan, "opm", missing, living.later(300), "2")
    assert _faults(passed_on) == {
        "names letters that say so, and they are not there",
        "was done after the directive had ended",
        f"goes on, and {live_plan.id}, which it amends, has ended",
    }


def test_letters_that_amend_are_named_and_close_with_what_they_amend(passed_on, live_plan, living):
    """They go down, the first directive does not say so, and has not ended either."""
    real = _amended(passed_on, live_plan, living)
    later = restore(passed_on, real.follower)
    _enter(passed_on, later, "opm", Closed(ended_with=live_plan.id), living.later(90))
    with passed_on.looking(live_plan.id) as reader:
        days, reached = DaysInForce(live_plan, reader.life()), reader.sent()
        before = reader.beside(later.id).all_letters("opm")[0].letter
    unsaid = amendment_plan(days, reached, Changes(text=("x",)), [before])
    record(passed_on, unsaid, living.later(95))
    assert _faults(passed_on) == {
        f"is the amendment of {live_plan.id}, which does not say so",
        "says that it closed as another ended, which has not",
    }


@pytest.mark.parametrize(
    ("beyond", "found"), [(0, set()), (1, {"was issued after the directive was closed"})]
)
def test_a_letter_may_be_later_than_the_end_by_what_clocks_differ(
    passed_on, live_plan, living, beyond, found
):
    """The ministry's went out after half an hour."""
    closed = living.later(30 - clock_minutes() - beyond)
    _enter(passed_on, live_plan, "opm", Closed(reason="x"), closed)
    assert _faults(passed_on) == found


@pytest.mark.parametrize(("beyond", "found"), [(0, False), (1, True)])
def test_an_amendment_may_be_later_than_the_end_by_as_much(
    passed_on, live_plan, living, beyond, found
):
    """It was entered after an hour."""
    _amended(passed_on, live_plan, living)
    closed = living.later(60 - clock_minutes() - beyond)
    _enter(passed_on, live_plan, "opm", Closed(reason="x"), closed)
    assert ("was done after the directive had ended" in _faults(passed_on)) == found


def test_letters_that_an_act_names_are_of_its_kind_and_number(passed_on, live_plan, living):
    """Those of an amendment withdraw nothing; and the origin's has another number."""
    real = _amended(passed_on, live_plan, living)
    other = real.act.body.model_copy(update={"number": "๙๙"})
    _enter(passed_on, live_plan, "opm", other, living.later(70), "2")
    withdrawn = Withdrawn(reason="x", follower=real.follower, number=real.act.body.number)
    _enter(passed_on, live_plan, "opm", withdrawn, living.later(80))
    found = [each.what for each in verify(passed_on).faults]
    assert found.count("names letters that say so, and they are not there") == 2


def test_a_later_letter_reaches_nobody_whom_the_first_has_not(passed_on, live_plan, living):
    """The first letter's way to the ministry is cut out."""
    with passed_on.looking(live_plan.id) as reader:
        later = withdrawal_plan(live_plan, reader.sent(), "x")
    living.begin(passed_on, later, living.later(60))
    with passed_on.writing() as connection:
        for table in ("reception", "hop"):
            connection.exec_driver_sql(
                f"DELETE FROM {table} WHERE propagation = '{live_plan.id}' AND recipient = 'moi'"  # noqa: S608 - ours
            )
    assert f"went to moi, which no letter of {live_plan.id} has reached" in _faults(passed_on)

"""Who gathers is reminded by its level's day, and nothing closes before the origin has all."""

from __future__ import annotations

import pytest

from tests.plugins.answering import FILLED, FORM
from wian.followup.remind import follow_up
from wian.followup.sweep import sweep
from wian.ledger.acts import ActKind, Owed
from wian.ledger.life.lives import life
from wian.ledger.read.live_letters import acts
from wian.office.actor import Acting
from wian.office.answer import answer
from wian.office.filled_form import FilledForm
from wian.office.gathering.report import report

DAY = 24 * 60
LIMIT = ("la-5650103",)


@pytest.fixture(scope="module")
def plan(living):
    """One local body is asked for its answer by the 10th; its district has until the 14th."""
    ask = {
        "to": {"levels": ["local"]},
        "text": "รายงานจำนวนศูนย์พักพิง",
        "answer_by": "2026-12-10",
        "answer_by_level": {"district": "2026-12-14"},
    }
    return living.plan(id="gathered-in-time", answer=FORM, asks=[ask], limit_to=LIMIT)


def _fill(ledger, living, plan, minutes):
    acting = Acting(ledger, plan, living.leaf, by="ปลัดเทศบาล", now=living.later(minutes))
    answer(acting, "", filled=FilledForm(FILLED), key="once")


def test_a_district_is_reminded_to_report_by_its_own_day(empty_ledger, living, plan):
    """The body answered in time; its district has said nothing by the 14th, and then reports."""
    ledger, district = empty_ledger, living.chain[-2]
    living.begin(ledger, plan)
    living.reach(ledger, plan, living.leaf)
    living.stamp(ledger, plan, living.leaf)
    _fill(ledger, living, plan, 60)
    assert follow_up(ledger, plan, now=living.later(12 * DAY)).reminders == ()
    (act,) = follow_up(ledger, plan, now=living.later(14 * DAY)).reminders
    assert (act.office, act.body.recipients) == (living.chain[-3], (district,))
    assert act.body.owed is Owed.ANSWER
    report(Acting(ledger, plan, district, by="นายอำเภอ", now=living.later(14 * DAY + 60)))
    assert follow_up(ledger, plan, now=living.later(20 * DAY)).overdue == ()


def test_it_closes_once_the_origin_has_the_last_report(empty_ledger, living, plan):
    """All have it and the one asked has answered: offices between have still to report."""
    ledger = empty_ledger
    living.begin(ledger, plan)
    living.reach(ledger, plan, living.leaf)
    living.stamp(ledger, plan, living.leaf)
    _fill(ledger, living, plan, 60)
    assert not sweep(ledger, plan, now=living.later(90)).closed
    for minutes, office in enumerate(living.chain[-2:0:-1], 100):
        report(Acting(ledger, plan, office, by="หัวหน้า", now=living.later(minutes)))
    assert sweep(ledger, plan, now=living.later(200)).closed
    assert life(ledger, plan.id).ending
    assert len(acts(ledger, plan.id, kind=ActKind.REPORTED)) == len(living.chain) - 2

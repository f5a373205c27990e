"""What is known of answers at a moment, and what is to be expected of the others from there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import numpy as np
import pytest

from tests.plugins.answering import BODIES, FORM, Answering
from wian.ledger.database import open_ledger
from wian.ledger.read.recorded import hop_records
from wian.office.actor import Acting
from wian.office.answer import take_back
from wian.office.gathering.report import report
from wian.office.gathering.report_return import return_report
from wian.office.gathering.report_stamp import stamp_report
from wian.propagation.standing.days_in_force import DaysInForce
from wian.propagation.upward.answers_so_far import (
    answers_now,
    answers_outset,
    answers_so_far,
    last_answers,
)
from wian.propagation.upward.hops_up import hops_up
from wian.reports.outlook.outset import Outset
from wian.reports.outlook.upward.answers_outlook import answers_outlook

DISTRICT, PROVINCE = "phitsanulok.mueang-phitsanulok", "phitsanulok"


def _outset(ledger, plan, now, draws=200, seed=1):
    """From where an outlook of answers looks ahead."""
    records = hop_records(ledger, plan.id)
    of = (plan.route, plan.hierarchy, records, plan.profile, plan.working)
    outset = replace(Outset.of(*of, now=now, closes=None), draws=draws, seed=seed)
    return answers_outset(ledger, plan, DaysInForce(plan), outset)


def _evening(plan, day):
    clock = plan.clock_of(plan.route.origin)
    return clock.instant(
        datetime.combine(day, datetime.min.time(), plan.working.zone).replace(hour=17)
    )


def test_a_typed_answer_is_known_until_it_is_taken_back(form_ledger, answering):
    """And before it was given nobody knew of it."""
    plan, living = answering.plan, answering.living
    answering.fill(form_ledger, BODIES[0], minutes=90)
    answering.fill(form_ledger, BODIES[1], minutes=95)
    known = answers_so_far(form_ledger, plan, living.later(92))
    assert set(known.given) == {BODIES[0]}
    assert known.sent[BODIES[0]].ready == known.given[BODIES[0]] == living.later(90)
    take_back(answering.acting(form_ledger, BODIES[0], 100), "นับผิด")
    assert set(answers_so_far(form_ledger, plan, living.later(101)).given) == {BODIES[1]}
    assert set(answers_so_far(form_ledger, plan, living.later(99)).given) == set(BODIES[:2])


def test_a_report_that_lacks_answers_is_not_the_last_word(form_ledger, answering):
    """Two of its bodies reported: the district is still to report the others'."""
    plan, living = answering.plan, answering.living
    for body in BODIES[:2]:
        answering.fill(form_ledger, body)
    report(Acting(form_ledger, plan, DISTRICT, by="นายอำเภอ", now=living.later(200)))
    known = answers_so_far(form_ledger, plan, living.later(300))
    assert DISTRICT not in known.sent
    told = answers_outlook(_outset(form_ledger, plan, living.later(300)))
    assert (told.asked, told.answered) == (len(plan.answers_by), 2)
    assert DISTRICT in {each.office for each in told.gatherers}
    assert told.last.p05 <= told.last.p50 <= told.last.p95


@pytest.mark.parametrize("day", [date(2026, 12, 20), date(2027, 1, 15), date(2027, 2, 5)])
def test_what_came_lies_where_it_was_expected(asked_and_answered, day):
    """From three days of a rehearsal: the last answer comes within nine futures in ten."""
    asked = asked_and_answered
    told = answers_outlook(_outset(asked.ledger, asked.plan, _evening(asked.plan, day)))
    came = _day(asked.plan, max(last_answers(asked.ledger, asked.plan), key=lambda at: at.minute))
    assert told.last.p05 <= came <= told.last.p95
    assert told.due == date(2027, 2, 26)
    assert 0 <= told.in_time <= 1
    assert told.levels[0].level == "local"
    assert [len(each.offices) for each in told.levels] == [103, 9, 1, 1, 1]
    assert all(each.p05 >= day for each in told.gatherers)
    assert [each.p50 for each in told.gatherers] == sorted(
        (each.p50 for each in told.gatherers), reverse=True
    )


def test_once_all_is_there_every_future_is_what_came(asked_and_answered):
    """Nothing is drawn any more, and counts are those of the rows."""
    asked = asked_and_answered
    end = max(last_answers(asked.ledger, asked.plan), key=lambda at: at.minute)
    told = answers_outlook(_outset(asked.ledger, asked.plan, end))
    assert told.gatherers == ()
    assert told.last.p05 == told.last.p95 == _day(asked.plan, end)
    assert (told.asked, told.answered) == (103, 103)
    assert told.in_time == float(told.last.p50 <= told.due)
    up = hops_up(asked.ledger, asked.plan, asked.hops)
    late = sum(_day(asked.plan, hop.issued) > told.due for hop in up if hop.asked)
    assert told.levels[0].in_time.p05 == told.levels[0].in_time.p95 == 103 - late


def test_who_has_not_stamped_cannot_answer_before(asked_and_answered):
    """In the middle of the way down: nobody answers before it has the directive, nor before now."""
    asked = asked_and_answered
    of = _outset(asked.ledger, asked.plan, _evening(asked.plan, date(2026, 12, 10)))
    outset = of.outset
    effects = outset.common.drawn(outset.sweep().chances_of_effect(outset.draws))
    had = {}
    for each in outset.sweep().arrivals(effects):
        had.update(zip(each.rows.tolist(), each.position, strict=True))
    seen = 0
    for each in of.sweep.futures(effects).given():
        for row, position in zip(each.rows.tolist(), each.position, strict=True):
            assert (position >= np.maximum(had.get(row, 0), 0)).all()
            seen += row in had
    assert seen > 100


def test_a_whole_report_is_on_its_way_until_its_last_stamp(tmp_path, answering):
    """One body alone is asked: its district's report lacks nothing, then the province stamps it."""
    living = answering.living
    plan = living.plan(id="one-body", answer=FORM, limit_to=BODIES[:1])
    with open_ledger(f"sqlite:///{tmp_path}/one.db") as ledger:
        living.begin(ledger, plan)
        living.reach(ledger, plan, BODIES[0])
        living.stamp(ledger, plan, BODIES[0])
        Answering(living, plan).fill(ledger)
        report(Acting(ledger, plan, DISTRICT, by="นายอำเภอ", now=living.later(200)))
        clerk = Acting(ledger, plan, PROVINCE, by="สารบรรณ", now=living.later(230))
        stamp_report(clerk, DISTRICT)
        before = answers_so_far(ledger, plan, living.later(210)).sent[DISTRICT]
        after = answers_so_far(ledger, plan, living.later(240)).sent[DISTRICT]
        now = answers_now(ledger, DaysInForce(plan), living.later(240))
        return_report(replace(clerk, now=living.later(250)), DISTRICT, "ยอดรวมไม่ตรงกับตาราง")
        returned = answers_so_far(ledger, plan, living.later(260)).sent
        then = answers_now(ledger, DaysInForce(plan), living.later(260))
    assert DISTRICT not in returned
    assert [each.done for each in now.levels][:2] == [1, 1]
    assert [each.done for each in then.levels][:2] == [1, 0]
    assert (now.ready, then.ready) == ((("phitsanulok", 1),), ((DISTRICT, 1),))
    assert (before.issued, before.received) == (living.later(200), None)
    assert after.received == living.later(230)


def test_a_hop_up_is_what_holds_with_the_number_of_its_stamp(form_ledger, answering):
    """What was taken back or returned is no hop any more, a report has its receipt number."""
    plan, living = answering.plan, answering.living

    def senders():
        records = hops_up(form_ledger, plan, hop_records(form_ledger, plan.id))
        return {each.sender: each.receipt_number for each in records}

    for body in BODIES[:2]:
        answering.fill(form_ledger, body)
    take_back(answering.acting(form_ledger, BODIES[0], 100), "นับผิด")
    assert senders() == {BODIES[1]: None}
    report(Acting(form_ledger, plan, DISTRICT, by="นายอำเภอ", now=living.later(200)))
    clerk = Acting(form_ledger, plan, PROVINCE, by="สารบรรณ", now=living.later(230))
    stamped = stamp_report(clerk, DISTRICT)
    assert senders() == {BODIES[1]: None, DISTRICT: str(stamped.act.entry.number)}
    return_report(replace(clerk, now=living.later(250)), DISTRICT, "ยอดรวมไม่ตรงกับตาราง")
    assert senders() == {BODIES[1]: None}


def _day(plan, at):
    return plan.clock_of(plan.route.origin).date(at)

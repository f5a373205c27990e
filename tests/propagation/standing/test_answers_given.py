"""Stories of answers: what each office said, beside when the letter had come to it."""

from __future__ import annotations

from wian.office.actor import Acting
from wian.office.answer import answer
from wian.propagation.standing.answers_given import answers_given
from wian.reports.progress.answers import AnswerStanding


def test_an_answer_shows_with_the_moment_that_the_letter_came(live_ledger, live_plan, living):
    """In time, beside the reception."""
    living.reach(live_ledger, live_plan, living.leaf)
    living.stamp(live_ledger, live_plan, living.leaf, minutes=90)
    now = living.later(100)
    answer(Acting(live_ledger, live_plan, living.leaf, by="x", now=now), "ซักซ้อมแล้ว", key="a")
    rows = {row.office: row for row in answers_given(live_ledger, live_plan, now=now)}
    assert list(rows) == [each for each in live_plan.route.offices if each in live_plan.answers_by]
    row = rows.pop(living.leaf)
    assert (row.standing, row.text) == (AnswerStanding.IN_TIME, "ซักซ้อมแล้ว")
    assert (row.reached, row.answered) == (living.later(90), now)
    assert {each.standing for each in rows.values()} == {AnswerStanding.PENDING}

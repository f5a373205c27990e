"""The page of a propagation says how many answers there are, and who holds them."""

from __future__ import annotations

from tests.plugins.answering import BODIES
from wian.followup.current_snapshot import setting, situate
from wian.office.actor import Acting
from wian.office.gathering.report import report
from wian.reports.progress.pages.page import page

DISTRICT = "phitsanulok.mueang-phitsanulok"


def test_answers_are_counted_beside_the_letters(form_ledger, answering):
    """One more answer changes the page; a report that lacks answers is not counted as the last."""
    plan, later = answering.plan, answering.living.later
    before = page(situate(form_ledger, plan, now=later(90)), setting(plan))
    assert f"**0 of {len(plan.answers_by)} offices have answered." in before
    for body in BODIES[:2]:
        answering.fill(form_ledger, body)
    report(Acting(form_ledger, plan, DISTRICT, by="นายอำเภอ", now=later(200)))
    after = page(situate(form_ledger, plan, now=later(210)), setting(plan))
    assert f"**2 of {len(plan.answers_by)} offices have answered." in after
    assert f"wian totals {plan.id}" in after
    rows = [line for line in after.splitlines() if line.startswith("| 9 districts")]
    assert rows
    assert rows[0].split("|")[3].strip() == "0"


def test_a_rehearsal_has_all_and_one_without_a_form_says_nothing(
    asked_and_answered, living, gecc_sent
):
    """The section is there only where answers are asked for in a form."""
    asked = asked_and_answered
    found = situate(asked.ledger, asked.plan, now=living.later(0))
    assert found.back.answered == 103
    assert [each.done for each in found.back.levels] == [103, 9, 1, 1, 1]
    assert "The way back up" in page(found, setting(asked.plan))
    other = situate(gecc_sent.ledger, gecc_sent.plan, now=living.later(0))
    assert other.back is None
    assert "The way back up" not in page(other, setting(gecc_sent.plan))

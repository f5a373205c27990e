"""Stories of what an author is told before a directive is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from hierarchy.graph import Hierarchy
from wian.jurisdictions.instant import Instant
from wian.propagation.remarks import another_day, remarks


def test_recipients_whom_one_greeting_does_not_fit_get_letters_of_their_own(gecc_plan):
    """A monastery among local bodies: one letter would greet it as a mayor. It is told how many."""
    plan = gecc_plan
    greeted = "la-5650501"
    offices = [
        replace(each, salutation="นมัสการ") if each.id == greeted else each
        for each in plan.hierarchy.offices
    ]
    mixed = Hierarchy.build(offices, plan.hierarchy.lines, subject="mixed")
    (told,) = [each for each in remarks(replace(plan, hierarchy=mixed)) if "salutation" in each]
    assert told.startswith("1 office writes to recipients whom one salutation and close do not fit")
    assert "2 letters instead of 1" in told
    assert not [each for each in remarks(plan) if "salutation" in each]


@pytest.mark.parametrize("named", [date(2031, 5, 2), datetime.fromisoformat("2031-05-02T09:00")])
def test_a_live_directive_with_another_day_of_issue_is_told(live_plan, named):
    """The day in its file is for rehearsals: the letter goes out on the day of sending."""
    today = Instant.of(date(2026, 11, 30), ZoneInfo("Asia/Bangkok"))
    dated = replace(live_plan, directive=live_plan.directive.model_copy(update={"issued": named}))
    told = another_day(dated, today)
    assert told in remarks(dated, today)
    assert told.startswith("issued says ๒ พฤษภาคม ๒๕๗๔; a live directive is issued on the day")
    assert told.endswith("today is ๓๐ พฤศจิกายน ๒๕๖๙.")


def test_the_day_of_sending_itself_or_a_rehearsal_is_not_told(live_plan, gecc_plan):
    """Nor is a directive that names no day."""
    today = Instant.of(date(2026, 11, 30), ZoneInfo("Asia/Bangkok"))
    same = live_plan.directive.model_copy(update={"issued": date(2026, 11, 30)})
    assert not another_day(replace(live_plan, directive=same), today)
    assert not another_day(gecc_plan, today)

"""Where a directive is stuck, and whom to telephone now: in a phrase, and on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wian.followup.current_snapshot import setting, situate
from wian.reports.progress.pages.page import page
from wian.reports.progress.pages.whereabouts import call, nearest_phone, phrase

DAY = 24 * 60


@pytest.fixture
def stuck(living, empty_ledger, live_plan):
    """The ministry has it and does not write on; three weeks later that is overdue."""
    living.begin(empty_ledger, live_plan)
    living.stamp(empty_ledger, live_plan, "moi")
    found = situate(empty_ledger, live_plan, now=living.later(21 * DAY))
    return found, replace(setting(live_plan), desk="https://desk.example.go.th")


def test_a_run_is_named_by_the_office_that_holds_up_most(stuck):
    """A list of runs is all that many managers look at."""
    assert phrase(*stuck) == "stuck at Ministry of Interior, 114 wait"


def test_the_second_line_says_whom_to_telephone_at_which_number(stuck):
    """No other page needs to be opened for that; the number is written in Arabic digits."""
    found, words = stuck
    second = page(found, words).split("\n\n")[2]
    assert second == f"**{call(found, words)}**"
    desk = f"https://desk.example.go.th/outgoing/{words.propagation}"
    who = "Ministry of Interior (telephone: 0 2622 0560)"
    assert call(found, words) == f"Telephone {who}; [its letter at the desk]({desk})."


def test_an_office_without_a_number_is_reached_through_the_nearest_above_it(stuck):
    """A district has none in the file; its province does, or the department."""
    _, words = stuck
    district = "phitsanulok.mueang-phitsanulok"
    assert words.phone(district) is None
    assert nearest_phone(district, words) == ("0 5523 2490", "phitsanulok")


def test_nothing_is_to_be_done_where_everyone_has_it(gecc_sent, living):
    """Of a rehearsal it says that it is one."""
    found, words = (
        situate(gecc_sent.ledger, gecc_sent.plan, now=living.start),
        setting(gecc_sent.plan),
    )
    assert phrase(found, words) == "rehearsed, all 115 have it"
    assert call(found, words) == "Nothing is to be done: everyone has it."


def test_before_anything_is_overdue_the_page_says_so(living, empty_ledger, live_plan):
    """An hour after the first letter nobody has to be telephoned."""
    living.begin(empty_ledger, live_plan)
    found, words = situate(empty_ledger, live_plan, now=living.later(60)), setting(live_plan)
    assert phrase(found, words) == "now at Ministry of Interior, 114 wait"
    assert call(found, words).startswith("Nothing is overdue. Next: Ministry of Interior")

"""What the directives of twelve months took, month by month, until those below had them."""

from __future__ import annotations

import pytest

from wian.desk.pages.manager.twelve_months import known_days
from wian.ledger.access.permissions import Role

PAGE = "/follow-up/months"


@pytest.fixture
def manager(drill, living):
    """The province has written to its twelve, and all but two have stamped: a day later, or two."""
    drill.reach(living.leaf, 5)
    below = [hop.recipient for hop in drill.plan.sending("phitsanulok")[1]]
    waiting = [each for each in below if each != living.chain[4]][2:]
    for place, office in enumerate(waiting):
        living.stamp(drill.ledger, drill.plan, office, (1 + place % 2) * 24 * 60)
    drill.wait(3 * 24 * 60)
    return drill.at("phitsanulok", Role.MANAGER)


def seen(browser, words):
    """The page once all is counted."""
    browser.get(PAGE)
    known_days.wait()
    return words(browser.get(PAGE))


def test_a_month_says_how_long_its_directives_took(manager, words):
    """Two of the twelve have not stamped: nine in ten is not reached."""
    shown = seen(manager, words)
    row = shown.partition("ธันวาคม ๒๕๖๙")[2].partition("พฤศจิกายน ๒๕๖๙")[0].split()
    assert row[0] == "๑", "one directive"
    assert " ".join(row).count("ยังไม่ถึง") >= 1
    assert "มกราคม ๒๕๖๙ ไม่มี" in shown, "twelve months, the first of them eleven before this one"
    assert "ธันวาคม ๒๕๖๘" not in shown


def test_all_that_were_written_to_are_counted(drill, manager, living, words):
    """The twelve, and the bodies that a district wrote to; of them those that have stamped."""
    row = seen(manager, words).partition("ธันวาคม ๒๕๖๙")[2]
    received, _, rest = row.partition(" จาก ")
    written = 12 + len(drill.plan.sending(living.chain[4])[1])
    assert received.split()[-1] == "๑๐"
    assert int(rest.split()[0]) == written


def test_an_office_that_has_not_written_has_nothing_to_show(drill, words):
    """The ministry was sent the letter, and wrote to nobody."""
    ministry = drill.at("moi", Role.MANAGER)
    shown = seen(ministry, words)
    assert "ธันวาคม ๒๕๖๙ ไม่มี" in shown
    assert "กำลังคำนวณ" not in shown


def test_the_first_page_says_that_it_is_being_counted(drill, words):
    """No page waits for a year of national directives."""
    origin = drill.at("opm", Role.MANAGER)
    first = words(origin.get(PAGE))
    assert "กำลังคำนวณอีก ๑ เรื่อง" in first
    assert "ธันวาคม ๒๕๖๙ กำลังนับ ๑ เรื่อง" in first, "its month is not said to have none"
    assert "กำลังคำนวณ" not in seen(origin, words)
    assert drill.at("opm", Role.OFFICER).get(PAGE).status_code == 403

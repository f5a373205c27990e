"""Pages open to who may open them."""

from __future__ import annotations

import logging

from wian.ledger.access.permissions import Role


def test_a_page_opens_to_every_post_that_is_signed_in(probe):
    """And to nobody else."""
    stranger = probe.browser().get("/probe/account/1?x=2")
    assert stranger.headers["location"] == "/sign-in?next=/probe/account/1%3Fx%3D2"
    observer = probe.signed_in("phitsanulok", "ผู้ตรวจ", Role.OBSERVER)
    assert observer.get("/probe/account/1").json() == {"post": "ผู้ตรวจ"}


def test_a_page_that_changes_something_needs_its_role(probe):
    """An observer looks, an officer writes, a clerk stamps."""
    for role, status in ((Role.OBSERVER, 403), (Role.OFFICER, 403), (Role.CLERK, 200)):
        browser = probe.signed_in("phitsanulok", role.value, role)
        answer = browser.send("/probe/stamp", page="/password")
        assert answer.status_code == status
        assert ("ทำรายการไม่ได้" in answer.text) == (status == 403)


def test_who_only_follows_directives_begins_there(probe):
    """A manager with the letters' roles begins with the letters, and everyone where they wanted."""
    for post, roles, first in (
        ("หัวหน้า", (Role.MANAGER,), "/follow-up"),
        ("รองหัวหน้า", (Role.MANAGER, Role.CLERK), "/"),
        ("เสมียน", (Role.CLERK,), "/"),
    ):
        probe.account("phitsanulok", post, *roles)
        came = probe.browser().sign_in("phitsanulok", post)
        assert came.headers["location"] == first
    asked = probe.browser().sign_in("phitsanulok", "หัวหน้า", next="/help")
    assert asked.headers["location"] == "/help"


def test_a_password_of_the_first_day_opens_nothing_else(probe):
    """Each page leads to the change of the password, and back."""
    probe.account(must_change=True)
    browser = probe.browser()
    browser.sign_in()
    answer = browser.get("/probe/account/1")
    assert answer.headers["location"] == "/password?next=/probe/account/1"
    assert browser.send("/probe/stamp", page="/password").status_code == 303


def test_the_navigation_leads_somewhere(desk):
    """No entry of it is a dead end."""
    browser = desk.signed_in("phitsanulok", "ผู้บริหาร", *Role)
    for _, path, role in desk.app.state.links:
        page = browser.get(path)
        assert page.status_code == 200
        assert f'href="{path}"' in page.text, role


def test_the_log_has_neither_names_nor_queries(probe, caplog):
    """It shows which page, how it ended, and how long it took."""
    browser = probe.signed_in("phitsanulok", "เจ้าพนักงาน")
    caplog.clear()
    with caplog.at_level(logging.INFO, logger="wian.desk"):
        browser.get("/probe/account/secret-name?office=hidden")
        browser.get("/secret-name%0a?x")
        browser.sign_in("hidden", "secret-name", "p")
    lines = [record.getMessage() for record in caplog.records if "access" in record.name]
    assert lines[0].startswith("GET /probe/account/{name} 200 ")
    assert lines[1].startswith("GET (no page) 404 ")
    for hidden in ("secret-name", "hidden", "เจ้าพนักงาน"):
        assert hidden not in caplog.text

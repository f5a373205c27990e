"""Stories of who may open what: every address with a letter in it, tried as everyone else."""

from __future__ import annotations

import pytest
from fastapi.routing import APIRoute

from wian.desk.pages import (
    acts,
    answer_totals,
    answer_workbooks,
    answers,
    downloads,
    draft,
    gathering,
    inbox,
    letter,
    office_settings,
    outgoing,
    report_letter,
    suspension,
)
from wian.ledger.access.permissions import Role

ROUTERS = (
    *(inbox, letter, acts, answer_totals, answer_workbooks, draft, suspension),
    *(outgoing, answers, gathering, downloads, office_settings, report_letter),
)
ROUTES = [
    (method, route.path)
    for each in ROUTERS
    for route in each.router.routes
    if isinstance(route, APIRoute)
    for method in sorted(route.methods)
]
_REPORT = "{address:report}"
OF_A_LETTER = [route for route in ROUTES if "{propagation}" in route[1] or _REPORT in route[1]]
_WITH_FILE = ("/answers", "/answer/workbook")
FIELDS = {
    "position": 0,
    "when": "paper",
    "day": 1,
    "month": 12,
    "year": 2026,
    "reason": "x",
    "key": "k" * 20,
    "group": "กองคลัง",
    "text": "x",
    "paragraph": "x",
    "revision": 0,
    "wish": "save",
    "alone": "true",
    "register": "send",
    "numbers": "900",
    "number": 1,
    "below": "moi",
    "field": "shelters",
    "value": "1",
    "sender": "moi",
    "act": "opened",
    "address": "registry@moi.example",
}


def _path(drill, path, propagation=None):
    name = propagation or drill.plan.id
    path = path.replace(_REPORT, f"{name}~moi~1")
    return path.format(propagation=name, sender="opm", sha256="0" * 64)


def _ask(browser, method, path):
    if method == "GET":
        return browser.get(path)
    data = {"csrf": browser.token("/office"), **FIELDS}
    files = {"file": ("a.csv", b"office,answer\n")} if path.endswith(_WITH_FILE) else None
    own = {"Origin": browser.address}
    return browser.request(method, path, data=data, files=files, headers=own)


def test_every_page_is_among_those_tried():
    """Twenty-two that show something of a letter or a report, sixteen that do something with it."""
    assert sorted(method for method, _ in OF_A_LETTER) == ["GET"] * 22 + ["POST"] * 16
    assert {"/", "/outgoing", "/office"} <= {path for _, path in ROUTES}


@pytest.fixture
def written(drill, living):
    """The ministry has stamped and written on; everything that can be seen of it is there."""
    living.advance(drill.ledger, drill.plan, "moi")
    return drill


def test_another_offices_letter_is_as_if_there_were_none(written):
    """The same answer, word for word, as for a letter that never was; and nothing is done."""
    stranger = written.at("phitsanulok.wang-thong")
    before = written.acts("moi")
    for method, path in OF_A_LETTER:
        theirs = _ask(stranger, method, _path(written, path))
        nobodys = _ask(stranger, method, _path(written, path, "drill-00000000"))
        assert theirs.status_code == nobodys.status_code == 404, (method, path)
        assert _without_forms(theirs.text, written.plan.id) == _without_forms(
            nobodys.text, "drill-00000000"
        )
    assert written.acts("moi") == before
    assert written.acts("phitsanulok.wang-thong") == []


def _without_forms(text, name):
    """A page without its own address and the tokens of its forms."""
    return text.replace(name, "").partition("<main")[2]


@pytest.mark.parametrize("name", ["%00", "%ff", "ก", "x" * 3000, "' OR 1=1 --", "{{7*7}}"])
def test_what_is_no_id_is_not_found(written, name):
    """Whatever stands in the address, nothing breaks, on any database."""
    browser = written.at("moi")
    for path in (f"/letters/{name}", f"/outgoing/{name}", f"/s/{name}/opm"):
        assert browser.get(path).status_code == 404, path


def test_the_sender_does_not_act_for_the_recipient(written):
    """Who issued a letter follows it, and has no page of the recipient's."""
    sender = written.at("opm")
    for method, path in OF_A_LETTER:
        if path.startswith("/letters/"):
            assert _ask(sender, method, _path(written, path)).status_code == 404, (method, path)


def test_who_has_not_signed_in_is_sent_to_the_door(written):
    """Pages lead to the sign-in and back; forms of nobody do nothing."""
    for method, path in ROUTES:
        browser = written.desk.browser()
        asked = _path(written, path)
        if method == "GET":
            answer = browser.get(asked)
            assert answer.status_code == 303, path
            assert answer.headers["location"].startswith("/sign-in?next=")
        else:
            data = {"csrf": browser.token("/sign-in"), **FIELDS}
            answer = browser.request(method, asked, data=data, headers={"Origin": browser.address})
            door = 'name="kept"' in answer.text  # the sign-in, which keeps what was typed
            assert answer.status_code in {303, 422} or door, path
            assert answer.headers.get("location", "/sign-in").startswith("/sign-in")


def test_a_form_without_its_token_does_nothing(written):
    """Whoever signed in, a form of another site is refused."""
    browser = written.at("moi")
    before = written.acts("moi")
    for method, path in ROUTES:
        if method == "POST":
            answer = browser.request(method, _path(written, path), data=FIELDS)
            assert answer.status_code == 403, path
    assert written.acts("moi") == before


@pytest.mark.parametrize(
    ("role", "open_to"),
    [
        (Role.CLERK, {"stamp", "stamps", "correct", "registers", "report-stamp"}),
        (
            Role.OFFICER,
            {
                "route",
                "answer",
                "workbook",
                "adjust",
                "report",
                "return",
                "take-back",
                "edit",
                "issue",
                "answers",
                "office",
                "suspend",
                "resume",
                "digest",
            },
        ),
        (Role.OBSERVER, set()),
    ],
)
def test_each_role_does_its_own_work_only(written, role, open_to):
    """What another role does is refused, whatever the page shows."""
    browser = written.at("moi", role)
    for method, path in ROUTES:
        if method == "POST":
            answer = _ask(browser, method, _path(written, path))
            allowed = path.rpartition("/")[2] in open_to
            assert (answer.status_code != 403) == allowed, path

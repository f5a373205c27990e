"""Whatever goes wrong, a person reads a sentence and a program JSON; nobody reads a traceback."""

from __future__ import annotations

import logging

import pytest

from wian.kit.errors import Fault, InputFaults, WianError
from wian.ledger.errors import LedgerBusy

UNSEEN = "ลับมาก"


class Impossible(WianError):
    """It cannot be done."""


RAISED = {
    "wian": Impossible("Desk <2> has stamped already."),
    "faults": InputFaults("The answers", [Fault("line 2", "has <no> office", "write one")]),
    "ledger": LedgerBusy("sqlite:////srv/hidden/wian.db", "database is locked"),
    "defect": RuntimeError(UNSEEN),
}


@pytest.fixture
def broken(probe):
    probe.app.state.raised = RAISED
    return probe


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("wian", 409, "Desk &lt;2&gt; has stamped already."),
        ("faults", 422, "line 2: has &lt;no&gt; office; write one"),
        ("ledger", 503, "ติดต่อฐานข้อมูลไม่ได้"),
        ("defect", 500, "ระบบขัดข้อง"),
    ],
)
def test_a_page_says_it_in_words(broken, name, status, said):
    """A refusal keeps its own sentence; paths, hosts and traces stay inside."""
    answer = broken.browser().get(f"/probe/raise/{name}")
    assert answer.status_code == status
    assert said in answer.text
    assert answer.text.count("<h1>") == 1
    for hidden in ("Traceback", "/srv/", "redis", UNSEEN, "conftest"):
        assert hidden not in answer.text


def test_who_may_come_again_is_told_when(broken):
    """Where the ledger is locked, another attempt helps."""
    browser = broken.browser()
    assert browser.get("/probe/raise/ledger").headers["retry-after"] == "5"
    assert "retry-after" not in browser.get("/probe/raise/defect").headers


def test_what_is_not_understood_is_not_repeated(broken):
    """The page says that a field is wrong, and not what was in it."""
    answer = broken.browser().get("/probe/number", params={"value": UNSEEN})
    assert answer.status_code == 422
    assert "มีช่องที่ขาดหรืออ่านไม่ได้" in answer.text
    assert UNSEEN not in answer.text


def test_a_defect_is_logged_by_its_places_only(broken, caplog):
    """What it was about may be a letter that nobody else may read."""
    with caplog.at_level(logging.INFO):
        broken.browser().get("/probe/raise/defect")
    assert "A defect of the desk, RuntimeError" in caplog.text
    assert "conftest.py:" in caplog.text
    assert UNSEEN not in caplog.text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/static/../app.py", 404),
        ("GET", "/static/%2e%2e/app.py", 404),
        ("GET", "/static/%00", 404),
        ("GET", "/%ff%fe", 404),
        ("GET", "/%5Bevil//x", 404),
        ("GET", "/" + "x" * 5000, 404),
        ("DELETE", "/sign-in", 405),
        ("OPTIONS", "/sign-in", 405),
        ("POST", "/nowhere", 404),
        ("BREW", "/sign-in", 405),
        ("GET", "/docs", 404),
        ("GET", "/redoc", 404),
        ("GET", "/openapi.json", 404),
    ],
)
def test_what_is_not_there_is_said_in_words(desk, method, path, status):
    """No list of routes, no file of the program."""
    answer = desk.browser().request(method, path)
    assert answer.status_code == status
    assert "<h1>" in answer.text
    assert (status == 405) == ("allow" in answer.headers)


def test_an_unknown_address_of_the_api_is_json(desk):
    """Programs read no page."""
    answer = desk.browser().get("/api/nothing")
    assert answer.status_code == 404
    assert answer.json()["status"] == 404

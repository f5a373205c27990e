"""Programs handle reports as they do letters: listed, read, printed, stamped, and nobody else's."""

from __future__ import annotations

import pytest

from tests.plugins.answering import BODIES
from wian.ledger.access.permissions import Scope
from wian.ledger.proof.verification import verify
from wian.office.actor import Acting
from wian.office.gathering.report import report

DISTRICT, PROVINCE = "phitsanulok.mueang-phitsanulok", "phitsanulok"


@pytest.fixture
def address(survey, answering):
    """A district has reported two of its bodies: the report's address."""
    for body in BODIES[:2]:
        answering.fill(survey.ledger, body)
    now = answering.living.later(100)
    report(Acting(survey.ledger, survey.plan, DISTRICT, by="นายอำเภอ", now=now))
    survey.at(120)
    return f"{survey.plan.id}~{DISTRICT}~0"


def test_a_report_is_one_of_the_letters_of_the_inbox(survey, address):
    """It is listed, opened, printed and stamped at the paths of any letter; twice stamps once."""
    program = survey.program(PROVINCE, Scope.INBOX, Scope.STAMP)
    (first,) = program.get("/inbox?limit=1").json()["items"]
    assert first["propagation"] == address
    held = {"propagation": survey.plan.id, "report": 0, "answered": 2}
    assert first["report"].items() >= held.items()
    assert (first["state"], first["forwards"]) == ("to-stamp", False)
    letter = program.get(f"/letters/{address}").json()
    assert letter["letter"]["number"] == first["number"]
    assert [each["id"] for each in letter["chain"]] == [DISTRICT, PROVINCE]
    paper = program.get(f"/letters/{address}/paper?format=pdf")
    assert paper.content.startswith(b"%PDF")
    for status in (201, 200):
        done = program.post(f"/letters/{address}/stamps")
        assert (done.status_code, done.json()["last"]) == (status, True)
    assert program.get("/inbox?state=done").json()["items"][0]["propagation"] == address
    sender = survey.program(DISTRICT, Scope.INBOX)
    sent = sender.get("/outgoing").json()["items"]
    assert (sent[0]["propagation"], sent[0]["received"]) == (address, 1)
    (standing,) = sender.get(f"/outgoing/{address}").json()["standing"]
    assert (standing["office"]["id"], standing["ready"] is not None) == (PROVINCE, True)
    assert verify(survey.ledger).ok


def test_a_program_returns_a_report_once(survey, address):
    """At the path of any letter; whom it is meant for is not said of a report."""
    program = survey.program(PROVINCE, Scope.INBOX, Scope.STAMP, Scope.ISSUE)
    program.post(f"/letters/{address}/stamps")
    refused = program.post(f"/letters/{address}/return", {"reason": "ผิด", "meant_for": "dla"})
    assert refused.status_code == 422
    for status in (201, 200):
        made = program.post(f"/letters/{address}/return", {"reason": "ยอดรวมไม่ตรง"})
        assert (made.status_code, made.json()["sender"]) == (status, DISTRICT)
    stranger = survey.program("dla", Scope.ISSUE)
    assert stranger.post(f"/letters/{address}/return", {"reason": "x"}).status_code == 404
    assert verify(survey.ledger).ok


def test_what_is_not_said_of_a_report_and_who_has_none(survey, address):
    """A moment on paper is a fault with its remedy; others' reports are not found."""
    program = survey.program(PROVINCE, Scope.INBOX, Scope.STAMP)
    refused = program.post(f"/letters/{address}/stamps", json={"at": "2026-12-01", "number": 7})
    assert refused.status_code == 422
    assert "leave it out: a report is stamped as of now" in refused.text
    beyond = program.post(f"/letters/{address}/stamps", json={"position": 5})
    assert (beyond.status_code, beyond.json()["code"]) == (422, "no-such-desk")
    stranger = survey.program("dla", Scope.INBOX, Scope.STAMP)
    for path in (f"/letters/{address}", f"/outgoing/{address}", f"/letters/{address}/paper"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(f"/letters/{address}/stamps").status_code == 404
    assert program.get(f"/letters/{address[:-1]}5").status_code == 404
    assert program.get(f"/outgoing/{address}").status_code == 404

"""Stories of programs that fill in a form, and take an answer back."""

from __future__ import annotations

from base64 import b64encode

import pytest

from tests.plugins.answering import BODIES, FILLED
from tests.plugins.files import PDF
from wian.ledger.proof.verification import verify
from wian.ledger.read.live_letters import answers

FORM_LEAF = BODIES[0]


@pytest.fixture
def call(survey):
    """What a program of that body asks."""
    program = survey.program(FORM_LEAF)
    return lambda method, path, key=None, **options: (
        program.post(path, key=key, **options) if method == "POST" else program.get(path)
    )


def test_a_program_reads_the_form_and_fills_it_in(survey, answering, call):
    """With a file; sent again it is the same answer, and with other values the key is refused."""
    path = f"/letters/{answering.plan.id}"
    form = call("GET", path).json()["form"]
    assert [each["id"] for each in form["fields"]][:2] == ["shelters", "budget"]
    sent = {
        "values": {"shelters": 4, "budget": 1250.5, "drill": "done", "siren": True, "map": "m.pdf"},
        "files": [{"name": "m.pdf", "content": b64encode(PDF).decode()}],
    }
    first = call("POST", f"{path}/answers", json=sent, key="first-answer-of-ours")
    again = call("POST", f"{path}/answers", json=sent, key="first-answer-of-ours")
    assert (first.status_code, again.status_code) == (201, 200)
    values = first.json()["values"]
    assert {name: values[name] for name in FILLED} == FILLED
    assert values["map"] == first.json()["files"][0]["sha256"]
    other = {**sent, "values": {**sent["values"], "shelters": 5}}
    clash = call("POST", f"{path}/answers", json=other, key="first-answer-of-ours")
    assert (clash.status_code, clash.json()["code"]) == (409, "key-used")
    assert call("GET", path).json()["answers"][0]["values"] == values
    assert verify(survey.ledger).ok


def test_every_fault_is_named_by_its_field(survey, answering, call):
    """All at once; nothing is recorded."""
    path = f"/letters/{answering.plan.id}"
    sent = {"values": {"shelters": "ten", "drill": "x", "zzz": 1}}
    refused = call("POST", f"{path}/answers", json=sent, key="second-answer-of-ours")
    assert refused.status_code == 422
    told = str(refused.json())
    for part in ("shelters", "none of the choices", "siren", "is no field of the form"):
        assert part in told
    assert answers(survey.ledger, answering.plan.id) == {}


def test_a_program_takes_an_answer_back(survey, answering, call):
    """By its number; sent again it changes nothing, and another number is refused."""
    path = f"/letters/{answering.plan.id}"
    made = call("POST", f"{path}/answers", json={"values": FILLED}, key="third-answer-of-ours")
    number = made.json()["number"]
    for _ in range(2):
        gone = call("POST", f"{path}/answers/{number}/take-back", json={"reason": "counted wrong"})
        assert (gone.status_code, gone.json()["number"]) == (200, number)
    assert answers(survey.ledger, answering.plan.id) == {}
    other = call("POST", f"{path}/answers/{number + 9}/take-back", json={"reason": "x"})
    assert (other.status_code, other.json()["code"]) == (409, "no-answer-holds")

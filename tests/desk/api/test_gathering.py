"""A program gathers for its office: it reads answers, corrects one, reports, and reports again."""

from __future__ import annotations

import pytest

from tests.plugins.answering import BODIES, FILLED
from wian.ledger.access.permissions import Scope
from wian.ledger.proof.verification import verify
from wian.office.filled_form import FilledForm

DISTRICT, PROVINCE = "phitsanulok.mueang-phitsanulok", "phitsanulok"
KEYS = [f"gather-{at:04}" for at in range(9)]


@pytest.fixture
def answered(survey, answering):
    """Two bodies of a district have answered, with 3 and 4 shelters."""
    for at, body in enumerate(BODIES[:2]):
        answering.fill(survey.ledger, body, filled=FilledForm({**FILLED, "shelters": at + 3}))
    survey.at(120)
    return survey


def _path(survey, part=""):
    return f"/gathering/{survey.plan.id}{part}"


def test_a_district_corrects_and_reports_by_program(answered, answering):
    """Each request is carried out once; what comes later goes with a report of another key."""
    program = answered.program(DISTRICT, Scope.INBOX, Scope.ANSWER)
    table = program.get(_path(answered)).json()
    assert (table["answered"], table["asked"], len(table["silent"])) == (2, 19, 17)
    assert table["to"]["id"] == PROVINCE
    assert table["fields"]["shelters"]["sum"] == "7"
    assert table["fields"]["drill"] == {
        "given": 2, "sum": None, "corrected": None, "counts": {"done": 2}, "columns": {},
    }  # fmt: skip
    wrong = {"office": BODIES[0], "field": "shelters", "value": "5", "reason": "นับรวมอาคารใหม่"}
    for status in (201, 200):
        made = program.post(_path(answered, "/adjustments"), wrong, KEYS[0])
        assert (made.status_code, made.json()["was"]) == (status, "3")
    later = {**wrong, "value": "6", "reason": "นับใหม่อีกครั้ง"}
    assert program.post(_path(answered, "/adjustments"), later, KEYS[1]).status_code == 201
    assert program.post(_path(answered, "/adjustments"), wrong, KEYS[0]).status_code == 200
    assert program.get(_path(answered)).json()["fields"]["shelters"]["corrected"] == "10"
    said = {"remark": "ส่วนที่เหลือจะรายงานภายหลัง"}
    first = program.post(_path(answered, "/reports"), said, KEYS[2])
    assert (first.status_code, first.json()["answered"]) == (201, 2)
    assert first.json()["address"] == f"{answered.plan.id}~{DISTRICT}~0"
    answering.fill(answered.ledger, BODIES[2], minutes=119)
    repeated = program.post(_path(answered, "/reports"), said, KEYS[2])
    assert (repeated.status_code, repeated.json()["number"]) == (200, first.json()["number"])
    second = program.post(_path(answered, "/reports"), key=KEYS[3])
    assert (second.status_code, second.json()["answered"]) == (201, 3)
    assert program.post(_path(answered, "/reports"), key=KEYS[4]).json()["new"] is False
    assert [each["answered"] for each in program.get(_path(answered)).json()["reports"]] == [2, 3]
    assert verify(answered.ledger).ok


def test_totals_lead_down_to_one_answer(answered):
    """By the offices right below, by level, and in the end what one body filled in, and who."""
    overseer = answered.program("opm", Scope.STATUS)
    path, seen = f"/totals/{answered.plan.id}", []
    found = overseer.get(path).json()
    while found["answer"] is None:
        assert (found["answered"], found["fields"]["shelters"]["sum"]) in {(2, "7"), (1, "3")}
        below = next(row for row in found["rows"] if row["answered"])
        seen.append(below["office"]["id"])
        found = overseer.get(f"{path}?under={below['office']['id']}").json()
    assert seen[-2:] == [DISTRICT, BODIES[0]]
    assert found["answer"]["values"]["shelters"] == 3
    assert found["answer"]["number"] >= 1
    rows = overseer.get(f"{path}?by=province").json()["rows"]
    assert [(row["office"]["id"], row["answered"]) for row in rows if row["answered"]] == [
        (PROVINCE, 2)
    ]
    assert overseer.get(f"{path}?by=planet").status_code == 422
    below = answered.program(DISTRICT, Scope.STATUS)
    assert below.get(f"{path}?under={PROVINCE}").status_code == 404


def test_what_a_program_may_not_or_cannot_is_refused(answered):
    """Another's table, a scope that lacks, a key used for something else, and a wrong number."""
    program = answered.program(DISTRICT, Scope.INBOX, Scope.ANSWER)
    only = answered.program(DISTRICT, Scope.INBOX)
    assert only.post(_path(answered, "/reports"), key=KEYS[0]).status_code == 403
    assert only.get(f"/totals/{answered.plan.id}").status_code == 403
    assert program.post(_path(answered, "/reports")).status_code == 422
    wrong = {"office": BODIES[0], "field": "shelters", "value": "5", "reason": "x"}
    for change, code in (
        ({"value": "-1"}, (422, "unprocessable")),
        ({"value": "ห้า"}, (422, "unprocessable")),
        ({"office": BODIES[2]}, (409, "no-answer-below")),
        ({"field": "drill"}, (409, "not-a-figure")),
    ):
        made = program.post(_path(answered, "/adjustments"), {**wrong, **change}, KEYS[1])
        assert made.status_code == code[0], made.text
        assert code[0] == 422 or made.json()["code"] == code[1]
    assert program.post(_path(answered, "/adjustments"), wrong, KEYS[2]).status_code == 201
    for value in ("7", "NaN", "abc"):
        other = program.post(_path(answered, "/adjustments"), {**wrong, "value": value}, KEYS[2])
        assert (other.status_code, other.json()["code"]) == (409, "key-used")
    assert program.post(_path(answered, "/reports"), {"remark": "a"}, KEYS[3]).status_code == 201
    used = program.post(_path(answered, "/reports"), {"remark": "b"}, KEYS[3])
    assert (used.status_code, used.json()["code"]) == (409, "key-used")
    body = answered.program(BODIES[0], Scope.INBOX)
    assert body.get(_path(answered)).json()["code"] == "gathers-nothing"
    stranger = answered.program("la-2650101", Scope.INBOX, Scope.STATUS)
    assert stranger.get("/gathering/none-such").status_code == 404

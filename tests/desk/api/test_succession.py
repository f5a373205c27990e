"""A program of an office that took another's place works on the letters that waited there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from wian.ledger.access.permissions import Scope
from wian.ledger.proof.verification import verify
from wian.ledger.records import Clock
from wian.lifecycle.succession.successor import Successor, succeed


def _succeeded(api, living):
    """The ministry, whose place another one took."""
    old = api.plan.hierarchy.office("moi")
    heir = replace(old, id="moi-2", name="กระทรวงใหม่", letter_code="มม")
    wanted = Successor("moi", ("moi-2",), date(2026, 12, 1))
    succeed(api.ledger, wanted, [heir], by="operator", now=living.later(30))
    return old


def test_a_program_works_on_letters_of_the_office_before(api, living):
    """By their address, which lists give; the old office's program is told who acts."""
    old = _succeeded(api, living)
    program, before = api.program("moi-2"), api.program("moi")
    (listed,) = program.get("/inbox").json()["items"]
    assert listed["propagation"] == f"{api.plan.id}@moi"
    letter = f"/letters/{listed['propagation']}"
    assert program.get(letter).json()["desks"] == list(old.desks)
    for _ in old.desks:
        assert program.post(f"{letter}/stamps").status_code == 201
    issued = program.post(f"{letter}/issue").json()
    assert issued["number"].startswith("มม")
    (sent,) = program.get("/outgoing").json()["items"]
    assert program.get(f"/outgoing/{sent['propagation']}").json()["number"] == issued["number"]
    refused = before.post(f"{api.of}/stamps")
    assert (refused.status_code, "moi-2" in refused.json()["detail"]) == (409, True)
    assert api.program("dla").get(letter).status_code == 404
    assert api.plan.clock is Clock.LIVE


def test_a_program_changes_what_the_office_before_was_sent(api, living):
    """Its clock rests and its letter goes back by the same address, in the heir's register."""
    old = _succeeded(api, living)
    program, letter = api.program("moi-2"), f"/letters/{api.plan.id}@moi"
    for _ in old.desks:
        assert program.post(f"{letter}/stamps").status_code == 201
    rests = program.post(f"{letter}/suspension", {"reason": "รอผล"})
    assert (rests.status_code, rests.json()["resumed"]) == (201, None)
    back = program.post(f"{letter}/return", {"reason": "มิใช่หน้าที่"})
    assert (back.status_code, back.json()["number"][:2]) == (201, "มม")


def _renamed(**changes):
    return {
        "office": "กระทรวงมหาดไทย",
        "new": {"id": "moi-2", "name": "กระทรวงใหม่", "letter_code": "มม"},
        "from": "2026-12-01",
        "reason": "พ.ร.บ. ปรับปรุงกระทรวง",
    } | changes


def test_an_administrators_program_says_who_takes_the_place_of_an_office_below(api):
    """Once; with the letters that pass on, under a name that no directive knows yet."""
    program = api.program("opm", Scope.OFFICES)
    made = program.post("/successions", _renamed())
    assert (made.status_code, made.json()["heir"]) == (201, "moi-2")
    assert made.json()["waiting"] == {"to-stamp": 1, "to-issue": 0, "to-answer": 0}
    again = program.post("/successions", _renamed(office="moi"))
    assert (again.status_code, again.json()["new"]) == (200, False)
    (shown,) = program.get("/successions").json()["items"]
    assert (shown["office"], shown["from"], shown["by"]) == (
        "moi",
        "2026-12-01",
        "opm token archive",
    )
    (listed,) = api.program("moi-2").get("/inbox").json()["items"]
    assert listed["propagation"] == f"{api.plan.id}@moi"
    below = api.program("moi-2", Scope.OFFICES)
    merged = below.post("/successions", _renamed(office="dla", by=["phitsanulok"], new=None))
    assert (merged.status_code, merged.json()["heir"]) == (201, "phitsanulok")
    assert verify(api.ledger).ok


def test_a_mistake_is_taken_back_until_the_heir_has_acted(api):
    """By the same program, with a reason; the office acts itself again."""
    program = api.program("opm", Scope.OFFICES)
    program.post("/successions", _renamed())
    back = program.post("/successions/moi/reversal", {"reason": "ผิดกระทรวง"})
    assert (back.status_code, back.json()["taken_back"]) == (201, ["moi-2"])
    again = program.post("/successions/moi/reversal", {"reason": "ผิดกระทรวง"})
    assert (again.status_code, again.json()["new"]) == (200, False)
    assert program.get("/successions").json()["items"] == []
    program.post("/successions", _renamed())
    heir = api.program("moi-2")
    assert heir.post(f"/letters/{api.plan.id}@moi/stamps").status_code == 201
    refused = program.post("/successions/moi/reversal", {"reason": "x"})
    assert (refused.status_code, refused.json()["code"]) == (409, "succession-used")
    assert verify(api.ledger).ok


def test_nobody_speaks_of_offices_above_or_beside(api):
    """Each refusal with its word for programs; nothing is written."""
    program = api.program("dla", Scope.OFFICES)
    for office in ("moi", "opm"):
        refused = program.post("/successions", _renamed(office=office))
        assert (refused.status_code, refused.json()["code"]) == (409, "not-in-charge")
    assert program.post("/successions", _renamed(office="nowhere")).status_code == 404
    assert program.post("/successions/nowhere/reversal", {"reason": "x"}).status_code == 404
    own = api.program("opm", Scope.OFFICES)
    late = own.post("/successions", _renamed(**{"from": "2030-01-01"}))
    assert (late.status_code, late.json()["errors"][0]["where"]) == (422, "day")
    odd = own.post("/successions", _renamed(new={"id": "No Id", "name": "x"}))
    assert (odd.status_code, odd.json()["errors"][0]["where"]) == (422, "id")
    assert own.post("/successions/moi/reversal", {"reason": "x"}).status_code == 409
    assert own.get("/successions").json()["items"] == []

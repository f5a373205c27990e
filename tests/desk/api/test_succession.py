"""A program of an office that took another's place works on the letters that waited there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from wian.ledger.records import Clock
from wian.lifecycle.successor import Successor, succeed


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

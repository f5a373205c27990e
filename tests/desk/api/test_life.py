"""Programs of an origin withdraw and close what it sent; sent twice, done once."""

from __future__ import annotations

from wian.ledger.proof.verification import verify


def test_a_withdrawal_is_made_once(api):
    """It names the letter that says so; the recipient's letter says that it was withdrawn."""
    program, asked = api.program("opm"), {"reason": "ฝนหยุดตก"}
    first, again = (program.post(f"{api.of}/withdrawal", asked) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    made = first.json()
    assert made == {
        "propagation": api.plan.id,
        "follower": made["follower"],
        "number": "นร ๐๑๐๖/๒",
        "reached": 1,
        "at": "2026-12-01T10:00+07:00",
        "new": True,
        "numbers": ["นร ๐๑๐๖/๒"],
    }
    assert again.json() == made | {"new": False}
    ended = {name: made[name] for name in ("at", "number", "follower")} | {"kind": "withdrawn"}
    assert program.get(f"/outgoing/{api.plan.id}").json()["ended"] == ended
    ministry = api.program("moi")
    assert ministry.get(api.of).json()["ended"] == ended
    assert ministry.get(f"/letters/{made['follower']}").json()["ended"] is None
    refused = ministry.post(f"{api.of}/closing", asked)
    assert (refused.status_code, refused.json()["code"]) == (409, "not-the-origin")
    assert verify(api.ledger).ok


def test_an_amendment_is_made_once(api):
    """Its days hold at once; what it amends names it, and the ministry sends both on together."""
    program, asked = api.program("opm"), {"text": ["ก"], "answer_by": "2030-05-31"}
    first, again = (program.post(f"{api.of}/amendments", asked) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    made = first.json()
    assert again.json() == made | {"new": False}
    assert (made["amendment"], made["numbers"], made["reached"]) == (1, ["นร ๐๑๐๖/๒"], 1)
    named = {"kind": "amended", "at": made["at"], "number": made["numbers"][0]}
    ministry, later = api.program("moi"), f"/letters/{made['follower']}"
    for shown in (program.get(f"/outgoing/{api.plan.id}"), ministry.get(api.of)):
        assert shown.json()["amended"] == [named | {"follower": made["follower"]}]
    for of in (later, api.of):
        ministry.post(f"{of}/stamps")
        ministry.post(f"{of}/stamps")
        ministry.post(f"{of}/stamps")
    refused = ministry.post(f"{later}/issue").json()
    assert refused["code"] == "first-not-forwarded"
    issued = ministry.post(f"{api.of}/issue").json()
    assert (len(issued["together"]), issued["unstamped"]) == (1, [])
    over = program.post(f"{api.of}/amendments", {"closes": "2020-01-01"})
    assert (over.status_code, over.json()["code"]) == (422, "has-faults")
    assert verify(api.ledger).ok


def test_a_closing_is_made_once(api):
    """Nobody has to forward it any more: nothing is left to do once it is stamped."""
    program = api.program("opm")
    first, again = (program.post(f"{api.of}/closing", {"reason": "พอแล้ว"}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() | {"new": False}
    ministry = api.program("moi")
    assert ministry.get(api.of).json()["state"] == "to-stamp"
    ministry.post(f"{api.of}/stamps")
    assert ministry.get(api.of).json()["state"] == "done"
    assert ministry.post(f"{api.of}/issue").json()["code"] == "directive-closed"


def test_offices_are_added_once(api, short_plan):
    """By a program of the province, which writes to them at once; who knows none is refused."""
    district, other = "phitsanulok.mueang-phitsanulok", "phitsanulok.bang-rakam"
    api.living.begin(api.ledger, short_plan)
    api.living.reach(api.ledger, short_plan, district)
    program, of = api.program("phitsanulok"), f"/letters/{short_plan.id}/additions"
    asked = {"offices": [other], "reason": "ลืม"}
    first, again = (program.post(of, asked) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == {
        "propagation": short_plan.id,
        "added": [other],
        "ways": [{"sender": "phitsanulok", "recipient": other}],
        "numbers": ["พล ๐๐๒๓.๓/๒"],
        "waiting": [],
        "there": [],
        "new": True,
    }
    assert again.json()["there"] == [other]
    assert api.program(other).get(f"/letters/{short_plan.id}").json()["state"] == "to-stamp"
    wrong = program.post(of, {"offices": ["nowhere"], "reason": "ลืม"})
    assert wrong.status_code == 422
    assert api.program(district).post(of, asked).json()["code"] == "adds-nobody"


def test_those_behind_a_silent_office_are_written_to_once(api):
    """By a program of the office that wrote to it; of another one it is refused."""
    api.living.reach(api.ledger, api.plan, "dla")
    program, of = api.program("moi"), f"{api.of}/detours"
    first, again = (program.post(of, {"office": "dla"}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["written"], again.json()["new"]) == (["phitsanulok"], False)
    refused = api.program("opm").post(of, {"office": "dla", "reason": "x"})
    assert refused.json()["code"] == "not-its-sender"
    assert verify(api.ledger).ok


def test_a_letter_says_what_it_has_to_do_with_others(api, living):
    """By ids of directives, and by the propagations that take its place."""
    first = api.plan.directive.id
    new = living.plan(id="drill-anew", replaces=first, references=["wells"])
    living.begin(api.ledger, new)
    program = api.program("moi")
    later = program.get(f"/letters/{new.id}").json()
    assert (later["replaces"], later["references"]) == (first, ["wells"])
    assert program.get(api.of).json()["replaced_by"] == [new.id]
    assert api.program("opm").get(f"/outgoing/{api.plan.id}").json()["replaced_by"] == [new.id]


def test_a_letter_goes_back_once_and_its_sender_insists(api):
    """By programs of both offices; what never came back is nothing to insist on."""
    ministry, origin = api.program("moi"), api.program("opm")
    asked = {"office": "moi", "reason": "เป็นของท่าน"}
    assert origin.post(f"{api.of}/insistence", asked).json()["code"] == "not-returned"
    ministry.post(f"{api.of}/stamps")
    first, again = (ministry.post(f"{api.of}/return", {"reason": "มิใช่"}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["sender"], first.json()["meant_for"]) == ("opm", None)
    assert ministry.get(api.of).json()["state"] == "done"
    assert ministry.post(f"{api.of}/issue").json()["code"] == "letter-returned"
    assert origin.post(f"{api.of}/insistence", asked).status_code == 201
    assert ministry.post(f"{api.of}/issue").status_code == 201
    assert verify(api.ledger).ok

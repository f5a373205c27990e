"""Programs of an office see where its registers stand, and say where they go on."""

from __future__ import annotations

import pytest

REASON = {"reason": "ทะเบียนกระดาษ"}


def test_a_program_opens_reserves_and_sees_its_registers(api):
    """Sent again nothing changes; the next letter bears the number; other offices see nothing."""
    program = api.program("moi")
    opened = program.post("/registers/openings", {"at": 554, **REASON})
    assert (opened.status_code, opened.json()["next"]) == (201, 554)
    again = program.post("/registers/openings", {"at": 554, **REASON})
    assert (again.status_code, again.json()["new"]) == (200, False)
    reserved = program.post("/registers/reservations", {"first": 554, "last": 560, **REASON})
    assert (reserved.status_code, reserved.json()["next"]) == (201, 561)
    block = {"first": 570, "last": 579, **REASON}
    program.post("/registers/reservations", block)
    assert program.post("/registers/releases", block).status_code == 201
    assert program.post("/registers/releases", block).json()["new"] is False
    assert program.post("/registers/releases", block | {"last": 571}).json()["new"] is False
    assert program.post("/registers/releases", block | {"last": 580}).status_code == 409
    assert program.post("/registers/reservations", block | {"first": 560}).status_code == 409
    part = program.post("/registers/releases", {"first": 559, "last": 560, **REASON}).json()
    assert (part["freed"], part["kept"], part["next"]) == ([{"first": 559, "last": 560}], [], 559)
    (shown,) = program.get("/registers").json()
    assert (shown["register"], shown["opened_at"], shown["last"]) == ("send", 554, None)
    assert [each["first"] for each in shown["elsewhere"]] == [1, 554]
    assert api.program("dla").get("/registers").json() == []
    program.post(f"{api.of}/stamps", {"position": 0})
    numbers = {each["register"]: each["last"] for each in program.get("/registers").json()}
    assert numbers == {"send": None, "receive": 1}


def test_a_program_learns_what_an_opening_replaces(api):
    """A lower one frees what the one before passed over."""
    program = api.program("moi")
    program.post("/registers/openings", {"at": 554, **REASON})
    lower = program.post("/registers/openings", {"at": 300, **REASON}).json()
    assert (lower["replaced"], lower["freed"]) == (554, [{"first": 300, "last": 553}])


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [
        ("openings", {"at": 0}, 422),
        ("openings", {"at": 5, "year": 1999}, 422),
        ("openings", {"at": 5, "register": "receive", "desk": "x"}, 422),
        ("reservations", {"first": 9, "last": 3}, 422),
        ("reservations", {"first": 561, "last": 1561}, 422),
        ("reservations", {"first": 999_999, "last": 999_999}, 422),
        ("openings", {"at": 1}, 409),
    ],
    ids=["number", "year", "desk", "span", "many", "none left", "drawn"],
)
def test_what_cannot_be_is_refused(api, path, asked, status):
    """The origin has drawn number 1 already; a program without the right may not open at all."""
    answer = api.program("opm").post(f"/registers/{path}", {**asked, **REASON})
    assert answer.status_code == status
    looking = api.program("opm", "inbox")
    assert looking.post("/registers/openings", {"at": 9, **REASON}).status_code == 403

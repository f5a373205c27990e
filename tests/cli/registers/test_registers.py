"""A registry says where its own register stands, and wian numbers on from there."""

from __future__ import annotations

import shutil

import pytest

_REASON = ("--reason", "ทะเบียนกระดาษถึง ๕๕๓")


@pytest.fixture
def registers(wian, recorded_home, home, monkeypatch):
    """The commands, on an installation of their own that knows the offices of 2564."""
    home.mkdir()
    shutil.copy(recorded_home / "wian.db", home / "wian.db")
    return lambda *arguments: wian("registers", *arguments)


def test_a_register_is_opened_once_and_listed(registers, wian):
    """The same command again changes nothing; the list has what the contract names."""
    opened = registers("open", "phitsanulok", "--at", 554, *_REASON, "--json").json
    assert (opened["register"], opened["next"], opened["new"]) == ("send", 554, True)
    again = registers("open", "phitsanulok", "--at", 554, *_REASON)
    assert "was opened already at 554; the next number is 554." in again.out
    assert (
        "was opened already at 554;"
        in registers("open", "phitsanulok", "--at", "๕๕๔", *_REASON).out
    )
    registers("reserve", "phitsanulok", "--numbers", "๕๕๕-๕๖๐", *_REASON)
    (found,) = registers("list", "--office", "phitsanulok", "--json").json["registers"]
    keys = [
        "office",
        "register",
        "year",
        "opened_at",
        "last",
        "elsewhere",
        "desk",
        "next",
        "classification",
    ]
    assert list(found) == keys
    assert (found["opened_at"], found["last"], found["next"]) == (554, None, 554)
    assert [(each["first"], each["last"]) for each in found["elsewhere"]] == [(1, 553), (555, 560)]
    assert "1-553, 555-560" in registers("list").out
    registers("reserve", "phitsanulok", "--numbers", "561", *_REASON)
    assert "1-553, 555-560, 561" in registers("list").out
    assert wian("verify").code == 0


def test_an_opening_lower_than_one_that_stands_says_what_it_frees(registers):
    """554 was a slip for 300: what it had passed over may be drawn again, but what is reserved."""
    registers("open", "phitsanulok", "--at", 554, *_REASON)
    registers("reserve", "phitsanulok", "--numbers", "310-320", *_REASON)
    lower = registers("open", "phitsanulok", "--at", 300, *_REASON)
    assert "is opened at 300; the next number is 300." in lower.out
    said = "This replaces the opening at 554: 300-309, 321-553 may be drawn again."
    assert said in " ".join(lower.out.split())
    higher = registers("open", "phitsanulok", "--at", 400, *_REASON, "--json").json
    assert (higher["replaced"], higher["freed"]) == (300, [])


def test_numbers_given_elsewhere_twice_are_listed_once(registers):
    """Reserved, and then the register was opened in the midst of them; that of circulars was."""
    registers("open", "phitsanulok", "--register", "circulars", "--at", 41, *_REASON)
    registers("reserve", "phitsanulok", "--numbers", "40-50", *_REASON)
    assert "circulars" not in registers("open", "phitsanulok", "--at", 46, *_REASON).out
    assert "1-50" in registers("list").out


def test_circulars_that_run_apart_have_a_register(registers):
    """It is opened by itself, beside that of the other letters."""
    hint = "open it with --register circulars"
    assert hint in registers("open", "phitsanulok", "--at", 554, *_REASON).out
    opened = registers("open", "phitsanulok", "--register", "circulars", "--at", 41, *_REASON).out
    assert "The circulars register" in opened
    assert hint not in opened
    found = registers("list", "--json").json["registers"]
    assert [(each["register"], each["next"]) for each in found] == [
        ("circulars", 41),
        ("send", 554),
    ]


def test_a_reservation_is_taken_back(registers):
    """Said once more, nothing changes; what was not reserved is not taken back."""
    registers("reserve", "phitsanulok", "--numbers", "1-4", *_REASON)
    taken = registers("release", "phitsanulok", "--numbers", "1-4", *_REASON).out
    assert "The reservation of 1-4 in the send register" in taken
    assert "is taken back; the next number is 1." in " ".join(taken.split())
    again = registers("release", "phitsanulok", "--numbers", "1-4", *_REASON, "--json").json
    assert (again["new"], again["next"], again["first"]) == (False, 1, 1)
    slip = registers("release", "phitsanulok", "--numbers", "9", *_REASON)
    assert (slip.code, "nothing is reserved in it" in slip.err) == (1, True)


def test_a_list_of_nothing_says_why_and_a_slip_is_refused(registers):
    """A known office without registers is no mistake; one that nobody knows is."""
    none = registers("list", "--office", "phitsanulok")
    assert none.code == 0
    assert "Rehearsals keep separate numbers, which are not listed." in none.out
    slip = registers("list", "--office", "phitsanulook", "--json")
    assert (slip.code, slip.out) == (1, "")
    assert "did you mean phitsanulok " in " ".join(slip.err.split())


def test_a_desk_has_a_receive_register_of_its_own(registers):
    """The only desk needs no name; of several, one is named."""
    district = "phitsanulok.mueang-phitsanulok"
    only = registers("open", district, "--register", "receive", "--at", 7, *_REASON, "--json").json
    assert (only["register"], only["desk"]) == ("receive", "งานสารบรรณ")
    said = registers("reserve", district, "--numbers", 9, "--register", "receive", *_REASON).out
    assert "Number 9 reserved in the receive register" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("open", "phitsanulook", "--at", "5"), "did you mean phitsanulok "),
        (("open", "phitsanulok", "--at", "0"), "at 0"),
        (("open", "phitsanulok", "--at", "5", "--year", "1999"), "1999 is no year that numbers"),
        (("open", "phitsanulok", "--at", "5", "--desk", "x"), "for all its desks"),
        (("open", "phitsanulok", "--at", "5", "--register", "receive", "--desk", "x"), "no desk"),
        (("reserve", "phitsanulok", "--numbers", "x-3"), "write 560, or 554-560"),
        (("reserve", "phitsanulok", "--numbers", "9-3"), "the wrong way round; write 3-9"),
        (("reserve", "phitsanulok", "--numbers", "5,7"), "one span at a time"),
        (("reserve", "phitsanulok", "--numbers", "561-999999"), "open it there instead"),
        (("reserve", "phitsanulok", "--numbers", "999999"), "reserve numbers up to 999,998"),
    ],
    ids=[
        "office",
        "number",
        "year",
        "send desk",
        "desk",
        "span",
        "turned",
        "two",
        "many",
        "none left",
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(registers, arguments, said):
    """Nothing is opened by a slip."""
    ran = registers(*arguments, *_REASON)
    assert (ran.code, ran.out) == (1, "")
    assert said in " ".join(ran.err.split())
    assert registers("list", "--json").json == {"registers": []}


def test_a_built_in_office_that_no_recorded_hierarchy_has_is_told_apart(registers):
    """The remedy is no other office's id: its hierarchy has to be recorded first."""
    refused = registers("open", "chiang-mai", "--at", 9, *_REASON)
    assert refused.code == 1
    assert "in the hierarchies that this ledger records; it is a built-in one" in refused.err

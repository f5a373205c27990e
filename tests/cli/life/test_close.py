"""``wian close``: a directive is closed by command, and its standing says so."""

from __future__ import annotations


def test_an_operator_closes_once(drill, live_plan):
    """The second time it says that it was; ``wian status`` names the reason."""
    said = drill("close", "--reason", "พอแล้ว", "--json").json
    assert said == {"propagation": live_plan.id, "at": "2026-12-01T10:00+07:00", "new": True}
    told = drill("close", "--reason", "พอแล้ว").out
    assert "was closed already, as of 2026-12-01T10:00+07:00" in told
    refused = drill("close", "--reason", "x")
    assert (refused.code, "the reason of then stays (พอแล้ว)" in refused.err) == (1, True)
    assert "Closed on 2026-12-01 10:00: พอแล้ว" in drill("status").out
    assert drill("status", "--json").json["ended"] == {
        "as": "closed",
        "at": "2026-12-01T10:00+07:00",
        "reason": "พอแล้ว",
    }


def test_what_was_withdrawn_says_so(drill, wian, live_plan):
    """Of both propagations: which letters say so, and what they are about."""
    said = drill("withdraw", "--reason", "ฝนหยุดตก", "--json").json
    assert f"with its letter นร ๐๑๐๖/๒ ({said['follower']}): ฝนหยุดตก" in drill("status").out
    assert drill("status", "--json").json["ended"]["follower"] == said["follower"]
    assert "pending" not in drill("status").out
    assert "opm has already withdrawn" in drill("withdraw", "--reason", "ฝนหยุดตก").out
    unwritten = drill("letters", "--office", "moi").err
    assert f"wian issue {live_plan.id} moi sends its letter" in unwritten
    lines = drill("status").out.splitlines()
    assert lines[0].startswith("Withdrawn by opm")
    assert "Nothing of it is forwarded any more, so that nobody waits behind anybody." in lines
    assert not any("wait behind it" in line for line in lines)
    stamped = drill("receive", "moi")
    assert "opm has withdrawn this directive with its letter นร ๐๑๐๖/๒" in stamped.out
    about = wian("status", said["follower"])
    assert f"These letters are the withdrawal of {live_plan.id}" in about.out


def test_standing_names_the_directives_that_it_has_to_do_with(drill, wian, living, live_plan):
    """Both ways: what takes its place, whose place it takes, and what it refers to."""
    first = live_plan.directive.id
    path = str(living.directive(id="anew", replaces=first, references=["wells"]))
    new = wian("propagate", path, "--clock", "live", "--json").json["propagation"]
    said = wian("status", new)
    assert f"It takes the place of {first} ({live_plan.id})." in said.out
    assert "It refers to wells." in said.out
    assert f"Its place is taken by {new}." in drill("status").out
    found = wian("status", new, "--json").json
    assert found["references"] == [{"directive": "wells", "propagations": []}]
    assert found["replaces"] == {"directive": first, "propagations": [live_plan.id]}

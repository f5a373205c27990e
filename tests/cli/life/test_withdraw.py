"""``wian withdraw``: a directive is withdrawn by command, once."""

from __future__ import annotations


def test_an_operator_withdraws_once(drill, live_plan, wian):
    """The second time the same letter is named; the ledger holds together."""
    said = drill("withdraw", "--reason", "ฝนหยุดตกแล้ว", "--json").json
    assert said == {
        "propagation": live_plan.id,
        "follower": said["follower"],
        "number": "นร ๐๑๐๖/๒",
        "reached": 1,
        "at": "2026-12-01T10:00+07:00",
        "new": True,
    }
    assert drill("withdraw", "--reason", "ฝนหยุดตกแล้ว", "--json").json == {**said, "new": False}
    told = drill("withdraw", "--reason", "อื่น ๆ").out
    assert told.splitlines()[0] == (
        f"opm had withdrawn already {live_plan.id} with its letter นร ๐๑๐๖/๒."
    )
    assert said["follower"] in told
    assert wian("verify").code == 0
    assert drill("withdraw", "--reason", "{{ x }}").code == 1

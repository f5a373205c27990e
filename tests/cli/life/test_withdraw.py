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
        "numbers": ["นร ๐๑๐๖/๒"],
    }
    assert drill("withdraw", "--reason", "ฝนหยุดตกแล้ว", "--json").json == {**said, "new": False}
    told = drill("withdraw", "--reason", "เนื่องจากฝนหยุดตกแล้ว").out
    assert told.splitlines()[0] == (
        f"opm has already withdrawn {live_plan.id} with its letter นร ๐๑๐๖/๒."
    )
    assert said["follower"] in told
    refused = drill("withdraw", "--reason", "อื่น ๆ")
    assert refused.code == 1
    assert "its reason stays as that letter says it (ฝนหยุดตกแล้ว)" in refused.err
    assert wian("verify").code == 0
    assert drill("withdraw", "--reason", "{{ x }}").code == 1


def test_who_had_forwarded_nothing_has_no_withdrawal_to_forward(drill, wian):
    """The letter of before cannot be issued any more, so that nobody is sent to issue it."""
    follower = drill("withdraw", "--reason", "ฝนหยุดตกแล้ว", "--json").json["follower"]
    while not wian("receive", follower, "moi", "--json").json["last"]:
        pass
    refused = wian("issue", follower, "moi")
    assert (refused.code, "issue that letter" in refused.err) == (1, False)
    assert "moi forwards this directive to nobody" in refused.err

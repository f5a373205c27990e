"""``wian succeed``: an office is renamed by command, and its successor goes on with its letter."""

from __future__ import annotations

import pytest

_FILE = """\
id,name,level,kind,parent,letter_code
opm,Top,ministry,ministry,,
moi-2,กระทรวงใหม่,ministry,ministry,opm,มม ๐๑
"""


@pytest.fixture
def renamed(drill, wian, write):
    """The command that renames the ministry; it takes further arguments."""
    file = write("new.csv", _FILE)

    def rename(*arguments):
        line = ("--by", "moi-2", "--from", "๑/๑๒/๒๕๖๙", "--file", file, "--reason", "พ.ร.บ.")
        return wian("succeed", "moi", *line, *arguments)

    return rename


def test_an_operator_has_an_office_succeeded_once(renamed, drill, wian, tmp_path):
    """By what command, the successor acts in its place, whichever of the two is named."""
    said = renamed("--json").json
    assert (said["heir"], said["from"], said["new"]) == ("moi-2", "2026-12-01", True)
    assert said["waiting"] == {"to-stamp": 1, "to-issue": 0, "to-answer": 0}
    assert "was succeeded already by moi-2" in renamed().out
    assert "of moi-2 (in the place of moi) stamped it" in drill("receive", "moi-2").out
    while not drill("receive", "moi", "--json").json["last"]:
        pass
    rests = drill("suspend", "--office", "moi-2", "--reason", "รอข้อมูล").out
    assert rests.startswith("The clock of moi rests, as of 2026-12-01")
    assert drill("resume", "--office", "moi-2").out.startswith("The clock of moi runs again")
    issued = drill("issue", "moi-2").out
    assert issued.startswith("moi-2 (in the place of moi) issued: มม ๐๑")
    assert "Nobody waits behind moi:" in drill("reroute", "moi-2").err
    assert "moi has returned no letter" in drill("insist", "moi-2", "--reason", "x").err
    there = drill("add", "moi-2", "--reason", "ลืม").out
    assert there == "On the route already, so that nothing was done for them: moi.\n"
    assert "มม ๐๑" in drill("letters", "--office", "moi-2").out
    assert "moi-2" in wian("registers", "list").out
    assert "moi: moi-2 (กระทรวงใหม่) acts, from 2026-12-01 on" in drill("status").out
    mark = "moi: moi-2 (กระทรวงใหม่) acts, from 2026-12-01 on"
    assert mark in drill("letters").out
    assert mark in wian("report", "bottlenecks").out
    page = tmp_path / "report.html"
    wian("report", "html", "--out", page)
    assert "กระทรวงมหาดไทย เป็นชื่อเดิม ตั้งแต่ 2026-12-01" in page.read_text(encoding="utf-8")
    told = drill("status", "--json").json["succeeded"]
    assert told == [{"office": "moi", "heir": "moi-2", "from": "2026-12-01"}]
    refused = wian("registers", "open", "moi", "--at", "9", "--reason", "x")
    assert (refused.code, "act as moi-2" in refused.err) == (1, True)
    assert wian("verify").code == 0


def test_a_split_office_forwards_by_parts(drill, wian, write):
    """The heir stamps; whoever has the part forwards, by either name of who acts in its place."""
    file = write("new.csv", f"{_FILE}moi-3,กระทรวงที่สาม,ministry,ministry,opm,มม ๐๒\n")
    line = ("moi", "--by", "moi-2", "--by", "moi-3", "--from", "2026-12-01", "--file", file)
    refused = wian("succeed", *line, "--share", "moi-3")
    assert (refused.code, "write SUCCESSOR=OFFICE,OFFICE" in refused.err) == (1, True)
    refused = wian("succeed", *line, "--share", "moi-3=nobody", "--heir", "moi-4").err
    assert all(f"--{option}: " in refused for option in ("share", "heir")), refused
    said = wian("succeed", *line, "--share", "moi-3=dla")
    assert "moi-2 keeps its work: 1 letter to stamp." in said.out
    assert "moi-3 forwards to dla." in said.out
    assert "moi-3 forwards to 1 office of those below" in drill("status").out
    refused = drill("receive", "moi-3")
    assert (refused.code, "moi-2 does this in the place of moi" in refused.err) == (1, True)
    while not drill("receive", "moi-2", "--json").json["last"]:
        pass
    assert "what is left is for moi-3" in drill("issue", "moi").err
    assert drill("issue", "moi-3").out.startswith("moi-3 (in the place of moi) issued: มม ๐๒")
    assert "had issued already" in drill("issue", "moi-3@moi").out
    assert "opm does not act in the place of moi" in drill("issue", "opm@moi").err
    assert "มม ๐๒" in drill("letters", "--office", "moi-3@moi").out
    assert wian("verify").code == 0


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("--by", "moi-3", "--from", "2026-12-01"), "no recorded hierarchy has moi-3"),
        (("--by", "dla", "--from", "tomorrow"), "--from: 'tomorrow' is no date; write 2021"),
        (("--by", "dla", "--from", "1/12/2569 9:00"), "has a time"),
    ],
)
def test_what_cannot_be_is_refused(drill, wian, line, told):
    """In a sentence; nothing is written."""
    ran = wian("succeed", "moi", *line)
    assert (ran.code, ran.out, told in ran.err) == (1, "", True)


def test_a_mistake_is_taken_back(renamed, drill, wian):
    """With a reason, while nothing is done; the options of the one go not with the other."""
    renamed()
    assert wian("succeed", "moi", "--take-back").code == 1  # no reason
    said = wian("succeed", "moi", "--take-back", "--reason", "ผิดกระทรวง", "--json").json
    assert (said["taken_back"], said["reason"], said["new"]) == (["moi-2"], "ผิดกระทรวง", True)
    again = wian("succeed", "moi", "--take-back", "--reason", "ผิดกระทรวง").out
    assert again == "moi acted itself again already: that moi-2 took its place is taken back.\n"
    refused = wian("succeed", "moi", "--take-back", "--by", "dla", "--reason", "x")
    assert (refused.code, "nobody takes the office's place any more" in refused.err) == (1, True)
    assert wian("succeed", "moi", "--by", "dla").code == 1  # no day
    assert renamed("--json").json["new"]
    assert "of moi-2 (in the place of moi) stamped it" in drill("receive", "moi").out
    refused = wian("succeed", "moi", "--take-back", "--reason", "x")
    assert (refused.code, "so the succession stays" in refused.err) == (1, True)
    assert wian("verify").code == 0

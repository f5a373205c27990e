"""``wian return`` and ``wian insist``: a letter goes back by command, and its sender insists."""

from __future__ import annotations


def test_a_letter_goes_back_and_its_sender_insists(drill):
    """Each once; the status counts what came back apart."""
    why = ("--office", "moi", "--reason", "มิใช่")
    assert drill("return", *why).code == 1
    drill("receive", "moi")
    said = drill("return", *why, "--for", "dla", "--json").json
    assert (said["sender"], said["for"], said["new"]) == ("opm", "dla", True)
    assert drill("return", *why, "--for", "dla").out.startswith("moi had returned already")
    status = drill("status").out
    assert "Returned to their senders: 1 letter; nobody is reminded of them" in status
    assert f"moi to opm, letter {said['number']}, for dla: มิใช่" in status
    assert "returned this letter to opm" in drill("issue", "moi").err
    assert drill("insist", "moi", "--reason", "เป็นของท่าน").out.startswith("opm insists: moi has to")
    assert drill("insist", "moi", "--reason", "เป็นของท่าน", "--json").json["new"] is False
    status = drill("status").out
    assert "Returned, and the sender insists: 1 letter; their offices owe them again" in status
    assert "Returned to their senders" not in status
    (back,) = drill("status", "--json").json["returned"]
    assert back["insisted"] is True
    assert drill("issue", "moi").code == 0
    assert drill("withdraw", "--reason", "ส่งผิด").code == 0
    ended = drill("status").out
    assert "Returned, and the sender had insisted: 1 letter; nobody owes them any more" in ended


def test_the_letter_that_says_so_is_listed_printed_and_written(drill, tmp_path):
    """Whoever returns a letter sends its own: it can be had like any other."""
    drill("receive", "moi")
    number = drill("return", "--office", "moi", "--reason", "มิใช่", "--json").json["number"]
    assert "wian letters" in drill("return", "--office", "moi", "--reason", "มิใช่").out
    assert "1 letter went back" in drill("letters").out
    refused = drill("letters", "--office", "moi")
    assert (refused.code, "--returns --office moi prints" in refused.err) == (1, True)
    listed = drill("letters", "--returns").out
    assert "1 return of" in listed
    assert number in listed
    assert "มิใช่" in drill("letters", "--returns", "--office", "moi").out
    (told,) = drill("letters", "--returns", "--office", "opm", "--json").json["returns"]
    assert (told["office"], told["sender"], told["letter"]["number"]) == ("moi", "opm", number)
    pdf = ("--returns", "--format", "pdf")
    assert drill("letters", *pdf).code == 2
    assert drill("letters", *pdf, "--out", tmp_path / "out", "--json").json["returns"] == 1
    assert (tmp_path / "out" / "return-moi-001.pdf").read_bytes().startswith(b"%PDF")
    assert drill("letters", "--returns", "--office", "dla").code == 1
    assert drill("letters", "--returns", "--reminders").code == 2

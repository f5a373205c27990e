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
    (back,) = drill("status", "--json").json["returned"]
    assert back["insisted"] is True
    assert drill("issue", "moi").code == 0

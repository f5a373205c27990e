"""``wian reroute``: those behind a silent office are written to by command, once."""

from __future__ import annotations

from wian.propagation import runtime


def test_an_operator_writes_around_a_silent_office_once(drill):
    """As the office that wrote to it; the status says so, and whoever wakes up is told."""
    drill("receive", "moi")
    assert drill("reroute", "dla").code == 1
    drill("issue", "moi")
    said = drill("reroute", "dla", "--reason", "เงียบ", "--json").json
    assert said["written"] == ["phitsanulok"]
    assert (said["office"], said["around"], said["new"]) == ("moi", "dla", True)
    assert said["late"] is False
    assert drill("reroute", "dla").out.startswith("moi had written around dla already")
    assert "Written around dla by moi on" in drill("status").out
    (grown,) = drill("status", "--json").json["grown"]
    assert (grown["as"], grown["around"], grown["offices"]) == ("rerouted", "dla", ["phitsanulok"])
    drill("receive", "dla")
    drill("receive", "dla")
    assert "moi has written straight" in drill("issue", "dla").err
    assert drill("reroute", "nowhere").code == 1


def test_an_operator_hears_that_the_office_was_not_late(drill, living, monkeypatch):
    """An hour after the letter nobody is; a month after it, the office is."""
    assert "moi was not late; it has nobody left to write to now." in drill("reroute", "moi").out
    monkeypatch.setattr(runtime, "now", lambda: living.later(30 * 24 * 60))
    assert drill("reroute", "dla", "--json").json["late"] is True

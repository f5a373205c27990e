"""``wian verify``: the ledger proves itself."""

from __future__ import annotations

import sqlite3

import pytest

from wian.propagation import runtime


@pytest.fixture
def forged(wian, home, gecc_plan, propagating):
    """An installation in whose ledger somebody changed a receipt number by hand."""
    propagating.send(runtime.ledger(make=True), gecc_plan)
    runtime.ledger().close()
    with sqlite3.connect(home / "wian.db") as connection:
        connection.execute(
            "UPDATE reception SET receipt_number = '9' WHERE recipient = 'la-3650102'"
        )
    connection.close()
    return wian


def test_a_ledger_that_holds_is_0_and_says_what_was_checked(read):
    """``ok``, a count per kind, no fault: the contract."""
    ran = read("verify", "--json")
    assert (ran.code, ran.err) == (0, "")
    told = ran.json
    assert list(told) == ["ok", "checked", "faults"]
    assert (told["ok"], told["faults"]) == (True, [])
    assert (told["checked"]["letters"], told["checked"]["receptions"]) == (13, 117)
    assert "It holds" in read("verify").out


def test_an_empty_ledger_proves_nothing(wian, home):
    """Whoever looks at the wrong place must not read there that all is well."""
    runtime.ledger(make=True)
    for options in ((), ("--json",)):
        ran = wian("verify", *options)
        assert (ran.code, ran.out) == (1, "")
        assert f"{home / 'wian.db'} is empty, which proves nothing" in ran.err
        assert "WIAN_HOME" in ran.err


def test_its_help_says_that_all_is_proved(wian):
    """Unlike other commands, which take the latest propagation."""
    told = " ".join(wian("verify", "--help").out.split())
    assert "Check only this one. Default: all." in told


def test_a_forged_stamp_is_found_and_ends_in_1(forged):
    """The office, the register, and what is wrong with it."""
    ran = forged("verify", "--json")
    assert ran.code == 1
    assert ran.json["ok"] is False
    assert {tuple(fault) for fault in ran.json["faults"]} == {("kind", "where", "what")}
    assert any("la-3650102" in fault["where"] for fault in ran.json["faults"])
    text = forged("verify")
    assert text.code == 1
    assert "does not hold" in text.err

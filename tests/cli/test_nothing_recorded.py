"""Reading where nothing is recorded: a mistyped home is said, and not made into a ledger."""

from __future__ import annotations

import pytest

from wian.propagation import runtime

FILE = "OUT"
"""Stands for a file of the test's own."""
SHOWING = [
    ("status",),
    ("status", "--list"),
    ("status", "--list", "--json"),
    ("letters",),
    ("letters", "--office", "opm", "--format", "site", "--out", FILE),
    ("hops", "--format", "csv"),
    ("verify",),
    ("verify", "gecc-2564-883ca85f", "--json"),
    ("report", "latency"),
    ("report", "latency", "--all"),
    ("report", "bottlenecks", "--all", "--json"),
    ("report", "html", "--all", "--out", FILE),
    ("export", "xes", "--all", "--out", FILE),
    ("answers",),
]
"""Commands that have nothing to show where no propagation is recorded."""
LISTING = [
    ("accounts", "list"),
    ("tokens", "list", "--json"),
    ("webhooks", "list"),
    ("registers", "list"),
    ("sweep",),
    ("forward-alone",),
    ("sql", "SELECT 1"),
    ("correct", "p", "opm", "--desk", "0", "--at", "2026-01-19", "--reason", "r"),
]
"""Commands that have something to show, or to do, without a propagation; but not nowhere."""


@pytest.fixture
def run(wian, tmp_path):
    """Run a command, with a file of the test's own where it names one."""

    def running_it(command):
        return wian(*(tmp_path / "out" if each == FILE else each for each in command))

    return running_it


@pytest.mark.parametrize("command", SHOWING + LISTING, ids=" ".join)
def test_where_there_is_no_ledger_that_is_said_and_none_is_made(run, home, tmp_path, command):
    """The place, what makes one, and the variables that may be mistyped; no folder is left."""
    ran = run(command)
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert f"{home / 'wian.db'} is not there yet" in ran.err
    assert "wian propagate DIRECTIVE, wian import or wian registers open makes it" in ran.err
    assert "WIAN_HOME or WIAN_DATABASE_URL" in ran.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", SHOWING[:-1], ids=" ".join)
def test_where_the_ledger_is_empty_that_is_said_with_its_place(run, home, tmp_path, command):
    """Somebody started the desk there, and nothing was sent yet."""
    runtime.ledger(make=True)
    ran = run(command)
    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert str(home / "wian.db") in ran.err
    assert "wian propagate DIRECTIVE" in ran.err
    assert not (tmp_path / "out").exists()


def test_an_account_may_be_made_before_anything_is_sent(wian, home):
    """Who lets a post in means to begin: that makes the ledger."""
    ran = wian("accounts", "add", "opm", "--post", "เจ้าพนักงานธุรการ", "--role", "clerk", "--json")
    assert (ran.code, ran.json["office"]) == (0, "opm")
    assert (home / "wian.db").exists()

"""``wian tokens``: how programs of an office get in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from wian.jurisdictions.instant import Instant
from wian.ledger.access.permissions import Scope
from wian.ledger.access.tokens import find_token, list_tokens
from wian.ledger.database import open_ledger
from wian.propagation import runtime


@pytest.fixture
def ledger(ready_home: Path):
    with open_ledger(f"sqlite:///{ready_home / 'wian.db'}") as opened:
        yield opened


def _add(wian, *options: object):
    return wian("tokens", "add", "north", "--label", "e-office", "--scope", "stamp", *options)


def test_its_last_day_is_a_day_of_the_offices(wian, home, monkeypatch):
    """Late in the evening in Greenwich it is the next day in Bangkok already."""
    evening = Instant.of(datetime(2026, 11, 28, 22, 0, tzinfo=UTC), ZoneInfo("UTC"))
    monkeypatch.setattr("wian.propagation.runtime.now", lambda: evening)
    assert _add(wian, "--days", "1").code == 0
    assert "holds until 2026-11-30" in wian("tokens", "list").out


def test_a_token_is_shown_once_and_lets_in(wian, ledger):
    """The list has its id, and not the token."""
    ran = _add(wian, "--scope", "inbox")
    assert (ran.code, ran.err) == (0, "")
    text = ran.out.splitlines()[-1]
    found = find_token(ledger, text, runtime.now())
    assert (found.office, found.scopes) == ("north", (Scope.INBOX, Scope.STAMP))
    listed = wian("tokens", "list")
    assert found.id in listed.out
    assert text not in listed.out
    assert "holds until it is revoked" in listed.out


def test_json_says_until_when_it_holds(wian, ledger):
    """Moments in UTC."""
    told = _add(wian, "--days", "30", "--json").json
    found = find_token(ledger, told.pop("token"), runtime.now())
    assert found.expires.minute - found.created.minute == 30 * 24 * 60
    assert told["expires"].endswith("+00:00")
    assert told["scopes"] == ["stamp"]
    assert wian("tokens", "list", "--office", "north", "--json").json == {"tokens": [told]}
    assert wian("tokens", "list", "--office", "south", "--json").json == {"tokens": []}


def test_a_revoked_token_lets_nobody_in(wian, ledger):
    """The list says so; revoking what is not there is a sentence."""
    told = _add(wian, "--json").json
    assert wian("tokens", "revoke", told["id"]).out == "e-office of north is revoked.\n"
    assert wian("tokens", "revoke", told["id"], "--json").json["revoked"]
    assert find_token(ledger, told["token"], runtime.now()) is None
    assert "revoked" in wian("tokens", "list").out
    ran = wian("tokens", "revoke", "nope")
    assert (ran.code, ran.out) == (1, "")
    assert "There is no token 'nope'; wian tokens list names those there are." in ran.err


@pytest.mark.parametrize(
    "options", [("--days", "0"), ("--scope", "all"), ("--days", "x"), ("--days", "99999")]
)
def test_what_cannot_be_is_wrong_usage(wian, ledger, options):
    """2, and no token."""
    ran = _add(wian, *options)
    assert (ran.code, ran.out) == (2, "")
    assert list_tokens(ledger) == []


def test_what_is_no_office_or_label_is_refused(wian):
    """Both at once."""
    ran = wian("tokens", "add", "The North", "--label", "", "--scope", "stamp")
    assert (ran.code, ran.out) == (1, "")
    assert "The token has 2 faults" in ran.err

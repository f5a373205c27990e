"""Tokens let programs in, for as long as they hold; what is kept lets nobody in."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.access.permissions import Scope
from wian.ledger.access.tokens import UnknownToken, add_token, find_token, list_tokens, revoke_token

NOW = Instant(29_900_000, Precision.MINUTE)
SCOPES = [Scope.STATUS, Scope.INBOX]


def _after(minutes: int) -> Instant:
    return Instant(NOW.minute + minutes, Precision.MINUTE)


def test_a_token_lets_in_for_its_office_with_its_scopes(ledger):
    """Whoever shows it."""
    made, shown = add_token(ledger, "north", "e-office", SCOPES, now=NOW)
    assert re.fullmatch(r"wian_[0-9a-f]{12}_[A-Za-z0-9_-]{43}", shown)
    assert find_token(ledger, shown, NOW) == made
    assert (made.office, made.label) == ("north", "e-office")
    assert made.scopes == (Scope.INBOX, Scope.STATUS)


def test_what_the_ledger_keeps_is_no_token(ledger):
    """A stolen backup opens nothing."""
    made, shown = add_token(ledger, "north", "e-office", SCOPES, now=NOW)
    secret = shown.rpartition(made.id)[2]
    with ledger.reading() as connection:
        (row,) = connection.execute(text("SELECT * FROM token")).all()
    assert secret.strip("_") not in " ".join(map(str, row))
    assert made.secret_digest not in repr(made)
    assert find_token(ledger, f"wian_{made.id}_{made.secret_digest[:43]}", NOW) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda shown: shown[:-1],
        lambda shown: shown + "A",
        lambda shown: shown + "\n",
        lambda shown: shown[:-1] + ("A" if shown[-1] != "A" else "B"),
        lambda shown: shown.replace("wian_", "WIAN_"),
        lambda shown: shown[:5] + "0" * 12 + shown[17:],
        lambda shown: "ก" * len(shown),
        lambda shown: "\0" * len(shown),
        lambda shown: f"{shown}' OR '1'='1",
        lambda shown: shown[:0],
    ],
)
def test_what_is_nearly_a_token_is_none(ledger, change):
    """One letter off, or something else altogether."""
    _, shown = add_token(ledger, "north", "e-office", SCOPES, now=NOW)
    assert find_token(ledger, change(shown), NOW) is None


def test_the_secret_of_another_token_does_not_fit(ledger):
    """An id belongs to one secret."""
    made, shown = add_token(ledger, "north", "one", SCOPES, now=NOW)
    other, _ = add_token(ledger, "south", "two", SCOPES, now=NOW)
    assert find_token(ledger, shown.replace(made.id, other.id), NOW) is None


def test_a_token_ends_when_it_was_to(ledger):
    """To the minute."""
    made, shown = add_token(ledger, "north", "e-office", SCOPES, now=NOW, expires=_after(60))
    assert find_token(ledger, shown, _after(59)) == made
    assert find_token(ledger, shown, _after(60)) is None
    assert not made.holds(_after(60))


def test_a_revoked_token_lets_nobody_in(ledger):
    """From the next request on; the others stay."""
    made, shown = add_token(ledger, "north", "one", SCOPES, now=NOW)
    other, other_shown = add_token(ledger, "north", "two", SCOPES, now=NOW)
    assert revoke_token(ledger, made.id).revoked
    assert revoke_token(ledger, made.id).revoked
    assert find_token(ledger, shown, NOW) is None
    assert find_token(ledger, other_shown, NOW) == other
    with pytest.raises(UnknownToken, match="no token 'nope'"):
        revoke_token(ledger, "nope")


def test_tokens_are_listed_by_office(ledger):
    """Revoked ones as well."""
    made, _ = add_token(ledger, "north", "one", SCOPES, now=NOW)
    other, _ = add_token(ledger, "south", "two", SCOPES, now=NOW, expires=_after(1))
    assert list_tokens(ledger) == [made, other]
    assert list_tokens(ledger, "south") == [other]
    assert list_tokens(ledger, "west") == []

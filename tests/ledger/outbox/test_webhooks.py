"""Offices have addresses told of what happens to them, and end that again."""

from __future__ import annotations

import pytest

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.outbox.deliveries import add_test_message, claim, deliveries
from wian.ledger.outbox.events import Event
from wian.ledger.outbox.webhooks import (
    MOST,
    TooManyWebhooks,
    UnknownWebhook,
    add_webhook,
    disable_webhook,
    list_webhooks,
    load_webhook,
)

NOW = Instant(29_900_000, Precision.MINUTE)
URL = "https://registry.example.go.th/wian"


def _add(ledger, office="moi", events=(Event.ISSUED,)):
    return add_webhook(ledger, office, URL, events, now=NOW)


def test_a_webhook_is_kept_as_it_was_made(ledger):
    """Its secret too: every message is signed with it."""
    made = _add(ledger, events=(Event.READY, Event.ISSUED))
    assert load_webhook(ledger, made.id) == made
    assert made.events == (Event.ISSUED, Event.READY)
    assert list_webhooks(ledger) == list_webhooks(ledger, "moi") == [made]
    assert list_webhooks(ledger, "dla") == []


def test_a_secret_is_long_and_never_the_same_nor_printed(ledger):
    """Whoever logs a webhook logs no secret."""
    one, other = _add(ledger), _add(ledger)
    assert one.secret != other.secret
    assert len(one.secret) == len("whsec_") + 44
    assert one.secret not in repr(one)


def test_another_offices_webhook_is_unknown(ledger):
    """It is neither shown nor ended."""
    made = _add(ledger)
    for do in (load_webhook, disable_webhook):
        with pytest.raises(UnknownWebhook, match="wian webhooks list"):
            do(ledger, made.id, "dla")
    assert not load_webhook(ledger, made.id).disabled


def test_an_office_has_only_so_many(ledger):
    """One that is disabled counts no more."""
    made = [_add(ledger) for _ in range(MOST)]
    with pytest.raises(TooManyWebhooks, match=f"has {MOST} webhooks already"):
        _add(ledger)
    _add(ledger, "dla")
    disable_webhook(ledger, made[0].id)
    _add(ledger)


def test_what_waits_for_a_disabled_webhook_is_given_up(ledger):
    """It stays in the list, and nobody carries it."""
    made = _add(ledger)
    add_test_message(ledger, made.id, "moi", "one")
    disable_webhook(ledger, made.id)
    disable_webhook(ledger, made.id)
    assert claim(ledger, now_second=10**10, limit=10) == []
    (message,) = deliveries(ledger, made.id)
    assert (message.state, message.last_error) == ("given up", "The webhook was disabled.")

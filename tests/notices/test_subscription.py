"""Offices subscribe an address, with everything that is wrong said at once."""

from __future__ import annotations

import pytest

from wian.kit.errors import InputFaults
from wian.ledger.outbox.deliveries import deliveries
from wian.ledger.outbox.events import Event
from wian.ledger.outbox.webhooks import UnknownWebhook, disable_webhook, list_webhooks
from wian.notices.subscription import subscribe, try_out

URL = "https://registry.example.go.th/wian"


def test_an_address_is_told_what_was_named(live_ledger, living):
    """Nothing named is everything."""
    one = subscribe(live_ledger, "moi", URL, ["wian.letter.ready"], now=living.start)
    all_ = subscribe(live_ledger, "moi", URL, (), now=living.start)
    assert one.events == (Event.READY,)
    assert all_.events == tuple(Event)


def test_all_that_is_wrong_is_said_at_once(live_ledger, living):
    """The address and two events, and nothing is kept."""
    with pytest.raises(InputFaults) as refused:
        subscribe(live_ledger, "moi", "http://10.0.0.1/", ["a", "b\x07"], now=living.start)
    assert len(refused.value.faults) == 3
    assert "\x07" not in str(refused.value)
    assert list_webhooks(live_ledger) == []


def test_a_webhook_can_be_tried_out(live_ledger, living):
    """Each try is a message of its own."""
    made = subscribe(live_ledger, "moi", URL, (), now=living.start)
    names = {try_out(live_ledger, made.id) for _ in range(2)}
    assert {each.id for each in deliveries(live_ledger, made.id)} == names


def test_a_webhook_that_is_no_more_cannot_be_tried_out(live_ledger, living):
    """Nor can another office's."""
    made = subscribe(live_ledger, "moi", URL, (), now=living.start)
    with pytest.raises(UnknownWebhook):
        try_out(live_ledger, made.id, "dla")
    disable_webhook(live_ledger, made.id)
    with pytest.raises(InputFaults, match="is disabled; add it again"):
        try_out(live_ledger, made.id)

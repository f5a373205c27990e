"""Messages wait, are carried by one at a time, are tried again, and are given up in the end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.outbox.deliveries import (
    BACKOFF_SECONDS,
    KEPT_DAYS,
    LEASE_SECONDS,
    Outcome,
    add_test_message,
    claim,
    deliveries,
    settle,
)
from wian.ledger.outbox.events import Event, News
from wian.ledger.outbox.messages import enqueue
from wian.ledger.outbox.webhooks import add_webhook, disable_webhook

NOW = 29_900_000 * 60
_KEPT = KEPT_DAYS * 24 * 3600


@pytest.fixture
def webhook(ledger):
    url, now = "https://registry.example.go.th/wian", Instant(NOW // 60, Precision.MINUTE)
    return add_webhook(ledger, "moi", url, [Event.ISSUED], now=now)


def _one(ledger, webhook):
    (message,) = deliveries(ledger, webhook.id)
    return message.state, message.attempts, message.due_second - NOW, message.last_error


def _claimed(ledger, second=NOW):
    return claim(ledger, now_second=second, limit=100)


def test_a_message_is_one_carriers_until_its_lease_ends(ledger, webhook):
    """A carrier that dies leaves its message to the next."""
    add_test_message(ledger, webhook.id, "moi", "one")
    (due,) = _claimed(ledger)
    assert (due.webhook, due.url, due.secret) == (webhook.id, webhook.url, webhook.secret)
    assert _claimed(ledger, NOW + LEASE_SECONDS - 1) == []
    assert _claimed(ledger, NOW + LEASE_SECONDS) == [due]


def test_two_carriers_at_once_never_have_the_same_message(ledger, webhook):
    """Eight of them empty a full bag together."""
    for number in range(120):
        add_test_message(ledger, webhook.id, "moi", f"{number:03}")

    def empty(_):
        found = []
        while some := claim(ledger, now_second=NOW, limit=5):
            found += [due.id for due in some]
            settle(ledger, map(Outcome, some), now_second=NOW)
        return found

    with ThreadPoolExecutor(8) as pool:
        carried = [name for part in pool.map(empty, range(8)) for name in part]
    assert sorted(carried) == [f"msg_{number:03}" for number in range(120)]


def test_a_webhook_of_which_much_waits_does_not_hold_up_another(ledger, webhook):
    """A ministry hears of thousands of stamps; the one message of a district goes out beside."""
    for number in range(50):
        add_test_message(ledger, webhook.id, "moi", f"{number:03}")
    now = Instant(NOW // 60, Precision.MINUTE)
    other = add_webhook(ledger, "dla", webhook.url, [Event.ISSUED], now=now)
    add_test_message(ledger, other.id, "dla", "999")
    found = claim(ledger, now_second=NOW, limit=3)
    assert [due.id for due in found] == ["msg_000", "msg_999", "msg_001"]


def test_a_message_that_is_taken_is_done(ledger, webhook):
    """And stays so, whatever a second carrier says later."""
    add_test_message(ledger, webhook.id, "moi", "one")
    (due,) = _claimed(ledger)
    settle(ledger, [Outcome(due)], now_second=NOW)
    settle(ledger, [Outcome(due, "It failed.")], now_second=NOW)
    assert _one(ledger, webhook) == ("delivered", 1, 0, "")
    assert _claimed(ledger, NOW * 2) == []


def test_a_message_is_tried_again_later_and_later_and_given_up(ledger, webhook):
    """The waits are those of the table; after the last there is no other."""
    add_test_message(ledger, webhook.id, "moi", "one")
    second = NOW
    for tries, wait in enumerate(BACKOFF_SECONDS, start=1):
        (due,) = _claimed(ledger, second)
        settle(ledger, [Outcome(due, "It failed.")], now_second=second)
        assert _one(ledger, webhook) == ("pending", tries, second - NOW + wait, "It failed.")
        assert _claimed(ledger, second + wait - 1) == []
        second += wait
    (due,) = _claimed(ledger, second)
    settle(ledger, [Outcome(due, "It failed.")], now_second=second)
    assert _one(ledger, webhook)[:2] == ("given up", len(BACKOFF_SECONDS) + 1)
    assert _claimed(ledger, second * 2) == []


def test_a_message_behind_one_that_failed_is_put_off_and_not_counted(ledger, webhook):
    """It has not been tried."""
    add_test_message(ledger, webhook.id, "moi", "one")
    (due,) = _claimed(ledger)
    settle(ledger, [Outcome(due, "It failed.", tried=False)], now_second=NOW)
    assert _one(ledger, webhook) == ("pending", 0, BACKOFF_SECONDS[0], "It failed.")


def _tell(ledger, name):
    """Something is issued; its webhook is to be told."""
    with ledger.writing() as connection:
        enqueue(connection, [News(Event.ISSUED, "one", (), ("moi",), {"number": name})])


def test_while_a_message_waits_for_its_next_try_the_others_of_its_webhook_wait(ledger, webhook):
    """Also those that are written later; when it is time it goes first, and they follow."""
    _tell(ledger, "one")
    (first,) = _claimed(ledger)
    _tell(ledger, "two")
    assert _claimed(ledger, NOW + 1) == []
    settle(ledger, [Outcome(first, "It failed.")], now_second=NOW)
    assert _claimed(ledger, NOW + BACKOFF_SECONDS[0] - 1) == []
    again, second = _claimed(ledger, NOW + BACKOFF_SECONDS[0])
    assert (again.id, again.attempts, second.attempts) == (first.id, 1, 0)


def test_when_a_message_is_given_up_the_others_of_its_webhook_go_on(ledger, webhook):
    """It holds them up for as long as it is tried, and no longer."""
    _tell(ledger, "one")
    second = NOW
    for wait in BACKOFF_SECONDS:
        (due,) = _claimed(ledger, second)
        settle(ledger, [Outcome(due, "It failed.")], now_second=second)
        second += wait
    (due,) = _claimed(ledger, second)
    _tell(ledger, "two")
    assert _claimed(ledger, second) == []
    settle(ledger, [Outcome(due, "It failed.")], now_second=second)
    (other,) = _claimed(ledger, second)
    assert (other.id != due.id, other.attempts) == (True, 0)


def test_a_webhook_that_waits_holds_up_no_other(ledger, webhook):
    """Each office's system stands for itself."""
    now = Instant(NOW // 60, Precision.MINUTE)
    other = add_webhook(ledger, "moi", "https://other.example.go.th/", [Event.ISSUED], now=now)
    _tell(ledger, "one")
    due = {each.webhook: each for each in _claimed(ledger)}
    settle(ledger, [Outcome(due[webhook.id], "No."), Outcome(due[other.id])], now_second=NOW)
    _tell(ledger, "two")
    assert [each.webhook for each in _claimed(ledger, NOW + 1)] == [other.id]


def test_a_test_message_goes_out_at_once(ledger, webhook):
    """An operator who has mended the address wants to know now."""
    _tell(ledger, "one")
    (due,) = _claimed(ledger)
    settle(ledger, [Outcome(due, "It failed.")], now_second=NOW)
    name = add_test_message(ledger, webhook.id, "moi", "now")
    assert [each.id for each in _claimed(ledger)] == [name]


def test_an_address_that_wants_no_more_is_not_tried_again(ledger, webhook):
    """It said that it is gone."""
    add_test_message(ledger, webhook.id, "moi", "one")
    (due,) = _claimed(ledger)
    settle(ledger, [Outcome(due, "Gone.", last=True)], now_second=NOW)
    assert _one(ledger, webhook)[:2] == ("given up", 1)


def test_an_error_is_kept_short(ledger, webhook):
    """Whatever it was, the table stays a table."""
    add_test_message(ledger, webhook.id, "moi", "one")
    (due,) = _claimed(ledger)
    settle(ledger, [Outcome(due, "ก" * 5000)], now_second=NOW)
    assert len(_one(ledger, webhook)[3]) == 200


def test_what_waits_is_listed_first(ledger, webhook):
    """An operator sees what is stuck without looking for it."""
    for name in ("one", "two", "three"):
        add_test_message(ledger, webhook.id, "moi", name)
    due = {each.id: each for each in _claimed(ledger)}
    settle(ledger, [Outcome(due["msg_one"]), Outcome(due["msg_two"], "No.")], now_second=NOW)
    listed = [message.id for message in deliveries(ledger, webhook.id)]
    assert listed[-1] == "msg_one"
    assert len(deliveries(ledger, webhook.id, limit=2)) == 2


def test_what_was_carried_long_ago_is_forgotten(ledger, webhook):
    """Taken or given up alike, when anything is carried after that; not a second before."""
    for name in ("taken", "refused"):
        add_test_message(ledger, webhook.id, "moi", name)
    refused, taken = sorted(_claimed(ledger))
    settle(ledger, [Outcome(refused, "It is gone.", last=True), Outcome(taken)], now_second=NOW)
    settle(ledger, [], now_second=NOW + _KEPT)
    assert len(deliveries(ledger, webhook.id)) == 2
    settle(ledger, [], now_second=NOW + _KEPT + 1)
    assert deliveries(ledger, webhook.id) == []


def test_what_waits_and_what_was_never_carried_is_kept(ledger, webhook):
    """However old: one that is to be tried again, and those of a webhook that was disabled."""
    for name in ("one", "two"):
        add_test_message(ledger, webhook.id, "moi", name)
    claimed = sorted(_claimed(ledger))
    settle(ledger, [Outcome(claimed[0], "It failed.")], now_second=NOW)
    settle(ledger, [], now_second=NOW + 2 * _KEPT)
    assert [each.waits for each in deliveries(ledger, webhook.id)] == [True, True]
    disable_webhook(ledger, webhook.id)
    settle(ledger, [], now_second=NOW)
    assert [each.waits for each in deliveries(ledger, webhook.id)] == [False, False]


def test_news_of_what_is_overdue_is_not_told_again_after_years(ledger):
    """Each sweep tells it, and its message is what says that it was told."""
    url, now = "https://registry.example.go.th/wian", Instant(NOW // 60, Precision.MINUTE)
    webhook = add_webhook(ledger, "moi", url, list(Event), now=now)
    facts = {"recipient": "moi", "owed": "reception"}
    late = News(Event.OVERDUE, "one", ("moi",), ("moi",), facts)
    with ledger.writing() as connection:
        enqueue(connection, [late])
    settle(ledger, map(Outcome, _claimed(ledger)), now_second=NOW)
    settle(ledger, [], now_second=NOW + 9 * _KEPT)
    with ledger.writing() as connection:
        assert enqueue(connection, [late]) == 0
    assert [each.state for each in deliveries(ledger, webhook.id)] == ["delivered"]


def test_what_is_put_off_for_the_others_sake_is_due_at_once(ledger, webhook):
    """Its address took what it was asked to, only slowly: no failure is held against it."""
    add_test_message(ledger, webhook.id, "moi", "one")
    (due,) = _claimed(ledger)
    settle(ledger, [Outcome(due, tried=False)], now_second=NOW + 60)
    assert _one(ledger, webhook) == ("pending", 0, 60, "")
    assert _claimed(ledger, NOW + 60) == [due]

"""Tables that few ledgers fill are asked about once, and again where that may have changed."""

from __future__ import annotations

from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.database import Ledger
from wian.ledger.outbox.events import Event
from wian.ledger.outbox.webhooks import add_webhook
from wian.ledger.registers.rare_tables import RareTables
from wian.ledger.succession.succession_row import SuccessionRow
from wian.ledger.tables import WebhookRow


def test_an_empty_ledger_is_asked_once(empty_ledger: Ledger, statements: list[str]) -> None:
    """Nothing is there to be read, whichever table is meant."""
    with empty_ledger.writing() as connection:
        rare = RareTables(connection)
        assert not rare.may_fill(WebhookRow)
        assert not rare.may_fill(SuccessionRow)
    assert [each[:6] for each in statements].count("SELECT") == 1


def test_what_another_process_adds_is_found_by_the_next_transaction(either: Ledger) -> None:
    """Nothing is remembered beyond one; on a server, everything may be there."""
    with either.writing() as connection:
        before = RareTables(connection).may_fill(WebhookRow)
        assert before == (connection.dialect.name == "postgresql")
    now = Instant(29_000_000, Precision.MINUTE)
    add_webhook(either, "moi", "https://example.go.th/", [Event.ISSUED], now=now)
    with either.writing() as connection:
        assert RareTables(connection).may_fill(WebhookRow)

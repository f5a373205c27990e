"""Of several dispatchers one works on a ledger, and the next one when that has ended."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from wian.ledger.database import open_ledger
from wian.ledger.errors import LedgerError
from wian.ledger.turns.dispatcher_seat import DispatcherSeat


def test_one_dispatcher_holds_the_seat_until_it_leaves(ledger, ledger_url):
    """It keeps it however often it asks; another one gets it as soon as it is free."""
    with open_ledger(ledger_url) as other:
        first, second = DispatcherSeat(ledger), DispatcherSeat(other)
        assert [first.is_held(), second.is_held(), first.is_held()] == [True, False, True]
        first.leave()
        assert [second.is_held(), first.is_held()] == [True, False]
        second.leave()


def test_a_dispatcher_whose_session_has_ended_is_followed_and_knows_it(postgres_ledger_url):
    """As where it is killed, or its machine is gone: its server frees the seat."""
    with open_ledger(postgres_ledger_url) as one, open_ledger(postgres_ledger_url) as other:
        first, second = DispatcherSeat(one), DispatcherSeat(other)
        assert [first.is_held(), second.is_held()] == [True, False]
        held = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted"
        with other.own_connection() as connection:
            connection.execute(text(f"SELECT pg_terminate_backend(({held}), 5000)"))
        assert second.is_held()
        with pytest.raises(LedgerError):
            first.is_held()
        assert not first.is_held()
        second.leave()
        assert first.is_held()
        first.leave()

"""Of several dispatchers one works on a ledger, and the next one when that has ended."""

from __future__ import annotations

from wian.ledger.database import open_ledger
from wian.ledger.turns.dispatcher_seat import DispatcherSeat


def test_one_dispatcher_holds_the_seat_until_it_leaves(ledger, ledger_url):
    """It keeps it however often it asks; another one gets it as soon as it is free."""
    with open_ledger(ledger_url) as other:
        first, second = DispatcherSeat(ledger), DispatcherSeat(other)
        assert [first.is_held(), second.is_held(), first.is_held()] == [True, False, True]
        first.leave()
        assert [second.is_held(), first.is_held()] == [True, False]
        second.leave()

"""A session that was ended is known as such until it would have ended anyway."""

from __future__ import annotations

from sqlalchemy import func, select

from wian.ledger.access.ended_sessions import end_session, is_ended
from wian.ledger.database import Ledger
from wian.ledger.tables import EndedSessionRow


def test_an_ended_session_is_known_and_others_are_not(ledger: Ledger) -> None:
    """Ending it twice is no fault."""
    for _ in range(2):
        end_session(ledger, "a", until=700, now=100)
    assert is_ended(ledger, "a")
    assert not is_ended(ledger, "b")


def test_what_would_have_ended_is_forgotten(ledger: Ledger) -> None:
    """The table grows with the sign-outs of a day, not of years."""
    end_session(ledger, "a", until=700, now=100)
    end_session(ledger, "b", until=1400, now=800)
    with ledger.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(EndedSessionRow)) == 1
    assert is_ended(ledger, "b")

"""A ledger's condition: read on both databases, whatever its version, without a change to it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from wian.ledger.condition import NEWEST, condition_of
from wian.ledger.database import open_ledger
from wian.ledger.errors import LedgerError, NoLedger


def test_an_empty_ledger_and_one_of_another_version(ledger_url):
    """Its size and clock are known in any case."""
    found = condition_of(ledger_url, now_minute=30_000_000, patience=600)
    assert (found.version, found.letters, found.live, found.hearers) == (NEWEST, 0, False, 0)
    assert found.size_bytes > 10_000
    assert (found.clock is not None) == found.on_server == ledger_url.startswith("postgresql")
    with open_ledger(ledger_url) as ledger, ledger.writing() as connection:
        connection.execute(text("UPDATE ledger_version SET version_num = '0002'"))
    old = condition_of(ledger_url, now_minute=30_000_000, patience=600)
    assert (old.version, old.letters) == ("0002", 0)


def test_letters_are_counted_and_those_of_late(live_ledger, living, tmp_path):
    """By when their propagation was recorded."""
    url = f"sqlite:///{tmp_path / 'live.db'}"
    month = 30 * 24 * 60
    for later, lately in ((0, 1), (month + 1, 0)):
        found = condition_of(url, now_minute=living.start.minute + later, patience=600)
        assert (found.letters, found.letters_lately, found.live) == (1, lately, True)


def test_what_is_no_ledger_is_said_so(tmp_path):
    """Nothing is made where there is none."""
    with pytest.raises(NoLedger):
        condition_of(f"sqlite:///{tmp_path / 'none.db'}", now_minute=0, patience=1)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(LedgerError):
        condition_of("postgresql://x@127.0.0.1:9/x", now_minute=0, patience=1)

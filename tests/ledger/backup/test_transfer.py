"""Stories of a ledger that moves from a SQLite file to a PostgreSQL server."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import select

from benchmarks.faults.ledger_rows import read_rows
from wian.ledger.backup.backup_file import BackupRefused
from wian.ledger.backup.ledger_backup import back_up, restore
from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify
from wian.ledger.tables import LetterRow


def _rows(ledger):
    """The rows of each table in one order, as two databases need not return the same one."""
    return {name: sorted(rows) for name, rows in read_rows(ledger, Path("none")).items()}


@pytest.fixture
def backed_up(live_ledger, live_plan, living, tmp_path):
    """The backup of a ledger in a file in which two offices have issued letters."""
    living.advance(live_ledger, live_plan, "moi")
    assert back_up(live_ledger.url, tmp_path / "wian.db").ok
    return tmp_path / "wian.db"


def test_a_ledger_moves_to_a_server_row_by_row(
    backed_up, live_ledger, live_plan, living, postgres_ledger_url
):
    """Every row is there, the proof holds, and work goes on under the next number."""
    found = restore(postgres_ledger_url, backed_up)
    assert (found.ok, found.checked["letters"]) == (True, 2)
    with open_ledger(postgres_ledger_url, make=False) as ledger:
        assert _rows(ledger) == _rows(live_ledger)
        living.advance(ledger, live_plan, "dla")
        assert verify(ledger).ok


def test_rows_of_a_server_are_replaced_only_if_asked(
    backed_up, live_plan, living, postgres_ledger_url
):
    """A ledger with letters stays as it is; one that was only made is as good as none."""
    with open_ledger(postgres_ledger_url) as ledger:
        living.begin(ledger, live_plan)
        before = _rows(ledger)
        with pytest.raises(BackupRefused, match="is there already; name another database, or say"):
            restore(postgres_ledger_url, backed_up)
        assert _rows(ledger) == before
    assert restore(postgres_ledger_url, backed_up, replace=True).checked["letters"] == 2


def test_a_backup_that_does_not_hold_is_not_moved(backed_up, postgres_ledger_url):
    """A changed row and a damaged file are refused before anything is written."""
    with sqlite3.connect(backed_up) as connection:
        connection.execute("UPDATE letter SET issued_minute = issued_minute + 1")
    with pytest.raises(BackupRefused, match=r"does not hold .*; restore another one"):
        restore(postgres_ledger_url, backed_up)
    backed_up.write_bytes(backed_up.read_bytes()[:5_000])
    with pytest.raises(BackupRefused, match="restore another one"):
        restore(postgres_ledger_url, backed_up)
    with open_ledger(postgres_ledger_url) as ledger, ledger.reading() as connection:
        assert connection.scalar(select(LetterRow.number)) is None


def test_the_dump_of_a_server_is_not_for_a_file(tmp_path):
    """The sentence says where it belongs."""
    (tmp_path / "wian.dump").write_bytes(b"PGDMP and more")
    with pytest.raises(BackupRefused, match="is of a ledger on PostgreSQL; name its database in"):
        restore(f"sqlite:///{tmp_path / 'wian.db'}", tmp_path / "wian.dump")

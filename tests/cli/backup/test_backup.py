"""``wian backup`` and ``wian restore`` at the terminal."""

from __future__ import annotations

import shutil
import sqlite3

import pytest


@pytest.fixture
def sent(home, live_database):
    """An installation with one letter."""
    home.mkdir()
    shutil.copy(live_database, home / "wian.db")
    return home


def test_what_is_backed_up_is_restored(sent, wian, tmp_path):
    """As sentences and as JSON; without --replace nothing is overwritten."""
    file = tmp_path / "monday.db"
    ran = wian("backup", file)
    said = f"The ledger is backed up in {file}, and holds: 1 letter of 1 propagation."
    assert (ran.code, ran.out.split(), ran.err) == (0, said.split(), "")
    assert wian("backup", file).code == 1
    told = {"file": str(file), "ok": True, "letters": 1, "faults": []}
    assert wian("backup", file, "--replace", "--json").json == told
    refused = wian("restore", file)
    assert refused.code == 1
    assert "is there already" in refused.err
    (sent / "wian.db").unlink()
    assert wian("restore", file, "--json").json == told


def test_a_backup_of_what_does_not_hold_is_written_and_said_so(sent, wian, tmp_path):
    """Better than none, and the exit status tells cron."""
    with sqlite3.connect(sent / "wian.db") as connection:
        connection.execute("UPDATE letter SET issued_minute = issued_minute + 1")
    ran = wian("backup", tmp_path / "monday.db")
    assert ran.code == 1
    assert "but it does not hold" in ran.err
    assert (tmp_path / "monday.db").is_file()

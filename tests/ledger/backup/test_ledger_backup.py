"""Stories of backups: one file holds everything, and nothing is lost unasked."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from benchmarks.postgres import programs
from wian.ledger.backup.backup_file import BackupRefused
from wian.ledger.backup.ledger_backup import back_up, restore
from wian.ledger.database import open_ledger
from wian.ledger.errors import LedgerBusy, NoLedger
from wian.ledger.ledger_file import LedgerGone
from wian.ledger.proof.verification import verify
from wian.ledger.read.offices.own_letters import outgoing
from wian.ledger.write.propagations import list_propagations


def _senders(url: str) -> list[str]:
    with open_ledger(url, make=False) as ledger:
        assert verify(ledger).ok
        return [each.letter.office for each in outgoing(ledger, "opm")]


@pytest.fixture
def sent_on_a_server(monkeypatch, postgres_ledger_url, live_plan, living) -> str:
    """A ledger with a letter, where there are ``pg_dump`` and ``pg_restore`` of its version."""
    if (found := programs()) is not None:
        monkeypatch.setenv("PATH", f"{found}{os.pathsep}{os.environ['PATH']}")
    if shutil.which("pg_dump") is None or shutil.which("pg_restore") is None:
        pytest.skip("pg_dump and pg_restore are not on this machine")
    with open_ledger(postgres_ledger_url) as ledger:
        living.begin(ledger, live_plan)
    return str(postgres_ledger_url)


def test_a_backup_is_one_file_that_holds_all_letters(live_ledger, live_plan, living, tmp_path):
    """While the ledger is open and has a log of its own; only its user can read the file."""
    living.advance(live_ledger, live_plan, "moi")
    file = tmp_path / "backup.db"
    found = back_up(live_ledger.url, file)
    assert (found.ok, found.checked["letters"]) == (True, 2)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = f"sqlite:///{tmp_path / 'new' / 'wian.db'}"
    assert restore(again, file).ok
    assert _senders(again) == ["opm"]
    assert sorted(path.name for path in tmp_path.glob("*backup*")) == ["backup.db"]


def test_nothing_is_overwritten_unasked(live_ledger, tmp_path):
    """Neither a file, nor a folder, nor a ledger."""
    file = tmp_path / "backup.db"
    file.write_text("mine")
    url = live_ledger.url
    with pytest.raises(
        BackupRefused, match="is there already; name another file, or say --replace"
    ):
        back_up(url, file)
    assert file.read_text() == "mine"
    assert back_up(url, file, replace=True).ok
    with pytest.raises(BackupRefused, match="--replace, or restore into another WIAN_HOME"):
        restore(url, file)
    for place, said in (
        (tmp_path, "is a folder"),
        (tmp_path / "none" / "x.db", "There is no folder"),
        (tmp_path / "live.db", "is the ledger itself"),
    ):
        with pytest.raises(BackupRefused, match=said):
            back_up(url, place, replace=True)
    with pytest.raises(BackupRefused, match="There is no file"):
        restore(url, tmp_path / "none.db", replace=True)


def test_there_is_no_backup_of_no_ledger(tmp_path):
    """A mistyped home is named, and no file is left."""
    with pytest.raises(NoLedger):
        back_up(f"sqlite:///{tmp_path / 'typo.db'}", tmp_path / "backup.db")
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_goes_back_to_what_its_backup_holds(live_ledger, live_plan, living, tmp_path):
    """What came later is gone, as asked; a process that had it open notices."""
    file, url = tmp_path / "backup.db", live_ledger.url
    back_up(url, file)
    living.advance(live_ledger, live_plan, "moi")
    with pytest.raises(LedgerBusy, match="is locked by another process"):
        restore(url, file, replace=True)
    assert len(outgoing(live_ledger, "moi")) == 1
    live_ledger.close()
    assert restore(url, file, replace=True).ok
    with pytest.raises(LedgerGone, match="was replaced by another file"):
        list_propagations(live_ledger)
    with open_ledger(url, make=False) as ledger:
        assert outgoing(ledger, "moi") == []
        living.advance(ledger, live_plan, "moi")
        assert verify(ledger).ok
    with sqlite3.connect(tmp_path / "live.db") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_what_is_no_whole_backup_is_not_restored(live_ledger, tmp_path):
    """A text, an empty file, half a copy, a changed ledger: the ledger that is there stays."""
    url = live_ledger.url
    names = ("text.db", "empty.db", "half.db", "changed.db")
    text, empty, half, changed = (tmp_path / name for name in names)
    text.write_text("no database")
    empty.touch()
    back_up(url, changed)
    half.write_bytes(changed.read_bytes()[: changed.stat().st_size // 2])
    with sqlite3.connect(changed) as connection:
        connection.execute("UPDATE letter SET issued_minute = issued_minute + 1")
    live_ledger.close()
    for file in (text, empty, half):
        refusal = rf"^The backup {file} .*; restore another one.* Nothing was changed"
        with pytest.raises(BackupRefused, match=refusal):
            restore(url, file, replace=True)
    with pytest.raises(BackupRefused, match=r"does not hold .*; restore another one"):
        restore(url, changed, replace=True)
    assert _senders(url) == ["opm"]
    assert list(tmp_path.glob(".*")) == []


def test_a_broken_ledger_is_replaced_by_its_backup(live_ledger, tmp_path):
    """That is what backups are for."""
    file, url = tmp_path / "backup.db", live_ledger.url
    back_up(url, file)
    live_ledger.close()
    (tmp_path / "live.db").write_bytes(b"x" * 5_000)
    assert restore(url, file, replace=True).ok
    assert _senders(url) == ["opm"]


def test_a_server_is_backed_up_and_restored(
    sent_on_a_server, postgres_url, live_plan, living, tmp_path
):
    """Into another database, and over itself."""
    file = tmp_path / "wian.dump"
    assert back_up(sent_on_a_server, file).checked["letters"] == 1
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert restore(postgres_url, file).ok
    assert _senders(postgres_url) == ["opm"]
    with open_ledger(postgres_url) as ledger:
        living.advance(ledger, live_plan, "moi")
    with pytest.raises(BackupRefused, match="is there already"):
        restore(postgres_url, file)
    assert restore(postgres_url, file, replace=True).checked["letters"] == 1
    with pytest.raises(BackupRefused, match="pg_restore failed"):
        restore(postgres_url, Path(__file__), replace=True)


def test_without_its_programs_the_command_for_a_server_is_named(
    postgres_ledger_url, monkeypatch, tmp_path
):
    """To be run where they are; the password is not in it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "wian.dump"
    with pytest.raises(BackupRefused) as caught:
        back_up(postgres_ledger_url, file)
    said = str(caught.value)
    assert "pg_dump is not on this machine" in said
    assert f"--file={file}" in said
    assert "let-me-in" not in said
    assert list(tmp_path.iterdir()) == []

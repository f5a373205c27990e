"""A backup is looked at: it opens, or a clause says why not; nothing is written beside it."""

from __future__ import annotations

import shutil

from wian.ledger.backup.ledger_backup import back_up
from wian.ledger.backup.readable import fault_of_backup, is_backup


def test_a_backup_opens_and_one_that_was_cut_short_does_not(sqlite_ledger_url, tmp_path):
    """Nor one that holds something else."""
    folder = tmp_path / "kept"
    folder.mkdir()
    whole, cut, text = (folder / name for name in ("whole.db", "cut.db", "notes.txt"))
    back_up(sqlite_ledger_url, whole)
    cut.write_bytes(whole.read_bytes()[:5000])
    text.write_text("no backup")
    assert [is_backup(each) for each in (whole, cut, text)] == [True, True, False]
    assert fault_of_backup(whole) is None
    assert "is damaged or no ledger" in fault_of_backup(cut)
    assert "cannot be read (no such file" in fault_of_backup(folder / "gone.db")
    assert sorted(each.name for each in folder.iterdir()) == ["cut.db", "notes.txt", "whole.db"]


def test_a_dump_of_a_server_is_listed_where_its_program_is(tmp_path):
    """Without it, the file's first letters are all that is known."""
    dump = tmp_path / "monday.dump"
    dump.write_bytes(b"PGDMP and no more")
    found = fault_of_backup(dump)
    assert (found is None) == (shutil.which("pg_restore") is None)

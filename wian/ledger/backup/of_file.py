"""Backs up and restores a ledger in a SQLite file, also while it is written to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from wian.kit.private_files import make_folder
from wian.ledger.backup.backup_file import BackupRefused, written_whole
from wian.ledger.database import open_ledger, read_ledger
from wian.ledger.database_url import file_url
from wian.ledger.errors import LedgerError, translated
from wian.ledger.proof.proof_faults import Verification
from wian.ledger.proof.verification import verify

_PAGES = 1_000
"""Pages copied at once: between them others may write."""


def back_up_file(path: Path, shown: str, file: Path) -> Verification:
    """Copy a ledger, as it is at one moment, into a file that needs no other, and prove the copy.

    Args:
        path: The ledger's file.
        shown: Its URL, for a sentence.
        file: The backup.

    Raises:
        LedgerError: The ledger cannot be read.
        BackupRefused: The backup cannot be written.
    """
    with written_whole(file) as part:
        with translated(shown):
            _copy(path, part)
        with read_ledger(file_url(part)) as copy:
            return verify(copy)


def restore_file(path: Path, shown: str, file: Path) -> Verification:
    """Put a backup in a ledger's place once it is proved; an older one is brought up to date.

    Args:
        path: The ledger's file; what is there is replaced.
        shown: Its URL, for a sentence.
        file: The backup, which stays as it is.

    Raises:
        LedgerBusy: Another process has the ledger open.
        BackupRefused: The backup is no ledger, or does not hold.
    """
    make_folder(path.parent)
    with ExitStack() as held, written_whole(path) as part:
        found = copied(file, part)
        refuse_faulty(file, found)
        with translated(shown):
            _write_ahead(part)
            held.enter_context(_alone(path))
    return found


def copied(file: Path, part: Path) -> Verification:
    """Copy a backup to where the ledger will be, and prove it; what is wrong is the backup's.

    Args:
        file: The backup, which stays as it is.
        part: The copy, which is brought up to date.

    Raises:
        BackupRefused: The backup is no ledger, or cannot be read.
    """
    try:
        with translated(str(file)):
            _copy(file, part)
        with open_ledger(file_url(part), make=False) as copy:
            return verify(copy)
    except LedgerError as error:
        remedy = "restore another one, or make room if the disk is full"
        raise BackupRefused(f"The backup {file} {error.what}", remedy) from error


def refuse_faulty(file: Path, found: Verification) -> None:
    """Refuse a backup that does not prove itself.

    Raises:
        BackupRefused: It does not.
    """
    if found.ok:
        return
    first = found.faults[0]
    what = f"The backup {file} does not hold ({first.kind}, {first.where}: {first.what})"
    raise BackupRefused(what, "restore another one")


def _copy(source: Path, target: Path) -> None:
    """SQLite's online backup: whole, at one moment, whoever writes meanwhile."""
    name = f"{source.absolute().as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(name, uri=True)) as original,
        closing(sqlite3.connect(target)) as copy,
    ):
        original.backup(copy, pages=_PAGES)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it


def _write_ahead(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Have nobody open the ledger that is replaced, and let it leave no log behind.

    A log of the old file beside the new one would destroy it.
    """
    if not path.exists():
        yield
        return
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as old:
        try:
            old.execute("PRAGMA locking_mode=EXCLUSIVE")
            old.execute("BEGIN EXCLUSIVE")
            old.execute("COMMIT")  # the lock stays
            old.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            pass  # what is replaced is no database any more
        for end in ("-wal", "-shm"):
            path.with_name(path.name + end).unlink(missing_ok=True)
        yield

"""Backs a ledger up into one file, and restores it, whichever database it is in."""

from __future__ import annotations

from pathlib import Path

from wian.ledger.backup.backup_file import BackupRefused, refuse_missing, refuse_overwriting
from wian.ledger.backup.of_file import back_up_file, restore_file
from wian.ledger.backup.of_server import back_up_server, restore_server
from wian.ledger.backup.readable import is_of_file, is_of_server
from wian.ledger.backup.transfer import transfer_file
from wian.ledger.database_url import parse_address
from wian.ledger.errors import NoLedger
from wian.ledger.proof.proof_faults import Verification


def back_up(url: str, file: Path, *, replace: bool = False) -> Verification:
    """Write a ledger into a file, as it is at one moment, and prove it.

    Args:
        url: The ledger's URL.
        file: The backup.
        replace: Whether a file that is there may be replaced.

    Raises:
        LedgerError: There is no ledger, or it cannot be read.
        BackupRefused: The backup cannot be written; nothing was changed.
    """
    address = parse_address(url)
    refuse_overwriting(file, replace=replace)
    if address.path is None:
        return back_up_server(address, file)
    if not address.path.exists():
        raise NoLedger(address.shown)
    if file.exists() and file.samefile(address.path):
        raise BackupRefused(f"{file} is the ledger itself", "name another file")
    return back_up_file(address.path, address.shown, file)


def restore(url: str, file: Path, *, replace: bool = False) -> Verification:
    """Make a ledger again from a backup, and prove it.

    A server takes the backup of a ledger in a SQLite file too: that is how a ledger moves there.

    Args:
        url: The ledger's URL.
        file: The backup.
        replace: Whether a ledger that is there may be replaced.

    Raises:
        LedgerError: The database cannot be used, or somebody uses it.
        BackupRefused: The backup cannot be restored; nothing was changed.
    """
    address = parse_address(url)
    refuse_missing(file)
    of_file, of_server = _kinds(file)
    if address.path is None:
        restored = transfer_file if of_file else restore_server
        return restored(address, file, replace=replace)
    if of_server:
        what = f"The backup {file} is of a ledger on PostgreSQL"
        raise BackupRefused(what, "name its database in WIAN_DATABASE_URL")
    if address.path.exists():
        if file.samefile(address.path):
            raise BackupRefused(f"{file} is the ledger itself", "name a backup")
        if not replace:
            what = f"{address.path} is there already"
            raise BackupRefused(what, "say --replace, or restore into another WIAN_HOME")
    return restore_file(address.path, address.shown, file)


def _kinds(file: Path) -> tuple[bool, bool]:
    """Whether a backup is of a file, and whether of a server.

    Raises:
        BackupRefused: It cannot be read.
    """
    try:
        return is_of_file(file), is_of_server(file)
    except OSError as error:
        what = f"{file} cannot be read ({error.strerror})"
        raise BackupRefused(what, "name a file that you may read") from error

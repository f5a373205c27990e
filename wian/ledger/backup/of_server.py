"""Backs up and restores a ledger on PostgreSQL, with that database's own programs."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.engine import URL

from wian.ledger.backup.backup_file import BackupRefused, written_whole
from wian.ledger.database import open_ledger, read_ledger
from wian.ledger.database_url import DatabaseAddress
from wian.ledger.errors import NoLedger
from wian.ledger.proof.proof_faults import Verification
from wian.ledger.proof.verification import verify

_LINES = 3
"""How much of what a program says is repeated."""


def back_up_server(address: DatabaseAddress, file: Path) -> Verification:
    """Have ``pg_dump`` write a ledger into a file, and prove the ledger.

    Raises:
        LedgerError: The ledger cannot be read.
        BackupRefused: There is no ``pg_dump``, or it fails.
    """
    dump = ["--format=custom", "--no-owner", "--no-privileges"]
    with read_ledger(_full(address)) as ledger:
        with written_whole(file) as part:
            _run(address, ["pg_dump", *dump, f"--file={part}"], shown=f"--file={file}")
            _run(address, ["pg_restore", "--list", str(part)], names_database=False)
        return verify(ledger)


def restore_server(address: DatabaseAddress, file: Path, *, replace: bool) -> Verification:
    """Have ``pg_restore`` make a ledger again in one transaction, and prove it.

    Args:
        address: The database, which exists.
        file: What :func:`back_up_server` wrote.
        replace: Whether tables that are there are dropped first.

    Raises:
        LedgerError: The database cannot be used.
        BackupRefused: It has tables that are to stay, there is no ``pg_restore``, or it fails.
    """
    if not replace:
        _refuse_full(address)
    again = ["--clean", "--if-exists"] if replace else []
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    _run(address, ["pg_restore", *again, *options, str(file)])
    with open_ledger(_full(address), make=False) as ledger:
        return verify(ledger)


def _full(address: DatabaseAddress) -> str:
    return address.url.render_as_string(hide_password=False)


def _refuse_full(address: DatabaseAddress) -> None:
    try:
        read_ledger(_full(address)).close()
    except NoLedger:
        return
    what = f"The ledger {address.shown} is there already"
    raise BackupRefused(what, "name another database, or say --replace")


def _run(
    address: DatabaseAddress,
    command: Sequence[str],
    *,
    shown: str = "",
    names_database: bool = True,
) -> None:
    """Run a program of PostgreSQL; the password goes to it where nobody else can read it."""
    program, *arguments = command
    named = [f"--dbname={_without_password(address.url)}"] if names_database else []
    if shutil.which(program) is None:
        typed = [program, *named, *(_as_shown(each, shown) for each in arguments)]
        what = f"{program} is not on this machine"
        remedy = f"install PostgreSQL's client programs, or run where they are: {shlex.join(typed)}"
        raise BackupRefused(what, remedy)
    secret = {"PGPASSWORD": address.url.password} if address.url.password else {}
    ended = subprocess.run(  # noqa: S603 - a program of that name, and options of our own
        [program, *named, *arguments],
        env={**os.environ, **secret},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if ended.returncode:
        lines = [line.strip().rstrip(".") for line in ended.stderr.splitlines() if line.strip()]
        said = " / ".join(lines[:_LINES]) or f"exit status {ended.returncode}"
        raise BackupRefused(f"{program} failed ({said})", "mend that, and run it again")


def _as_shown(argument: str, shown: str) -> str:
    return shown if shown and argument.startswith("--file=") else argument


def _without_password(url: URL) -> str:
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
    return bare.render_as_string(hide_password=False)

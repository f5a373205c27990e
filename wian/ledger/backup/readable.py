"""Whether a file is a backup that opens: a quick look, which proves less than restoring it."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from wian.ledger.tables import VERSION_TABLE

_SQLITE, _DUMP = b"SQLite format 3\x00", b"PGDMP"
_SECONDS = 5.0


def is_backup(file: Path) -> bool:
    """Whether a file begins as ``wian backup`` writes one.

    Raises:
        OSError: It cannot be read.
    """
    return is_of_file(file) or is_of_server(file)


def is_of_file(file: Path) -> bool:
    """Whether a file begins as the backup of a ledger in a SQLite file does.

    Raises:
        OSError: It cannot be read.
    """
    return _begins(file, _SQLITE)


def is_of_server(file: Path) -> bool:
    """Whether a file begins as the backup of a ledger on PostgreSQL does.

    Raises:
        OSError: It cannot be read.
    """
    return _begins(file, _DUMP)


def _begins(file: Path, signature: bytes) -> bool:
    with file.open("rb") as opened:
        return opened.read(len(signature)) == signature


def fault_of_backup(file: Path) -> str | None:
    """A clause that says why a backup does not open; ``None``: it does.

    One of a database server is asked for its table of contents, where ``pg_restore`` is there.
    """
    try:
        return _fault_of_dump(file) if is_of_server(file) else _fault_of_file(file)
    except OSError as error:
        return f"cannot be read ({(error.strerror or type(error).__name__).lower()})"


def _fault_of_file(file: Path) -> str | None:
    """Ask the copy for its version; as it is immutable, nothing is written beside it."""
    name = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(name, uri=True, timeout=_SECONDS)) as copy:
            copy.execute(f"SELECT version_num FROM {VERSION_TABLE}").fetchone()  # noqa: S608 - a constant
            copy.execute("SELECT count(*) FROM propagation").fetchone()
    except sqlite3.Error as error:
        return f"is damaged or no ledger ({error})"
    return None


def _fault_of_dump(file: Path) -> str | None:
    program = shutil.which("pg_restore")
    if program is None:
        return None
    try:
        ended = subprocess.run(  # noqa: S603 - PostgreSQL's own program, and options of our own
            [program, "--list", str(file)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"has not been read by pg_restore in {_SECONDS:.0f} seconds"
    return "is no whole dump: pg_restore cannot list it" if ended.returncode else None

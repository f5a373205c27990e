"""Where the ledger is: its URL, the part that may be shown, and the file that it names."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from wian.kit.private_files import make_file, make_folder
from wian.ledger.errors import LedgerError, NoLedger

_FORMS = "write sqlite:///folder/ledger.db or postgresql://user:password@host/database"
_USER = re.compile(r"(://[^:/@\s]*):.*@")
_QUERY = re.compile(r"(\w*password)=[^&]*", re.IGNORECASE)
_MAGIC = b"SQLite format 3\x00"

_IDLE, _PROBE, _PROBES, _UNANSWERED = 10, 3, 3, 20_000
_NOTICED = {
    "keepalives_idle": _IDLE,
    "keepalives_interval": _PROBE,
    "keepalives_count": _PROBES,
    "tcp_user_timeout": _UNANSWERED,
}
"""A server that no longer answers is noticed within 20 seconds, and not in the system's hours."""
_NOTICED_BY_SERVER = (
    f"-c tcp_keepalives_idle={_IDLE} -c tcp_keepalives_interval={_PROBE} "
    f"-c tcp_keepalives_count={_PROBES} -c tcp_user_timeout={_UNANSWERED}"
)
"""So does the server notice this machine, whose locks it would keep for as long."""


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """Where a ledger is.

    Attributes:
        url: For SQLAlchemy, with the drivers that wian uses.
        shown: For people, with the password hidden.
    """

    url: URL
    shown: str

    @property
    def path(self) -> Path | None:
        """The file of a SQLite ledger."""
        is_file = self.url.drivername == "sqlite" and self.url.database
        return Path(self.url.database) if is_file and self.url.database else None


def parse_address(url: str) -> DatabaseAddress:
    """Read a ledger's URL.

    Raises:
        LedgerError: It is no URL, or of a database that wian does not use.
    """
    shown = hide_password(url)
    try:
        parsed = make_url(url)
    except (SQLAlchemyError, ValueError):
        raise LedgerError(shown, "is no database URL", _FORMS) from None
    backend = parsed.drivername.partition("+")[0]
    if backend in ("postgresql", "postgres"):
        return DatabaseAddress(parsed.set(drivername="postgresql+psycopg"), shown)
    if backend != "sqlite":
        raise LedgerError(shown, f"is of the kind {backend}, which wian does not use", _FORMS)
    if parsed.database in (None, "", ":memory:"):
        raise LedgerError(shown, "names no file, and would be lost", _FORMS)
    return DatabaseAddress(parsed.set(drivername="sqlite"), shown)


def file_url(path: Path) -> str:
    """The URL of a ledger in a file.

    Raises:
        LedgerError: Its path cannot stand in a URL.
    """
    shown = f"sqlite:///{path.expanduser().absolute()}"
    if "?" in shown:
        what = "has a question mark, which a database URL cannot have"
        raise LedgerError(shown, what, "name another file")
    return shown


def hide_password(url: str) -> str:
    """``url`` without its password, and not longer than a line or two."""
    hidden = _QUERY.sub(r"\1=***", _USER.sub(r"\1:***@", url))
    return hidden if len(hidden) <= _SHOWN else f"{hidden[:_SHOWN]}..."


_SHOWN = 200


def prepare_file(path: Path, shown: str, *, make: bool = True) -> None:
    """Make a SQLite file and its folder where missing, and see that it can be a ledger.

    Raises:
        NoLedger: It is missing, and is not to be made.
        LedgerError: It is a folder or a device, read-only, or no SQLite database.
    """
    try:
        if not make and not path.exists():
            raise NoLedger(shown)
        make_folder(path.parent)
        if path.exists():
            _check_existing(path, shown)
        else:
            make_file(path)  # its journals get the same rights from SQLite
    except (OSError, ValueError) as error:
        detail = error.strerror if isinstance(error, OSError) else str(error)
        raise LedgerError(
            shown, f"cannot be opened ({detail})", "name a file in a folder that you may write to"
        ) from error


def _check_existing(path: Path, shown: str) -> None:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise LedgerError(shown, "is a folder", "name a file in it")
    if not stat.S_ISREG(mode):
        raise LedgerError(shown, "is no regular file", "name a file that wian made, or a new one")
    if not mode & 0o222 or not os.access(path, os.R_OK | os.W_OK):
        raise LedgerError(
            shown, "is read-only", "make the file writable for you, or name another one"
        )
    with path.open("rb") as file:
        if (start := file.read(len(_MAGIC))) and start != _MAGIC:
            raise LedgerError(
                shown, "is no SQLite database", "name a file that wian made, or a new one"
            )


def server_arguments(
    address: DatabaseAddress, patience: float, *, reads_only: bool
) -> dict[str, Any]:
    """What a connection to a server is opened with.

    Args:
        address: Of a server.
        patience: Seconds to wait for another's lock.
        reads_only: Whether the server is to refuse every change.
    """
    given = address.url.query.get("options", "")
    options = f"{_NOTICED_BY_SERVER} {given} -c lock_timeout={int(patience * 1000)}"
    if reads_only:
        options += " -c default_transaction_read_only=on"
    noticed = {name: value for name, value in _NOTICED.items() if name not in address.url.query}
    return {**noticed, "options": options, "connect_timeout": max(2, min(10, int(patience)))}

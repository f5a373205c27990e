"""Empty ledgers of both kinds: the migrations run once a process, each test gets a copy."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.pool import Pool

from wian.ledger.database import Ledger, open_ledger

_DISK = {"waited for": False}


@event.listens_for(Pool, "checkout")
def _leave_the_disk_alone(connection: object, *_: object) -> None:
    """Nobody pulls the plug on a test: thousands of commits need not be synced to the disk.

    Programs that the tests start sync as they always do.
    """
    if isinstance(connection, sqlite3.Connection) and not _DISK["waited for"]:
        connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the ledger's own setting: every commit is synced to the disk."""
    monkeypatch.setitem(_DISK, "waited for", True)


@pytest.fixture(scope="session")
def made_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that holds an empty ledger; only to be copied."""
    path = tmp_path_factory.mktemp("made") / "ledger.db"
    open_ledger(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def sqlite_ledger_url(made_file: Path, tmp_path: Path) -> str:
    """URL of an empty ledger of the test's own, in a file."""
    return f"sqlite:///{shutil.copy(made_file, tmp_path / 'ledger.db')}"


@pytest.fixture(params=["sqlite", "postgresql"])
def ledger_url(request: pytest.FixtureRequest) -> str:
    """URL of an empty ledger of either kind."""
    kind = "postgres" if request.param == "postgresql" else "sqlite"
    return str(request.getfixturevalue(f"{kind}_ledger_url"))


@pytest.fixture
def empty_ledger(sqlite_ledger_url: str) -> Iterator[Ledger]:
    """An empty SQLite ledger."""
    with open_ledger(sqlite_ledger_url) as ledger:
        yield ledger


@pytest.fixture
def either(ledger_url: str) -> Iterator[Ledger]:
    """An empty ledger of either kind."""
    with open_ledger(ledger_url) as ledger:
        yield ledger


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """The SQL statements that every ledger of this process is asked, as they come."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield asked
    event.remove(Engine, "before_cursor_execute", note)

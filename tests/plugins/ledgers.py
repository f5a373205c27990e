"""Empty ledgers of both kinds: the migrations run once a process, each test gets what they made."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert
from sqlalchemy.pool import Pool

from wian.ledger import database, schema_version
from wian.ledger.database import Ledger, open_ledger
from wian.ledger.tables import VERSION_TABLE, IdentityRow
from wian.ledger.write.record_book import Record, RecordBook, identity_digest

_KEPT = ("CREATE ", f'INSERT INTO "{VERSION_TABLE}"')
"""How the SQL begins that every ledger has in common: all but its identity."""
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


@pytest.fixture(scope="session", autouse=True)
def migrations() -> Iterator[Callable[[Connection], None]]:
    """Bring an empty file to the tables by the SQL that the migrations left in this process's
    first one; gives what runs the migrations, as programs that the tests start do.
    """
    run, made = schema_version._run_alembic, list[str]()

    def run_once(connection: Connection) -> None:
        file = connection.connection.driver_connection
        if not isinstance(file, sqlite3.Connection) or not schema_version.is_bare(connection):
            run(connection)
        elif made:
            for statement in made:
                file.execute(statement)
            _identify(connection)
        else:
            run(connection)
            made.extend(each for each in file.iterdump() if each.startswith(_KEPT))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schema_version, "_run_alembic", run_once)
        yield run


def _identify(connection: Connection) -> None:
    """Give a ledger an identity of its own, and enter it, as a migration does."""
    identity, book = secrets.token_hex(16), RecordBook(connection)
    number = book.number(Record.IDENTITY, identity)
    connection.execute(insert(IdentityRow).values(id=identity))
    book.enter(Record.IDENTITY, number, identity_digest(identity))


@pytest.fixture(scope="session", autouse=True)
def _compile_once() -> Iterator[None]:
    """Let all ledgers of this process find the SQL of statements that one of them has compiled.

    A program opens one ledger and compiles each statement once; here each test opens one anew.
    SQLAlchemy keeps what is compiled by dialect, so they share that of the first one.
    """
    engine_of, first = database._engine, dict[str, Engine]()

    def sharing(*arguments: Any, **options: Any) -> Engine:
        engine: Engine = engine_of(*arguments, **options)
        known = first.setdefault(engine.name, engine)
        if known.dialect.server_version_info is None:  # it has not reached its database
            first[engine.name] = engine
        else:
            engine.dialect, engine._compiled_cache = known.dialect, known._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_engine", sharing)
        yield


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

"""Runs one SQL statement that reads the ledger and can change nothing."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from wian.kit.errors import WianError
from wian.ledger.database_url import DatabaseAddress, parse_address
from wian.ledger.errors import LedgerError, NoLedger, translate
from wian.ledger.finished.frozen_table import FrozenRow
from wian.ledger.migrations import VERSIONS
from wian.ledger.tables import VERSION_TABLE

VIEWS = ("propagations", "letters", "receptions", "hops", "office_acts")
"""The views made for questions; docs/reference/sql-views.md has their columns."""
PATIENCE = 60.0
"""Seconds that a question may take."""
_CLOSED = frozenset({"account", "ended_session", "token", "webhook", "message"})
"""Tables with passwords and secrets, which no question sees."""
_LOOKED_AT_EVERY = 10_000
_LONGEST = 64 * 1024 * 1024
_VERSION = f"SELECT version_num FROM {VERSION_TABLE}"  # noqa: S608 - a constant
_FROZEN = f"SELECT count(*) FROM {FrozenRow.__tablename__}"  # noqa: S608 - a constant
_ALLOWED = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
)


@dataclass(frozen=True)
class Answer:
    """What a question is answered with.

    Attributes:
        columns: Their names, in order.
        rows: The rows, one at a time, while the question is open.
        frozen: How many rehearsals are frozen, so that the views have no row of them.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]
    frozen: int


class QuestionRefused(WianError):
    """A question that cannot be answered.

    Args:
        what: A clause that says why.
        remedy: A clause that says what to do.
    """

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"The question was not answered: {what}; {remedy}.")


@contextmanager
def asking(url: str, question: str, *, patience: float = PATIENCE) -> Iterator[Answer]:
    """Ask the ledger at a URL; it is opened for reading only, and nothing is brought up to date.

    Args:
        url: As :func:`wian.ledger.database.open_ledger` takes it.
        question: One SQL statement that gives rows.
        patience: Seconds that it may take.

    Raises:
        QuestionRefused: It is no question, takes too long, or asks for what is closed.
        LedgerError: There is no ledger of this version at the URL.
    """
    address = parse_address(url)
    asked = _asking_file if address.path else _asking_server
    with asked(address, _statement(question), patience) as answer:
        yield answer


def _statement(question: str) -> str:
    text = question.strip().rstrip(";").strip()
    if not text or "\0" in text:
        raise QuestionRefused("it is empty", "write SELECT ... FROM hops")
    return text


@contextmanager
def _asking_file(address: DatabaseAddress, question: str, patience: float) -> Iterator[Answer]:
    path = address.path or Path()
    if not path.is_file():
        raise NoLedger(address.shown)
    try:
        name = f"file:{quote(str(path))}?mode=ro"
        with closing(sqlite3.connect(name, uri=True, timeout=patience)) as connection:
            connection.execute("PRAGMA query_only=ON")
            _check_version(connection.execute(_VERSION).fetchone(), address)
            (frozen,) = connection.execute(_FROZEN).fetchone()
            _confine(connection, patience)
            yield _answer_of_file(connection.execute(question), frozen)
    except (sqlite3.Error, sqlite3.Warning) as error:
        if str(error) == "interrupted":
            raise _too_long(patience) from error
        raise _refusal(error, address) from error


def _confine(connection: sqlite3.Connection, patience: float) -> None:
    """Leave nothing but reading what is open, for so long, of values of such a size."""
    end = time.monotonic() + patience
    connection.set_progress_handler(lambda: time.monotonic() > end, _LOOKED_AT_EVERY)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.set_authorizer(_authorize)


def _authorize(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    if action not in _ALLOWED or (action == sqlite3.SQLITE_READ and first in _CLOSED):
        return sqlite3.SQLITE_DENY
    loads = action == sqlite3.SQLITE_FUNCTION and second == "load_extension"
    return sqlite3.SQLITE_DENY if loads else sqlite3.SQLITE_OK


def _answer_of_file(cursor: sqlite3.Cursor, frozen: int) -> Answer:
    if cursor.description is None:
        raise QuestionRefused("it gives no rows", "write SELECT ... FROM hops")
    return Answer(tuple(column[0] for column in cursor.description), cursor, frozen)


@contextmanager
def _asking_server(address: DatabaseAddress, question: str, patience: float) -> Iterator[Answer]:
    """A cursor can be declared for a query only, in a transaction that reads only."""
    url = address.url.set(drivername="postgresql").render_as_string(hide_password=False)
    milliseconds = max(1, int(patience * 1000))
    options = f"-c default_transaction_read_only=on -c statement_timeout={milliseconds}"
    import psycopg  # noqa: PLC0415 - 0.3 s that nobody with a file need pay

    try:
        with psycopg.connect(url, options=options, connect_timeout=10) as connection:
            connection.read_only = True
            _check_version(connection.execute(_VERSION).fetchone(), address)
            (frozen,) = connection.execute(_FROZEN).fetchone() or (0,)
            with connection.cursor(name="wian_question") as cursor:
                cursor.execute(question.encode())
                columns = tuple(column.name for column in cursor.description or ())
                yield Answer(columns, iter(cursor), frozen)
    except psycopg.errors.QueryCanceled as error:
        raise _too_long(patience) from error
    except psycopg.OperationalError as error:
        raise translate(error, address.shown) from error
    except psycopg.Error as error:
        raise _refusal(error, address) from error


def _check_version(found: tuple[Any, ...] | None, address: DatabaseAddress) -> None:
    version = found[0] if found else None
    if version != VERSIONS[-1]:
        raise LedgerError(
            address.shown,
            f"is of version {version}, and the views are those of version {VERSIONS[-1]}",
            "run wian status, which brings an older ledger up to date, or use a newer wian",
        )


def _too_long(patience: float) -> QuestionRefused:
    what = f"it took longer than {patience:g} seconds"
    return QuestionRefused(what, "ask for less at a time, or give it more with --timeout")


def _refusal(error: Exception, address: DatabaseAddress) -> WianError:
    """The sentence for what the database answered."""
    said = (str(error).strip().splitlines() or ["no reason given"])[0].rstrip(".;")
    if "no such table: ledger_version" in said or '"ledger_version" does not exist' in said:
        return LedgerError(address.shown, "holds no ledger", "name a database that wian made")
    if "not authorized" in said or "prohibited" in said or "read-only" in said:
        return QuestionRefused(f"a question reads the views and nothing else ({said})", _REMEDY)
    return QuestionRefused(f"the database cannot read it ({said})", _REMEDY)


_REMEDY = f"ask {', '.join(VIEWS[:-1])} or {VIEWS[-1]} with one SELECT"

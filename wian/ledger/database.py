"""The ledger's database: connections and transactions."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from wian.jurisdictions.countries import forget_definitions, remember_definitions
from wian.ledger.database_url import (
    DatabaseAddress,
    parse_address,
    prepare_file,
    server_arguments,
)
from wian.ledger.errors import LedgerBusy, LedgerError, NoLedger, translated
from wian.ledger.finished.frozen_state import refuse_frozen
from wian.ledger.ledger_file import LedgerFile
from wian.ledger.outbox.events import News
from wian.ledger.outbox.messages import anyone_hears, enqueue
from wian.ledger.read import facts
from wian.ledger.read.kept_definitions import kept_definition
from wian.ledger.records import Clock
from wian.ledger.schema_version import is_bare, is_current, upgrade, write_ahead
from wian.ledger.write.cohort import CohortWriter

PATIENCE = 30.0
"""Seconds to wait for another process's lock before giving up."""
_POOL: Mapping[str, Any] = {"pool_size": 16, "max_overflow": 8, "pool_use_lifo": True}
"""As many connections stay open as a desk has threads; the one used last is used first."""
_RESTED_SECONDS = 1.0
"""After how long a connection to a server may have broken unseen."""


def _to_nobody(news: Sequence[News]) -> None:
    """Where nobody is told beyond the webhooks."""


class Ledger:
    """An open ledger; close it, or use it as a context manager. Safe to share by threads.

    Args:
        engine: The database.
        url: Its URL with the password hidden.
        announce: Called with the news of each transaction once that is kept; it must not raise.
        file: Its file; ``None`` of a database server.

    Attributes:
        url: As given.
        announce: As given.
    """

    def __init__(
        self,
        engine: Engine,
        url: str,
        announce: Callable[[Sequence[News]], None] = _to_nobody,
        file: LedgerFile | None = None,
    ) -> None:
        self._engine, self.url, self.announce, self._file = engine, url, announce, file
        self._turn: AbstractContextManager[object] = (
            threading.Lock() if self._is_file else nullcontext()
        )
        self._look = threading.local()
        remember_definitions(self.definition)

    @contextmanager
    def reading(self, *, once: bool = False) -> Iterator[Connection]:
        """A connection that sees the ledger as it stands now, whatever is written meanwhile.

        Args:
            once: One question is asked, which needs no transaction.

        Raises:
            LedgerError: The database fails at any statement inside, or its file has gone.
        """
        held: Connection | None = getattr(self._look, "connection", None)
        if held is not None:
            yield held
            return
        self._refuse_replaced()
        with translated(self.url), self._engine.connect() as connection:
            yield connection.execution_options(**self._reading_options(once=once))

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """Whatever this thread reads inside, it sees the ledger as it stood at its first question.

        A page asks many questions: over one connection they cost less, and their answers agree.
        Nothing is written inside.

        Raises:
            LedgerError: The database fails, or its file has gone.
        """
        with self.reading() as connection:
            self._look.connection = connection
            try:
                yield
            finally:
                self._look.connection = None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a write transaction: kept at the end, undone by any exception.

        SQLite has one writer at a time: the threads of this process take turns, as those that
        only ask it again and again whether they may would wait for seconds.

        Raises:
            LedgerBusy: Another process holds what it needs; it may be tried again.
            LedgerError: The database fails at any statement inside, or its file has gone.
        """
        options: dict[str, Any] = (
            {"immediate": True} if self._is_file else {"isolation_level": "READ COMMITTED"}
        )
        with self._turn, translated(self.url), self._engine.connect() as connection:
            connection = connection.execution_options(**options)  # noqa: PLW2901 - the same one
            with connection.begin():
                self._refuse_replaced()
                yield connection
                self._refuse_replaced()

    @contextmanager
    def cohort(self, propagation: str, clock: Clock | None = None) -> Iterator[CohortWriter]:
        """One transaction that writes letters, hops and receptions of a propagation.

        Args:
            propagation: Its id.
            clock: Its clock, where the caller knows that it is recorded with it.

        Raises:
            UnknownPropagation: It is not recorded.
            FrozenPropagation: It is frozen.
            IncompleteCohort: What was written does not hold together.
            LedgerBusy: Another process holds what it needs; the cohort may be tried again.
        """
        with self.writing() as connection:
            known = clock or facts.clock(connection, propagation)
            if known is Clock.VIRTUAL:
                refuse_frozen(connection, propagation)
            cohort = CohortWriter(connection, propagation, known.book)
            yield cohort
            cohort.close()
        if cohort.news:
            self.announce(cohort.news)

    def tell(self, news: Sequence[News]) -> None:
        """Tell what is no record of a cohort, such as that an office is late.

        Webhooks are told the same only once, however often it is found.
        """
        with self.reading() as connection:
            heard = anyone_hears(connection, news)
        if heard:  # or nobody waits for a lock that is not needed
            with self.writing() as connection:
                enqueue(connection, news)
        if news:
            self.announce(news)

    @contextmanager
    def looking(self, propagation: str, clock: Clock | None = None) -> Iterator[CohortWriter]:
        """The same to look at only: it sees what a cohort would see, and keeps nothing.

        Raises:
            UnknownPropagation: It is not recorded.
        """
        with self.reading() as connection:
            known = clock or facts.clock(connection, propagation)
            yield CohortWriter(connection, propagation, known.book)

    def definition(self, jurisdiction: str) -> bytes | None:
        """What defines a jurisdiction that something was recorded under; ``None`` if unknown."""
        with suppress(LedgerError), self.reading() as connection:
            return kept_definition(connection, jurisdiction)
        return None

    @property
    def path(self) -> str | None:
        """Where its file is; ``None`` of a database server."""
        return self._engine.url.database if self._is_file else None

    def own_connection(self) -> Connection:
        """A connection outside transactions, for who keeps it for long and closes it."""
        return self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    def time(self) -> datetime | None:
        """What the database server's clock says; ``None`` for a file, which has none.

        Raises:
            LedgerError: The server cannot be asked.
        """
        if self._is_file:
            return None
        with self.reading(once=True) as connection:
            return connection.scalar(select(func.now()))

    def compact(self) -> bool:
        """Give what was deleted from a file back to the disk; whether that could be done.

        A server does that by itself, and others must leave the file alone meanwhile.
        """
        if not self._is_file:
            return False
        with suppress(LedgerBusy), self._turn, translated(self.url), self._engine.connect() as one:
            one.execution_options(once=True).exec_driver_sql("VACUUM")
            return True
        return False

    @property
    def full_url(self) -> str:
        """The URL with its password, for a process of this program; never to be shown."""
        return self._engine.url.render_as_string(hide_password=False)

    def close(self) -> None:
        """Close every connection; a file is whole by itself then, unless others use it still."""
        forget_definitions(self.definition)
        if self._file:
            self._file.fold_in(self._engine)
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _reading_options(self, *, once: bool) -> dict[str, Any]:
        if self._is_file:
            return {"once": once}
        return {"isolation_level": "AUTOCOMMIT" if once else "REPEATABLE READ"}

    def _refuse_replaced(self) -> None:
        if self._file:
            self._file.refuse_replaced()

    @property
    def _is_file(self) -> bool:
        return self._engine.dialect.name == "sqlite"


def read_ledger(url: str, *, patience: float = PATIENCE, any_version: bool = False) -> Ledger:
    """Open the ledger at a URL for reading only: the database itself refuses every change.

    Args:
        url: As for :func:`open_ledger`.
        patience: Seconds to wait for another process's lock.
        any_version: Whatever its tables are; the caller looks at them.

    Raises:
        NoLedger: There is none.
        LedgerError: It is of another version, or cannot be reached.
    """
    address = parse_address(url)
    if address.path and not address.path.exists():
        raise NoLedger(address.shown)
    ledger = Ledger(_engine(address, patience, reads_only=True), address.shown)
    try:
        if not any_version:
            _refuse_older(ledger)
    except BaseException:
        ledger.close()
        raise
    return ledger


def open_ledger(
    url: str,
    *,
    patience: float = PATIENCE,
    make: bool = True,
    announce: Callable[[Sequence[News]], None] = _to_nobody,
) -> Ledger:
    """Open the ledger at a URL; make or upgrade its tables where they are missing or older.

    Args:
        url: ``sqlite:///path`` (its folder is made) or ``postgresql://user:password@host/name``.
        patience: Seconds to wait for another process's lock.
        make: Make it where there is none.
        announce: Called with the news of each transaction once that is kept; it must not raise.

    Raises:
        NoLedger: There is none, and none is to be made.
        LedgerError: It cannot be a ledger of this version, or cannot be reached; nothing was
            written.
    """
    address = parse_address(url)
    if address.path:
        prepare_file(address.path, address.shown, make=make)
    engine = _engine(address, patience)
    file = LedgerFile(address.path, address.shown) if address.path else None
    ledger = Ledger(engine, address.shown, announce, file)
    try:
        _bring_up_to_date(ledger, engine, patience, make=make)
    except BaseException:
        forget_definitions(ledger.definition)
        engine.dispose()  # what is not understood is left as it is
        raise
    return ledger


def _bring_up_to_date(ledger: Ledger, engine: Engine, patience: float, *, make: bool) -> None:
    with ledger.reading() as connection:
        if is_current(connection, ledger.url):
            return
        if not make and is_bare(connection):
            raise NoLedger(ledger.url)
    if engine.dialect.name == "sqlite":
        with translated(ledger.url):
            write_ahead(engine, patience)
    from wian.ledger.lists.list_rebuild import list_unlisted  # noqa: PLC0415 - with networkx

    with ledger.writing() as connection:
        upgrade(connection, ledger.url)
        list_unlisted(connection)


def _refuse_older(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        if is_current(connection, ledger.url):
            return
        if is_bare(connection):
            raise NoLedger(ledger.url)
    remedy = "run wian status, which brings it up to date, or open it for writing once"
    raise LedgerError(ledger.url, "is of an older version, and is opened for reading only", remedy)


def _engine(address: DatabaseAddress, patience: float, *, reads_only: bool = False) -> Engine:
    make = _file_engine if address.path else _server_engine
    return make(address, patience, reads_only=reads_only)


def _server_engine(address: DatabaseAddress, patience: float, *, reads_only: bool) -> Engine:
    arguments = server_arguments(address, patience, reads_only=reads_only)
    engine = create_engine(address.url, connect_args=arguments, **_POOL)
    event.listen(engine, "checkin", _note_rest)
    event.listen(engine, "checkout", _ask_if_rested)
    return engine


def _file_engine(address: DatabaseAddress, patience: float, *, reads_only: bool) -> Engine:
    engine = create_engine(address.url, connect_args={"timeout": patience}, **_POOL)
    event.listen(engine, "connect", _set_up)
    if reads_only:
        event.listen(engine, "connect", _refuse_changes)
    event.listen(engine, "begin", _begin)
    return engine


def _note_rest(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["since"] = time.monotonic()


def _ask_if_rested(connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
    """Ask a connection that has rested whether it still stands, rather than each time."""
    if time.monotonic() - record.info.get("since", math.inf) < _RESTED_SECONDS:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except Exception as gone:  # whatever the driver says: such a connection is replaced
        raise DisconnectionError from gone


def _set_up(connection: Any, _record: Any) -> None:
    """Leave transactions to :func:`_begin`, and sync every commit to the disk."""
    connection.isolation_level = None
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _refuse_changes(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA query_only=ON")


def _begin(connection: Connection) -> None:
    """Take SQLite's write lock at once where the transaction writes, so that it cannot fail
    halfway for another writer.
    """
    options = connection.get_execution_options()
    if not options.get("once"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("immediate") else "BEGIN")

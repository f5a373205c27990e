"""SQL for many rows at once: inserts that may be repeated, and long lists of ids."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    Text,
    TypeDecorator,
    any_,
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute

from wian.ledger.tables import Base

Row = tuple[Any, ...]


def insert_rows(
    connection: Connection, table: type[Base], columns: tuple[str, ...], rows: Sequence[Row]
) -> None:
    """Insert rows; none of their keys may be there yet."""
    if rows:
        statement = _insertion(_mark(connection), table, columns)
        connection.exec_driver_sql(statement, _stored(connection, table, columns, rows))


def insert_missing(
    connection: Connection, table: type[Base], columns: tuple[str, ...], rows: Sequence[Row]
) -> int:
    """Insert those rows whose keys are not there yet; return how many these were."""
    if not rows:
        return 0
    statement = f"{_insertion(_mark(connection), table, columns)} ON CONFLICT DO NOTHING"
    options = {"preserve_rowcount": True}
    stored = _stored(connection, table, columns, rows)
    return connection.exec_driver_sql(statement, stored, execution_options=options).rowcount


def insert_or_update(  # noqa: PLR0913, PLR0917 - what is inserted, and what is set
    connection: Connection,
    table: type[Base],
    key: tuple[str, ...],
    values: tuple[str, ...],
    rows: Sequence[Row],
    kept: tuple[str, ...] = (),
) -> None:
    """Insert rows, and set ``values`` of those that are there.

    Args:
        connection: A connection with a write transaction begun.
        table: Where to.
        key: Columns of its key.
        values: Columns that are set.
        rows: Values of key, values, and kept.
        kept: Columns that stay as they are in rows that are there.
    """
    if rows:
        columns = (*key, *values, *kept)
        inserted = _insertion(_mark(connection), table, columns)
        on = ", ".join(f'"{column}"' for column in key)
        setting = ", ".join(f'"{column}" = excluded."{column}"' for column in values)
        statement = f"{inserted} ON CONFLICT ({on}) DO UPDATE SET {setting}"
        connection.exec_driver_sql(statement, _stored(connection, table, columns, rows))


def update_rows(
    connection: Connection,
    table: type[Base],
    values: tuple[str, ...],
    key: tuple[str, ...],
    rows: Sequence[Row],
) -> None:
    """Set ``values`` of the rows under ``key``; each row gives the values, then the key."""
    if rows:
        statement = _updating(_mark(connection), table, values, key)
        stored = _stored(connection, table, (*values, *key), rows)
        connection.exec_driver_sql(statement, stored)


def delete_rows(
    connection: Connection, table: type[Base], key: tuple[str, ...], rows: Sequence[Row]
) -> None:
    """Delete the rows under some keys."""
    if rows:
        mark = _mark(connection)
        where = " AND ".join(f'"{column}" = {mark}' for column in key)
        statement = f"DELETE FROM {table.__tablename__} WHERE {where}"  # noqa: S608 - our own names
        connection.exec_driver_sql(statement, _stored(connection, table, key, rows))


def among(dialect: str, column: InstrumentedAttribute[str], parameter: str) -> ColumnElement[bool]:
    """``column`` is in a list of any length that :func:`listed` binds to ``parameter``."""
    if dialect == "sqlite":
        values = func.json_each(bindparam(parameter, type_=Text)).table_valued("value")
        return column.in_(select(values.c.value))
    return column == any_(bindparam(parameter, type_=ARRAY(Text)))


def listed(connection: Connection, values: Iterable[str]) -> str | list[str]:
    """A list as one bound value, however long it is."""
    return json.dumps(list(values)) if connection.dialect.name == "sqlite" else list(values)


def hold(connection: Connection, what: str) -> None:
    """Wait until no other transaction holds ``what``, and hold it until this one ends.

    SQLite has one writer at a time.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.pg_advisory_xact_lock(lock_number(what))))


def share(connection: Connection, what: str) -> None:
    """Wait until no other transaction holds ``what``, and keep it from being held meanwhile.

    Others may share it at the same time.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.pg_advisory_xact_lock_shared(lock_number(what))))


def lock_in_turn(connection: Connection, locks: Sequence[tuple[str, bool]]) -> None:
    """Take several locks, one after the other, in one statement.

    Args:
        connection: A connection with a write transaction begun.
        locks: What is locked, and whether others may share it.
    """
    if connection.dialect.name != "sqlite":
        bound = {f"lock{at}": lock_number(what) for at, (what, _) in enumerate(locks)}
        connection.execute(_in_turn(tuple(shared for _, shared in locks)), bound)


@cache
def _in_turn(shared: tuple[bool, ...]) -> Select[Any]:
    """A server works out what it is to select from left to right."""
    of = {True: func.pg_advisory_xact_lock_shared, False: func.pg_advisory_xact_lock}
    numbers = (bindparam(f"lock{at}", type_=BigInteger) for at in range(len(shared)))
    return select(*(of[each](number) for each, number in zip(shared, numbers, strict=True)))


def unmoved(connection: Connection) -> bool:
    """Whether a transaction sees nothing of what others write while it lasts.

    A file has one writer at a time, and whoever only reads sees it at one moment.
    """
    at = connection.get_execution_options().get("isolation_level")
    return connection.dialect.name == "sqlite" or at == "REPEATABLE READ"


def lock_number(what: str) -> int:
    """The number under which a server knows the lock of something."""
    return int.from_bytes(sha256(what.encode()).digest()[:8], signed=True)


def _mark(connection: Connection) -> str:
    """How the driver writes a value's place. Rows go to it as they are: SQLAlchemy's own
    handling of each row would double the cost of a cohort.
    """
    return "?" if connection.dialect.name == "sqlite" else "%s"


def _stored(
    connection: Connection, table: type[Base], columns: tuple[str, ...], rows: Iterable[Row]
) -> list[Row]:
    """Rows as the database holds them: they go to the driver past the types of their columns."""
    kinds = _made_anew(table, columns)
    if not kinds:
        return list(rows)
    stored, dialect = [], connection.dialect
    for row in rows:
        values = list(row)
        for at, kind in kinds:
            values[at] = kind.process_bind_param(values[at], dialect)
        stored.append(tuple(values))
    return stored


@cache
def _made_anew(
    table: type[Base], columns: tuple[str, ...]
) -> tuple[tuple[int, TypeDecorator[Any]], ...]:
    """The places of columns that hold something else than the program has, and their types."""
    kinds = (table.__table__.c[name].type for name in columns)
    return tuple((at, kind) for at, kind in enumerate(kinds) if isinstance(kind, TypeDecorator))


@cache
def _insertion(mark: str, table: type[Base], columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join([mark] * len(columns))
    return f"INSERT INTO {table.__tablename__} ({names}) VALUES ({marks})"  # noqa: S608 - our own names


@cache
def _updating(mark: str, table: type[Base], values: tuple[str, ...], key: tuple[str, ...]) -> str:
    setting = ", ".join(f'"{column}" = {mark}' for column in values)
    where = " AND ".join(f'"{column}" = {mark}' for column in key)
    return f"UPDATE {table.__tablename__} SET {setting} WHERE {where}"  # noqa: S608 - our own names

"""Owns the SQL that SQLAlchemy has no common word for: inserts that may repeat, lists of ids."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    TextClause,
    any_,
    func,
    literal,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute

from ledger.tables import Base


def insert_missing(
    connection: Connection, table: type[Base], rows: Sequence[Mapping[str, Any]]
) -> int:
    """Insert the rows whose keys are not there yet; return how many were inserted."""
    if not rows:
        return 0
    statement = _insertion(table.__tablename__, tuple(rows[0]))
    options = {"preserve_rowcount": True}
    return connection.execute(statement, list(rows), execution_options=options).rowcount


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> TextClause:
    """The statement that both databases understand; SQLAlchemy's own forms of it are compiled
    anew at each execution, which doubles the cost of a cohort.
    """
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(f":{column}" for column in columns)
    return text(f"INSERT INTO {table} ({names}) VALUES ({values}) ON CONFLICT DO NOTHING")  # noqa: S608 - our own names


def among(
    connection: Connection, column: InstrumentedAttribute[str], values: Collection[str]
) -> ColumnElement[bool]:
    """``column`` is one of ``values``, as one bound value however many they are."""
    if connection.dialect.name == "sqlite":
        listed = func.json_each(json.dumps(list(values))).table_valued("value")
        return column.in_(select(listed.c.value))
    return column == any_(literal(list(values), ARRAY(Text)))

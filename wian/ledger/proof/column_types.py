"""The proof of types: SQLite lets any value stand in any column, and programs trust their own."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    LargeBinary,
    Table,
    TypeDecorator,
)

from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.tables import Base

_SHOWN = 5


def prove_types(connection: Connection, findings: ProofFaults) -> bool:
    """Whether every value is of its column's type; what is not is a fault.

    PostgreSQL refuses such a value. Where SQLite holds one, nothing else can be read safely.
    """
    if connection.dialect.name != "sqlite":
        return True
    before = len(findings.faults)
    for table in Base.metadata.sorted_tables:
        for row in connection.exec_driver_sql(_question(table)):
            where = f"{table.name} {' '.join(str(value) for value in row)}"
            findings.fault("type", where, "holds a value that its column cannot: edited")
    return len(findings.faults) == before


@cache
def _question(table: Table) -> str:
    """The keys of the first rows that hold such a value; one pass over the table."""
    key = ", ".join(f'"{column.name}"' for column in table.primary_key)
    strange = " OR ".join(f"({_strange(column)})" for column in table.columns)
    return f"SELECT {key} FROM {table.name} WHERE {strange} LIMIT {_SHOWN}"  # noqa: S608 - our own names


def _strange(column: Column[Any]) -> str:
    """The condition under which a value is none of a column's."""
    name, kept = f'"{column.name}"', column.type
    if isinstance(kept, TypeDecorator):
        kept = kept.impl_instance
    if isinstance(kept, Boolean):
        wrong = f"typeof({name}) <> 'integer' OR {name} NOT IN (0, 1)"
    elif isinstance(kept, Date):
        wrong = f"date({name}) IS NOT {name}"
    elif isinstance(kept, Integer):
        wrong = f"typeof({name}) <> 'integer'"
    else:
        kind = "blob" if isinstance(kept, LargeBinary) else "text"
        wrong = f"typeof({name}) <> '{kind}'"
    return f"{name} IS NOT NULL AND ({wrong})" if column.nullable else wrong

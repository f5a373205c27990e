"""Transfers the backup of a ledger in a file to a database server: from SQLite to PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, false, select, true

from wian.ledger.backup.backup_file import BackupRefused
from wian.ledger.backup.of_file import copied, refuse_faulty
from wian.ledger.database import Ledger, open_ledger, read_ledger
from wian.ledger.database_url import DatabaseAddress, file_url
from wian.ledger.proof.proof_faults import Verification
from wian.ledger.proof.verification import verify
from wian.ledger.tables import Base, EntryRow, IdentityRow, RegisterHeadRow
from wian.ledger.write.record_book import Record

_IDENTITY = Record.IDENTITY.value
_ROWS = 2_000
"""Rows sent at once: more would only take memory."""


def transfer_file(address: DatabaseAddress, file: Path, *, replace: bool) -> Verification:
    """Copy every row of a SQLite backup into a server's ledger in one transaction, and prove it.

    An older backup is brought up to date first, in a copy. The ledger keeps its identity, so that
    checkpoints that others hold of it go on to prove it.

    Args:
        address: The database, which exists; tables are made where there are none.
        file: What ``wian backup`` wrote of a ledger in a file; it stays as it is.
        replace: Whether the rows of a ledger that is there may be replaced.

    Returns:
        What verifying the ledger on the server found.

    Raises:
        LedgerError: The database cannot be used.
        BackupRefused: The backup is no ledger or does not hold, or the database holds rows that
            are to stay. Nothing was changed.
    """
    with TemporaryDirectory() as folder:
        part = Path(folder) / "backup.db"
        refuse_faulty(file, copied(file, part))
        with (
            read_ledger(file_url(part)) as source,
            open_ledger(address.url.render_as_string(hide_password=False)) as target,
        ):
            _transfer(source, target, replace=replace)
            return verify(target)


def _transfer(source: Ledger, target: Ledger, *, replace: bool) -> None:
    tables = Base.metadata.sorted_tables  # a table after those that it refers to
    with source.reading() as reader, target.writing() as writer:
        if not replace:
            _refuse_records(writer, target.url, tables)
        for table in reversed(tables):
            writer.execute(table.delete())
        for table in tables:
            for rows in _rows(reader, table):
                writer.execute(table.insert(), rows)


def _refuse_records(writer: Connection, shown: str, tables: Iterable[Table]) -> None:
    """Refuse a ledger that holds anything but its identity, which every ledger is made with."""
    counted: dict[str, ColumnElement[bool]] = {
        IdentityRow.__tablename__: false(),
        RegisterHeadRow.__tablename__: RegisterHeadRow.name != _IDENTITY,
        EntryRow.__tablename__: EntryRow.name != _IDENTITY,
    }
    for table in tables:
        record = select(table).where(counted.get(table.name, true())).limit(1)
        if writer.execute(record).first() is not None:
            what = f"The ledger {shown} is there already"
            raise BackupRefused(what, "name another database, or say --replace")


def _rows(reader: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    written = [column for column in table.columns if column.computed is None]
    found = reader.execution_options(yield_per=_ROWS).execute(select(*written))
    for rows in found.mappings().partitions():
        yield [dict(row) for row in rows]

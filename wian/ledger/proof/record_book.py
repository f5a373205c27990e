"""The proof of the ledger's own records: propagations, hierarchies and imports are as recorded."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.tables import (
    EntryRow,
    IdentityRow,
    ImportRow,
    PropagationRow,
    SnapshotRow,
)
from wian.ledger.write.propagations import SNAPSHOT_KIND
from wian.ledger.write.record_book import (
    BOOK,
    PROPAGATION_COLUMNS,
    Record,
    identity_digest,
    propagation_digest,
    snapshot_digest,
)


class _Found(NamedTuple):
    """A record as it stands: its key, its number where it has one, and its content digest."""

    key: str
    number: int | None
    content: str


def prove_records(connection: Connection, findings: ProofFaults) -> None:
    """Hold each record against its entry in the ledger's registers; none is missing or added."""
    entered = _entered(connection)
    for record, found in (
        (Record.IDENTITY, _identity(connection)),
        (Record.SNAPSHOT, _snapshots(connection, findings)),
        (Record.PROPAGATION, _propagations(connection, findings)),
        (Record.IMPORT, _imports(connection)),
    ):
        _compare(record, found, entered.pop(record.value, {}), findings)
    for name, entries in entered.items():
        where = f"the ledger's register {name}"
        findings.fault("record", where, f"has {len(entries)} entries, and no program keeps it")


def _compare(
    record: Record,
    found: Iterable[_Found],
    entries: dict[str, tuple[int, str]],
    findings: ProofFaults,
) -> None:
    for key, number, content in found:
        findings.checked["records"] += 1
        where = f"{record} {key}"
        entry = entries.pop(key, None)
        if entry is None:
            findings.fault("record", where, "is not in the ledger's register: added")
        elif entry[1] != content:
            findings.fault("record", where, "is not what was recorded: edited")
        elif number is not None and number != entry[0]:
            findings.fault("record", where, f"bears number {number}, and was entered as {entry[0]}")
    for key, (number, _) in entries.items():
        findings.fault("record", f"{record} {key}", f"is missing: number {number} was deleted")


def _entered(connection: Connection) -> dict[str, dict[str, tuple[int, str]]]:
    statement = (
        select(EntryRow.name, EntryRow.key, EntryRow.number, EntryRow.content_digest)
        .where(EntryRow.book == BOOK)
        .order_by(EntryRow.name, EntryRow.number)
    )
    found: dict[str, dict[str, tuple[int, str]]] = {}
    for name, key, number, content in connection.execute(statement):
        found.setdefault(name, {})[key] = (number, content)
    return found


def _identity(connection: Connection) -> Iterator[_Found]:
    for name in connection.scalars(select(IdentityRow.id)):
        yield _Found(name, None, identity_digest(name))


def _snapshots(connection: Connection, findings: ProofFaults) -> Iterator[_Found]:
    rows = select(SnapshotRow.digest, SnapshotRow.kind, SnapshotRow.content)
    for digest, kind, content in connection.execute(rows):
        if kind != SNAPSHOT_KIND or not _inflates(bytes(content)):
            findings.fault("record", f"snapshot {digest}", "holds what no program wrote")
        yield _Found(digest, None, snapshot_digest(kind, bytes(content)))


def _inflates(content: bytes) -> bool:
    """Whether a snapshot's content is one compressed stream, and nothing behind it."""
    inflater = zlib.decompressobj()
    try:
        inflater.decompress(content)
    except zlib.error:
        return False
    return inflater.eof and not inflater.unused_data


def _propagations(connection: Connection, findings: ProofFaults) -> Iterator[_Found]:
    columns = (getattr(PropagationRow, name) for name in PROPAGATION_COLUMNS)
    for row in connection.execute(select(*columns).order_by(PropagationRow.sequence)):
        values = tuple(row)
        _prove_copies(dict(zip(PROPAGATION_COLUMNS, values, strict=True)), findings)
        yield _Found(row.id, row.sequence, propagation_digest(values))


def _prove_copies(row: dict[str, Any], findings: ProofFaults) -> None:
    """What columns repeat of the directive is what the directive says."""
    try:
        directive = json.loads(row["directive"])
        window = directive.get("window") or {}
    except (AttributeError, ValueError):
        findings.fault("propagation", row["id"], "its directive is no JSON object")
        return
    said = (directive.get("id"), window.get("opens"), window.get("closes"))
    kept = (row["directive_id"], _day(row["window_opens"]), _day(row["window_closes"]))
    if said != kept:
        findings.fault("propagation", row["id"], "its id or window is not its directive's")


def _day(value: Any) -> str | None:
    return value.isoformat() if value is not None else None


def _imports(connection: Connection) -> Iterator[_Found]:
    for sequence, digest in connection.execute(select(ImportRow.sequence, ImportRow.digest)):
        yield _Found(str(sequence), sequence, digest)

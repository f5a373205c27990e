"""The proof of the ledger's own records: propagations, hierarchies and imports are as recorded."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from hierarchy.columns.office_json import EMBLEM
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.tables import (
    EntryRow,
    IdentityRow,
    ImportRow,
    OriginalRow,
    PropagationRow,
    SnapshotRow,
)
from wian.ledger.write.originals import original_digest, original_key
from wian.ledger.write.propagation_id import recorded_id
from wian.ledger.write.record_book import (
    BOOK,
    DEFINITION,
    FILE,
    HIERARCHY,
    ORIGINAL_COLUMNS,
    PROPAGATION_COLUMNS,
    SNAPSHOT_KINDS,
    Record,
    identity_digest,
    propagation_digest,
    snapshot_digest,
)

_AS_IT_IS = {FILE: "the file that was kept", DEFINITION: "the definition that was recorded"}
"""Kinds of snapshots that are kept under the digest of their very bytes."""


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
        (Record.ORIGINAL, _originals(connection, findings)),
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
    kept = frozenset(connection.scalars(select(SnapshotRow.digest)))
    rows = select(SnapshotRow.digest, SnapshotRow.kind, SnapshotRow.content)
    for digest, kind, content in connection.execute(rows):
        whole = _inflated(bytes(content))
        if kind not in SNAPSHOT_KINDS or whole is None:
            findings.fault("record", f"snapshot {digest}", "holds what no program wrote")
        elif kind in _AS_IT_IS and sha256(whole).hexdigest() != digest:
            findings.fault("record", f"{kind} {digest}", f"is not {_AS_IT_IS[kind]}: edited")
        elif kind == HIERARCHY:
            for emblem in sorted({each.decode() for each in EMBLEM.findall(whole)} - kept):
                findings.fault("record", f"{kind} {digest}", f"its emblem {emblem} is not there")
        yield _Found(digest, None, snapshot_digest(kind, bytes(content)))


def _inflated(content: bytes) -> bytes | None:
    """What a snapshot holds; ``None`` unless it is one compressed stream, and nothing behind it."""
    inflater = zlib.decompressobj()
    try:
        whole = inflater.decompress(content)
    except zlib.error:
        return None
    return whole if inflater.eof and not inflater.unused_data else None


def _propagations(connection: Connection, findings: ProofFaults) -> Iterator[_Found]:
    columns = (getattr(PropagationRow, name) for name in PROPAGATION_COLUMNS)
    kept = frozenset(connection.scalars(select(SnapshotRow.digest)))
    for row in connection.execute(select(*columns).order_by(PropagationRow.sequence)):
        values = tuple(row)
        _prove_copies(dict(zip(PROPAGATION_COLUMNS, values, strict=True)), findings, kept)
        yield _Found(row.id, row.sequence, propagation_digest(values))


def _prove_copies(row: dict[str, Any], findings: ProofFaults, kept: frozenset[str]) -> None:
    """What columns repeat of the directive is what the directive says; its files are there."""
    try:
        directive = json.loads(row["directive"])
        window = directive.get("window") or {}
        files = [each["kept"] for each in directive.get("enclosures", ()) if "kept" in each]
    except (AttributeError, TypeError, ValueError):
        findings.fault("propagation", row["id"], "its directive is no JSON object")
        return
    said = (directive.get("id"), window.get("opens"), window.get("closes"))
    repeated = (row["directive_id"], _day(row["window_opens"]), _day(row["window_closes"]))
    if said != repeated:
        findings.fault("propagation", row["id"], "its id or window is not its directive's")
    for file in files:
        if file.get("sha256") not in kept:
            name = f"file {str(file.get('name'))[:80]}"
            findings.fault("propagation", row["id"], f"its enclosed {name} is not there")
    _prove_id(row, findings)


def _prove_id(row: dict[str, Any], findings: ProofFaults) -> None:
    """The id is that of the directive, offices, route, profile and seed that stand beside it."""
    try:
        computed = recorded_id(row)
    except (AttributeError, KeyError, TypeError, ValueError):
        findings.fault("propagation", row["id"], "has no id, as what it stands for is no JSON")
        return
    if computed is not None and computed != row["id"]:
        what = f"its id does not stand for what it holds, which is {computed}"
        findings.fault("propagation", row["id"], what)


def _day(value: Any) -> str | None:
    return value.isoformat() if value is not None else None


def _imports(connection: Connection) -> Iterator[_Found]:
    for sequence, digest in connection.execute(select(ImportRow.sequence, ImportRow.digest)):
        yield _Found(str(sequence), sequence, digest)


def _originals(connection: Connection, findings: ProofFaults) -> Iterator[_Found]:
    columns = (getattr(OriginalRow, name) for name in (*ORIGINAL_COLUMNS, "content_digest"))
    for *row, kept in connection.execute(select(*columns)):
        key, content = original_key(*row[:4]), original_digest(row)
        if content != kept:
            findings.fault("record", f"original {key}", "is not what was recorded: edited")
        yield _Found(key, None, content)

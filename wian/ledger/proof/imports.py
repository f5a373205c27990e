"""Verifies imported registers: every entry is as it was imported, and none is missing."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, select

from wian.kit.counted import counted
from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.registers.collisions.corrected_entries import correction_of
from wian.ledger.tables import ImportedEntryRow, ImportRow
from wian.ledger.write.imported_entries import (
    CONTENT_COLUMNS,
    GENESIS,
    IMPORT_COLUMNS,
    KEY_COLUMNS,
    MARK_COLUMNS,
    entry_digest,
    import_digest,
)

_BATCH = 5000
_CONTENT = (*KEY_COLUMNS, *CONTENT_COLUMNS, *MARK_COLUMNS)
_PLACE = ("year", "number", "sheet", "line", "content_digest")


def prove_imports(connection: Connection, findings: ProofFaults) -> None:
    """Check each entry against its digest, and each import's running digest."""
    columns = (getattr(ImportRow, name) for name in (*IMPORT_COLUMNS, "digest"))
    imports = connection.execute(select(*columns).order_by(ImportRow.sequence)).all()
    entries = groupby(_entries(connection), key=itemgetter(0))
    sequence, rows = next(entries, (None, ()))
    previous, expected = GENESIS, 1
    for *header, stored in imports:
        if header[0] != expected:
            findings.fault("import", f"import {expected}", "is missing: deleted")
        places = []
        if sequence == header[0]:
            places = _prove_entries(rows, findings)
            sequence, rows = next(entries, (None, ()))
        _prove_import(previous, header, places, stored, findings)
        previous, expected = stored, header[0] + 1
    if imports:
        findings.checked["imports"] += len(imports)


def _prove_entries(rows: Iterable[Any], findings: ProofFaults) -> list[tuple[Any, ...]]:
    """Check the entries of one import; returns what its digest covers of each."""
    places, corrected = [], 0
    for _, *values in rows:
        content, place = values[: len(_CONTENT)], tuple(values[len(_CONTENT) :])
        if entry_digest(content) != place[-1]:
            office, kind, desk, year, number = content[: len(KEY_COLUMNS)]
            where = f"{kind} register {f'{desk} ' * bool(desk)}{year} of {office} number {number}"
            findings.fault("import", where, "is not what was imported: edited")
        places.append(place)
        corrected += correction_of(content[KEY_COLUMNS.index("desk")])[1] > 0
    findings.checked["imported entries"] += len(places)
    if corrected:
        findings.checked["corrected entries"] += corrected
    return places


def _prove_import(
    previous: str,
    header: list[Any],
    places: list[tuple[Any, ...]],
    stored: str,
    findings: ProofFaults,
) -> None:
    sequence, *_, source, count = header
    where = f"import {sequence} of {source}"
    if len(places) != count:
        brought = counted(count, "entry", "entries")
        findings.fault("import", where, f"brought {brought}, and has {len(places)}")
    elif import_digest(previous, header, places) != stored:
        findings.fault("import", where, "its running digest does not follow: edited")


def _entries(connection: Connection) -> Iterable[Any]:
    entry = ImportedEntryRow
    columns = (getattr(entry, name) for name in (*_CONTENT, *_PLACE))
    statement = select(entry.import_sequence, *columns).order_by(
        entry.import_sequence, entry.year, entry.number, entry.desk
    )
    return connection.execute(statement, execution_options={"yield_per": _BATCH})

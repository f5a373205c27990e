"""Enters a propagation and its hierarchy in the ledger, inside a transaction that goes on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from wian.jurisdictions.countries import definition
from wian.ledger.contents import canonical
from wian.ledger.dialects import insert_missing
from wian.ledger.errors import FileNotKept, PropagationConflict
from wian.ledger.records import Propagation
from wian.ledger.tables import PropagationRow, SnapshotRow
from wian.ledger.write.clock_offsets import keep_offsets
from wian.ledger.write.record_book import (
    DEFINITION,
    FILE,
    HIERARCHY,
    PROPAGATION_COLUMNS,
    Record,
    RecordBook,
    keep_file,
    keep_snapshot,
    propagation_digest,
)
from wian.letters.directive import Directive
from wian.letters.enclosed_file import EnclosedFile

if TYPE_CHECKING:
    from hierarchy.graph import Hierarchy  # with networkx, which few commands need

_INCIDENTAL = frozenset({"created_minute", "tool_version", "window_opens", "window_closes"})
"""What may differ when a propagation is recorded again, as the first record stays; and the
window, which is the directive's."""


def enter_propagation(
    connection: Connection,
    propagation: Propagation,
    hierarchy: Hierarchy,
    files: Sequence[EnclosedFile] = (),
) -> None:
    """Record a propagation and its hierarchy; a second time changes nothing.

    Args:
        connection: A connection with a write transaction begun.
        propagation: The propagation; a live one is recorded whatever else is live.
        hierarchy: The hierarchy that it goes down; kept once per digest.
        files: The files that its directive encloses, unless the ledger keeps them already.

    Raises:
        FileNotKept: A file that its directive encloses, or an emblem, was not given, and is not
            kept.
        PropagationConflict: The id is recorded with another content.
    """
    row = _row(propagation)
    pieces = hierarchy.json_pieces()
    keep_snapshot(connection, propagation.hierarchy_digest, HIERARCHY, pieces)
    if defined := definition(propagation.jurisdiction):
        keep_snapshot(connection, sha256(defined).hexdigest(), DEFINITION, [defined])
    _keep_files(connection, propagation.directive, files)
    _keep_emblems(connection, hierarchy)
    _enter(connection, row)
    keep_offsets(connection, propagation.jurisdiction)


def _keep_files(
    connection: Connection, directive: Directive, files: Sequence[EnclosedFile]
) -> None:
    """Keep the files that a directive encloses, once each, and see that all of them are kept."""
    for each in files:
        keep_file(connection, each)
    for kept in directive.files:
        _refuse_unkept(connection, f"the enclosed file {kept.name[:80]}", kept.sha256)


def _keep_emblems(connection: Connection, hierarchy: Hierarchy) -> None:
    """Keep the pictures that offices name as emblems, once each."""
    for sha256_ in sorted(hierarchy.emblems):
        if content := hierarchy.pictures.get(sha256_):
            keep_snapshot(connection, sha256_, FILE, [content])
        else:
            _refuse_unkept(connection, "an emblem of the offices", sha256_)


def _refuse_unkept(connection: Connection, what: str, sha256_: str) -> None:
    there = select(SnapshotRow.digest).where(SnapshotRow.digest == sha256_)
    if connection.scalar(there) is None:
        raise FileNotKept(what, sha256_)


def _enter(connection: Connection, row: dict[str, Any]) -> None:
    """Record a propagation under the next number of the ledger's register of propagations."""
    book = RecordBook(connection)
    number = book.number(Record.PROPAGATION, row["id"])
    values = {**row, "sequence": number}
    ordered = tuple(values[name] for name in PROPAGATION_COLUMNS)
    if insert_missing(connection, PropagationRow, PROPAGATION_COLUMNS, [ordered]):
        book.enter(Record.PROPAGATION, number, propagation_digest(ordered))
    else:
        _compare(connection, row)


def _compare(connection: Connection, row: dict[str, Any]) -> None:
    statement = select(PropagationRow.__table__).where(PropagationRow.id == row["id"])
    stored = connection.execute(statement).mappings().one()
    differing = [
        name.replace("_", " ")
        for name, value in row.items()
        if name not in _INCIDENTAL and stored[name] != value
    ]
    if differing:
        raise PropagationConflict(row["id"], differing)


def _row(propagation: Propagation) -> dict[str, Any]:
    directive, window = propagation.directive, propagation.directive.window
    return {
        "id": propagation.id,
        "directive_id": directive.id,
        "directive": canonical(directive.model_dump(mode="json", by_alias=True)),
        "jurisdiction": propagation.jurisdiction,
        "hierarchy_digest": propagation.hierarchy_digest,
        "route_digest": propagation.route_digest,
        "profile": canonical(json.loads(propagation.profile)),
        "seed": propagation.seed,
        "clock": propagation.clock.value,
        "limit_to": canonical(list(propagation.limit_to)),
        "window_opens": window.opens.isoformat() if window else None,
        "window_closes": window.closes.isoformat() if window else None,
        "created_minute": propagation.created_minute,
        "tool_version": propagation.tool_version,
    }

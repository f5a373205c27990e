"""Records propagations, and the hierarchies that they went down."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select, text

from hierarchy.graph import Hierarchy
from wian.jurisdictions.countries import definition, jurisdiction
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.contents import canonical, directive_of
from wian.ledger.database import Ledger
from wian.ledger.dialects import insert_missing
from wian.ledger.errors import LiveAlready, PropagationConflict
from wian.ledger.read import facts
from wian.ledger.records import Clock, Propagation
from wian.ledger.tables import PropagationRow
from wian.ledger.write.clock_offsets import keep_offsets
from wian.ledger.write.record_book import (
    DEFINITION,
    HIERARCHY,
    PROPAGATION_COLUMNS,
    Record,
    RecordBook,
    propagation_digest,
)
from wian.ledger.write.snapshots import keep_snapshot
from wian.letters.directive import Directive

_INCIDENTAL = frozenset({"created_minute", "tool_version", "window_opens", "window_closes"})
"""What may differ when a propagation is recorded again, as the first record stays; and the
window, which is the directive's."""


def record_propagation(
    ledger: Ledger, propagation: Propagation, hierarchy: Hierarchy, *, again: bool = True
) -> None:
    """Record a propagation and its hierarchy; a second time changes nothing.

    Args:
        ledger: Where to.
        propagation: The propagation.
        hierarchy: The hierarchy that it goes down; kept once per digest.
        again: Record a live one also where its directive is live under another id.

    Raises:
        PropagationConflict: The id is recorded with another content.
        LiveAlready: Its directive is live under another id, and that is not wanted.
    """
    row = _row(propagation)
    with ledger.writing() as connection:
        if propagation.clock is Clock.LIVE and not again:
            if connection.dialect.name == "postgresql":  # two at once see each other
                lock = f"LOCK TABLE {PropagationRow.__tablename__} IN SHARE ROW EXCLUSIVE MODE"
                connection.execute(text(lock))
            _refuse_another_live(connection, propagation)
        pieces = hierarchy.json_pieces()
        keep_snapshot(connection, propagation.hierarchy_digest, HIERARCHY, pieces)
        if defined := definition(propagation.jurisdiction):
            keep_snapshot(connection, sha256(defined).hexdigest(), DEFINITION, [defined])
        _enter(connection, row)
        keep_offsets(connection, propagation.jurisdiction)


def refuse_another_live(ledger: Ledger, propagation: Propagation) -> None:
    """Refuse to send a directive live that is live under another id, before anything is written.

    Args:
        ledger: Where it would be recorded.
        propagation: As it would be recorded; one that is recorded goes on.

    Raises:
        LiveAlready: It is.
    """
    with ledger.reading() as connection:
        _refuse_another_live(connection, propagation)


def load_propagation(ledger: Ledger, propagation: str | None = None) -> Propagation:
    """The propagation of that id; the latest one where none is given.

    Raises:
        UnknownPropagation: There is none; the error names those that there are.
    """
    with ledger.reading() as connection:
        return read_propagation(connection, propagation)


def read_propagation(connection: Connection, propagation: str | None = None) -> Propagation:
    """The same, on a connection that sees what the caller sees."""
    statement = select(PropagationRow.__table__).order_by(*facts.LATEST_FIRST).limit(1)
    if propagation is not None:
        statement = statement.where(PropagationRow.id == propagation)
    found = connection.execute(statement).mappings().one_or_none()
    if found is None:
        raise facts.unknown(connection, propagation)
    return _propagation(found)


def list_propagations(ledger: Ledger, clock: Clock | None = None) -> list[Propagation]:
    """All propagations, or those of one clock, latest first."""
    statement = select(PropagationRow.__table__).order_by(*facts.LATEST_FIRST)
    if clock is not None:
        statement = statement.where(PropagationRow.clock == clock.value)
    with ledger.reading() as connection:
        return [_propagation(row) for row in connection.execute(statement).mappings()]


def _refuse_another_live(connection: Connection, sent: Propagation) -> None:
    statement = (
        select(PropagationRow.__table__)
        .where(
            PropagationRow.directive_id == sent.directive.id,
            PropagationRow.clock == Clock.LIVE.value,
        )
        .order_by(PropagationRow.id != sent.id, *facts.LATEST_FIRST)
        .limit(1)
    )
    row = connection.execute(statement).mappings().one_or_none()
    if row is None or row["id"] == sent.id:
        return
    found = _propagation(row)
    since = Instant(found.created_minute, Precision.MINUTE)
    zone = jurisdiction(found.jurisdiction).calendar.zone
    raise LiveAlready(found.directive, found.id, since.date(zone), _differences(found, sent))


def _differences(found: Propagation, sent: Propagation) -> Iterator[str]:
    """In what one propagation of a directive differs from another, as a person would name it.

    The urgency is worked into the profile, whose difference then says nothing new.
    """
    old, new = found.directive, sent.directive
    fields = [name for name in Directive.model_fields if getattr(old, name) != getattr(new, name)]
    if fields:
        yield f"the directive's {', '.join(fields)}"
    if found.hierarchy_digest != sent.hierarchy_digest:
        yield "the offices"
    if found.limit_to != sent.limit_to:
        yield "the limit (--limit-to)"
    if "urgency" not in fields and json.loads(found.profile) != json.loads(sent.profile):
        yield "the delay profile or its targets"


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


def _propagation(row: Any) -> Propagation:
    return Propagation(
        id=row["id"],
        directive=directive_of(row["directive"]),
        jurisdiction=row["jurisdiction"],
        hierarchy_digest=row["hierarchy_digest"],
        route_digest=row["route_digest"],
        profile=row["profile"],
        seed=row["seed"],
        clock=Clock(row["clock"]),
        created_minute=row["created_minute"],
        tool_version=row["tool_version"],
        limit_to=tuple(json.loads(row["limit_to"])),
    )

"""Records propagations, and the hierarchies that they went down."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select, text

from wian.jurisdictions.countries import jurisdiction
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.contents import directive_of
from wian.ledger.database import Ledger
from wian.ledger.errors import LiveAlready
from wian.ledger.finished.frozen_state import hold_rows, is_frozen
from wian.ledger.read import facts
from wian.ledger.records import Clock, Propagation
from wian.ledger.tables import PropagationRow
from wian.ledger.write.propagation_entry import enter_propagation
from wian.letters.directive import Directive
from wian.letters.enclosed_file import EnclosedFile

if TYPE_CHECKING:
    from hierarchy.graph import Hierarchy  # with networkx, which few commands need


def record_propagation(
    ledger: Ledger,
    propagation: Propagation,
    hierarchy: Hierarchy,
    *,
    again: bool = True,
    files: Sequence[EnclosedFile] = (),
) -> None:
    """Record a propagation and its hierarchy; a second time changes nothing.

    Args:
        ledger: Where to.
        propagation: The propagation.
        hierarchy: The hierarchy that it goes down; kept once per digest.
        again: Record a live one also where its directive is live under another id.
        files: The files that its directive encloses, unless the ledger keeps them already.

    Raises:
        FileNotKept: A file that its directive encloses was not given, and is not kept.
        PropagationConflict: The id is recorded with another content.
        LiveAlready: Its directive is live under another id, and that is not wanted.
    """
    with ledger.writing() as connection:
        if propagation.clock is Clock.LIVE and not again:
            if connection.dialect.name == "postgresql":  # two at once see each other
                lock = f"LOCK TABLE {PropagationRow.__tablename__} IN SHARE ROW EXCLUSIVE MODE"
                connection.execute(text(lock))
            _refuse_another_live(connection, propagation)
        enter_propagation(connection, propagation, hierarchy, files)
        if propagation.clock is Clock.VIRTUAL:
            _thaw(connection, propagation.id)


def _thaw(connection: Connection, propagation: str) -> None:
    """Bring the rows of a frozen rehearsal back, as whoever records it again goes on with it."""
    hold_rows(connection, propagation)
    if is_frozen(connection, propagation):
        from wian.ledger.finished.freeze import thaw_rows  # noqa: PLC0415 - Polars is slow to load

        thaw_rows(connection, propagation)


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

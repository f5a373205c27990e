"""Verifies successions: each is as it was entered, and names an heir that took the place."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, and_, select

from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.records import Clock
from wian.ledger.succession.succession import (
    SUCCESSION,
    SUCCESSION_COLUMNS,
    Succession,
    succession_digest,
    succession_of,
)
from wian.ledger.succession.succession_row import SuccessionRow
from wian.ledger.tables import ActRow, EntryRow, LetterRow, ReceptionRow


def prove_successions(connection: Connection, findings: ProofFaults) -> None:
    """Hold each succession against its digest and its entry, and the chain of heirs against itself.

    Who numbered what since is held against it with each propagation (``propagation.heirs``).
    """
    found: list[Succession] = []
    for *values, stored, entered in connection.execute(_successions()):
        row = tuple(values)
        where = f"succession of {row[0]}"
        findings.hold_entered(where, succession_digest(row), stored, entered)
        found.append(succession_of(row))
    if found:
        findings.checked["successions"] += len(found)
    _prove_heirs(found, findings)


def _prove_heirs(found: list[Succession], findings: ProofFaults) -> None:
    """The heir is one of the successors, and nobody was succeeded before taking a place."""
    known = {each.office: each for each in found}
    for each in found:
        where = f"succession of {each.office}"
        try:
            those = {office.id for office in each.successors}
        except ValueError:
            findings.fault("act", where, "holds what no program wrote")
            continue
        if each.heir not in those:
            findings.fault("act", where, f"names {each.heir}, which is no successor, as heir")
        later = known.get(each.heir)
        if later is not None and later.at_minute < each.at_minute:
            what = f"names {each.heir} as heir, which was succeeded before"
            findings.fault("act", where, what)


def successions_used(connection: Connection) -> set[tuple[Any, ...]]:
    """The entries of successions, and digests of what heirs may have entered."""
    row = SuccessionRow
    places = select(row.office, row.register_year, row.register_number)
    used: set[tuple[Any, ...]] = {
        (Clock.LIVE.book, office, SUCCESSION, year, number)
        for office, year, number in connection.execute(places)
    }
    for table, office in (
        (LetterRow, LetterRow.office),
        (ReceptionRow, ReceptionRow.recipient),
        (ActRow, ActRow.office),
    ):
        digests = select(table.content_digest).where(office.in_(select(row.office)))
        used.update((content,) for content in connection.scalars(digests))
    return used


def _successions() -> Select[Any]:
    """Successions, each with the digest stored beside it and the one in its register."""
    row = SuccessionRow
    entry = and_(
        EntryRow.book == Clock.LIVE.book,
        EntryRow.office == row.office,
        EntryRow.name == SUCCESSION,
        EntryRow.year == row.register_year,
        EntryRow.number == row.register_number,
    )
    columns = (getattr(row, name) for name in SUCCESSION_COLUMNS)
    return (
        select(*columns, row.content_digest, EntryRow.content_digest)
        .outerjoin(EntryRow, entry)
        .order_by(row.office)
    )

"""Verifies successions: each is as it was entered, and names an heir that took the place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from wian.ledger.proof.proof_faults import ProofFaults
from wian.ledger.records import Clock
from wian.ledger.succession.succession import (
    SUCCESSION,
    SUCCESSION_COLUMNS,
    Succession,
    Successions,
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


def _prove_heirs(acts: list[Succession], findings: ProofFaults) -> None:
    """The heir is one of the successors, and nobody was succeeded before taking a place.

    An office is succeeded once, and again only after that was taken back.
    """
    known = Successions(acts)
    held: dict[str, Succession] = {}
    for each in acts:
        where = f"succession of {each.office}"
        before = held.pop(each.office, None)
        if each.takes_back:
            if before is None:
                findings.fault("act", where, "takes back what was not entered")
            continue
        held[each.office] = each
        if before is not None:
            findings.fault("act", where, f"was entered although {before.heir} had its place")
        for what in _wrong_successors(each):
            findings.fault("act", where, what)
        if known.of(known.keeper(each.office)) is not None:
            findings.fault("act", where, "leads back to an office in its chain of heirs")
        later = known.of(each.heir)
        if later is not None and later.at_minute < each.at_minute:
            what = f"names {each.heir} as heir, which was succeeded before"
            findings.fault("act", where, what)


def _wrong_successors(each: Succession) -> Iterator[str]:
    """What is wrong with who took an office's place, and with who has a part of it."""
    try:
        those = {office.id for office in each.successors}
        others = each.takers[1:]
    except ValueError:
        yield "holds what no program wrote"
        return
    if each.heir not in those:
        yield f"names {each.heir}, which is no successor, as heir"
    for other in others:
        if other not in those:
            yield f"gives a part to {other}, which is no successor"


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
        .order_by(row.office, row.register_year, row.register_number)
    )

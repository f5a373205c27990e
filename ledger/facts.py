"""Owns what a transaction asks before it writes: who issued, who received, from which letter."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from jurisdictions.instants import Instant, Precision
from ledger.contents import HOP_COLUMNS, LETTER_COLUMNS, hop_of, letter_of
from ledger.dialects import among
from ledger.errors import UnknownPropagation
from ledger.records import Clock, IssuedLetter, Received, SentHop
from ledger.tables import HopRow, LetterRow, PropagationRow, ReceptionRow

_Stamps = dict[tuple[str, int], Instant]
LATEST_FIRST = (
    PropagationRow.created_minute.desc(),
    PropagationRow.sequence.desc(),
    PropagationRow.id,
)


def clock(connection: Connection, propagation: str) -> Clock:
    """The clock of a propagation.

    Raises:
        UnknownPropagation: It is not recorded.
    """
    statement = select(PropagationRow.clock).where(PropagationRow.id == propagation)
    found = connection.scalar(statement)
    if found is None:
        raise UnknownPropagation(propagation, known(connection))
    return Clock(found)


def known(connection: Connection) -> list[str]:
    """Ids of all propagations, latest first."""
    return list(connection.scalars(select(PropagationRow.id).order_by(*LATEST_FIRST)))


def issued(connection: Connection, propagation: str, offices: Collection[str]) -> set[str]:
    """Those of ``offices`` whose letters stand in the ledger."""
    statement = select(LetterRow.office).where(
        LetterRow.propagation == propagation, among(connection, LetterRow.office, offices)
    )
    return set(connection.scalars(statement))


def received(
    connection: Connection, propagation: str, offices: Collection[str]
) -> dict[str, Received]:
    """What each of ``offices`` has received; without those that nothing was sent to."""
    hops = _hops(connection, propagation, offices)
    letters = _letters(connection, propagation, {hop.sender for hop in hops})
    stamps = _stamps(connection, propagation, offices)
    return {hop.recipient: _received(hop, letters[hop.sender], stamps) for hop in hops}


def stamped(connection: Connection, propagation: str, places: Collection[tuple[str, int]]) -> int:
    """How many of ``places`` (recipient, position of the desk) are stamped."""
    stamps = _stamps(connection, propagation, {recipient for recipient, _ in places})
    return sum(place in stamps for place in places)


def _received(hop: SentHop, letter: IssuedLetter, stamps: _Stamps) -> Received:
    first, last = (stamps.get((hop.recipient, desk)) for desk in (0, hop.desks - 1))
    return Received(hop, letter, first, last)


def _hops(connection: Connection, propagation: str, offices: Collection[str]) -> list[SentHop]:
    statement = select(*(getattr(HopRow, name) for name in HOP_COLUMNS)).where(
        HopRow.propagation == propagation, among(connection, HopRow.recipient, offices)
    )
    return [hop_of(tuple(row)) for row in connection.execute(statement)]


def _letters(
    connection: Connection, propagation: str, offices: Collection[str]
) -> dict[str, IssuedLetter]:
    statement = select(*(getattr(LetterRow, name) for name in LETTER_COLUMNS)).where(
        LetterRow.propagation == propagation, among(connection, LetterRow.office, offices)
    )
    letters = (letter_of(tuple(row)) for row in connection.execute(statement))
    return {letter.office: letter for letter in letters}


def _stamps(connection: Connection, propagation: str, offices: Collection[str]) -> _Stamps:
    statement = select(
        *(ReceptionRow.recipient, ReceptionRow.position),
        *(ReceptionRow.at_minute, ReceptionRow.at_precision),
    ).where(
        ReceptionRow.propagation == propagation,
        among(connection, ReceptionRow.recipient, offices),
    )
    return {
        (recipient, position): Instant(minute, Precision(precision))
        for recipient, position, minute, precision in connection.execute(statement)
    }

"""A finished rehearsal in figures, counted by the database: no plan is made for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Select, and_, case, func, select
from sqlalchemy.orm import aliased

from wian.ledger.database import Ledger
from wian.ledger.finished.thawed_copy import reading_of
from wian.ledger.read import facts
from wian.ledger.read.offices.hop_letters import first_of_recipient, letter_on_hop
from wian.ledger.records import Clock
from wian.ledger.tables import HopRow, LetterRow, PropagationRow, ReceptionRow


@dataclass(frozen=True, slots=True)
class FinishedWave:
    """One wave of a finished rehearsal: its number, offices that wrote, offices that received."""

    wave: int
    forwarders: int
    recipients: int


@dataclass(frozen=True, slots=True)
class FinishedCounts:
    """A rehearsal that went down to its last office.

    Attributes:
        id: Its id.
        jurisdiction: Whose offices these are.
        waves: Its waves, in order.
        sources: Hops by source, the most frequent first.
        minutes: The first and the last minute of a letter or stamp.
    """

    id: str
    jurisdiction: str
    waves: tuple[FinishedWave, ...]
    sources: dict[str, int]
    minutes: tuple[int, int]


def finished_counts(ledger: Ledger, propagation: str | None = None) -> FinishedCounts | None:
    """A finished rehearsal in figures, counted by the database.

    An office writes its letter and all hops of it at once. So where each office that is to
    forward has written, and a first desk of each recipient has stamped, no office is left.

    Args:
        ledger: Where it is recorded.
        propagation: Its id; the latest where ``None``.

    Returns:
        ``None`` where it is not there, no rehearsal, or not finished.
    """
    latest = select(PropagationRow.id, PropagationRow.jurisdiction, PropagationRow.clock)
    if propagation is not None:
        latest = latest.where(PropagationRow.id == propagation)
    with ledger.reading() as connection:
        found = connection.execute(latest.order_by(*facts.LATEST_FIRST).limit(1)).first()
    if found is None or found.clock != Clock.VIRTUAL.value:
        return None
    with reading_of(ledger, found.id) as connection:
        waves = finished_waves(connection, found.id)
        if waves is None:
            return None
        sources = connection.execute(hops_by_source(found.id)).tuples().all()
        bounds = [connection.execute(each).one() for each in _bounds(found.id)]
    return FinishedCounts(
        found.id,
        found.jurisdiction,
        waves,
        dict(sorted(sources, key=lambda each: (-each[1], each[0]))),
        (min(first for first, _ in bounds), max(last for _, last in bounds)),
    )


def finished_waves(connection: Connection, propagation: str) -> tuple[FinishedWave, ...] | None:
    """The waves of a rehearsal; ``None`` unless it went down to its last office."""
    waves = connection.execute(_finished_waves(propagation)).all()
    if not waves or any(left or not hops == sent == had for *_, hops, sent, had, left in waves):
        return None
    return tuple(FinishedWave(wave, senders, hops) for wave, senders, hops, *_ in waves)


def hops_by_source(propagation: str) -> Select[tuple[str, int]]:
    """How many hops a propagation has from each source."""
    return (
        select(HopRow.source, func.count())
        .where(HopRow.propagation == propagation)
        .group_by(HopRow.source)
    )


def _finished_waves(propagation: str) -> Select[tuple[int, int, int, int, int, int]]:
    """For each wave senders, hops, those with a letter, with a stamp, and still to be forwarded."""
    sent, own, first = aliased(LetterRow), aliased(LetterRow), aliased(ReceptionRow)
    left = and_(HopRow.forwards, own.office.is_(None))
    stamped = (
        first.propagation == HopRow.propagation,
        first.recipient == HopRow.recipient,
        first.position == 0,
    )
    return (
        select(
            HopRow.wave,
            func.count(HopRow.sender.distinct()),
            func.count(),
            func.count(sent.office),
            func.count(first.recipient),
            func.sum(case((left, 1), else_=0)),
        )
        .outerjoin(sent, letter_on_hop(sent))
        .outerjoin(own, first_of_recipient(own))
        .outerjoin(first, and_(*stamped))
        .where(HopRow.propagation == propagation)
        .group_by(HopRow.wave)
        .order_by(HopRow.wave)
    )


def _bounds(propagation: str) -> Iterator[Select[tuple[int, int]]]:
    """The first and the last minute of letters, and of stamps."""
    for table, minute in (
        (LetterRow, LetterRow.issued_minute),
        (ReceptionRow, ReceptionRow.at_minute),
    ):
        yield select(func.min(minute), func.max(minute)).where(table.propagation == propagation)

"""What happened in a propagation: hop records, letters, receptions, counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, and_, case, func, select

from wian.delays.hop_record import HopRecord, Source
from wian.jurisdictions.instant import Instant, Precision
from wian.ledger.contents import (
    LETTER_COLUMNS,
    RECEPTION_COLUMNS,
    letter_of,
    reception_of,
)
from wian.ledger.database import Ledger
from wian.ledger.dialects import Row, among, listed
from wian.ledger.finished.finished_counts import hops_by_source
from wian.ledger.finished.thawed_copy import reading_of, rows_of
from wian.ledger.life.growth import NO_GROWTH, Growth
from wian.ledger.life.life import life_of
from wian.ledger.life.suspensions import read_rests
from wian.ledger.read import facts
from wian.ledger.read.corrections import corrected_moments
from wian.ledger.read.hops.hop_query import hops_with_letters
from wian.ledger.records import Clock, IssuedLetter, Reception
from wian.ledger.tables import HopRow, LetterRow, PropagationRow, ReceptionRow

if TYPE_CHECKING:
    from hierarchy.graph import Hierarchy

_BATCH = 5000


@dataclass(frozen=True, slots=True)
class WaveCount:
    """One wave in figures: letters issued in it, offices that they were sent to, offices of
    these whose last desk has stamped.
    """

    wave: int
    letters: int
    recipients: int
    ready: int


@dataclass(frozen=True, slots=True)
class PropagationCounts:
    """A propagation in figures.

    Attributes:
        letters, hops, receptions: How many are recorded.
        sources: Hops by source.
        waves: The same wave by wave.
    """

    letters: int
    hops: int
    receptions: int
    sources: dict[Source, int]
    waves: tuple[WaveCount, ...]


def load_kept(ledger: Ledger, digest: str) -> Hierarchy:
    """The hierarchy kept under a digest.

    Raises:
        KeyError: None is.
        InputFaults: What is kept there is no hierarchy any more.
    """
    from wian.ledger.read.kept_hierarchies import read_kept  # noqa: PLC0415 - with networkx

    with ledger.reading() as connection:
        return read_kept(connection, digest)


def hop_records(ledger: Ledger, propagation: str) -> list[HopRecord]:
    """Every hop of a propagation, by wave, sender and recipient; empty where none is written.

    Raises:
        UnknownPropagation: It is not recorded.
    """
    return list(stream_hop_records(ledger, propagation))


def stream_hop_records(ledger: Ledger, propagation: str) -> Iterator[HopRecord]:
    """The same, one at a time, without holding them all."""
    with reading_of(ledger, propagation) as connection:
        yield from read_hop_records(connection, propagation)


def hop_records_touching(
    ledger: Ledger, propagation: str, offices: Collection[str]
) -> list[HopRecord]:
    """The hops of a propagation to some offices, and from them."""
    with ledger.reading() as connection:
        dialect = connection.dialect.name
        ends = [among(dialect, each, "offices") for each in (HopRow.recipient, HopRow.sender)]
        bound = {"offices": listed(connection, offices)}
        found = [
            record
            for end in ends
            for record in read_hop_records(
                connection, propagation, hops_with_letters(propagation).where(end), bound
            )
        ]
    return list({record.recipient: record for record in found}.values())


def read_hop_records(
    connection: Connection,
    propagation: str,
    statement: Select[Any] | None = None,
    bound: Mapping[str, Any] = MappingProxyType({}),
) -> Iterator[HopRecord]:
    """The same, on a connection that sees what the caller sees; of a few hops by a statement."""
    live = facts.clock(connection, propagation) is Clock.LIVE
    growth = life_of(connection, propagation).growth if live else NO_GROWTH
    directive = connection.scalar(
        select(PropagationRow.directive_id).where(PropagationRow.id == propagation)
    )
    build = _Builder(connection, propagation, str(directive), growth)
    options = {"yield_per": _BATCH}
    asked = hops_with_letters(propagation) if statement is None else statement
    for row in connection.execute(asked, dict(bound), execution_options=options):
        yield build(*row)


def letters(
    ledger: Ledger, propagation: str, offices: Collection[str] | None = None
) -> Iterator[IssuedLetter]:
    """The letters of a propagation (of a few offices) by wave, office and part, one at a time."""
    statement = (
        select(*(getattr(LetterRow, name) for name in LETTER_COLUMNS))
        .where(LetterRow.propagation == propagation)
        .order_by(LetterRow.wave, LetterRow.office, LetterRow.part)
    )
    if offices is not None:
        statement = statement.where(LetterRow.office.in_(offices))
    return (letter_of(row) for row in rows_of(ledger, propagation, statement))


def letter(ledger: Ledger, propagation: str, office: str) -> IssuedLetter | None:
    """An office's first letter; ``None`` where it has not issued one."""
    return next(letters(ledger, propagation, [office]), None)


def issuers(ledger: Ledger, propagation: str) -> frozenset[str]:
    """The offices that have issued their letter in a propagation."""
    statement = select(LetterRow.office).where(LetterRow.propagation == propagation)
    return frozenset(office for (office,) in rows_of(ledger, propagation, statement))


def receptions(
    ledger: Ledger, propagation: str, offices: Collection[str] | None = None
) -> Iterator[Reception]:
    """The stamps of a propagation (of a few recipients) by recipient and desk, one at a time."""
    statement = (
        select(*(getattr(ReceptionRow, name) for name in RECEPTION_COLUMNS))
        .where(ReceptionRow.propagation == propagation)
        .order_by(ReceptionRow.recipient, ReceptionRow.position)
    )
    if offices is not None:
        statement = statement.where(ReceptionRow.recipient.in_(offices))
    return (reception_of(row) for row in rows_of(ledger, propagation, statement))


def counts(ledger: Ledger, propagation: str) -> PropagationCounts:
    """A propagation in figures.

    Raises:
        UnknownPropagation: It is not recorded.
    """
    with reading_of(ledger, propagation) as connection:
        facts.clock(connection, propagation)
        letters = dict(connection.execute(_letters_a_wave(propagation)).tuples().all())
        sources = dict(connection.execute(hops_by_source(propagation)).tuples().all())
        waves = connection.execute(_hops_a_wave(propagation)).all()
        stamps = connection.scalar(
            select(func.count()).where(ReceptionRow.propagation == propagation)
        )
    return PropagationCounts(
        letters=sum(letters.values()),
        hops=sum(sources.values()),
        receptions=stamps or 0,
        sources={Source(source): count for source, count in sources.items()},
        waves=tuple(
            WaveCount(wave, letters.get(wave, 0), sent, ready) for wave, sent, ready in waves
        ),
    )


def _rows(ledger: Ledger, statement: Select[Any]) -> Iterator[Row]:
    with ledger.reading() as connection:
        for row in connection.execute(statement, execution_options={"yield_per": _BATCH}):
            yield tuple(row)


def _letters_a_wave(propagation: str) -> Select[tuple[int, int]]:
    return (
        select(LetterRow.wave, func.count())
        .where(LetterRow.propagation == propagation)
        .group_by(LetterRow.wave)
    )


def _hops_a_wave(propagation: str) -> Select[tuple[int, int, int]]:
    ready = func.count(case((ReceptionRow.position.is_not(None), 1)))
    last_desk = and_(
        ReceptionRow.propagation == HopRow.propagation,
        ReceptionRow.recipient == HopRow.recipient,
        ReceptionRow.position == HopRow.desks - 1,
    )
    return (
        select(HopRow.wave, func.count(), ready)
        .outerjoin(ReceptionRow, last_desk)
        .where(HopRow.propagation == propagation)
        .group_by(HopRow.wave)
        .order_by(HopRow.wave)
    )


class _Builder:
    """Builds hop records of one propagation, with one object for equal instants."""

    def __init__(
        self, connection: Connection, propagation: str, directive: str, growth: Growth
    ) -> None:
        self._propagation, self._directive, self._growth = propagation, directive, growth
        self._moments = corrected_moments(connection, propagation)
        self._rests = read_rests(connection, propagation)
        self._sources = {source.value: source for source in Source}
        self._precisions = {precision.value: precision for precision in Precision}
        self._instants: dict[tuple[int, str], Instant] = {}

    def __call__(  # noqa: PLR0913, PLR0917 - the columns of one row, in their order
        self,
        wave: int,
        sender: str,
        recipient: str,
        source: str,
        forwards: bool,  # noqa: FBT001 - the same
        desks: int,
        number: str | None,
        *times: Any,
    ) -> HopRecord:
        issued, received, ready, forwarded = (
            self._instant(times[at], times[at + 1]) for at in (0, 2, 4, 6)
        )
        if self._moments:
            received = self._moments.get((recipient, 0), received)
            ready = self._moments.get((recipient, desks - 1), ready)
        return HopRecord(
            propagation=self._propagation,
            directive=self._directive,
            wave=wave,
            sender=sender,
            recipient=recipient,
            letter_number=number,
            source=self._sources[source],
            issued=issued,
            received=received,
            ready=ready,
            forwarded=forwarded,
            forwards=self._growth.forwards(recipient, sent=forwards),
            receipt_number=times[-3],
            recognised=bool(times[-2]),
            part=times[-1],
            rests=self._rests.get(recipient, ()),
        )

    def _instant(self, minute: int | None, precision: str | None) -> Instant | None:
        if minute is None or precision is None:
            return None
        key = (minute, precision)
        if (instant := self._instants.get(key)) is None:
            instant = self._instants[key] = Instant(minute, self._precisions[precision])
        return instant

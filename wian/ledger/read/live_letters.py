"""What lies in an office's inbox, what it sent, and what it did with each letter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, func, select

from wian.jurisdictions.instant import Instant
from wian.kit.text import KEPT
from wian.ledger.acts import Act, ActKind
from wian.ledger.contents import (
    ACT_COLUMNS,
    HOP_COLUMNS,
    LETTER_COLUMNS,
    RECEPTION_COLUMNS,
    act_of,
    hop_of,
    letter_of,
    reception_of,
)
from wian.ledger.database import Ledger
from wian.ledger.read import facts
from wian.ledger.read.corrections import as_corrected, corrected_moments, moments_of
from wian.ledger.records import Clock, IssuedLetter, Propagation, Reception, SentHop
from wian.ledger.tables import ActRow, HopRow, LetterRow, PropagationRow, ReceptionRow
from wian.ledger.write.propagations import list_propagations
from wian.letters.directive import Directive


class State(StrEnum):
    """What an office has to do next with a letter that it was sent."""

    TO_STAMP = "to-stamp"
    TO_ISSUE = "to-issue"
    TO_ANSWER = "to-answer"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A live letter that was sent to an office, and what the office did with it.

    Attributes:
        propagation: Id of its propagation.
        directive: What is sent down.
        hop: The hop that brings it.
        letter: The sender's letter.
        stamps: The office's stamps in the order of its desks, as corrected.
        own: The office's own letter; ``None`` while it has not issued it.
        acts: The office's acts in this propagation, in the order of their numbers.
    """

    propagation: str
    directive: Directive
    hop: SentHop
    letter: IssuedLetter
    stamps: tuple[Reception, ...]
    own: IssuedLetter | None
    acts: tuple[Act, ...]

    @property
    def next_desk(self) -> int | None:
        """Position of the desk whose stamp is next; ``None`` where all have stamped."""
        return len(self.stamps) if len(self.stamps) < self.hop.desks else None

    @property
    def ready(self) -> Instant | None:
        """When its last desk stamped; ``None`` until then."""
        return self.stamps[-1].at if self.next_desk is None else None

    def of(self, kind: ActKind) -> tuple[Act, ...]:
        """The office's acts of a kind."""
        return tuple(act for act in self.acts if act.kind is kind)

    @property
    def answered(self) -> bool:
        """Whether it has answered."""
        return bool(self.of(ActKind.ANSWERED))

    def state(self, *, asked: bool) -> State:
        """What is to be done next.

        Args:
            asked: The directive wants an answer of the office.
        """
        if self.next_desk is not None:
            return State.TO_STAMP
        if self.hop.forwards and self.own is None:
            return State.TO_ISSUE
        return State.TO_ANSWER if asked and not self.answered else State.DONE


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A live letter that an office issued: to how many, and how many of them have stamped."""

    propagation: str
    directive: Directive
    letter: IssuedLetter
    recipients: int
    received: int


@dataclass(frozen=True, slots=True)
class Passage:
    """What the ledger holds of one office on the way: its stamps, and its own letter."""

    office: str
    stamps: tuple[Reception, ...]
    own: IssuedLetter | None


def live_propagations(ledger: Ledger) -> list[Propagation]:
    """The live propagations, latest first."""
    return [each for each in list_propagations(ledger) if each.clock is Clock.LIVE]


def live_hierarchies(ledger: Ledger, office: str) -> list[str]:
    """Digests of the hierarchies that may say what an office is called now, the best first.

    That of the live propagation recorded last; and, as that one may go down other offices, that
    of the last one in which the office wrote or was sent a letter.
    """
    latest = (
        select(PropagationRow.hierarchy_digest)
        .where(PropagationRow.clock == Clock.LIVE.value)
        .order_by(*facts.LATEST_FIRST)
        .limit(1)
    )
    wrote = select(LetterRow.propagation).where(LetterRow.office == office)
    was_sent = select(HopRow.propagation).where(HopRow.recipient == office)
    own = latest.where(PropagationRow.id.in_(wrote) | PropagationRow.id.in_(was_sent))
    with ledger.reading() as connection:
        found = [connection.scalar(each) for each in (latest, own)]
    return list(dict.fromkeys(each for each in found if each is not None))


def inbox(ledger: Ledger, office: str) -> list[Incoming]:
    """Every live letter that was sent to an office, the newest first."""
    with ledger.reading() as connection:
        rows = connection.execute(_incoming(office)).all()
        return _built(connection, office, rows)


def incoming(ledger: Ledger, propagation: str, office: str) -> Incoming | None:
    """The letter of a live propagation that was sent to an office; ``None`` where none was."""
    statement = _incoming(office).where(HopRow.propagation == propagation)
    with ledger.reading() as connection:
        found = _built(connection, office, connection.execute(statement).all())
    return found[0] if found else None


def outgoing(ledger: Ledger, office: str, propagation: str | None = None) -> list[Outgoing]:
    """Every live letter that an office issued, the newest first; only that of a propagation."""
    statement = _outgoing(office)
    if propagation is not None:
        statement = statement.where(LetterRow.propagation == propagation)
    with ledger.reading() as connection:
        rows = connection.execute(statement).all()
        directives = _directives(connection, {row[0] for row in rows})
    return [
        Outgoing(row[0], directives[row[0]], letter_of(tuple(row[:-2])), *row[-2:]) for row in rows
    ]


def acts(
    ledger: Ledger, propagation: str, *, office: str | None = None, kind: ActKind | None = None
) -> list[Act]:
    """The acts of a propagation by office and number; of one office, of one kind."""
    with ledger.reading() as connection:
        return facts.acts(connection, propagation, office, kind)


def change_mark(ledger: Ledger, propagation: str) -> tuple[int, int, int]:
    """Letters, receptions and acts of a propagation, counted: equal, and nothing has changed."""
    tables = (LetterRow, ReceptionRow, ActRow)
    counts = [
        select(func.count())
        .select_from(table)
        .where(table.propagation == propagation)
        .scalar_subquery()
        for table in tables
    ]
    with ledger.reading() as connection:
        letters, receptions, acts_ = connection.execute(select(*counts)).one()
    return letters, receptions, acts_


def effective_receptions(ledger: Ledger, propagation: str, office: str) -> tuple[Reception, ...]:
    """An office's stamps in the order of its desks, with the moments that are meant."""
    with ledger.reading() as connection:
        stamps = facts.receptions(connection, propagation, [office])
        return as_corrected(stamps[office], corrected_moments(connection, propagation))


def passages(ledger: Ledger, propagation: str, offices: Sequence[str]) -> list[Passage]:
    """Each of some offices on its way, in the order given; its stamps with the moments meant."""
    with ledger.reading() as connection:
        own = facts.letters(connection, propagation, offices)
        stamps = facts.receptions(connection, propagation, offices)
        moments = corrected_moments(connection, propagation)
        return [
            Passage(office, as_corrected(stamps[office], moments), own.get(office))
            for office in offices
        ]


def ready_to_issue(ledger: Ledger, propagation: str) -> frozenset[str]:
    """The offices whose last desk has stamped, and which have not written on yet."""
    own = exists().where(
        LetterRow.propagation == HopRow.propagation, LetterRow.office == HopRow.recipient
    )
    last = and_(
        ReceptionRow.propagation == HopRow.propagation,
        ReceptionRow.recipient == HopRow.recipient,
        ReceptionRow.position == HopRow.desks - 1,
    )
    statement = (
        select(HopRow.recipient)
        .join(ReceptionRow, last)
        .where(HopRow.propagation == propagation, HopRow.forwards, ~own)
    )
    with ledger.reading() as connection:
        return frozenset(connection.scalars(statement))


def _built(connection: Connection, office: str, rows: Iterable[Any]) -> list[Incoming]:
    """What an office was sent, each with its stamps and acts: a question a table, not a letter."""
    size = len(HOP_COLUMNS)
    hops = [(tuple(row[:size]), tuple(row[size:])) for row in rows]
    names = {hop[0] for hop, _ in hops}
    directives, own = _directives(connection, names), _own_letters(connection, office, names)
    stamps, acts_ = _own_stamps(connection, office, names), _own_acts(connection, office, names)
    return [
        Incoming(
            hop[0],
            directives[hop[0]],
            hop_of(hop),
            letter_of(letter),
            as_corrected(stamps.get(hop[0], ()), moments_of(acts_.get(hop[0], ()))),
            own.get(hop[0]),
            tuple(acts_.get(hop[0], ())),
        )
        for hop, letter in hops
    ]


def _own_stamps(
    connection: Connection, office: str, propagations: Collection[str]
) -> dict[str, list[Reception]]:
    statement = (
        select(*(getattr(ReceptionRow, name) for name in RECEPTION_COLUMNS))
        .where(ReceptionRow.propagation.in_(propagations), ReceptionRow.recipient == office)
        .order_by(ReceptionRow.position)
    )
    found: dict[str, list[Reception]] = {}
    for row in connection.execute(statement):
        found.setdefault(row[0], []).append(reception_of(tuple(row)))
    return found


def _own_acts(
    connection: Connection, office: str, propagations: Collection[str]
) -> dict[str, list[Act]]:
    statement = (
        select(*(getattr(ActRow, name) for name in ACT_COLUMNS))
        .where(ActRow.propagation.in_(propagations), ActRow.office == office)
        .order_by(ActRow.at_minute, ActRow.register_year, ActRow.register_number)
    )
    found: dict[str, list[Act]] = {}
    for row in connection.execute(statement):
        found.setdefault(row[0], []).append(act_of(tuple(row)))
    return found


def _own_letters(
    connection: Connection, office: str, propagations: Collection[str]
) -> dict[str, IssuedLetter]:
    statement = select(*(getattr(LetterRow, name) for name in LETTER_COLUMNS)).where(
        LetterRow.office == office, LetterRow.propagation.in_(propagations)
    )
    return {row[0]: letter_of(tuple(row)) for row in connection.execute(statement)}


def _directives(connection: Connection, propagations: Collection[str]) -> dict[str, Directive]:
    statement = select(PropagationRow.id, PropagationRow.directive).where(
        PropagationRow.id.in_(propagations)
    )
    rows = connection.execute(statement)
    return {name: Directive.model_validate_json(text, context=KEPT) for name, text in rows}


def _incoming(office: str) -> Select[Any]:
    """Hops to an office with the letters on them, the newest first."""
    return (
        select(
            *(getattr(HopRow, name) for name in HOP_COLUMNS),
            *(getattr(LetterRow, name) for name in LETTER_COLUMNS),
        )
        .join(
            LetterRow,
            and_(LetterRow.propagation == HopRow.propagation, LetterRow.office == HopRow.sender),
        )
        .join(PropagationRow, PropagationRow.id == HopRow.propagation)
        .where(HopRow.recipient == office, PropagationRow.clock == Clock.LIVE.value)
        .order_by(LetterRow.issued_minute.desc(), HopRow.propagation)
    )


def _outgoing(office: str) -> Select[Any]:
    """An office's letters, with their recipients counted, and those that have stamped."""
    sent = and_(HopRow.propagation == LetterRow.propagation, HopRow.sender == LetterRow.office)
    stamped = and_(
        ReceptionRow.propagation == HopRow.propagation,
        ReceptionRow.recipient == HopRow.recipient,
        ReceptionRow.position == 0,
    )
    recipients = select(func.count()).select_from(HopRow).where(sent)
    received = select(func.count()).select_from(HopRow).join(ReceptionRow, stamped).where(sent)
    return (
        select(
            *(getattr(LetterRow, name) for name in LETTER_COLUMNS),
            *(count.correlate(LetterRow).scalar_subquery() for count in (recipients, received)),
        )
        .join(PropagationRow, PropagationRow.id == LetterRow.propagation)
        .where(LetterRow.office == office, PropagationRow.clock == Clock.LIVE.value)
        .order_by(LetterRow.issued_minute.desc(), LetterRow.propagation)
    )

"""What lies in an office's inbox, and what did it do with each letter?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, or_, select
from sqlalchemy.orm import aliased

from wian.jurisdictions.instant import Instant
from wian.ledger.acts import Act, ActKind
from wian.ledger.contents import (
    ACT_COLUMNS,
    HOP_COLUMNS,
    LETTER_COLUMNS,
    RECEPTION_COLUMNS,
    act_of,
    directive_of,
    hop_of,
    letter_of,
    reception_of,
)
from wian.ledger.database import Ledger
from wian.ledger.dialects import among, listed
from wian.ledger.life.life import NO_CHANGE, Life, ended, lives_of
from wian.ledger.life.suspensions import Suspension, last_suspension
from wian.ledger.life.upward.standing_answers import standing_answers, standing_reports
from wian.ledger.read import facts
from wian.ledger.read.corrections import as_corrected, corrected_moments, moments_of
from wian.ledger.read.offices.hop_letters import first_of_recipient, letter_on_hop
from wian.ledger.read.offices.owed_hops import still_owed
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
        life: What became of the propagation.
        owed: Those to whom the office owes a further letter, as the route has grown.
    """

    propagation: str
    directive: Directive
    hop: SentHop
    letter: IssuedLetter
    stamps: tuple[Reception, ...]
    own: IssuedLetter | None
    acts: tuple[Act, ...]
    life: Life = NO_CHANGE
    owed: tuple[str, ...] = ()

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
        """Whether it has answered, and did not take its answer back."""
        return self.answer is not None

    @property
    def answer(self) -> Act | None:
        """Its answer that holds; ``None`` while it has none."""
        return standing_answers(self.acts).get(self.hop.recipient)

    @property
    def to_forward(self) -> bool:
        """Whether it has still to write to anybody."""
        return bool(self.owed) if self.own else self.hop.forwards

    @property
    def suspension(self) -> Suspension | None:
        """What makes the office's clock rest now; ``None`` while it runs, or none is left to."""
        last = last_suspension(self.acts)
        over = not self.to_forward if self.hop.forwards else self.answered
        goes_on = last is not None and last.ended is None
        return last if goes_on and not over and not self.life.ending else None

    def state(self, *, asked: bool) -> State:
        """What is to be done next.

        Args:
            asked: The directive wants an answer of the office.
        """
        if self.next_desk is not None:
            return State.TO_STAMP
        over = self.life.ending or self.hop.recipient in self.life.returned
        if self.to_forward and not over:
            return State.TO_ISSUE
        asked = asked and not over
        return State.TO_ANSWER if asked and not self.answered else State.DONE


def live_propagations(ledger: Ledger) -> list[Propagation]:
    """The live ones, latest first."""
    return list_propagations(ledger, Clock.LIVE)


def open_propagations(ledger: Ledger) -> list[tuple[str, Directive]]:
    """Id and directive of each live propagation that has not ended, the latest first."""
    with ledger.reading(once=True) as connection:
        return [(row[0], directive_of(row[1])) for row in connection.execute(_open())]


def latest_live_hierarchy(ledger: Ledger) -> str | None:
    """Digest of the hierarchy of the live propagation that was recorded last, if there is one."""
    with ledger.reading() as connection:
        found: str | None = connection.scalar(_latest_hierarchy())
        return found


def latest_live_jurisdiction(ledger: Ledger) -> str | None:
    """Id of the jurisdiction of the latest live propagation; ``None`` where there is none."""
    statement = select(PropagationRow.jurisdiction).where(PropagationRow.clock == Clock.LIVE.value)
    with ledger.reading(once=True) as connection:
        return connection.scalar(statement.order_by(*facts.LATEST_FIRST).limit(1))


def latest_own_hierarchy(ledger: Ledger, office: str) -> str | None:
    """The same of the last one in which an office wrote or was sent a letter."""
    with ledger.reading() as connection:
        found: str | None = connection.scalar(_own_hierarchy(), {"office": office})
        return found


def sent_to(ledger: Ledger, office: str) -> list[str]:
    """Ids of the propagations in which an office was sent a letter, rehearsals among them."""
    with ledger.reading() as connection:
        return list(connection.scalars(_sent_to(), {"office": office}))


def inbox(
    ledger: Ledger, office: str, propagations: Collection[str] | None = None
) -> list[Incoming]:
    """Every live letter that was sent to an office, the newest first.

    Args:
        ledger: Where they stand.
        office: Id of the office.
        propagations: Only the letters of these.
    """
    with ledger.reading() as connection:
        bound: dict[str, Any] = {"office": office}
        if propagations is not None:
            bound["propagations"] = listed(connection, propagations)
        dialect = connection.dialect.name
        rows = connection.execute(_incoming(dialect, few=propagations is not None), bound).all()
        return _built(connection, office, rows)


def incoming(ledger: Ledger, propagation: str, office: str) -> Incoming | None:
    """The letter of a live propagation that was sent to an office; ``None`` where none was."""
    found = inbox(ledger, office, [propagation])
    return found[0] if found else None


def live_among(ledger: Ledger, propagations: Collection[str]) -> frozenset[str]:
    """Those of some propagations that are live."""
    with ledger.reading() as connection:
        bound = {"propagations": listed(connection, propagations)}
        return frozenset(connection.scalars(_live_among(connection.dialect.name), bound))


def acts(
    ledger: Ledger, propagation: str, *, office: str | None = None, kind: ActKind | None = None
) -> list[Act]:
    """The acts of a propagation by office and number; of one office, of one kind."""
    with ledger.reading() as connection:
        return facts.acts(connection, propagation, office, kind)


def acts_among(
    ledger: Ledger, propagation: str, offices: Collection[str], kinds: Collection[ActKind]
) -> list[Act]:
    """The acts of some kinds of some offices, those of each in the order of their moments."""
    with ledger.reading() as connection:
        found = [
            act
            for kind in kinds
            for act in facts.acts_among(connection, propagation, offices, kind)
        ]
    return sorted(found, key=lambda act: (act.office, act.entry.year, act.at.minute, act.entry))


def answers(ledger: Ledger, propagation: str) -> dict[str, Act]:
    """The answer that holds of each office that has answered."""
    with ledger.reading() as connection:
        return {act.office: act for act in facts.answers(connection, propagation)}


def answered_in(ledger: Ledger, propagation: str) -> frozenset[str]:
    """Every office that has answered, and did not take its answer back."""
    with ledger.reading() as connection:
        return frozenset(facts.all_answered(connection, propagation))


def reported_in(ledger: Ledger, propagation: str) -> frozenset[str]:
    """Every office whose last report of what it gathered was not returned."""
    kinds = (ActKind.REPORTED.value, ActKind.REPORT_RETURNED.value)
    of = (ActRow.propagation == propagation, ActRow.kind.in_(kinds))
    with ledger.reading() as connection:
        rows = connection.execute(select(ActRow.kind, ActRow.office, ActRow.key).where(*of)).all()
    return standing_reports((ActKind(kind), office, key) for kind, office, key in rows)


def answered_of(ledger: Ledger, propagation: str, offices: Collection[str]) -> frozenset[str]:
    """Those of some offices that have answered, and did not take their answer back."""
    with ledger.reading() as connection:
        return frozenset(facts.answered(connection, propagation, offices))


def effective_receptions(ledger: Ledger, propagation: str, office: str) -> tuple[Reception, ...]:
    """An office's stamps in the order of its desks, with the moments that are meant."""
    with ledger.reading() as connection:
        stamps = facts.receptions(connection, propagation, [office])
        return as_corrected(stamps[office], corrected_moments(connection, propagation))


def _built(connection: Connection, office: str, rows: Sequence[Any]) -> list[Incoming]:
    """What an office was sent, each with its stamps and acts: a question a table, not a letter."""
    if not rows:
        return []
    bound = {"office": office, "propagations": listed(connection, {row[0] for row in rows})}
    dialect, stamps, done = connection.dialect.name, dict[str, Any](), dict[str, Any]()
    for row in connection.execute(_own(dialect, ReceptionRow), bound):
        stamps.setdefault(row[0], []).append(reception_of(tuple(row)))
    for row in connection.execute(_own(dialect, ActRow), bound):
        done.setdefault(row[0], []).append(act_of(tuple(row)))
    lives = lives_of(connection, {row[0] for row in rows})
    found = [
        _one(row, stamps.get(row[0], ()), done.get(row[0], ()), lives.get(row[0], NO_CHANGE))
        for row in rows
    ]
    return [_grown(connection, each) if each.life.growth else each for each in found]


def _grown(connection: Connection, item: Incoming) -> Incoming:
    """A letter with what its office owes since the route has grown."""
    growth, (_, office, *_) = item.life.growth, item.hop
    owed = still_owed(connection, item.propagation, office, growth)
    hop = item.hop._replace(forwards=growth.forwards(office, sent=item.hop.forwards))
    return replace(item, hop=hop, owed=owed)


def _one(row: Any, stamps: Sequence[Reception], done: Sequence[Act], life: Life) -> Incoming:
    hop = tuple(row[: len(HOP_COLUMNS)])
    letter = tuple(row[len(HOP_COLUMNS) : -len(LETTER_COLUMNS) - 1])
    own = tuple(row[-len(LETTER_COLUMNS) - 1 : -1])
    return Incoming(
        hop[0],
        directive_of(row[-1]),
        hop_of(hop),
        letter_of(letter),
        as_corrected(stamps, moments_of(done)),
        letter_of(own) if own[0] is not None else None,
        tuple(done),
        life,
    )


# Statements are built once: that costs more than asking.


@cache
def _open() -> Select[Any]:
    live = PropagationRow.clock == Clock.LIVE.value
    columns = (PropagationRow.id, PropagationRow.directive)
    return select(*columns).where(live, ~ended()).order_by(*facts.LATEST_FIRST)


@cache
def _latest_hierarchy() -> Select[Any]:
    return (
        select(PropagationRow.hierarchy_digest)
        .where(PropagationRow.clock == Clock.LIVE.value)
        .order_by(*facts.LATEST_FIRST)
        .limit(1)
    )


@cache
def _own_hierarchy() -> Select[Any]:
    wrote = select(LetterRow.propagation).where(LetterRow.office == bindparam("office"))
    was_sent = select(HopRow.propagation).where(HopRow.recipient == bindparam("office"))
    own = or_(PropagationRow.id.in_(wrote), PropagationRow.id.in_(was_sent))
    return _latest_hierarchy().where(own)


@cache
def _sent_to() -> Select[Any]:
    return select(HopRow.propagation).where(HopRow.recipient == bindparam("office"))


_BY_DESK: tuple[str, ...] = ("position",)
_AS_ENTERED: tuple[str, ...] = ("at_minute", "register_year", "register_number")


@cache
def _own(dialect: str, table: type[ReceptionRow | ActRow]) -> Select[Any]:
    """The stamps, or the acts, of an office in some propagations, as they were made."""
    if table is ReceptionRow:
        names: tuple[str, ...] = RECEPTION_COLUMNS
        office, order = ReceptionRow.recipient, _BY_DESK
    else:
        names, office = ACT_COLUMNS, ActRow.office
        order = _AS_ENTERED
    return (
        select(*(getattr(table, name) for name in names))
        .where(among(dialect, table.propagation, "propagations"), office == bindparam("office"))
        .order_by(*(getattr(table, name) for name in order))
    )


@cache
def _incoming(dialect: str, *, few: bool) -> Select[Any]:
    """Hops to an office, the letters on them, its own letters and the directives; newest first."""
    own = aliased(LetterRow)
    sent = letter_on_hop(LetterRow)
    statement = (
        select(
            *(getattr(HopRow, name) for name in HOP_COLUMNS),
            *(getattr(LetterRow, name) for name in LETTER_COLUMNS),
            *(getattr(own, name) for name in LETTER_COLUMNS),
            PropagationRow.directive,
        )
        .join(LetterRow, sent)
        .join(PropagationRow, PropagationRow.id == HopRow.propagation)
        .outerjoin(own, first_of_recipient(own))
        .where(HopRow.recipient == bindparam("office"), PropagationRow.clock == Clock.LIVE.value)
        .order_by(LetterRow.issued_minute.desc(), HopRow.propagation)
    )
    wanted = among(dialect, HopRow.propagation, "propagations")
    return statement.where(wanted) if few else statement


@cache
def _live_among(dialect: str) -> Select[Any]:
    return select(PropagationRow.id).where(
        PropagationRow.clock == Clock.LIVE.value,
        among(dialect, PropagationRow.id, "propagations"),
    )

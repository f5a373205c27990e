"""What a transaction asks before it writes: who issued, who received, from which letter."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select

from wian.jurisdictions.instant import Instant, Precision
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
from wian.ledger.database_url import hide_password
from wian.ledger.dialects import among, listed
from wian.ledger.errors import UnknownPropagation
from wian.ledger.life.upward.standing_answers import standing_answers
from wian.ledger.read.offices.hop_letters import sent_hop
from wian.ledger.records import PLACE, Clock, IssuedLetter, ReceivedHop, Reception, SentHop
from wian.ledger.tables import (
    ActRow,
    Base,
    EntryRow,
    HopRow,
    LetterRow,
    PropagationRow,
    ReceptionRow,
)
from wian.letters.directive import Directive

_Stamps = dict[tuple[str, int], Instant]
_ANSWERS = frozenset({ActKind.ANSWERED.value, ActKind.RETRACTED.value})
_ENTERED = ("at_minute", "register_year", "register_number")
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
    found = connection.scalar(_clock(), {"wanted": propagation})
    if found is None:
        raise unknown(connection, propagation)
    return Clock(found)


@cache
def _clock() -> Select[Any]:
    return select(PropagationRow.clock).where(PropagationRow.id == bindparam("wanted"))


def directive(connection: Connection, propagation: str) -> Directive:
    """What a propagation sends.

    Raises:
        UnknownPropagation: It is not recorded.
    """
    statement = select(PropagationRow.directive).where(PropagationRow.id == propagation)
    found = connection.scalar(statement)
    if found is None:
        raise unknown(connection, propagation)
    return Directive.model_validate_json(found, context=KEPT)


def unknown(connection: Connection, propagation: str | None) -> UnknownPropagation:
    """What to raise where a propagation, or any, is not recorded."""
    url = hide_password(connection.engine.url.render_as_string(hide_password=True))
    return UnknownPropagation(propagation, known(connection), url)


def known(connection: Connection) -> list[str]:
    """Ids of all propagations, latest first."""
    return list(connection.scalars(select(PropagationRow.id).order_by(*LATEST_FIRST)))


def issued(connection: Connection, propagation: str, offices: Collection[str]) -> set[str]:
    """Those of ``offices`` whose letters stand in the ledger."""
    rows = ask(connection, LetterRow, ("office",), (propagation, offices))
    return {office for (office,) in rows}


def letters(
    connection: Connection, propagation: str, offices: Collection[str]
) -> list[IssuedLetter]:
    """Every letter of ``offices``; those of one office in the order in which it issued them."""
    rows = ask(connection, LetterRow, LETTER_COLUMNS, (propagation, offices))
    found = (letter_of(tuple(row)) for row in rows)
    return sorted(found, key=attrgetter("part"))


def first_letters(
    connection: Connection, propagation: str, offices: Collection[str]
) -> dict[str, IssuedLetter]:
    """The first letters of those of ``offices`` that have issued theirs."""
    found = letters(connection, propagation, offices)
    return {letter.office: letter for letter in found if letter.part == 0}


def sent_by(connection: Connection, propagation: str, office: str) -> list[SentHop]:
    """The hops that an office's letters went out on, by letter and recipient."""
    bound = {"wanted": propagation, "office": office}
    return [hop_of(tuple(row)) for row in connection.execute(_sent_by(), bound)]


@cache
def _sent_by() -> Select[Any]:
    return (
        select(*(getattr(HopRow, name) for name in HOP_COLUMNS))
        .where(sent_hop(bindparam("wanted"), bindparam("office")))
        .order_by(HopRow.part, HopRow.recipient)
    )


def received(
    connection: Connection, propagation: str, offices: Collection[str]
) -> dict[str, ReceivedHop]:
    """What each of ``offices`` has received; without those that nothing was sent to."""
    hops = _hops(connection, propagation, offices)
    found = letters(connection, propagation, {hop.sender for hop in hops})
    brought = {(letter.office, letter.part): letter for letter in found}
    stamps = _stamps(connection, propagation, offices)
    return {hop.recipient: _received(hop, brought[hop.sender, hop.part], stamps) for hop in hops}


def sent(connection: Connection, propagation: str) -> list[SentHop]:
    """Every hop of a propagation, in the order of the waves, then of senders and recipients."""
    order = (HopRow.wave, HopRow.sender, HopRow.recipient)
    columns = (getattr(HopRow, name) for name in HOP_COLUMNS)
    statement = select(*columns).where(HopRow.propagation == propagation).order_by(*order)
    return [hop_of(tuple(row)) for row in connection.execute(statement)]


def stamped(connection: Connection, propagation: str, places: Collection[tuple[str, int]]) -> int:
    """How many of ``places`` (recipient, position of the desk) are stamped."""
    stamps = _stamps(connection, propagation, {recipient for recipient, _ in places})
    return sum(place in stamps for place in places)


def receptions(
    connection: Connection, propagation: str, offices: Collection[str]
) -> dict[str, list[Reception]]:
    """The stamps of each of ``offices``, in the order of its desks."""
    rows = ask(connection, ReceptionRow, RECEPTION_COLUMNS, (propagation, offices))
    found: dict[str, list[Reception]] = {office: [] for office in offices}
    stamps = (reception_of(tuple(row)) for row in rows)
    for stamp in sorted(stamps, key=lambda stamp: stamp.position):
        found[stamp.recipient].append(stamp)
    return found


def acts(
    connection: Connection,
    propagation: str,
    office: str | None = None,
    kind: ActKind | None = None,
) -> list[Act]:
    """The acts of a propagation, of one office or kind where given, as recorded."""
    bound = {"wanted": propagation}
    if office is not None:
        bound["office"] = office
    if kind is not None:
        bound["kind"] = kind.value
    statement = _acts(by_office=office is not None, by_kind=kind is not None)
    return [act_of(tuple(row)) for row in connection.execute(statement, bound)]


_KIND = ACT_COLUMNS.index("kind")


@cache
def _acts(*, by_office: bool, by_kind: bool) -> Select[Any]:
    """The statement, built once: an office that acts asks it several times."""
    statement = (
        select(*(getattr(ActRow, name) for name in ACT_COLUMNS))
        .where(ActRow.propagation == bindparam("wanted"))
        .order_by(ActRow.office, ActRow.at_minute, ActRow.register_year, ActRow.register_number)
    )
    if by_office:
        statement = statement.where(ActRow.office == bindparam("office"))
    return statement.where(ActRow.kind == bindparam("kind")) if by_kind else statement


def acted(
    connection: Connection, propagation: str, offices: Collection[str], kind: ActKind
) -> set[str]:
    """Those of ``offices`` that have an act of a kind."""
    rows = ask(connection, ActRow, ("office", "kind"), (propagation, offices))
    return {office for office, done in rows if done == kind.value}


def acts_among(
    connection: Connection, propagation: str, offices: Collection[str], kind: ActKind
) -> list[Act]:
    """The acts of a kind of some offices, as recorded."""
    rows = ask(connection, ActRow, ACT_COLUMNS, (propagation, offices))
    return [act_of(tuple(row)) for row in rows if row[_KIND] == kind.value]


def answered(connection: Connection, propagation: str, offices: Collection[str]) -> set[str]:
    """Those of ``offices`` that have answered, and did not take their answer back."""
    rows = ask(connection, ActRow, ("office", "kind", *_ENTERED), (propagation, offices))
    done = sorted((tuple(row) for row in rows if row[1] in _ANSWERS), key=itemgetter(2, 3, 4))
    last = {office: kind for office, kind, *_ in done}
    return {office for office, kind in last.items() if kind == ActKind.ANSWERED.value}


def all_answered(connection: Connection, propagation: str) -> set[str]:
    """Every office that has answered, and did not take its answer back."""
    rows = connection.execute(_answering(), {"wanted": propagation})
    last = {office: kind for office, kind in rows}  # noqa: C416 - a result looks like a mapping
    return {office for office, kind in last.items() if kind == ActKind.ANSWERED.value}


def answers(connection: Connection, propagation: str, office: str | None = None) -> list[Act]:
    """The answers that hold in a propagation, or the one of an office, by office."""
    bound = {"wanted": propagation} | ({"office": office} if office is not None else {})
    rows = connection.execute(_answers(by_office=office is not None), bound)
    return list(standing_answers(act_of(tuple(row)) for row in rows).values())


@cache
def _answering() -> Select[tuple[str, str]]:
    """The acts by which offices answer or take that back, in the order of each office's."""
    return (
        select(ActRow.office, ActRow.kind)
        .where(ActRow.propagation == bindparam("wanted"), ActRow.kind.in_(sorted(_ANSWERS)))
        .order_by(ActRow.office, *(getattr(ActRow, name) for name in _ENTERED))
    )


@cache
def _answers(*, by_office: bool) -> Select[Any]:
    return _acts(by_office=by_office, by_kind=False).where(ActRow.kind.in_(sorted(_ANSWERS)))


def latest_act(
    connection: Connection, book: str, office: str, register: str, year: int
) -> Instant | None:
    """When the last act in a register of acts was entered; ``None`` where there is none.

    The key of its number names the act, which costs less to find than by the number.
    """
    bound = {"book": book, "wanted": office, "register": register, "year": year}
    minute = connection.scalar(_last_minute(connection.dialect.name), bound)
    if minute is None:
        minute = _in_place_of(connection, connection.scalar(_last_key(), bound) or "")
    return None if minute is None else Instant(minute, Precision.MINUTE)


def _in_place_of(connection: Connection, key: str) -> int | None:
    """When an act was entered that an heir did in another's place, by its key: ``...@OFFICE``."""
    act, _, office = key.rpartition(PLACE)
    parts = act.split("|", 2)
    if len(parts) < 3:
        return None
    names = (ActRow.propagation, ActRow.kind, ActRow.key)
    place = (column == value for column, value in zip(names, parts, strict=True))
    found: int | None = connection.scalar(
        select(ActRow.at_minute).where(ActRow.office == office, *place)
    )
    return found


@cache
def _last_minute(dialect: str) -> Select[Any]:
    """When the last act in a register was entered."""
    return select(ActRow.at_minute).where(*is_last_act(dialect))


def is_last_act(
    dialect: str, office: str = "wanted", year: str = "year"
) -> tuple[ColumnElement[bool], ...]:
    """Whether an act is the one that a register's latest key names: ``<propagation>|<kind>|<key>``.

    Args:
        dialect: Of which database.
        office: Name of the value that says whose register; ``book`` and ``register`` say the rest.
        year: Name of the value that says of which year.
    """
    last = _last_key(office, year).subquery()
    propagation, rest = _parted(dialect, last.c.key)
    kind, own = _parted(dialect, rest)
    return (
        ActRow.propagation == propagation,
        ActRow.office == bindparam(office),
        ActRow.kind == kind,
        ActRow.key == own,
    )


def _parted(dialect: str, text: ColumnElement[str]) -> tuple[ColumnElement[str], ...]:
    """What stands before the first bar of a text, and what stands after it."""
    find = func.instr if dialect == "sqlite" else func.strpos
    bar = find(text, "|")
    return func.substr(text, 1, bar - 1), func.substr(text, bar + 1)


@cache
def _last_key(office: str = "wanted", year: str = "year") -> Select[Any]:
    return (
        select(EntryRow.key)
        .where(
            EntryRow.book == bindparam("book"),
            EntryRow.office == bindparam(office),
            EntryRow.name == bindparam("register"),
            EntryRow.year == bindparam(year),
        )
        .order_by(EntryRow.number.desc())
        .limit(1)
    )


def ask(
    connection: Connection,
    table: type[Base],
    columns: tuple[str, ...],
    of: tuple[str, Collection[str]],
) -> Iterable[Any]:
    """Rows of a table that belong to a propagation and, in their key, to one of some offices."""
    propagation, offices = of
    bound = {"wanted": propagation, "offices": listed(connection, offices)}
    return connection.execute(_question(connection.dialect.name, table, columns), bound)


def _received(hop: SentHop, letter: IssuedLetter, stamps: _Stamps) -> ReceivedHop:
    first, last = (stamps.get((hop.recipient, desk)) for desk in (0, hop.desks - 1))
    return ReceivedHop(hop, letter, first, last)


def _hops(connection: Connection, propagation: str, offices: Collection[str]) -> list[SentHop]:
    rows = ask(connection, HopRow, HOP_COLUMNS, (propagation, offices))
    return [hop_of(tuple(row)) for row in rows]


def _stamps(connection: Connection, propagation: str, offices: Collection[str]) -> _Stamps:
    columns = ("recipient", "position", "at_minute", "at_precision")
    rows = ask(connection, ReceptionRow, columns, (propagation, offices))
    return {
        (recipient, position): Instant(minute, Precision(precision))
        for recipient, position, minute, precision in rows
    }


@cache
def _question(dialect: str, table: type[Base], columns: tuple[str, ...]) -> Select[Any]:
    """The statement, built once: building costs more than asking."""
    propagation, office, *_ = (getattr(table, part.name) for part in table.__table__.primary_key)
    return select(*(getattr(table, name) for name in columns)).where(
        propagation == bindparam("wanted"), among(dialect, office, "offices")
    )

"""The hops of propagations as columns, for reports on very many of them.

A row that Python sees costs several times what SQLite needs to read it. So the database joins each
column of a propagation to one text, and Polars and numpy take that apart again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Integer, Select, Text, cast, func, select

from wian.jurisdictions.instant import Precision
from wian.ledger.acts import ActKind
from wian.ledger.database import Ledger
from wian.ledger.dialects import among, listed
from wian.ledger.finished.frozen_columns import FrozenColumns
from wian.ledger.finished.frozen_state import frozen_among
from wian.ledger.life.life import lives_of
from wian.ledger.life.suspensions import RestsByOffice, rests_among
from wian.ledger.read.corrections import Moments, corrected_moments
from wian.ledger.read.offices.hop_letters import letter_on_hop
from wian.ledger.tables import ActRow, HopRow, LetterRow, ReceptionRow

_Table = type[HopRow] | type[LetterRow] | type[ReceptionRow]
_BETWEEN = "\x1e"
"""The separator of records: no text that wian accepts has it."""


class _Kind(Enum):
    """How the values of a column stand in its text."""

    TEXT = _BETWEEN
    NUMBER = ","
    FLAG = ""


_HOPS = {
    **dict.fromkeys(("recipient", "sender", "channel", "source"), _Kind.TEXT),
    **dict.fromkeys(("wave", "desks"), _Kind.NUMBER),
    **dict.fromkeys(("addressed", "forwards"), _Kind.FLAG),
}
_LETTERS = {
    "office": _Kind.TEXT,
    "number": _Kind.TEXT,
    "issued_minute": _Kind.NUMBER,
    "issued_dated": _Kind.FLAG,
}
_STAMPS = {
    "recipient": _Kind.TEXT,
    "receipt_number": _Kind.TEXT,
    "position": _Kind.NUMBER,
    "at_minute": _Kind.NUMBER,
    "at_dated": _Kind.FLAG,
}
_TYPES = {
    **dict.fromkeys(("wave", "desks", "position"), pl.Int32()),
    **dict.fromkeys(("issued_minute", "at_minute"), pl.Int64()),
}
PLACE = "place"
"""The column that says which of the propagations asked for a row belongs to, from 0."""


@dataclass(frozen=True, slots=True)
class HopColumnsRead:
    """What a ledger holds of the hops of some propagations, as it stood at one moment.

    Attributes:
        hops: ``place`` and the columns of the hops that were asked for.
        letters: ``place``, ``office``, ``issued_minute`` and ``issued_dated`` of the first letters
            of their offices.
        later: ``place``, ``recipient``, ``number``, ``issued_minute`` and ``issued_dated`` of the
            hops that a later letter of the sender brought; mostly none.
        stamps: ``place``, ``recipient``, ``position``, ``at_minute`` and ``at_dated`` of their
            receptions.
        corrected: What corrected stamps mean, by propagation.
        rests: When the clocks of offices rested, by propagation.
    """

    hops: pl.DataFrame
    letters: pl.DataFrame
    later: pl.DataFrame
    stamps: pl.DataFrame
    corrected: Mapping[str, Moments]
    rests: Mapping[str, RestsByOffice]


def hop_columns(
    ledger: Ledger,
    propagations: Sequence[str],
    columns: Sequence[str] = tuple(_HOPS),
    *,
    numbers: bool = False,
) -> HopColumnsRead:
    """The hops of some propagations; of ids that are not recorded, none.

    Args:
        ledger: Where they are recorded.
        propagations: A few ids: all of their rows are held at once.
        columns: Columns of hops that are wanted; ``recipient``, ``sender`` and ``desks`` come
            with any.
        numbers: Read the numbers of letters and receptions, too.
    """
    needed = {"recipient", "sender", "desks", *columns}
    hops = tuple(name for name in _HOPS if name in needed)
    letters = tuple(name for name in _LETTERS if numbers or name != "number")
    stamps = tuple(name for name in _STAMPS if numbers or name != "receipt_number")
    with ledger.reading() as connection:
        acts = select(ActRow.propagation).distinct()
        corrected = acts.where(
            among(connection.dialect.name, ActRow.propagation, "wanted"),
            ActRow.kind == ActKind.CORRECTED.value,
        )
        named = connection.scalars(corrected, {"wanted": listed(connection, propagations)}).all()
        sent = _frame(connection, HopRow, hops, propagations)
        read = HopColumnsRead(
            _forwarding_now(connection, sent, propagations) if "forwards" in hops else sent,
            _frame(connection, LetterRow, letters, propagations),
            _later(connection, propagations),
            _frame(connection, ReceptionRow, stamps, propagations),
            {each: corrected_moments(connection, each) for each in named},
            rests_among(connection, propagations),
        )
        frozen = frozenset(frozen_among(connection, propagations))
        places = {each: at for at, each in enumerate(propagations) if each in frozen}
        return _with_frozen(read, FrozenColumns(connection, places, PLACE)) if places else read


def _with_frozen(read: HopColumnsRead, frozen: FrozenColumns) -> HopColumnsRead:
    """The hops of all, those of frozen rehearsals at their places among the others."""
    return HopColumnsRead(
        _merged(read.hops, frozen.hops),
        _merged(read.letters, frozen.letters),
        _merged(read.later, frozen.later),
        _merged(read.stamps, frozen.stamps),
        read.corrected,
        read.rests,
    )


def _merged(
    rows: pl.DataFrame, more: Callable[[Mapping[str, pl.DataType]], pl.DataFrame]
) -> pl.DataFrame:
    """Rows and more with the same columns, by place."""
    schema = {name: kind for name, kind in rows.schema.items() if name != PLACE}
    return pl.concat([rows, more(schema)]).sort(PLACE, maintain_order=True)


def _forwarding_now(
    connection: Connection, hops: pl.DataFrame, propagations: Sequence[str]
) -> pl.DataFrame:
    """Hops with who has to forward now: routes may have grown since the letters were sent."""
    lives = lives_of(connection, propagations)
    grown = {at: lives[each].growth for at, each in enumerate(propagations) if each in lives}
    rows = [
        (at, office, growth.forwards(office, sent=True), growth.forwards(office, sent=False))
        for at, growth in grown.items()
        for office in growth.changed
    ]
    if not rows:
        return hops
    flags = dict.fromkeys(("if_sent", "if_not"), pl.Boolean())
    schema = {PLACE: pl.UInt32(), "recipient": pl.String(), **flags}
    changed = pl.DataFrame(rows, schema=schema, orient="row")
    joined = hops.join(changed, on=[PLACE, "recipient"], how="left", maintain_order="left")
    now = pl.when("forwards").then("if_sent").otherwise("if_not")
    return joined.with_columns(forwards=pl.coalesce(now, "forwards")).drop(*flags)


def _later(connection: Connection, propagations: Sequence[str]) -> pl.DataFrame:
    """The letters behind those hops that no first letter brought, row by row."""
    place = {each: at for at, each in enumerate(propagations)}
    names = ("number", "issued_minute", "issued_dated")
    statement = (
        select(
            LetterRow.propagation, HopRow.recipient, *(_value(LetterRow, name) for name in names)
        )
        .join(HopRow, letter_on_hop(LetterRow))
        .where(among(connection.dialect.name, LetterRow.propagation, "wanted"), LetterRow.part > 0)
    )
    found = connection.execute(statement, {"wanted": listed(connection, propagations)})
    rows = [(place[each], to, *rest, bool(dated)) for each, to, *rest, dated in found]
    kinds = [pl.UInt32(), pl.String(), pl.String(), pl.Int64(), pl.Boolean()]
    schema = dict(zip((PLACE, "recipient", *names), kinds, strict=True))
    return pl.DataFrame(rows, schema=schema, orient="row")


def _frame(
    connection: Connection, table: _Table, names: tuple[str, ...], propagations: Sequence[str]
) -> pl.DataFrame:
    """The rows of a table, ``place`` first, those of a propagation in the table's own order."""
    kinds = [_kind(name) for name in names]
    place = {each: at for at, each in enumerate(propagations)}
    wanted = {"wanted": listed(connection, propagations)}
    rows = connection.execute(_packed(connection.dialect.name, table, names), wanted).all()
    found = sorted(rows, key=lambda row: place[row[0]])
    counts = [count for _, count, *_ in found]
    packed = [list(column) for column in zip(*(row[2:] for row in found), strict=True)]
    columns = [
        _unpacked(texts, kind, name)
        for texts, kind, name in zip(packed or [[]] * len(names), kinds, names, strict=True)
    ]
    if any(len(column) != sum(counts) for column in columns):
        return _frame_of_rows(connection, table, names, propagations)
    places = np.repeat([place[each] for each, *_ in found], counts)
    return pl.DataFrame([pl.Series(PLACE, places, dtype=pl.UInt32), *columns])


def _kind(name: str) -> _Kind:
    return (_HOPS | _LETTERS | _STAMPS)[name]


@cache
def _packed(dialect: str, table: _Table, names: tuple[str, ...]) -> Select[Any]:
    """A row for each propagation: its id, how many rows it has, and each column as one text.

    A database hands the rows of a propagation to all of its aggregates in one order.
    """
    columns = (
        func.aggregate_strings(cast(_value(table, name), Text), _kind(name).value) for name in names
    )
    return (
        select(table.propagation, func.count(), *columns)
        .where(among(dialect, table.propagation, "wanted"), *_firsts(table))
        .group_by(table.propagation)
    )


def _firsts(table: _Table) -> tuple[ColumnElement[bool], ...]:
    """Of letters only the first of each office: mostly there are no others."""
    return (LetterRow.part == 0,) if table is LetterRow else ()


def _value(table: _Table, name: str) -> ColumnElement[Any]:
    """A column as it is read: of a precision whether it is a day, of a truth 0 or 1."""
    if name.endswith("_dated"):
        precision = getattr(table, name.replace("_dated", "_precision"))
        return cast(precision == Precision.DAY.value, Integer)
    column: ColumnElement[Any] = getattr(table, name)
    return cast(column, Integer) if _kind(name) is _Kind.FLAG else column


def _unpacked(texts: list[str], kind: _Kind, name: str) -> pl.Series:
    """The values of some propagations, one after another."""
    if kind is _Kind.TEXT:
        packed = pl.Series(name, texts, dtype=pl.String)
        return packed.str.split(_BETWEEN).explode()
    if kind is _Kind.FLAG:
        signs = np.frombuffer("".join(texts).encode(), dtype=np.uint8)
        return pl.Series(name, signs == ord("1"))
    values: NDArray[np.int64] = np.fromstring(",".join(texts), dtype=np.int64, sep=",")
    return pl.Series(name, values, dtype=_TYPES[name])


def _frame_of_rows(
    connection: Connection, table: _Table, names: tuple[str, ...], propagations: Sequence[str]
) -> pl.DataFrame:
    """The same row by row: somebody wrote the separator into a text."""
    place = {each: at for at, each in enumerate(propagations)}
    statement = select(
        table.propagation,
        *(_value(table, name) for name in names),
    ).where(among(connection.dialect.name, table.propagation, "wanted"), *_firsts(table))
    found = connection.execute(statement, {"wanted": listed(connection, propagations)})
    rows = sorted((place[each], *values) for each, *values in found)
    kinds = {_Kind.TEXT: pl.String(), _Kind.FLAG: pl.Boolean()}
    schema = {name: _TYPES.get(name) or kinds[_kind(name)] for name in names}
    integers = {name: kind if kind != pl.Boolean() else pl.Int8() for name, kind in schema.items()}
    frame = pl.DataFrame(rows, schema={PLACE: pl.UInt32(), **integers}, orient="row")
    return frame.cast(schema)  # type: ignore[arg-type]  # polars types its keys as its own union

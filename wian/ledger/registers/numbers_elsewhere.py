"""Which numbers of a register were given elsewhere, so that wian never draws them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, select

from wian.ledger.dialects import among, listed
from wian.ledger.records import ELSEWHERE
from wian.ledger.registers.register_acts import (
    REGISTER_ACT_COLUMNS,
    RegisterAct,
    RegisterActKind,
    register_act_of,
)
from wian.ledger.tables import EntryRow, RegisterActRow

Register = tuple[str, str, int]
"""Office, name and year of a register."""
Span = tuple[int, int]
"""The first and the last of consecutive numbers."""


def acts_about(
    connection: Connection, offices: Iterable[str] | None = None
) -> dict[Register, list[RegisterAct]]:
    """What was said about registers, in the order in which it was said.

    Args:
        connection: The ledger.
        offices: Whose registers; of every office where ``None``.
    """
    bound = {} if offices is None else {"offices": listed(connection, set(offices))}
    statement = _acts(connection.dialect.name, some=offices is not None)
    found: dict[Register, list[RegisterAct]] = defaultdict(list)
    for row in connection.execute(statement, bound):
        act = register_act_of(tuple(row))
        found[act.office, act.name, act.year].append(act)
    return dict(found)


def in_force(acts: Iterable[RegisterAct]) -> list[RegisterAct]:
    """The openings and reservations of one register that hold.

    An opening replaces one that nothing was drawn after. Such an opening begins at the same
    number, as the last number drawn is the same. A reservation holds until it is taken back.
    """
    kept: dict[tuple[object, ...], RegisterAct] = {}
    for act in acts:
        if act.kind is RegisterActKind.RELEASED:
            kept.pop((RegisterActKind.RESERVED, act.first, act.last), None)
        else:
            opened = act.kind is RegisterActKind.OPENED
            kept[(act.kind, act.first) if opened else (act.kind, act.first, act.last)] = act
    return sorted(kept.values(), key=lambda act: (act.first, act.last))


def spans_of(acts: Iterable[RegisterAct]) -> list[Span]:
    """The numbers of one register that were given elsewhere: spans in order, none touching."""
    merged: list[Span] = []
    for act in in_force(acts):
        if act.last < act.first:
            continue
        if merged and act.first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], act.last))
        else:
            merged.append((act.first, act.last))
    return merged


def free_after(number: int, spans: Iterable[Span]) -> int:
    """The first number after ``number`` that was not given elsewhere."""
    number += 1
    for first, last in spans:
        if first <= number <= last:
            number = last + 1
    return number


def written(span: Span) -> str:
    """A span as people write it: ``554-560``; of one number ``554``."""
    first, last = span
    return f"{first}" if first == last else f"{first}-{last}"


def free_within(wanted: Span, spans: Iterable[Span]) -> list[Span]:
    """The numbers of ``wanted`` that were not given elsewhere, as spans in order."""
    first, last = wanted
    free: list[Span] = []
    for begin, end in spans:
        if first <= min(begin - 1, last):
            free.append((first, min(begin - 1, last)))
        first = max(first, end + 1)
    return [*free, (first, last)] if first <= last else free


def parted(key: str) -> tuple[str, int]:
    """Name of the register and number that a key of an entry names; 0 where it names none."""
    name, _, rest = key.rpartition("|")[0].rpartition("|")
    return name, int(rest) if rest.isdecimal() else 0


def typed_in(connection: Connection, register: Register, span: Span) -> int | None:
    """The first number of a span that something bears which was typed here."""
    office, name, year = register
    entry = EntryRow
    of = (entry.office == office, entry.name == ELSEWHERE, entry.year == year)
    named = map(parted, connection.scalars(select(entry.key).where(*of)))
    first, last = span
    return min((at for whose, at in named if whose == name and first <= at <= last), default=None)


@cache
def _acts(dialect: str, *, some: bool) -> Select[Any]:
    """The statement, built once: every office that draws a number asks it."""
    row = RegisterActRow
    statement = select(*(getattr(row, name) for name in REGISTER_ACT_COLUMNS)).order_by(
        row.office, row.register_year, row.register_number
    )
    return statement.where(among(dialect, row.office, "offices")) if some else statement

"""Which numbers of a register were given elsewhere, so that wian never draws them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
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
    """The openings and reservations of one register that hold, each with the numbers that it has.

    An opening replaces one that nothing was drawn after. Such an opening begins at the same
    number, as the last number drawn is the same. A reservation holds until it is taken back, as a
    whole or in part.
    """
    kept: dict[tuple[object, ...], RegisterAct] = {}
    for act in acts:
        if act.kind is RegisterActKind.RELEASED:
            kept = {_replaced_by(each): each for each in _without(kept.values(), act)}
        else:
            kept[_replaced_by(act)] = act
    return sorted(kept.values(), key=lambda act: (act.first, act.last))


def _replaced_by(act: RegisterAct) -> tuple[object, ...]:
    """What an opening or a reservation has in common with the one that takes its place."""
    opened = act.kind is RegisterActKind.OPENED
    return (act.kind, act.first) if opened else (act.kind, act.first, act.last)


def _without(kept: Iterable[RegisterAct], released: RegisterAct) -> Iterator[RegisterAct]:
    """What is left of reservations of which some numbers are taken back.

    Ledgers of before let reservations overlap, and each was taken back as a whole.
    """
    span, held = (released.first, released.last), list(kept)
    whole = [each for each in held if (each.first, each.last) == span and each.opens_at is None]
    for act in held:
        if act.opens_at is not None or (whole and act not in whole):
            yield act
            continue
        for first, last in free_within((act.first, act.last), [span]):
            yield replace(act, first=first, last=last)


def spans_of(acts: Iterable[RegisterAct]) -> list[Span]:
    """The numbers of one register that were given elsewhere: spans in order, none touching."""
    return merged((act.first, act.last) for act in in_force(acts))


def reserved_of(acts: Iterable[RegisterAct]) -> list[Span]:
    """Of these the reserved ones, whether the register was opened behind them or not."""
    held = (act for act in in_force(acts) if act.kind is RegisterActKind.RESERVED)
    return merged((act.first, act.last) for act in held)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same numbers as spans in order, none of them empty, none touching another."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if last < first:
            continue
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


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


def shared(span: Span, spans: Iterable[Span]) -> list[Span]:
    """The numbers of a span that are among others, as spans in order."""
    first, last = span
    both = ((max(first, begin), min(last, end)) for begin, end in spans)
    return [(begin, end) for begin, end in both if begin <= end]


def parted(key: str) -> tuple[str, int]:
    """Name of the register and number that a key of an entry names; 0 where it names none."""
    name, _, rest = key.rpartition("|")[0].rpartition("|")
    return name, int(rest) if rest.isdecimal() else 0


def typed_in(connection: Connection, register: Register, span: Span) -> list[int]:
    """The numbers of a span that something bears which was typed here, in order."""
    office, name, year = register
    entry = EntryRow
    of = (entry.office == office, entry.name == ELSEWHERE, entry.year == year)
    named = map(parted, connection.scalars(select(entry.key).where(*of)))
    first, last = span
    return sorted(at for whose, at in named if whose == name and first <= at <= last)


@cache
def _acts(dialect: str, *, some: bool) -> Select[Any]:
    """The statement, built once: every office that draws a number asks it."""
    row = RegisterActRow
    statement = select(*(getattr(row, name) for name in REGISTER_ACT_COLUMNS)).order_by(
        row.office, row.register_year, row.register_number
    )
    return statement.where(among(dialect, row.office, "offices")) if some else statement

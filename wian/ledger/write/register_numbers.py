"""Draws an office's next number: without gap or repeat, with a running digest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select

from wian.ledger.contents import genesis, running
from wian.ledger.dialects import Row, among, insert_missing, insert_or_update, insert_rows, listed
from wian.ledger.records import NumberRequest
from wian.ledger.tables import EntryRow, RegisterHeadRow

Register = tuple[str, str, int]
"""Office, name and year of a register."""
_KEY = ("book", "office", "name", "year")
_HEAD = ("last", "digest")
_ENTRY = ("number", "key", "content_digest", "digest")


class Registers:
    """The registers of one book inside one transaction.

    The heads that a draw touches are locked until the transaction ends, in sorted order, so
    that two processes draw one after the other; nothing is kept until :meth:`flush`.

    Args:
        connection: A connection with a write transaction begun.
        book: ``live`` or ``rehearsal``.

    Attributes:
        book: As given.
    """

    def __init__(self, connection: Connection, book: str) -> None:
        self._connection, self.book = connection, book
        self._heads: dict[Register, tuple[int, str]] = {}
        self._numbers: dict[tuple[Register, str], int] = {}
        self._drawn: dict[tuple[Register, int], str] = {}
        self._contents: dict[tuple[Register, int], str] = {}
        self._held: set[tuple[Register, int]] = set()

    def draw(self, requests: Sequence[NumberRequest]) -> list[int]:
        """One number a request, in their order; the number of before where the key has one."""
        wanted = [((office, name, year), key) for office, name, year, key in requests]
        fresh = {register for register, _ in wanted} - self._heads.keys()
        self._lock(sorted(fresh))
        self._recall({pair for pair in wanted if pair not in self._numbers})
        return [self._number(register, key) for register, key in wanted]

    def enter(self, register: Register, number: int, content_digest: str) -> None:
        """Note what a drawn number was used for."""
        self._contents[register, number] = content_digest

    def knows(self, register: Register, number: int) -> bool:
        """Whether this transaction drew (or drew again) that number."""
        return (register, number) in self._held

    def flush(self) -> list[tuple[Register, int]]:
        """Write entries and heads, unless a drawn number was not used; return those unused."""
        unused = [place for place in self._drawn if place not in self._contents]
        if not unused:
            self._write()
        return unused

    def _number(self, register: Register, key: str) -> int:
        number = self._numbers.get((register, key))
        if number is None:
            last, digest = self._heads[register]
            number = last + 1
            self._heads[register] = (number, digest)
            self._numbers[register, key] = number
            self._drawn[register, number] = key
            self._held.add((register, number))
        return number

    def _lock(self, registers: Sequence[Register]) -> None:
        """Lock and read their heads; one that was never drawn from stands at 0.

        Where several write at a time, a head must be there to be locked.
        """
        if not registers:
            return
        opened = {register: (0, genesis(self.book, *register)) for register in registers}
        if self._connection.dialect.name != "sqlite":
            heads = [(self.book, *register, *head) for register, head in opened.items()]
            insert_missing(self._connection, RegisterHeadRow, (*_KEY, *_HEAD), heads)
        bound = self._bound(registers)
        rows = self._connection.execute(_heads(self._connection.dialect.name), bound)
        for office, name, year, last, digest in rows:
            opened[office, name, year] = (last, digest)
        self._heads |= opened

    def _recall(self, wanted: Iterable[tuple[Register, str]]) -> None:
        """Learn the numbers that keys were given by earlier transactions."""
        pairs = [pair for pair in wanted if self._heads[pair[0]][0] > 0]
        if not pairs:
            return
        bound = self._bound([register for register, _ in pairs])
        bound["keys"] = listed(self._connection, {key for _, key in pairs})
        rows = self._connection.execute(_entries(self._connection.dialect.name), bound)
        for office, name, year, key, number in rows:
            register = (office, name, year)
            self._numbers.setdefault((register, key), number)
            self._held.add((register, number))

    def _bound(self, registers: Iterable[Register]) -> dict[str, Any]:
        offices, names, years = (set(column) for column in zip(*registers, strict=True))
        return {
            "wanted": self.book,
            "offices": listed(self._connection, offices),
            "names": listed(self._connection, names),
            "years": sorted(years),
        }

    def _write(self) -> None:
        entries = [self._entry(register, number) for register, number in self._drawn]
        touched = {register for register, _ in self._drawn}
        heads = [(self.book, *each, *self._heads[each]) for each in touched]
        insert_or_update(self._connection, RegisterHeadRow, _KEY, _HEAD, heads)
        insert_rows(self._connection, EntryRow, (*_KEY, *_ENTRY), entries)
        self._drawn.clear()

    def _entry(self, register: Register, number: int) -> Row:
        """The entry's row; numbers of a register come in ascending order, as drawn."""
        last, previous = self._heads[register]
        key, content = self._drawn[register, number], self._contents[register, number]
        digest = running(previous, number, key, content)
        self._heads[register] = (last, digest)
        return (self.book, *register, number, key, content, digest)


@cache
def _heads(dialect: str) -> Select[Any]:
    """The heads of registers, locked one after the other; built once, as building costs."""
    columns = (RegisterHeadRow.office, RegisterHeadRow.name, RegisterHeadRow.year)
    return (
        select(*columns, RegisterHeadRow.last, RegisterHeadRow.digest)
        .where(*_within(dialect, RegisterHeadRow))
        .order_by(*columns)
        .with_for_update()
    )


@cache
def _entries(dialect: str) -> Select[Any]:
    """The numbers that keys have in registers."""
    columns = (EntryRow.office, EntryRow.name, EntryRow.year, EntryRow.key, EntryRow.number)
    return select(*columns).where(*_within(dialect, EntryRow), among(dialect, EntryRow.key, "keys"))


def _within(
    dialect: str, table: type[RegisterHeadRow | EntryRow]
) -> tuple[ColumnElement[bool], ...]:
    return (
        table.book == bindparam("wanted"),
        among(dialect, table.office, "offices"),
        among(dialect, table.name, "names"),
        table.year.in_(bindparam("years", expanding=True)),
    )

"""Owns the registers: running numbers without gap or repeat, and their running digests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, update

from ledger.contents import genesis, running
from ledger.dialects import among, insert_missing
from ledger.records import NumberRequest
from ledger.tables import EntryRow, RegisterRow

Register = tuple[str, str, int]
"""Office, name and year of a register."""
_REGISTER = attrgetter("office", "name", "year")


class Registers:
    """The registers of one book inside one transaction.

    The heads that a draw touches are locked until the transaction ends, in sorted order, so
    that two processes draw one after the other; nothing is kept until :meth:`flush`.

    Args:
        connection: A connection with a write transaction begun.
        book: ``live`` or ``rehearsal``.
    """

    def __init__(self, connection: Connection, book: str) -> None:
        self._connection, self._book = connection, book
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
        """Open missing heads, then lock and read all of them."""
        if not registers:
            return
        insert_missing(self._connection, RegisterRow, [self._head(*key) for key in registers])
        statement = (
            select(RegisterRow)
            .where(RegisterRow.book == self._book, *self._within(RegisterRow, registers))
            .order_by(RegisterRow.office, RegisterRow.name, RegisterRow.year)
            .with_for_update()
        )
        for row in self._connection.execute(statement):
            self._heads.setdefault(_REGISTER(row), (row.last, row.digest))

    def _recall(self, wanted: Iterable[tuple[Register, str]]) -> None:
        """Learn the numbers that keys were given by earlier transactions."""
        pairs = [pair for pair in wanted if self._heads[pair[0]][0] > 0]
        if not pairs:
            return
        keys = {key for _, key in pairs}
        statement = select(EntryRow).where(
            EntryRow.book == self._book,
            *self._within(EntryRow, [register for register, _ in pairs]),
            among(self._connection, EntryRow.key, keys),
        )
        for row in self._connection.execute(statement):
            self._numbers.setdefault((_REGISTER(row), row.key), row.number)
            self._held.add((_REGISTER(row), row.number))

    def _within(
        self, table: type[RegisterRow | EntryRow], registers: Iterable[Register]
    ) -> tuple[ColumnElement[bool], ...]:
        offices, names, years = (set(column) for column in zip(*registers, strict=True))
        return (
            among(self._connection, table.office, offices),
            among(self._connection, table.name, names),
            table.year.in_(sorted(years)),
        )

    def _head(self, office: str, name: str, year: int) -> dict[str, object]:
        start = genesis(self._book, office, name, year)
        return {
            "book": self._book,
            "office": office,
            "name": name,
            "year": year,
            "last": 0,
            "digest": start,
        }

    def _write(self) -> None:
        entries = [self._entry(register, number) for register, number in self._drawn]
        if not entries:
            return
        self._connection.execute(insert(EntryRow), entries)
        touched = {register for register, _ in self._drawn}
        self._connection.execute(_ADVANCE, [self._advanced(register) for register in touched])
        self._drawn.clear()

    def _entry(self, register: Register, number: int) -> dict[str, object]:
        """The entry's row; numbers of a register come in ascending order, as drawn."""
        last, previous = self._heads[register]
        key, content = self._drawn[register, number], self._contents[register, number]
        digest = running(previous, number, key, content)
        self._heads[register] = (last, digest)
        office, name, year = register
        return {
            "book": self._book,
            "office": office,
            "name": name,
            "year": year,
            "number": number,
            "key": key,
            "content_digest": content,
            "digest": digest,
        }

    def _advanced(self, register: Register) -> dict[str, object]:
        office, name, year = register
        last, digest = self._heads[register]
        return {
            "at_book": self._book,
            "at_office": office,
            "at_name": name,
            "at_year": year,
            "new_last": last,
            "new_digest": digest,
        }


_ADVANCE = (
    update(RegisterRow.__table__)  # type: ignore[arg-type]
    .where(
        RegisterRow.book == bindparam("at_book"),
        RegisterRow.office == bindparam("at_office"),
        RegisterRow.name == bindparam("at_name"),
        RegisterRow.year == bindparam("at_year"),
    )
    .values(last=bindparam("new_last"), digest=bindparam("new_digest"))
)

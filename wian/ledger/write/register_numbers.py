"""Draws an office's next number: without gap or repeat, with a running digest.

Numbers that were given elsewhere are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Text,
    bindparam,
    collate,
    func,
    select,
    true,
)

from wian.ledger.contents import genesis, running
from wian.ledger.dialects import among, insert_missing, insert_or_update, insert_rows, listed
from wian.ledger.records import Clock, NumberRequest
from wian.ledger.registers.numbers_elsewhere import (
    Register,
    Span,
    acts_about,
    free_after,
    spans_of,
)
from wian.ledger.registers.rare_tables import RareTables
from wian.ledger.tables import EntryRow, RegisterActRow, RegisterHeadRow

_KEY = ("book", "office", "name", "year")
_HEAD = ("last", "digest")
_ENTRY = ("number", "key", "content_digest", "digest")


@dataclass(slots=True)
class _Head:
    """A register as one transaction sees it.

    Attributes:
        last: Its last number.
        digest: The running digest up to the last number that is written.
        elsewhere: Numbers that were given elsewhere, in order.
        numbers: The numbers that keys have, as far as they were asked for.
        drawn: Keys of the numbers that are drawn and not written yet, ascending.
        contents: What its numbers were used for in this transaction; empty while for nothing.
    """

    last: int
    digest: str
    elsewhere: Sequence[Span] = ()
    numbers: dict[str, int] = field(default_factory=dict)
    drawn: dict[int, str] = field(default_factory=dict)
    contents: dict[int, str] = field(default_factory=dict)

    def number(self, key: str) -> int:
        """The number of a key: the one that it has, else the next."""
        found = self.numbers.get(key)
        if found is None:
            self.last = found = self.numbers[key] = free_after(self.last, self.elsewhere)
            self.drawn[found] = key
            self.contents[found] = ""
        return found

    def unused(self) -> list[int]:
        """Numbers that were drawn for nothing."""
        return [number for number in self.drawn if not self.contents[number]]

    def entries(self) -> Iterator[tuple[int, str, str, str]]:
        """What is to be written: number, key, content digest and running digest."""
        for number, key in self.drawn.items():
            content = self.contents[number]
            self.digest = running(self.digest, number, key, content)
            yield number, key, content, self.digest


class Registers:
    """The registers of one book inside one transaction.

    The heads that a draw touches are locked until the transaction ends, in sorted order, so
    that two processes draw one after the other; nothing is kept until :meth:`flush`.

    Args:
        connection: A connection with a write transaction begun.
        book: ``live`` or ``rehearsal``.

    Attributes:
        book: As given.
        rare: What the transaction knows of the tables that few ledgers fill.
    """

    def __init__(self, connection: Connection, book: str) -> None:
        self._connection, self.book = connection, book
        self.rare = RareTables(connection)
        self._heads: dict[Register, _Head] = {}
        self._said: set[Register] = set()

    def lock(self, registers: Iterable[Register]) -> None:
        """Lock and read the heads of registers, those that are not yet, in one statement."""
        self._lock(sorted(set(registers) - self._heads.keys()))

    def draw(self, requests: Sequence[NumberRequest], *, first: bool = False) -> list[int]:
        """One number a request, in their order; the number of before where the key has one.

        Args:
            requests: What a number is wanted for.
            first: No key has one yet, as the caller knows; else that is asked.
        """
        wanted = [((office, name, year), key) for office, name, year, key in requests]
        self.lock(register for register, _ in wanted)
        heads = self._heads
        if not first:
            self._recall([pair for pair in wanted if pair[1] not in heads[pair[0]].numbers])
        return [heads[register].number(key) for register, key in wanted]

    def last(self, register: Register) -> int:
        """The last number drawn from a register, locked by this; 0 where none was."""
        self.lock([register])
        return self._heads[register].last

    def learn(self, register: Register) -> None:
        """Read again what was said about a locked register, as something was said just now."""
        self.rare.forget()
        spans = self._elsewhere([register]).get(register, ())
        if (head := self._heads.get(register)) is not None:
            head.elsewhere = spans

    def begun(self, register: Register) -> bool:
        """Whether a register was drawn from, opened or reserved in; it is locked by this."""
        return self.last(register) > 0 or register in self._said

    def any_begun(self, office: str, year: int, names: Iterable[str]) -> bool:
        """Whether one of several registers of an office was begun, or one whose name begins so.

        Args:
            office: Whose registers; one of that year is locked by the caller already, so that
                what was said about all of them is known.
            year: Register year.
            names: Their names, or what their names begin with.
        """
        known = {name for whose, name, of in self._said if (whose, of) == (office, year)}
        head, begins = RegisterHeadRow, tuple(names)
        place = (head.book == self.book, head.office == office, head.year == year, head.last > 0)
        drawn = self._connection.scalars(select(head.name).where(*place))
        return any(name.startswith(begins) for name in (*known, *drawn))

    def enter(self, register: Register, number: int, content_digest: str) -> bool:
        """Note what a drawn number was used for.

        Returns:
            Whether this transaction drew (or drew again) that number.
        """
        head = self._heads.get(register)
        if head is None or number not in head.contents:
            return False
        head.contents[number] = content_digest
        return True

    def flush(self) -> list[tuple[Register, int]]:
        """Write entries and heads, unless a drawn number was not used; return those unused."""
        drawn = {register: head for register, head in self._heads.items() if head.drawn}
        unused = [
            (register, number) for register, head in drawn.items() for number in head.unused()
        ]
        if not unused:
            self._write(drawn)
        return unused

    def _lock(self, registers: Sequence[Register]) -> None:
        """Lock and read their heads; one that was never drawn from stands at 0.

        Where several write at a time, a head must be there to be locked.
        """
        if not registers:
            return
        found = self._found(registers)
        missing = [register for register in registers if register not in found]
        opened = {register: (0, genesis(self.book, *register)) for register in missing}
        if missing and self._connection.dialect.name != "sqlite":
            heads = [(self.book, *register, *head) for register, head in opened.items()]
            insert_missing(self._connection, RegisterHeadRow, (*_KEY, *_HEAD), heads)
            found |= self._found(missing)  # another transaction may have made them first
        elsewhere = self._elsewhere(registers)
        for register, (last, digest) in (opened | found).items():
            spans = elsewhere.get(register, ())
            self._heads.setdefault(register, _Head(last, digest, spans))

    def _elsewhere(self, registers: Sequence[Register]) -> Mapping[Register, Sequence[Span]]:
        """The numbers given elsewhere, once the heads are locked; of real registers only."""
        if self.book != Clock.LIVE.book or not self.rare.may_fill(RegisterActRow):
            return {}
        said = acts_about(self._connection, (office for office, _, _ in registers))
        self._said |= said.keys()
        return {register: spans_of(said[register]) for register in registers if register in said}

    def _found(self, registers: Sequence[Register]) -> dict[Register, tuple[int, str]]:
        """The heads of those registers that were drawn from, locked in their sorted order."""
        if self._connection.dialect.name == "sqlite":
            rows = self._connection.execute(_heads(), self._bound(registers))
        else:
            offices, names, years = map(list, zip(*registers, strict=True))
            bound = {"wanted": self.book, "offices": offices, "names": names, "years": years}
            rows = self._connection.execute(_heads_in_turn(), bound)
        wanted = set(registers)
        found = {(row[0], row[1], row[2]): (row[3], row[4]) for row in rows}
        return {register: head for register, head in found.items() if register in wanted}

    def _recall(self, wanted: Sequence[tuple[Register, str]]) -> None:
        """Learn the numbers that keys were given by earlier transactions."""
        pairs = [pair for pair in wanted if self._heads[pair[0]].last > 0]
        if not pairs:
            return
        bound = self._bound([register for register, _ in pairs])
        bound["keys"] = listed(self._connection, {key for _, key in pairs})
        rows = self._connection.execute(_entries(self._connection.dialect.name), bound)
        for office, name, year, key, number in rows:
            if (head := self._heads.get((office, name, year))) is not None:
                head.contents.setdefault(head.numbers.setdefault(key, number), "")

    def _bound(self, registers: Iterable[Register]) -> dict[str, Any]:
        offices, names, years = (set(column) for column in zip(*registers, strict=True))
        return {
            "wanted": self.book,
            "offices": listed(self._connection, offices),
            "names": listed(self._connection, names),
            "first": min(years),
            "last": max(years),
        }

    def _write(self, drawn: Mapping[Register, _Head]) -> None:
        entries = [
            (self.book, *register, *entry)
            for register, head in drawn.items()
            for entry in head.entries()
        ]
        heads = [(self.book, *register, head.last, head.digest) for register, head in drawn.items()]
        insert_or_update(self._connection, RegisterHeadRow, _KEY, _HEAD, heads)
        insert_rows(self._connection, EntryRow, (*_KEY, *_ENTRY), entries)
        for head in drawn.values():
            head.drawn.clear()


_PLACE = (RegisterHeadRow.office, RegisterHeadRow.name, RegisterHeadRow.year)


@cache
def _heads() -> Select[Any]:
    """The heads of registers in a file, which has one writer; built once, as building costs."""
    columns = (*_PLACE, RegisterHeadRow.last, RegisterHeadRow.digest)
    return select(*columns).where(*_within("sqlite", RegisterHeadRow))


@cache
def _heads_in_turn() -> Select[Any]:
    """The heads of registers at a server, each looked up by its key, and locked in the order given.

    A lateral one is looked up for each register whatever the server takes the table to hold: until
    a new ledger's tables are analysed, any other plan goes through the registers of all offices.
    """
    asked = (
        func.unnest(
            bindparam("offices", type_=ARRAY(Text)),
            bindparam("names", type_=ARRAY(Text)),
            bindparam("years", type_=ARRAY(Integer)),
        )
        .table_valued("office", "name", "year")
        .render_derived(name="asked")
    )
    columns = (*_PLACE, RegisterHeadRow.last, RegisterHeadRow.digest)
    head = (
        select(*columns)
        .where(
            RegisterHeadRow.book == bindparam("wanted"),
            RegisterHeadRow.office == collate(asked.c.office, "C"),
            RegisterHeadRow.name == collate(asked.c.name, "C"),
            RegisterHeadRow.year == asked.c.year,
        )
        .with_for_update()
        .lateral("head")
    )
    return select(head).select_from(asked.join(head, true()))


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
        table.year.between(bindparam("first"), bindparam("last")),
    )

"""A register that nobody draws from while something is said about it."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from wian.jurisdictions.instant import Instant
from wian.ledger.dialects import insert_rows
from wian.ledger.records import Clock, NumberRequest, RegisterEntry
from wian.ledger.registers.numbers_elsewhere import (
    Register,
    Span,
    acts_about,
    free_after,
    spans_of,
)
from wian.ledger.registers.register_acts import (
    REGISTER_ACT_COLUMNS,
    REGISTER_ACTS,
    RegisterAct,
    RegisterActKind,
    register_act_digest,
    register_act_row,
)
from wian.ledger.tables import EntryRow, RegisterActRow
from wian.ledger.write.register_numbers import Registers

_BOOK = Clock.LIVE.book


class SaidBy(NamedTuple):
    """Who says something about a register, when, and why.

    Attributes:
        by: The post; ``wian`` where an import does.
        at: This moment.
        year: The register year of this moment.
        reason: Why.
    """

    by: str
    at: Instant
    year: int
    reason: str


class LockedRegister:
    """A register of an office, locked until the transaction ends.

    Args:
        connection: A connection with a write transaction begun.
        register: Office, name and year.
        said: Who says something about it, when and why.

    Attributes:
        connection, register: As given.
        last: The last number drawn; 0 where none was.
        acts: What was said about it, in that order; what is said now is added.
    """

    def __init__(self, connection: Connection, register: Register, said: SaidBy) -> None:
        office = register[0]
        self.connection, self.register, self._said = connection, register, said
        self._registers = Registers(connection, _BOOK)
        self._registers.lock([register, (office, REGISTER_ACTS, said.year)])
        self.last = self._registers.last(register)
        self.acts: list[RegisterAct] = acts_about(connection, [office]).get(register, [])

    @property
    def spans(self) -> list[Span]:
        """The numbers given elsewhere."""
        return spans_of(self.acts)

    @property
    def following(self) -> int:
        """The number that is drawn next."""
        return free_after(self.last, self.spans)

    def enter(self, kind: RegisterActKind, span: Span) -> RegisterAct:
        """Enter an act under the next number of the office's register of such acts."""
        (office, name, year), (first, last) = self.register, span
        by, at, entered, reason = self._said
        key = f"{kind}|{name}|{year}|{len(self.acts) + 1}"
        (number,) = self._registers.draw([NumberRequest(office, REGISTER_ACTS, entered, key)])
        entry = RegisterEntry(entered, number)
        act = RegisterAct(office, entry, kind, name, year, first, last, reason, by, at.minute)
        row = register_act_row(act)
        content = register_act_digest(row)
        self._registers.enter((office, REGISTER_ACTS, entered), number, content)
        self._registers.flush()
        columns = (*REGISTER_ACT_COLUMNS, "content_digest")
        insert_rows(self.connection, RegisterActRow, columns, [(*row, content)])
        self.acts.append(act)
        return act


def drawn_number(connection: Connection, register: Register, span: Span) -> int | None:
    """The first number of a span that was drawn; ``None`` where none was."""
    office, name, year = register
    return connection.scalar(
        select(func.min(EntryRow.number)).where(
            EntryRow.book == _BOOK,
            EntryRow.office == office,
            EntryRow.name == name,
            EntryRow.year == year,
            EntryRow.number.between(*span),
        )
    )

"""Opens a register at a number, reserves numbers in it that are given elsewhere, and takes a
reservation back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.ledger.dialects import insert_rows
from wian.ledger.records import (
    Clock,
    NamedRegister,
    NumberRequest,
    RegisterEntry,
    desk_of,
    named,
)
from wian.ledger.registers.imported_numbers import imported_number
from wian.ledger.registers.numbers_elsewhere import (
    Register,
    Span,
    acts_about,
    free_after,
    free_within,
    in_force,
    spans_of,
    typed_in,
    written,
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


class NumberDrawn(WianError):
    """A number that is to be given elsewhere, or by an opening, was drawn already.

    Args:
        what: What cannot be done, as the beginning of a sentence.
        number: The number that was drawn.
        remedy: A clause that says what can be done.
    """

    def __init__(self, what: str, number: int, remedy: str) -> None:
        self.number = number
        super().__init__(
            f"{what}: number {number} was drawn by wian already, and stands on a letter; {remedy}."
        )


class NotReserved(WianError):
    """A reservation that is to be taken back does not stand.

    Args:
        span: The numbers.
        reserved: Those that are reserved.
    """

    def __init__(self, span: Span, reserved: Iterable[Span]) -> None:
        self.numbers, self.reserved = written(span), ", ".join(map(written, reserved))
        remedy = f"name one of {self.reserved}" if self.reserved else "nothing is reserved in it"
        super().__init__(f"No reservation of {self.numbers} stands in the register; {remedy}.")


class ReservationUsed(WianError):
    """A reservation cannot be taken back, as wian would give a number that a letter bears.

    Args:
        span: The numbers.
        why: A clause that says which one is used.
    """

    def __init__(self, span: Span, why: str) -> None:
        self.numbers = written(span)
        super().__init__(
            f"The reservation of {self.numbers} cannot be taken back: {why}; it stays, and wian "
            "never gives these numbers."
        )


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


@dataclass(frozen=True, slots=True)
class RegisterChange:
    """What became of a register.

    Attributes:
        act: What was said about it, now or before.
        new: It was said now.
        following: The number that is drawn from it next.
        replaced: The number of the opening that this one replaces; ``None`` where it replaces none.
        freed: Numbers that may be drawn again: of the opening replaced, or the reservation taken
            back.
    """

    act: RegisterAct
    new: bool
    following: int
    replaced: int | None = None
    freed: tuple[Span, ...] = ()

    @property
    def kind(self) -> NamedRegister:
        """What people call the register."""
        return named(self.act.name)

    @property
    def desk(self) -> str | None:
        """The desk whose register it is; ``None`` where it is of no single desk."""
        return desk_of(self.act.name)


def open_register(
    connection: Connection, register: Register, at: int, said: SaidBy
) -> RegisterChange:
    """Have a register go on at a number; saying it again changes nothing.

    Args:
        connection: A connection with a write transaction begun.
        register: Office, name and year.
        at: The first number drawn from now on, unless it was given elsewhere.
        said: Who opens it, when and why.

    Raises:
        NumberDrawn: That number, or a later one, was drawn already; nothing was written.
    """
    registers, last, acts = _locked(connection, register, said)
    for act in in_force(acts):
        if act.opens_at == at:
            return RegisterChange(act, new=False, following=free_after(last, spans_of(acts)))
    if at <= last:
        what = f"The register cannot be opened at {at}"
        raise NumberDrawn(what, last, f"open it at {last + 1} or later")
    span, replaced = (last + 1, at - 1), _opened_at(acts, last + 1)
    act = _entered(connection, registers, register, _Said(RegisterActKind.OPENED, span, acts, said))
    spans = spans_of([*acts, act])
    freed = () if replaced is None else tuple(free_within((at, replaced - 1), spans))
    following = free_after(last, spans)
    return RegisterChange(act, new=True, following=following, replaced=replaced, freed=freed)


def follow_register(
    connection: Connection, register: Register, known: int, said: SaidBy
) -> RegisterChange | None:
    """Have a register go on behind the last number known; ``None`` where it is behind it already.

    Args:
        connection: A connection with a write transaction begun.
        register: Office, name and year.
        known: The last number that the office's own register has.
        said: Who says so, when and why.
    """
    registers, last, acts = _locked(connection, register, said)
    if free_after(last, spans_of(acts)) > known:
        return None
    span = (last + 1, known)
    act = _entered(connection, registers, register, _Said(RegisterActKind.OPENED, span, acts, said))
    return RegisterChange(act, new=True, following=free_after(last, spans_of([*acts, act])))


def reserve_numbers(
    connection: Connection, register: Register, span: Span, said: SaidBy
) -> RegisterChange:
    """Have numbers of a register given elsewhere: they are never drawn. Again changes nothing.

    Args:
        connection: A connection with a write transaction begun.
        register: Office, name and year.
        span: The first and the last of them.
        said: Who says so, when and why.

    Raises:
        NumberDrawn: One of them was drawn already; nothing was written.
    """
    registers, last, acts = _locked(connection, register, said)
    for act in in_force(acts):
        if act.kind is RegisterActKind.RESERVED and (act.first, act.last) == span:
            return RegisterChange(act, new=False, following=free_after(last, spans_of(acts)))
    if (drawn := drawn_number(connection, register, span)) is not None:
        what = f"{'Number' if span[0] == span[1] else 'Numbers'} {written(span)} cannot be reserved"
        raise NumberDrawn(what, drawn, "reserve only numbers that no letter bears")
    said_now = _Said(RegisterActKind.RESERVED, span, acts, said)
    act = _entered(connection, registers, register, said_now)
    return RegisterChange(act, new=True, following=free_after(last, spans_of([*acts, act])))


def release_numbers(
    connection: Connection, register: Register, span: Span, said: SaidBy
) -> RegisterChange:
    """Take a reservation back: its numbers are drawn again. A second time changes nothing.

    Args:
        connection: A connection with a write transaction begun.
        register: Office, name and year.
        span: The numbers, as they were reserved.
        said: Who says so, when and why.

    Raises:
        NotReserved: They were not reserved, or not together; nothing was written.
        ReservationUsed: One of them is used, or a later number was drawn; nothing was written.
    """
    registers, last, acts = _locked(connection, register, said)
    about = [
        act
        for act in acts
        if act.kind is not RegisterActKind.OPENED and (act.first, act.last) == span
    ]
    if about and about[-1].kind is RegisterActKind.RELEASED:
        return RegisterChange(about[-1], new=False, following=free_after(last, spans_of(acts)))
    if not about:
        held = (act for act in in_force(acts) if act.kind is RegisterActKind.RESERVED)
        raise NotReserved(span, ((act.first, act.last) for act in held))
    if last > span[1]:
        raise ReservationUsed(span, f"number {last} was drawn since, and a register has no gap")
    if (number := imported_number(connection, register, span)) is not None:
        raise ReservationUsed(span, f"number {number} stands in the register that was imported")
    if (number := typed_in(connection, register, span)) is not None:
        raise ReservationUsed(span, f"number {number} was typed for a letter")
    said_now = _Said(RegisterActKind.RELEASED, span, acts, said)
    act = _entered(connection, registers, register, said_now)
    spans = spans_of([*acts, act])
    freed = tuple(free_within(span, spans))
    return RegisterChange(act, new=True, following=free_after(last, spans), freed=freed)


def _opened_at(acts: list[RegisterAct], first: int) -> int | None:
    """The number of the opening in force that an opening from ``first`` on would replace."""
    openings = (act.opens_at for act in in_force(acts) if act.first == first)
    return next((at for at in openings if at is not None), None)


class _Said(NamedTuple):
    """What is said about a register now, and what was said before."""

    kind: RegisterActKind
    span: Span
    before: list[RegisterAct]
    said: SaidBy


def _locked(
    connection: Connection, register: Register, said: SaidBy
) -> tuple[Registers, int, list[RegisterAct]]:
    """The registers with that one locked, its last number, and what was said about it before."""
    registers, office = Registers(connection, _BOOK), register[0]
    registers.lock([register, (office, REGISTER_ACTS, said.year)])
    return registers, registers.last(register), acts_about(connection, [office]).get(register, [])


def _entered(
    connection: Connection, registers: Registers, register: Register, said: _Said
) -> RegisterAct:
    """Enter an act under the next number of the office's register of such acts."""
    (office, name, year), (first, last) = register, said.span
    by, at, entered, reason = said.said
    key = f"{said.kind}|{name}|{year}|{len(said.before) + 1}"
    (number,) = registers.draw([NumberRequest(office, REGISTER_ACTS, entered, key)])
    entry = RegisterEntry(entered, number)
    act = RegisterAct(office, entry, said.kind, name, year, first, last, reason, by, at.minute)
    row = register_act_row(act)
    content = register_act_digest(row)
    registers.enter((office, REGISTER_ACTS, entered), number, content)
    registers.flush()
    columns = (*REGISTER_ACT_COLUMNS, "content_digest")
    insert_rows(connection, RegisterActRow, columns, [(*row, content)])
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

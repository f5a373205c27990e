"""Reserves numbers of a register that are given elsewhere, and takes a reservation back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection

from wian.kit.errors import WianError
from wian.ledger.registers.imported_numbers import imported_within
from wian.ledger.registers.locked_register import LockedRegister, SaidBy, drawn_number
from wian.ledger.registers.numbers_elsewhere import (
    Register,
    Span,
    free_within,
    in_force,
    merged,
    reserved_of,
    shared,
    typed_in,
    written,
)
from wian.ledger.registers.register_acts import RegisterAct, RegisterActKind
from wian.ledger.registers.register_changes import NumberDrawn, RegisterChange


class ReservationOverlaps(WianError):
    """Numbers that are to be reserved are reserved already, some of them.

    Args:
        span: The numbers.
        other: The reservation that has some of them.
        left: Those that nobody reserved yet.
    """

    def __init__(self, span: Span, other: RegisterAct, left: Iterable[Span]) -> None:
        self.numbers, self.other = written(span), written((other.first, other.last))
        self.reason, self.left = other.reason, ", ".join(map(written, left))
        remedy = f"reserve {self.left}" if self.left else "none of them is left to reserve"
        super().__init__(
            f"{self.numbers} cannot be reserved: {self.other} is reserved already, by {other.by} "
            f"('{other.reason}'); {remedy}, or take that reservation back first."
        )


class NotReserved(WianError):
    """A reservation that is to be taken back does not stand.

    Args:
        span: The numbers.
        reserved: Those that are reserved.
    """

    def __init__(self, span: Span, reserved: Iterable[Span]) -> None:
        self.numbers, self.reserved = written(span), ", ".join(map(written, reserved))
        remedy = (
            f"name numbers of {self.reserved}" if self.reserved else "nothing is reserved in it"
        )
        super().__init__(f"No reservation of {self.numbers} is in the register; {remedy}.")


class ReservationUsed(WianError):
    """Nothing of a reservation can be taken back: wian would give a number that a letter bears.

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
        ReservationOverlaps: Some of them are reserved already; nothing was written.
    """
    book = LockedRegister(connection, register, said)
    held = [act for act in in_force(book.acts) if act.kind is RegisterActKind.RESERVED]
    for act in held:
        if (act.first, act.last) == span:
            return RegisterChange(act, new=False, following=book.following)
    for act in held:
        if shared(span, [(act.first, act.last)]):
            raise ReservationOverlaps(span, act, free_within(span, reserved_of(book.acts)))
    if (drawn := drawn_number(connection, register, span)) is not None:
        what = f"{'Number' if span[0] == span[1] else 'Numbers'} {written(span)} cannot be reserved"
        raise NumberDrawn(what, drawn, "reserve only numbers that no letter bears")
    act = book.enter(RegisterActKind.RESERVED, span)
    return RegisterChange(act, new=True, following=book.following)


def release_numbers(
    connection: Connection, register: Register, span: Span, said: SaidBy
) -> RegisterChange:
    """Take a reservation back, as a whole or in part: its numbers are drawn again.

    Numbers of it that something bears stay reserved. A second time changes nothing.

    Args:
        connection: A connection with a write transaction begun.
        register: Office, name and year.
        span: The numbers: a reservation, or some of one.
        said: Who says so, when and why.

    Raises:
        NotReserved: One of them was never reserved; nothing was written.
        ReservationUsed: All of them are used, or a later number was drawn; nothing was written.
    """
    book = LockedRegister(connection, register, said)
    about = _about(book, span)
    used = _used(book, span)
    held = shared(span, reserved_of(book.acts))
    free = [free for each in held for free in free_within(each, used.spans)]
    if free:
        act = [book.enter(RegisterActKind.RELEASED, each) for each in free][-1]
        freed = tuple(piece for each in free for piece in free_within(each, book.spans))
        kept = tuple(shared(span, reserved_of(book.acts)))
        return RegisterChange(act, new=True, following=book.following, freed=freed, kept=kept)
    if about[-1].kind is RegisterActKind.RELEASED:
        return RegisterChange(about[-1], new=False, following=book.following)
    raise ReservationUsed(span, used.why)


def _about(book: LockedRegister, span: Span) -> list[RegisterAct]:
    """What was said of numbers that were reserved once: reserved, taken back.

    Raises:
        NotReserved: One of them never was.
    """
    said = [act for act in book.acts if act.kind is not RegisterActKind.OPENED]
    reserved = (act for act in said if act.kind is RegisterActKind.RESERVED)
    if shared(span, merged((act.first, act.last) for act in reserved)) != [span]:
        raise NotReserved(span, reserved_of(book.acts))
    return [act for act in said if shared(span, [(act.first, act.last)])]


class _Used(NamedTuple):
    """Numbers that cannot be taken back, and why, as a clause."""

    spans: list[Span]
    why: str


def _used(book: LockedRegister, span: Span) -> _Used:
    """Which numbers of a span something bears, or lie before one that was drawn."""
    connection, register = book.connection, book.register
    spans, why = list[Span](), ""
    for number in typed_in(connection, register, span):
        spans.append((number, number))
        why = why or f"number {number} was typed for a letter"
    for number in imported_within(connection, register, span):
        spans.append((number, number))
        why = why or f"number {number} is in the register that was imported"
    if book.last > span[0]:
        spans.append((span[0], min(book.last, span[1])))
        why = f"number {book.last} was drawn since, and a register has no gap"
    return _Used(merged(spans), why)

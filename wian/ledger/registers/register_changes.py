"""Opens a register at a number: it goes on there, and the numbers before were given elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from wian.kit.errors import WianError
from wian.ledger.records import NamedRegister, class_of, desk_of, named
from wian.ledger.registers.imported_numbers import imported_within, last_imported
from wian.ledger.registers.locked_register import LockedRegister, SaidBy
from wian.ledger.registers.numbers_elsewhere import Register, Span, free_within, in_force, merged
from wian.ledger.registers.register_acts import RegisterAct, RegisterActKind


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
            f"{what}: number {number} was drawn by wian already, and is on a letter; {remedy}."
        )


@dataclass(frozen=True, slots=True)
class RegisterChange:
    """What became of a register.

    Attributes:
        act: What was said about it, now or before; the last act where it took several.
        new: It was said now.
        following: The number that is drawn from it next.
        replaced: The number of the opening that this one replaces; ``None`` where it replaces none.
        freed: Numbers that may be drawn again: of the opening replaced, or the reservation taken
            back.
        kept: Numbers of a reservation taken back that stay, as something bears them; of an opening,
            those from its number on that an imported register has.
    """

    act: RegisterAct
    new: bool
    following: int
    replaced: int | None = None
    freed: tuple[Span, ...] = ()
    kept: tuple[Span, ...] = ()

    @property
    def kind(self) -> NamedRegister:
        """What people call the register."""
        return named(self.act.name)

    @property
    def desk(self) -> str | None:
        """The desk whose register it is; ``None`` where it is of no single desk."""
        return desk_of(self.act.name)

    @property
    def classification(self) -> str | None:
        """The classification code whose letters it numbers; ``None`` where it is of none."""
        return class_of(self.act.name)


def open_register(
    connection: Connection, register: Register, at: int, said: SaidBy
) -> RegisterChange:
    """Have a register go on at a number; saying it again changes nothing.

    Numbers that an imported register of the office has are reserved, so that none is drawn.

    Args:
        connection: A connection with a write transaction begun.
        register: Office, name and year.
        at: The first number drawn from now on, unless it was given elsewhere.
        said: Who opens it, when and why.

    Raises:
        NumberDrawn: That number, or a later one, was drawn already; nothing was written.
    """
    book = LockedRegister(connection, register, said)
    for act in in_force(book.acts):
        if act.opens_at == at:
            return RegisterChange(act, new=False, following=book.following)
    first = book.last + 1
    if at < first:
        what = f"The register cannot be opened at {at}"
        raise NumberDrawn(what, book.last, f"open it at {first} or later")
    replaced = _opened_at(book.acts, first)
    act = book.enter(RegisterActKind.OPENED, (first, at - 1))
    kept = _reserve_imported(book, at)
    freed = () if replaced is None else tuple(free_within((at, replaced - 1), book.spans))
    return RegisterChange(act, True, book.following, replaced, freed, kept)


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
    book = LockedRegister(connection, register, said)
    if book.following > known:
        return None
    act = book.enter(RegisterActKind.OPENED, (book.last + 1, known))
    return RegisterChange(act, new=True, following=book.following)


def _reserve_imported(book: LockedRegister, first: int) -> tuple[Span, ...]:
    """Reserve the numbers from ``first`` on that an imported register has; returns them all."""
    last = last_imported(book.connection, book.register)
    numbers = imported_within(book.connection, book.register, (first, last))
    spans = merged((number, number) for number in numbers)
    for span in spans:
        for free in free_within(span, book.spans):
            book.enter(RegisterActKind.RESERVED, free)
    return tuple(spans)


def _opened_at(acts: list[RegisterAct], first: int) -> int | None:
    """The number of the opening in force that an opening from ``first`` on would replace."""
    openings = (act.opens_at for act in in_force(acts) if act.first == first)
    return next((at for at in openings if at is not None), None)

"""Where the registers of offices stand: opened at which number, drawn to which, and next."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from wian.ledger.acts import JOURNAL
from wian.ledger.records import ELSEWHERE, Clock, NamedRegister, class_of, desk_of, named
from wian.ledger.registers.numbers_elsewhere import (
    Register,
    Span,
    acts_about,
    free_after,
    in_force,
    spans_of,
)
from wian.ledger.registers.register_acts import REGISTER_ACTS, RegisterAct
from wian.ledger.succession.succession import SUCCESSION
from wian.ledger.tables import RegisterHeadRow


@dataclass(frozen=True, slots=True)
class RegisterStanding:
    """A register that numbers letters or receptions for real, as it stands.

    Attributes:
        office: Whose it is.
        name: Its name.
        year: Register year.
        last: The last number that wian drew; 0 where none was.
        following: The number that is drawn next.
        acts: What was said about it and holds: openings and reservations, by their numbers.
    """

    office: str
    name: str
    year: int
    last: int
    following: int
    acts: tuple[RegisterAct, ...]

    @property
    def kind(self) -> NamedRegister:
        """What people call it."""
        return named(self.name)

    @property
    def desk(self) -> str | None:
        """The desk whose receive register it is; ``None`` where it is of no single desk."""
        return desk_of(self.name)

    @property
    def classification(self) -> str | None:
        """The classification code whose letters it numbers; ``None`` where it is of none."""
        return class_of(self.name)

    @property
    def spans(self) -> list[Span]:
        """The numbers given elsewhere, each span as it was said: so it is released."""
        return [(act.first, act.last) for act in self.acts if act.last >= act.first]

    @property
    def opened_at(self) -> int | None:
        """The number that it was opened at, by the latest opening; ``None``: it began at 1."""
        return max((act.opens_at for act in self.acts if act.opens_at is not None), default=None)


def register_standings(connection: Connection, office: str | None = None) -> list[RegisterStanding]:
    """The registers that were drawn from for real, opened or reserved in, by office, name, year.

    Args:
        connection: The ledger.
        office: Only of this office.
    """
    said = acts_about(connection, None if office is None else [office])
    last = _last(connection, office)
    return [
        _standing(register, last.get(register, 0), said.get(register, []))
        for register in sorted(last.keys() | said.keys())
    ]


def _standing(register: Register, last: int, acts: list[RegisterAct]) -> RegisterStanding:
    following = free_after(last, spans_of(acts))
    return RegisterStanding(*register, last, following, tuple(in_force(acts)))


def _last(connection: Connection, office: str | None) -> dict[Register, int]:
    """The last number of each register that was drawn from, without those of acts."""
    head = RegisterHeadRow
    statement = select(head.office, head.name, head.year, head.last).where(
        head.book == Clock.LIVE.book,
        head.name.not_in((JOURNAL, REGISTER_ACTS, ELSEWHERE, SUCCESSION)),
        head.last > 0,
    )
    if office is not None:
        statement = statement.where(head.office == office)
    return {(whose, name, year): last for whose, name, year, last in connection.execute(statement)}

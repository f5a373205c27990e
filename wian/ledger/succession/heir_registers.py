"""Registers that know who keeps an office's work: its heir numbers what is done in its place.

A letter, a stamp and an act stay where they are on the route: at the office that the directive was
sent to. Their numbers are of the office that does them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from sqlalchemy import Connection

from wian.ledger.dialects import share
from wian.ledger.outbox.reach import ASKED
from wian.ledger.records import PLACE, Clock, NumberRequest
from wian.ledger.registers.numbers_elsewhere import Register
from wian.ledger.succession.succession import NO_SUCCESSIONS, Successions, read_successions
from wian.ledger.succession.succession_row import SuccessionRow
from wian.ledger.write.register_numbers import Registers

LOCK = "successions"
"""What is held while a succession is entered, and shared while numbers are drawn."""


class HeirRegisters(Registers):
    """The registers of one book, found by whoever did the work before.

    Args:
        connection: As for ``Registers``.
        book: As for ``Registers``.
    """

    def __init__(self, connection: Connection, book: str) -> None:
        super().__init__(connection, book)
        self._reads = connection
        self._settled = False
        self._acting: dict[str, str] = {}

    @cached_property
    def successions(self) -> Successions:
        """Who took whose place; none of them is entered until this transaction ends."""
        if self.book != Clock.LIVE.book:
            return NO_SUCCESSIONS
        if not self._settled:
            share(self._reads, LOCK)
        if not self.rare.may_fill(SuccessionRow):
            return NO_SUCCESSIONS
        return read_successions(self._reads)

    def settle(self) -> list[tuple[str, bool]]:
        """What the caller is to lock at once so that nobody enters a rare thing until its end.

        Returns:
            Locks that others share, each with ``True``; none where that was done before.
        """
        if self._settled or self.book != Clock.LIVE.book:
            return []
        self._settled = True
        self.rare.settle()
        return [(LOCK, True), (ASKED, True)]

    def act_as(self, office: str, keeper: str) -> None:
        """Number what is done in a split office's place in the registers of one successor."""
        self._acting[office] = keeper

    def keeper(self, office: str) -> str:
        """In whose registers what is done in an office's place is numbered."""
        return self._acting.get(office) or self.successions.keeper(office)

    def kept(self, register: Register) -> Register:
        """The register that stands for an office's own one."""
        office, name, year = register
        return self.keeper(office), name, year

    def lock(self, registers: Iterable[Register]) -> None:
        """Lock those that stand for some registers."""
        super().lock(map(self.kept, registers))

    def draw(self, requests: Sequence[NumberRequest], *, first: bool = False) -> list[int]:
        """Draw numbers of those that keep the work.

        The heir may have the same thing to number for itself: what it does in another's place has
        that one's id behind its key.
        """
        return super().draw([self._of_keeper(each) for each in requests], first=first)

    def _of_keeper(self, asked: NumberRequest) -> NumberRequest:
        keeper = self.keeper(asked.office)
        if keeper == asked.office:
            return asked
        return asked._replace(office=keeper, key=f"{asked.key}{PLACE}{asked.office}")

    def last(self, register: Register) -> int:
        """The last number drawn from the one that stands for a register."""
        return super().last(self.kept(register))

    def begun(self, register: Register) -> bool:
        """Whether the one that stands for a register was begun."""
        return super().begun(self.kept(register))

    def any_begun(self, office: str, year: int, names: Iterable[str]) -> bool:
        """Whether one of the keeper's registers was begun."""
        return super().any_begun(self.keeper(office), year, names)

    def enter(self, register: Register, number: int, content_digest: str) -> bool:
        """Note what a number of the one that stands for a register was used for."""
        return super().enter(self.kept(register), number, content_digest)

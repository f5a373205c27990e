"""Takes back that others took an office's place, as long as the heir has done nothing there."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.ledger.dialects import hold
from wian.ledger.records import Clock, RegisterEntry
from wian.ledger.registers.register_acts import RegisterActKind
from wian.ledger.registers.send_registers import numbers_sent
from wian.ledger.succession.heir_registers import LOCK
from wian.ledger.succession.succession import (
    Succession,
    Successions,
    read_successions,
    succession_acts,
    written_offices,
)
from wian.ledger.succession.succession_entry import enter_act, follows
from wian.ledger.tables import EntryRow, RegisterActRow


class NotSucceeded(WianError):
    """Nobody took the place of an office."""

    def __init__(self, office: str) -> None:
        super().__init__(f"Nobody took the place of {office}, so there is nothing to take back.")


class SuccessionUsed(WianError):
    """An heir has acted in an office's place, which cannot be undone.

    Args:
        office: The office that was succeeded.
        heir: Who acted.
        count: How many stamps, letters and acts it entered.
    """

    def __init__(self, office: str, heir: str, count: int) -> None:
        self.heir = heir
        done = "1 stamp, letter or act" if count == 1 else f"{count:,} stamps, letters or acts"
        super().__init__(
            f"{heir} has entered {done} in the place of {office} since, so the succession stays. "
            f"If another office is to go on, enter that it takes the place of {heir}."
        )


class Reversal(NamedTuple):
    """A succession that was taken back.

    Attributes:
        act: The act that takes it back.
        succession: What it takes back.
        new: It was taken back now.
    """

    act: Succession
    succession: Succession
    new: bool


class WantedReversal(NamedTuple):
    """That a succession is to be taken back.

    Attributes:
        office: Id of the office that was succeeded.
        reason: Why.
        by: The post that enters it.
        now: This moment.
        year: The register year of this moment.
    """

    office: str
    reason: str
    by: str
    now: Instant
    year: int


def take_back_entry(connection: Connection, wanted: WantedReversal) -> Reversal:
    """Take back who took an office's place; the office acts itself again. Again changes nothing.

    Args:
        connection: A connection with a write transaction begun.
        wanted: What is to be taken back.

    Raises:
        NotSucceeded: Nobody took its place.
        SuccessionUsed: An heir has acted in its place; nothing was written.
    """
    hold(connection, LOCK)
    known = read_successions(connection)
    done = known.of(wanted.office)
    if done is None:
        return _before(connection, wanted.office)
    for heir in known.all_holders(wanted.office)[1:]:
        if count := _entered(connection, wanted.office, heir):
            raise SuccessionUsed(wanted.office, heir, count)
    if count := _numbered_on(connection, done, known):
        raise SuccessionUsed(wanted.office, done.heir, count)
    act = Succession(
        wanted.office,
        RegisterEntry(wanted.year, 0),
        done.day,
        wanted.office,
        written_offices(()),
        wanted.reason,
        wanted.by,
        wanted.now.minute,
    )
    return Reversal(enter_act(connection, act), done, new=True)


def _before(connection: Connection, office: str) -> Reversal:
    """The reversal that stands there already."""
    acts = list(succession_acts(connection, office))
    if not acts:
        raise NotSucceeded(office)
    return Reversal(acts[-1], acts[-2], new=False)


def _entered(connection: Connection, office: str, heir: str) -> int:
    """How many things an heir's registers have numbered in the place of an office."""
    entry = EntryRow
    own = entry.book == Clock.LIVE.book, entry.office == heir
    behind = entry.key.endswith(f"@{office}", autoescape=True)
    return connection.scalar(select(func.count()).where(*own, behind)) or 0


def _numbered_on(connection: Connection, done: Succession, known: Successions) -> int:
    """How many letters an heir has numbered behind the office's last number.

    Its register was opened there, as both print the same code: the office would number on with
    numbers that are on the heir's letters.
    """
    keeper, row = known.keeper(done.office), RegisterActRow
    statement = select(row.name, row.year, row.last).where(
        row.office == done.heir,
        row.kind == RegisterActKind.OPENED.value,
        row.reason == follows(done.office),
        row.at_minute == done.at_minute,
        numbers_sent(row.name),
    )
    entry, count = EntryRow, 0
    for name, year, last in connection.execute(statement).tuples():
        of = entry.office == keeper, entry.name == name, entry.year == year, entry.number > last
        drawn = select(func.count()).where(entry.book == Clock.LIVE.book, *of)
        count += connection.scalar(drawn) or 0
    return count

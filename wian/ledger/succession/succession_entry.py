"""Enters that others took an office's place, or do no longer; whoever acts meanwhile waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Connection

from hierarchy.office import Office
from wian.jurisdictions.instant import Instant
from wian.kit.errors import WianError
from wian.ledger.dialects import hold, insert_rows
from wian.ledger.records import Clock, NumberRequest, RegisterEntry, is_send
from wian.ledger.registers.locked_register import SaidBy
from wian.ledger.registers.register_changes import follow_register
from wian.ledger.registers.register_standings import RegisterStanding, register_standings
from wian.ledger.succession.heir_registers import LOCK
from wian.ledger.succession.succession import (
    SUCCESSION,
    SUCCESSION_COLUMNS,
    Succession,
    read_successions,
    succession_acts,
    succession_digest,
    succession_row,
    written_offices,
    written_shares,
)
from wian.ledger.succession.succession_row import SuccessionRow
from wian.ledger.write.record_book import FILE, keep_snapshot
from wian.ledger.write.register_numbers import Registers

_BOOK = Clock.LIVE.book


class SucceededOtherwise(WianError):
    """An office was succeeded already, by others, from another day, or with another heir.

    Args:
        known: How it was.
    """

    def __init__(self, known: Succession) -> None:
        self.known = known
        those = ", ".join(each.id for each in known.successors)
        super().__init__(
            f"{known.office} was succeeded already: by {those} from {known.day} on, and "
            f"{known.heir} keeps its work{_parts(known)}. That stays, and nothing was changed."
        )


def _parts(known: Succession) -> str:
    """Who else forwards, for a sentence."""
    to = Counter(known.shares.values())
    return "".join(f", but {to[each]} of those below are {each}'s" for each in sorted(to))


class SuccessorGone(WianError):
    """An office that is to take another's place was itself succeeded."""

    def __init__(self, successor: str, heir: str) -> None:
        super().__init__(f"{successor} was itself succeeded by {heir}; name that one instead.")


class WantedSuccession(NamedTuple):
    """What is to be entered.

    Attributes:
        office: The office that is succeeded.
        successors: Who takes its place.
        heir: Id of the one that keeps its work.
        day: From when on.
        reason: Why, if somebody says so.
        by: The post that enters it.
        now: This moment.
        year: The register year of this moment.
        pictures: The emblems of the successors, by digest, unless the ledger keeps them already.
        shares: Which of them writes to an office below, by its id; the heir to all others.
    """

    office: Office
    successors: Sequence[Office]
    heir: str
    day: date
    reason: str | None
    by: str
    now: Instant
    year: int
    pictures: Mapping[str, bytes] = MappingProxyType({})
    shares: Mapping[str, str] = MappingProxyType({})


class EnteredSuccession(NamedTuple):
    """A succession that stands in the ledger.

    Attributes:
        succession: It.
        new: It was entered now.
        opened: Registers of the heir that go on behind the office's numbers, as both print the
            same code: name, and the number that is drawn next.
    """

    succession: Succession
    new: bool
    opened: tuple[tuple[str, int], ...] = ()


def enter_succession(connection: Connection, wanted: WantedSuccession) -> EnteredSuccession:
    """Enter that others took an office's place; entering it again changes nothing.

    Args:
        connection: A connection with a write transaction begun.
        wanted: What is to be entered.

    Raises:
        SucceededOtherwise: It was succeeded otherwise; nothing was written.
        SuccessorGone: A successor was itself succeeded; nothing was written.
    """
    hold(connection, LOCK)
    known, office = read_successions(connection), wanted.office.id
    if done := known.of(office):
        if not _is_same(done, wanted):
            raise SucceededOtherwise(done)
        return EnteredSuccession(done, new=False)
    for successor in wanted.successors:
        if gone := known.last(successor.id):
            raise SuccessorGone(successor.id, gone.heir)
    for sha256, content in sorted(wanted.pictures.items()):
        keep_snapshot(connection, sha256, FILE, [content])
    opened = tuple(_follow(connection, wanted))
    made = Succession(
        office,
        RegisterEntry(wanted.year, 0),
        wanted.day,
        wanted.heir,
        written_offices(wanted.successors),
        wanted.reason,
        wanted.by,
        wanted.now.minute,
        written_shares(wanted.shares),
    )
    return EnteredSuccession(enter_act(connection, made), new=True, opened=opened)


def _is_same(done: Succession, wanted: WantedSuccession) -> bool:
    ids = [{each.id for each in those} for those in (done.successors, wanted.successors)]
    same = (done.day, done.heir, ids[0]) == (wanted.day, wanted.heir, ids[1])
    return same and (not wanted.shares or dict(wanted.shares) == done.shares)


def enter_act(connection: Connection, made: Succession) -> Succession:
    """Enter an act under the next number of the office's register of such acts.

    Args:
        connection: A connection with a write transaction begun, which holds ``LOCK``.
        made: The act, with the year of its entry.
    """
    registers, office, year = Registers(connection, _BOOK), made.office, made.entry.year
    before = sum(1 for _ in succession_acts(connection, office))
    key = f"{SUCCESSION}|{before}" if before else SUCCESSION
    (number,) = registers.draw([NumberRequest(office, SUCCESSION, year, key)])
    made = replace(made, entry=RegisterEntry(year, number))
    row = succession_row(made)
    content = succession_digest(row)
    registers.enter((office, SUCCESSION, year), number, content)
    registers.flush()
    columns = (*SUCCESSION_COLUMNS, "content_digest")
    insert_rows(connection, SuccessionRow, columns, [(*row, content)])
    return made


def _follow(connection: Connection, wanted: WantedSuccession) -> list[tuple[str, int]]:
    """Open the heir's registers behind the office's, where its letters would print its numbers.

    Where the codes differ, the numbers do too; an heir that has begun a register goes on with it.
    """
    heir = next(each for each in wanted.successors if each.id == wanted.heir)
    ways = ((each.letter_code, each.number_form) for each in (heir, wanted.office))
    if len(set(ways)) > 1:
        return []
    said = SaidBy(wanted.by, wanted.now, wanted.year, follows(wanted.office.id))
    if any(each.last for each in _send_registers(connection, heir.id, wanted.year)):
        return []
    opened = []
    for each in _send_registers(connection, wanted.office.id, wanted.year):
        register = (heir.id, each.name, wanted.year)
        change = follow_register(connection, register, each.following - 1, said)
        if change is not None:
            opened.append((each.name, change.following))
    return opened


def follows(office: str) -> str:
    """The reason with which a register goes on behind an office's last number."""
    return f"Follows {office}"


def _send_registers(connection: Connection, office: str, year: int) -> list[RegisterStanding]:
    """The registers of letters sent that an office has begun in a year, by name."""
    found = register_standings(connection, office)
    return [each for each in found if each.year == year and is_send(each.name)]

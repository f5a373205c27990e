"""An office is renamed, merged or split: what waits there, and what it keeps, passes to others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from hierarchy.graph import Hierarchy, UnknownOffice
from hierarchy.office import Office
from wian.jurisdictions.instant import Instant
from wian.kit.errors import Fault, InputFaults
from wian.kit.text import ShortText
from wian.ledger.database import Ledger
from wian.ledger.lists.open_letters import open_letters
from wian.ledger.read.live_letters import State
from wian.ledger.succession.recorded_successions import successions
from wian.ledger.succession.reversal import Reversal, WantedReversal, take_back_entry
from wian.ledger.succession.succession import Succession
from wian.ledger.succession.succession_entry import WantedSuccession, enter_succession
from wian.lifecycle.succession.divided_area import DividedArea
from wian.office.inputs import Entered, Optional, checked
from wian.office.kept_register import known_office
from wian.office.reach_change import reach_keeper


class Said(Entered):
    """Why an office is succeeded, and which post says so."""

    by: ShortText
    reason: Optional = None


@dataclass(frozen=True, slots=True)
class Successor:
    """Who is to take an office's place.

    Attributes:
        office: Id of the office that is succeeded.
        by: Ids of those that take its place.
        heir: The one of them that does what nobody can divide: stamps, answers and returns what
            was sent to the office, and writes to those below whom nobody else has; the first
            where ``None``.
        day: First day on which it is so.
        reason: Why, if somebody says so.
        pictures: The emblems of offices that are in no recorded hierarchy, by digest.
        shares: Which offices below the old one are whose, by successor: that one forwards to them.
        later: The offices as they are from that day on: whose those below are follows from it,
            where ``shares`` does not say so.
    """

    office: str
    by: Sequence[str]
    day: date
    heir: str | None = None
    reason: str | None = None
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    shares: Mapping[str, Sequence[str]] = field(default_factory=dict)
    later: Hierarchy | None = None


@dataclass(frozen=True, slots=True)
class Succeeding:
    """A succession that stands in the ledger, and what passed on with it.

    Attributes:
        succession: The act.
        new: This call made it; it was there before otherwise.
        waiting: How many letters wait for each thing to be done with them by the heir.
        opened: Registers of the heir that go on behind the office's numbers.
    """

    succession: Succession
    new: bool
    waiting: dict[State, int]
    opened: tuple[tuple[str, int], ...]


def succeed(
    ledger: Ledger,
    wanted: Successor,
    offices: Sequence[Office] = (),
    *,
    by: str,
    now: Instant,
) -> Succeeding:
    """Have others take an office's place; again changes nothing.

    From the entry on the heir stamps, forwards and answers what was sent to the office, under its
    own name and the numbers of its registers; those of the office draw no number any more. Of a
    split office each successor forwards to the offices below that are its own. What
    was done before stays as it is, under the old name. What went out by e-mail and is not stamped
    goes to the heir's address, where that is reached by e-mail and has another.

    Args:
        ledger: Where to.
        wanted: Who succeeds whom, and when.
        offices: Successors that no recorded hierarchy has, or that changed since.
        by: The post that enters it.
        now: When this is.

    Raises:
        InputFaults: What is wanted does not go together; all that does not.
        UnknownOffice: The office is in no recorded hierarchy.
        SucceededOtherwise: The office was succeeded otherwise.
        SuccessorGone: A successor was itself succeeded.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    said = checked(Said, by=by, reason=wanted.reason)
    office, country = known_office(ledger, wanted.office)
    today = now.date(country.calendar.zone)
    given = {each.id: each for each in offices}
    found = {name: given.get(name) or _known(ledger, name) for name in dict.fromkeys(wanted.by)}
    area = DividedArea(ledger, office, wanted.heir or next(iter(wanted.by), ""), found)
    faults = [*_faults(wanted, found, today, country.calendar.zone), *area.faults(wanted.shares)]
    if faults:
        raise InputFaults("The succession", faults)
    heir, shares = area.heir, area.shares(wanted.shares, wanted.later)
    if faults := list(area.code_faults(shares)):
        raise InputFaults("The succession", faults)
    those = tuple(each for each in found.values() if each is not None)
    year = country.wording.register_year(today)
    kept = {
        key: wanted.pictures[key] for each in those if (key := each.emblem or "") in wanted.pictures
    }
    entry = WantedSuccession(
        office, those, heir, wanted.day, said.reason, said.by, now, year, kept, shares
    )
    with ledger.writing() as connection:
        done = enter_succession(connection, entry)
    heir_office = done.succession.heir_office
    reach_keeper(ledger, wanted.office, heir_office, by=said.by, now=now)
    return Succeeding(done.succession, done.new, _waiting(ledger, wanted.office), done.opened)


class _Mistaken(Entered):
    """Why a succession is taken back, and which post says so."""

    by: ShortText
    reason: ShortText


def take_back(ledger: Ledger, office: str, reason: str, *, by: str, now: Instant) -> Reversal:
    """Take back that others took an office's place: it acts itself again. Again changes nothing.

    Args:
        ledger: Where to.
        office: Id of the office that was succeeded by mistake.
        reason: Why.
        by: The post that enters it.
        now: When this is.

    Raises:
        InputFaults: The reason or the post cannot be kept.
        UnknownOffice: The office is in no recorded hierarchy.
        NotSucceeded: Nobody took its place.
        SuccessionUsed: The heir has done something in its place already.
        LedgerError: The ledger cannot be used; nothing was written.
    """
    said = checked(_Mistaken, by=by, reason=reason)
    known, country = known_office(ledger, office)
    year = country.wording.register_year(now.date(country.calendar.zone))
    with ledger.writing() as connection:
        wanted = WantedReversal(known.id, said.reason, said.by, now, year)
        reversal = take_back_entry(connection, wanted)
    reach_keeper(ledger, known.id, known, by=said.by, now=now)
    return reversal


def _known(ledger: Ledger, office: str) -> Office | None:
    try:
        return known_office(ledger, office)[0]
    except UnknownOffice:
        return None


def _faults(
    wanted: Successor, found: dict[str, Office | None], today: date, zone: ZoneInfo
) -> Iterator[Fault]:
    for name, office in found.items():
        if name == wanted.office:
            what = f"{name} cannot take its own place"
            yield Fault("by", what, "name the office that takes it", "own_place", {"office": name})
        elif office is None:
            what = f"no recorded hierarchy has {name}"
            remedy = "give the hierarchy file that has it"
            yield Fault("by", what, remedy, "unknown_successor", {"office": name})
    if not found:
        yield Fault("by", "nobody is to take its place", "name one office at least", "no_successor")
    if wanted.heir is not None and wanted.heir not in found:
        what = f"{wanted.heir} is none of the successors"
        remedy = f"name one of {', '.join(found)}"
        yield Fault("heir", what, remedy, "heir_unknown", {"office": wanted.heir})
    if wanted.day > today:
        what = f"{wanted.day} is yet to come, and today is {today}"
        remedy = "enter it on that day; the hierarchy file may say it before"
        yield Fault("day", what, remedy, "day_to_come", {"day": Instant.of(wanted.day, zone)})


def _waiting(ledger: Ledger, office: str) -> dict[State, int]:
    """How many letters wait at an office, by what is to be done with them."""
    known, found = successions(ledger), Counter[State]()
    for each in (office, *(one.office for one in known if office in known.keepers(one.office)[1:])):
        found.update(open_letters(ledger, each).values())
    return {state: found[state] for state in State if state is not State.DONE}

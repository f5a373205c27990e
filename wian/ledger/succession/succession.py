"""An office that was renamed, merged or split, and who keeps its letters and registers since."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from pydantic import TypeAdapter
from sqlalchemy import Connection, select

from hierarchy.columns.office_json import BEGIN, END, records_of
from hierarchy.office import Office
from wian.kit.text import KEPT
from wian.ledger.contents import canonical, digest
from wian.ledger.dialects import Row
from wian.ledger.records import RegisterEntry
from wian.ledger.succession.succession_row import SuccessionRow

_OFFICES = TypeAdapter(tuple[Office, ...])
SUCCESSION = "succession"
"""Name of the register of an office in which it is entered that others take its place."""
SUCCESSION_COLUMNS = (
    "office",
    "register_year",
    "register_number",
    "day",
    "heir",
    "successors",
    "reason",
    "by",
    "at_minute",
    "shares",
)


@dataclass(frozen=True, slots=True)
class Succession:
    """An office whose place others took.

    Attributes:
        office: Its id.
        entry: Place of the act in the office's register of such acts.
        day: First day on which it is so.
        heir: Id of the successor that keeps its work; the office itself where this act takes back
            the one before.
        written: All of them, as they were then, in JSON.
        reason: Why, if somebody said so.
        by: The post that entered it.
        at_minute: When it was entered, in minutes since 1970-01-01T00:00Z. From then on the heir
            acts, and the office's own registers draw no number.
        written_shares: Who of a split office writes to whom below it, in JSON: the successor by
            the id of the office below; ``None``: the heir writes to all.
    """

    office: str
    entry: RegisterEntry
    day: date
    heir: str
    written: str
    reason: str | None
    by: str
    at_minute: int
    written_shares: str | None = None

    @property
    def takes_back(self) -> bool:
        """Whether the act takes back the one before: nobody is in the office's place any more."""
        return self.heir == self.office

    @property
    def successors(self) -> tuple[Office, ...]:
        """All who took its place.

        Raises:
            ValueError: What is written is nothing of the kind.
        """
        return _OFFICES.validate_json(self.written, context=KEPT)

    @property
    def heir_office(self) -> Office:
        """The successor that keeps its work."""
        return self.successor(self.heir)

    def successor(self, office: str) -> Office:
        """One of the successors, as it was then."""
        return next(each for each in self.successors if each.id == office)

    @property
    def shares(self) -> Mapping[str, str]:
        """Of a split office: who writes to whom below it, where that is not the heir."""
        return read_shares(self.written_shares)

    @property
    def takers(self) -> tuple[str, ...]:
        """The heir, and those who write to a part of the offices below, in order of their ids."""
        return (self.heir, *sorted({*self.shares.values()} - {self.heir}))

    @property
    def parts(self) -> dict[str, list[str]]:
        """Of a split office: which offices below are whose, by successor, without the heir's."""
        found: dict[str, list[str]] = {}
        for child, successor in sorted(self.shares.items()):
            found.setdefault(successor, []).append(child)
        return found

    def taker(self, to: str | None) -> str:
        """Who writes to an office below it: whoever has that in its share, or the heir."""
        return self.heir if to is None else self.shares.get(to, self.heir)


@lru_cache(64)
def read_shares(written: str | None) -> Mapping[str, str]:
    """The shares of a split office, as they are kept; none in what an edit left of them."""
    try:
        found = json.loads(written or "{}")
    except ValueError:
        return {}
    known = isinstance(found, dict) and all(isinstance(each, str) for each in found.values())
    return found if known else {}


def written_shares(shares: Mapping[str, str]) -> str | None:
    """Shares as a succession keeps them; ``None`` where the heir writes to all."""
    return canonical(dict(sorted(shares.items()))) if shares else None


class Successions:
    """The successions of a ledger that hold; one that was taken back never was.

    Args:
        found: All acts, those of an office in their order.
    """

    def __init__(self, found: Iterable[Succession] = ()) -> None:
        self._by_office: dict[str, Succession] = {}
        for each in found:
            if each.takes_back:
                self._by_office.pop(each.office, None)
            else:
                self._by_office[each.office] = each

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._by_office)

    def __iter__(self) -> Iterator[Succession]:
        return iter(self._by_office.values())

    def of(self, office: str) -> Succession | None:
        """The succession of an office; ``None`` while nobody took its place."""
        return self._by_office.get(office)

    def chain(self, office: str) -> Iterator[Succession]:
        """An office's succession, its heir's, and so on; a forged ring is followed once round."""
        seen = {office}
        found = self._by_office.get(office)
        while found is not None and found.heir not in seen:
            yield found
            seen.add(found.heir)
            found = self._by_office.get(found.heir)

    def last(self, office: str) -> Succession | None:
        """The last one of a chain that begins with an office: its heir keeps the work now."""
        return next(reversed(list(self.chain(office))), None)

    def keeper(self, office: str) -> str:
        """Who keeps an office's work and numbers it: itself, or its heir, or the heir's heir."""
        return self.keepers(office)[-1]

    def keepers(self, office: str) -> tuple[str, ...]:
        """The office and all who kept its work after it, in their order."""
        return (office, *(each.heir for each in self.chain(office)))

    def writer(self, office: str, to: str | None, minute: int | None = None) -> str:
        """Who writes to an office below another one in its place.

        Args:
            office: Id of the other one, as the directive was sent to it.
            to: Id of the office below; ``None``: what nobody divides, which the heir does.
            minute: At which moment, in minutes since 1970; now where ``None``.
        """
        found, seen = office, {office}
        while (step := self._by_office.get(found)) is not None:
            later = step.taker(to)
            if later in seen or (minute is not None and step.at_minute > minute):
                break
            seen.add(later)
            found = later
        return found

    def at(self, office: str, minute: int, to: str | None = None) -> str:
        """Who kept an office's work and numbered it at a moment, in minutes since 1970.

        Of a split office, who wrote to an office below it.
        """
        return self.writer(office, to, minute)

    def is_split(self, office: str) -> bool:
        """Whether several write in an office's place, each to those of its part."""
        return len(self.holders(office)) > 1

    @cached_property
    def split_places(self) -> tuple[str, ...]:
        """The offices in whose place several have written, at whatever time, by id."""
        split = {office for office, each in self._by_office.items() if each.shares}
        return tuple(
            office
            for office in sorted(self._by_office)
            if split.intersection(self.all_holders(office))
        )

    def holders(self, office: str) -> tuple[str, ...]:
        """Who writes in an office's place now: whoever keeps its work first, then the others."""
        return self.all_holders(office, gone=False)

    def all_holders(self, office: str, *, gone: bool = True) -> tuple[str, ...]:
        """Whoever has ever acted in an office's place, or only those who do now.

        Args:
            office: Id of the office, which is itself the first of those that ever did.
            gone: With those whose place others took.
        """
        found, left = dict.fromkeys((office,)), [office]
        while left:
            step = self._by_office.get(left.pop())
            fresh = [each for each in step.takers if each not in found] if step else []
            found |= dict.fromkeys(fresh)
            left += reversed(fresh)
        return tuple(each for each in found if gone or each not in self._by_office)

    def name_at(self, office: str, minute: int, name: str) -> str:
        """What whoever kept an office's work at a moment is called.

        Args:
            office: Id of the office.
            minute: The moment, in minutes since 1970.
            name: What the office itself is called.
        """
        keeper = self.at(office, minute)
        return name if keeper == office else self.known_as(keeper).name

    def known_as(self, successor: str) -> Office:
        """An office as it was when it took another's place, or a part of it.

        Raises:
            KeyError: It took none.
        """
        for each in self:
            if successor in each.takers:
                return each.successor(successor)
        raise KeyError(successor)

    def kept_by(self, office: str) -> tuple[str, ...]:
        """The offices whose work an office keeps besides its own, by id."""
        return self._kept.get(office, ())

    def places_of(self, office: str) -> tuple[str, ...]:
        """The offices in whose place an office acts, if only for a part of those below, by id."""
        return self._places.get(office, ())

    @cached_property
    def _places(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for office in sorted(self._by_office):
            for holder in self.holders(office):
                found.setdefault(holder, []).append(office)
        return {holder: tuple(offices) for holder, offices in found.items()}

    @cached_property
    def _kept(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for office in sorted(self._by_office):
            found.setdefault(self.keeper(office), []).append(office)
        return {keeper: tuple(offices) for keeper, offices in found.items()}

    @property
    def key(self) -> frozenset[Succession]:
        """What tells one state of them from another."""
        return frozenset(self)


NO_SUCCESSIONS = Successions()


def read_successions(connection: Connection) -> Successions:
    """The successions, as a transaction sees them."""
    return Successions(succession_acts(connection))


def succession_acts(connection: Connection, office: str | None = None) -> Iterator[Succession]:
    """Every act about who took an office's place, by office, in the order of the acts.

    Args:
        connection: The ledger.
        office: Only of this office.
    """
    row = SuccessionRow
    statement = select(*(getattr(row, name) for name in SUCCESSION_COLUMNS))
    statement = statement.order_by(row.office, row.register_year, row.register_number)
    if office is not None:
        statement = statement.where(row.office == office)
    return map(succession_of, connection.execute(statement).tuples())


def succession_row(succession: Succession) -> Row:
    """The values of ``SUCCESSION_COLUMNS``."""
    return (
        succession.office,
        *succession.entry,
        succession.day,
        succession.heir,
        succession.written,
        succession.reason,
        succession.by,
        succession.at_minute,
        succession.written_shares,
    )


def succession_of(row: Row) -> Succession:
    """The succession that a row of ``SUCCESSION_COLUMNS`` holds."""
    office, year, number, *rest = row
    return Succession(office, RegisterEntry(year, number), *rest)


def written_offices(offices: Sequence[Office]) -> str:
    """Offices as a succession keeps them."""
    records = (BEGIN + record + END for record in records_of(offices))
    return f"[{','.join(record.decode() for record in records)}]"


def succession_digest(row: Row) -> str:
    """Digest of a row of ``SUCCESSION_COLUMNS``; the day as ISO 8601.

    Shares count where there are any: a row of before they were kept has the digest of then.
    """
    row = row if row[-1] is not None else row[:-1]
    plain = (each.isoformat() if isinstance(each, date) else each for each in row)
    return digest((SUCCESSION, *plain))

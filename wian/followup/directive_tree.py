"""A live directive as the tree of its offices: how far it is at each, and who waits behind whom.

What is worked out here is kept until something is entered in the propagation: a manager opens many
pages of the same tree.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from wian.followup.due import Debt
from wian.followup.owed_now import owed_now
from wian.jurisdictions.instant import Instant, Precision
from wian.kit.cache import Remembered
from wian.kit.gc_pause import uncollected
from wian.ledger.database import Ledger
from wian.ledger.read.live_letters import answered_in
from wian.ledger.read.manager.office_moments import OfficeMoments, office_moments
from wian.ledger.read.quiet_propagations import change_mark
from wian.ledger.succession.recorded_successions import successions
from wian.propagation.in_force.succeeded_plan import plan_in_force
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import DaysInForce, days_in_force

_MOST = 300_000
"""Offices of the trees that are kept."""
_NEVER = int(np.iinfo(np.int64).max)
_Counts = NDArray[np.int64]
_Rows = NDArray[np.intp]
_Figures = TypeVar("_Figures", np.int64, np.float64)


class AtOffice(IntEnum):
    """How far a letter is at an office."""

    NOT_SENT = 0
    """Nobody has written to it yet: it waits for an office above."""
    NOT_STAMPED = 1
    """A letter was sent to it, and its first desk has not stamped."""
    NOT_FORWARDED = 2
    """It has the letter, and has still to write to those below."""
    DONE = 3
    """It has the letter, and has written to those below, if there are any."""


@dataclass(frozen=True, slots=True)
class CountsBelow:
    """What stands below an office, itself left out.

    Attributes:
        offices: How many there are.
        not_sent, not_stamped, not_forwarded: How many of them stand so.
        overdue: How many owe something for longer than they may.
    """

    offices: int
    not_sent: int
    not_stamped: int
    not_forwarded: int
    overdue: int

    @property
    def received(self) -> int:
        """How many have it."""
        return self.offices - self.not_sent - self.not_stamped


@dataclass(frozen=True, slots=True)
class OfficeBranch:
    """An office of the tree.

    Attributes:
        office: Its id.
        at: How far the letter is there.
        below: What stands below it.
        holds: How many offices wait behind it alone: it is the lowest that has, or was sent, it.
        moments: When the letter came and went; ``None`` while nothing was sent.
        debts: What it owes, the first due first.
    """

    office: str
    at: AtOffice
    below: CountsBelow
    holds: int
    moments: OfficeMoments | None
    debts: Sequence[Debt]

    @property
    def waiting(self) -> int:
        """How many offices wait at it and below it: nobody has written to them yet."""
        return self.below.not_sent + (self.at is AtOffice.NOT_SENT)

    @property
    def since(self) -> Instant | None:
        """Since when it has what it has not done; ``None`` where it has nothing to do."""
        if self.moments is None or self.at is AtOffice.DONE:
            return None
        if self.at is AtOffice.NOT_STAMPED:
            return self.moments.issued
        return self.moments.ready or self.moments.received or self.moments.issued


@dataclass(frozen=True, eq=False)
class DirectiveTree:
    """Every office that a live directive reaches, as it stood when the ledger was read.

    Attributes:
        plan: The propagation, as it is acted on.
        mark: Letters, receptions and acts that it was worked out from.
        read: When that was.
        days: The days that hold for it.
        moments: What is known at each office that was sent a letter.
        debts: What each office owes, the first due first.
        answered: Offices that have answered, or reported what they gathered.
    """

    plan: Plan
    mark: tuple[int, int, int]
    read: Instant
    days: DaysInForce
    moments: dict[str, OfficeMoments]
    debts: dict[str, tuple[Debt, ...]]
    answered: frozenset[str] = frozenset()

    def seen(self, now: Instant) -> Instant:
        """The moment from which it is looked at: now, or when the directive ended."""
        ending = self.days.life.ending
        return ending.at if ending else now

    @cached_property
    def offices(self) -> tuple[str, ...]:
        """The origin and everyone below, wave by wave."""
        return self.plan.route.offices

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each office stands among them."""
        return {office: place for place, office in enumerate(self.offices)}

    @cached_property
    def parents(self) -> _Rows:
        """The place of each office's sender; of the origin its own."""
        places = self.places
        return np.array([0, *(places[hop.sender] for hop in self.plan.route.hops)], dtype=np.intp)

    @cached_property
    def _waves(self) -> list[slice]:
        ends = np.cumsum([1, *(len(wave.hops) for wave in self.plan.route.waves)]).tolist()
        return [slice(begin, end) for begin, end in pairwise(ends)]

    @cached_property
    def at(self) -> _Counts:
        """How far the letter is at each office, as :class:`AtOffice`."""
        known = [self._at(office) for office in self.offices]
        return np.array(known, dtype=np.int64)

    def _at(self, office: str) -> int:
        found = self.moments.get(office)
        if found is None:
            return AtOffice.DONE if office == self.plan.route.origin else AtOffice.NOT_SENT
        if found.forwarded is None:
            if found.received is None:
                return AtOffice.NOT_STAMPED
            if found.forwards:
                return AtOffice.NOT_FORWARDED
        return AtOffice.DONE

    @cached_property
    def due(self) -> _Counts:
        """The last minute in which what each owes first is in time; never where it owes nothing."""
        due = np.full(len(self.offices), _NEVER)
        for office, owing in self.debts.items():
            if (place := self.places.get(office)) is not None:
                due[place] = owing[0][2]
        return due

    @cached_property
    def _below(self) -> _Counts:
        own = np.zeros((len(self.offices), len(AtOffice) + 1), dtype=np.int64)
        own[np.arange(len(own)), self.at] = 1
        own[:, -1] = self.due < self.read.minute
        return self.rolled_up(own)

    @cached_property
    def _answers(self) -> _Counts:
        own = np.zeros((len(self.offices), 2), dtype=np.int64)
        asked = self.days.answers_by
        own[:, 0] = [office in asked for office in self.offices]
        own[:, 1] = own[:, 0] * [office in self.answered for office in self.offices]
        return self.rolled_up(own)

    def answers(self, office: str) -> tuple[int, int]:
        """How many offices below one are asked for an answer, and how many of them gave it."""
        asked, given = self._answers[self.places[office]].tolist()
        return asked, given

    @cached_property
    def last_answer_day(self) -> date | None:
        """The last day in force for any answer; ``None`` where none is asked."""
        return max(self.days.answers_by.values(), default=None)

    def rolled_up(self, own: NDArray[_Figures]) -> NDArray[_Figures]:
        """Figures of offices, summed up for each over all below it; one pass, from below.

        Args:
            own: Shape (offices,) or (offices, any), in the order of ``offices``.
        """
        below = np.zeros_like(own)
        for wave in reversed(self._waves):
            np.add.at(below, self.parents[wave], own[wave] + below[wave])
        return below

    @cached_property
    def holds(self) -> _Counts:
        """How many offices wait behind each alone."""
        behind = np.zeros(len(self.offices), dtype=np.intp)
        waits = self.at == AtOffice.NOT_SENT
        for wave in self._waves:
            above = self.parents[wave]
            behind[wave] = np.where(waits[above], behind[above], above)
        return np.bincount(behind[waits], minlength=len(self.offices))

    def branch(self, office: str) -> OfficeBranch:
        """An office of the tree.

        Raises:
            KeyError: The directive does not reach it.
        """
        return self._branch(self.places[office])

    def _branch(self, place: int) -> OfficeBranch:
        office = self.offices[place]
        not_sent, not_stamped, not_forwarded, done, overdue = self._below[place].tolist()
        below = CountsBelow(
            not_sent + not_stamped + not_forwarded + done,
            not_sent,
            not_stamped,
            not_forwarded,
            overdue,
        )
        return OfficeBranch(
            office,
            AtOffice(int(self.at[place])),
            below,
            int(self.holds[place]),
            self.moments.get(office),
            self.debts.get(office, ()),
        )

    def under(self, office: str) -> NDArray[np.bool_]:
        """Which offices stand below one, itself left out."""
        found = np.zeros(len(self.offices), dtype=np.bool_)
        found[self.places[office]] = True
        for wave in self._waves:
            found[wave] |= found[self.parents[wave]]
        found[self.places[office]] = False
        return found

    def children(self, office: str) -> _Rows:
        """The places of those that an office writes to, what is held up most first."""
        places = self.places
        hops = self.plan.sending(office)[1]
        return self._ordered(np.array([places[hop.recipient] for hop in hops], dtype=np.intp))

    def held_up(self, office: str, wanted: Callable[[DirectiveTree], NDArray[np.bool_]]) -> _Rows:
        """The places of some of those below an office, what is held up most first."""
        return self._ordered(np.flatnonzero(self.under(office) & wanted(self)))

    def branches(self, places: _Rows) -> list[OfficeBranch]:
        """Offices of the tree, by their places."""
        return [self._branch(place) for place in places.tolist()]

    def _ordered(self, places: _Rows) -> _Rows:
        """Those first behind or below which most wait, then whoever is due first; done last."""
        waits = self.at[places] == AtOffice.NOT_SENT
        below = self._below[places]
        idle = (self.at[places] == AtOffice.DONE) & (below[:, 1:4].sum(axis=1) == below[:, 3])
        behind = np.where(waits, 0, below[:, AtOffice.NOT_SENT])
        order = np.lexsort((places, self.due[places], -below[:, -1], -behind, idle, waits))
        return places[order]

    def is_overdue(self) -> NDArray[np.bool_]:
        """Who owes something for longer than it may."""
        return np.asarray(self.due < self.read.minute)


_trees: Remembered[tuple[str, str], DirectiveTree] = Remembered(
    _MOST, lambda tree: len(tree.offices)
)
"""Under the ledger's URL and the propagation's id."""
_STALE = 30
"""Minutes after which it is asked anew who is overdue, though nothing was entered."""


def directive_tree(
    ledger: Ledger, plan: Plan, *, now: Instant, enough: Callable[[], bool] = lambda: False
) -> DirectiveTree:
    """The tree of a live directive, never older than the ledger.

    Args:
        ledger: Where it stands.
        plan: The propagation.
        now: When this is.
        enough: Whether a tree that was read before will do, though something was entered since.
    """

    def holds(known: DirectiveTree) -> bool:
        if enough():
            return True
        fresh = 0 <= now.minute - known.read.minute < _STALE
        return fresh and known.mark == change_mark(ledger, plan.id)

    return _trees.get((ledger.url, plan.id), lambda: _made(ledger, plan, now), holds)


@uncollected()
def _made(ledger: Ledger, plan: Plan, now: Instant) -> DirectiveTree:
    """The tree of what stands in the ledger at least since its mark was read."""
    mark = change_mark(ledger, plan.id)
    plan = plan_in_force(plan, successions(ledger))
    days, moments = days_in_force(ledger, plan), office_moments(ledger, plan.id)
    read = Instant(now.minute, Precision.MINUTE)
    answered = answered_in(ledger, plan.id) if plan.answers_by else frozenset()
    debts = {} if days.life.ending else _debts(ledger, days, moments, answered)
    tree = DirectiveTree(plan, mark, read, days, moments, debts, frozenset(answered))
    _ = tree.at, tree._below, tree.holds  # noqa: SLF001 - its own; worked out once, by whoever makes it
    return tree


def _debts(
    ledger: Ledger,
    days: DaysInForce,
    moments: dict[str, OfficeMoments],
    answered: Collection[str],
) -> dict[str, tuple[Debt, ...]]:
    """What offices owe, from the hops of those alone that can owe anything."""
    plan = days.plan
    grown, asked = bool(plan.growth), plan.answers_by
    records = [
        each
        for each in moments.values()
        if grown
        or each.received is None
        or (each.forwards and each.forwarded is None)
        or (each.recipient in asked and each.recipient not in answered)
    ]
    found: dict[str, list[Debt]] = {}
    for debt in owed_now(ledger, days, records, answered):
        found.setdefault(debt[0], []).append(debt)
    return {office: tuple(sorted(owing, key=_due)) for office, owing in found.items()}


def _due(debt: Debt) -> int:
    return debt[2]

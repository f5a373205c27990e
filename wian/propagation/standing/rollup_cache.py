"""The roll-up of a propagation, worked out again only when something has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from wian.delays.hop_table import HopTable
from wian.jurisdictions.instant import Instant
from wian.kit.cache import Remembered
from wian.ledger.database import Ledger
from wian.ledger.read.hops.hop_tables import hop_table
from wian.ledger.read.quiet_propagations import change_mark
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.standing.answers_given import answered
from wian.propagation.standing.days_in_force import days_in_force
from wian.reports.progress.answers import AnswerStanding, answer_codes
from wian.reports.progress.delivery import Standings, standings
from wian.reports.progress.rollup import RollUp, RollUps, roll_up

_MOST = 8
"""Propagations whose boards are kept at a time."""
_Mark = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Board:
    """How a propagation stands at every office.

    Attributes:
        propagation: Its id.
        mark: Letters, receptions and acts that it was worked out from.
        today: The day for which answers are missing or pending.
        standing: The standing of every office that the route reaches.
        answers: Where their answers stand, as ``answer_codes`` gives it.
        roll_ups: What each office sees of those below it.
    """

    propagation: str
    mark: _Mark
    today: date
    standing: Standings
    answers: NDArray[np.int8]
    roll_ups: RollUps

    def of(self, office: str) -> RollUp:
        """What an office sees of those below it; nobody, where it is not on the route."""
        return self.roll_ups.get(office) or RollUp(office, *[0] * 9)

    def answer(self, office: str) -> AnswerStanding | None:
        """Where the answer of an office that the route reaches stands; ``None``: none is asked."""
        code = int(self.answers[self.standing.places.place(office) - 1])
        return None if code < 0 else list(AnswerStanding)[code]


_boards: Remembered[tuple[str, str], Board] = Remembered(_MOST)
"""Under the ledger's URL and the propagation's id."""


def board(ledger: Ledger, plan: Plan, *, now: Instant | None = None) -> Board:
    """How a propagation stands now: never older than the ledger, at the price of three counts.

    Safe to call from several threads; of those that find the board outdated one works it out.

    Args:
        ledger: Where it is recorded.
        plan: The propagation.
        now: When this is; this moment where ``None``.
    """
    key, today = (ledger.url, plan.id), _today(plan, now or runtime.now())

    def holds(known: Board) -> bool:
        return known.today == today and known.mark == change_mark(ledger, plan.id)

    return _boards.get(key, lambda: _made(ledger, plan, today), holds)


def board_of(ledger: Ledger, plan: Plan, hops: HopTable, now: Instant) -> Board:
    """The board of a propagation whose hops the caller has read just now; it is not kept."""
    return _worked_out(ledger, plan, _today(plan, now), change_mark(ledger, plan.id), hops)


def _today(plan: Plan, now: Instant) -> date:
    return now.date(plan.jurisdiction.calendar.zone)


def _made(ledger: Ledger, plan: Plan, today: date) -> Board:
    """The board of what stands in the ledger at least since its mark was read."""
    mark = change_mark(ledger, plan.id)
    return _worked_out(ledger, plan, today, mark, hop_table(ledger, plan.id))


def _worked_out(ledger: Ledger, plan: Plan, today: date, mark: _Mark, hops: HopTable) -> Board:
    standing, wanted = standings(plan.route, hops), days_in_force(ledger, plan).answer_days
    given = answered(ledger, plan.id) if (~np.isnat(wanted)).any() else {}
    codes = answer_codes(plan.route.places, wanted, given, today=today, clocks=plan.clocks)
    return Board(plan.id, mark, today, standing, codes, roll_up(standing, codes))

"""The roll-up of a propagation, worked out again only when something has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from wian.jurisdictions.instant import Instant
from wian.kit.cache import Remembered
from wian.ledger.acts import ActKind, Answered
from wian.ledger.database import Ledger
from wian.ledger.read.live_letters import acts
from wian.ledger.read.quiet_propagations import change_mark
from wian.ledger.read.recorded import hop_records
from wian.propagation import runtime
from wian.propagation.plan import Plan
from wian.propagation.standing.days_in_force import days_in_force
from wian.reports.progress.answers import AnswerRow, answer_rows
from wian.reports.progress.delivery import Standing, standings
from wian.reports.progress.rollup import RollUp, roll_up

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
        answers: The answers' standing, by office.
        roll_ups: What each office sees of those below it.
    """

    propagation: str
    mark: _Mark
    today: date
    standing: Mapping[str, Standing]
    answers: Mapping[str, AnswerRow]
    roll_ups: Mapping[str, RollUp]

    def of(self, office: str) -> RollUp:
        """What an office sees of those below it; nobody, where it is not on the route."""
        return self.roll_ups.get(office) or RollUp(office, *[0] * 9)


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
    key = (ledger.url, plan.id)
    today = (now or runtime.now()).date(plan.jurisdiction.calendar.zone)

    def holds(known: Board) -> bool:
        return known.today == today and known.mark == change_mark(ledger, plan.id)

    return _boards.get(key, lambda: _made(ledger, plan, today), holds)


def answered(ledger: Ledger, propagation: str) -> dict[str, Answered]:
    """The answer that holds of each office that answered: its latest."""
    return {
        act.office: act.body
        for act in acts(ledger, propagation, kind=ActKind.ANSWERED)
        if isinstance(act.body, Answered)
    }


def _made(ledger: Ledger, plan: Plan, today: date) -> Board:
    """The board of what stands in the ledger at least since its mark was read."""
    mark = change_mark(ledger, plan.id)
    records = hop_records(ledger, plan.id)
    standing = standings(plan.route, records)
    rows = answer_rows(
        plan.route,
        records,
        answered(ledger, plan.id) if plan.answers_by else {},
        days_in_force(ledger, plan).answers_by,
        today=today,
        clocks=plan.clocks,
    )
    stand = {row.office: row.standing for row in rows}
    answers = {row.office: row for row in rows}
    return Board(plan.id, mark, today, standing, answers, roll_up(plan.route, standing, stand))

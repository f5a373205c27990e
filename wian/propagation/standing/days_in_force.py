"""Which days hold for a propagation: those of its directive, or those of an amendment?

Letters say what their directive said when they were written; figures, reminders and pages go by
the days in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from wian.ledger.database import Ledger
from wian.ledger.life.life import NO_CHANGE, Life
from wian.ledger.life.lives import life
from wian.ledger.records import Clock
from wian.letters.asked_days import Days
from wian.letters.directive import Window
from wian.propagation.plan import Plan


@dataclass(frozen=True, slots=True)
class DaysInForce:
    """The days that hold for a propagation.

    Attributes:
        plan: The propagation.
        life: What became of it.
    """

    plan: Plan
    life: Life = NO_CHANGE

    @property
    def window(self) -> Window | None:
        """When it can be done; ``None`` where there is no deadline."""
        return self.life.window(self.plan.directive.window)

    def answer_by(self, office: str) -> date | None:
        """The last day for an office's answer; ``None`` where none is asked of it any more.

        None is of an office that gave its letter back, unless the sender insists.
        """
        first = self.plan.answer_by(office)
        if first is None or office in self.life.returned:
            return None
        return self._changed(office, first)

    def report_by(self, office: str) -> date | None:
        """The last day for an office's report; ``None`` where it has none, or answers itself."""
        first = self.plan.report_days.get(office)
        if first is None or office in self.life.returned:
            return None
        return self._changed(office, first)

    @property
    def answers_by(self) -> Mapping[str, date]:
        """The same for every office that is asked for an answer."""
        asked, returned = self.plan.answers_by, self.life.returned
        if not self.life.amended and not returned:
            return asked
        owed = (each for each in asked.items() if each[0] not in returned)
        days = {office: self._changed(office, first) for office, first in owed}
        return {office: day for office, day in days.items() if day is not None}

    @property
    def answer_days(self) -> Days:
        """The same of every office that the route reaches, in its order; NaT: none is asked."""
        plan, levels = self.plan, self.plan.hierarchy.offices.levels
        reached = plan.route.positions(plan.hierarchy)
        days = plan.answer_days[reached]
        if self.life.amended:
            level = np.frombuffer(levels.numbers, np.uint32)[reached]
            for at in np.unique(level[~np.isnat(days)]).tolist():
                days[level == at] = self._amended(days[level == at], levels.words[at])
        if self.life.returned:
            places = plan.route.places.of(list(self.life.returned))
            days[places[places > 0] - 1] = np.datetime64("NaT")
        return days

    def _amended(self, days: Days, level: str) -> Days:
        """The days in force of offices of a level."""
        first, which = np.unique(days, return_inverse=True)
        now = [day and self.life.answer_day(level, day) for day in first.tolist()]
        return np.array(now, "datetime64[D]")[which]

    def _changed(self, office: str, first: date) -> date | None:
        if not self.life.amended:
            return first
        return self.life.answer_day(self.plan.hierarchy.level(office), first)


def days_in_force(ledger: Ledger, plan: Plan) -> DaysInForce:
    """The days that hold for a propagation now; only a live one is ever amended."""
    live = plan.clock is Clock.LIVE
    return DaysInForce(plan, life(ledger, plan.id) if live else NO_CHANGE)


def asked_levels(plan: Plan) -> tuple[str, ...]:
    """The levels whose offices a directive asks for an answer, by id."""
    return tuple(sorted({plan.hierarchy.level(office) for office in plan.answers_by}))

"""How long one stage lasted at offices in past directives, by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from wian.delays.batch_days import BatchDays
from wian.reports.outlook.monte_carlo.normal_law import Numbers
from wian.reports.outlook.monte_carlo.stage_laws import Rows


@dataclass(frozen=True, slots=True)
class StageHistory:
    """Spans of one stage; arrays of shape (spans,).

    Attributes:
        office, group, directive: Whose it is: numbers of ``offices``, ``groups``, ``directives``.
        least, most: It lasted from so many to so many office minutes; ``most`` is infinite where
            it was not over when it was last looked at.
        began, ended: Working positions of both ends; NaN where it has not ended.
        seen: Working position at which an open one was last looked at.
        day: Day on which it began, counted from any one.
        weekday: Day of the week on which it ended, 1 for Monday; 0 where it did not.
        offices, groups, directives: Ids.
    """

    office: Rows
    group: Rows
    directive: Rows
    least: Numbers
    most: Numbers
    began: Numbers
    ended: Numbers
    seen: Numbers
    day: Rows
    weekday: Rows
    offices: Sequence[str]
    groups: Sequence[str]
    directives: Sequence[str]

    def __len__(self) -> int:
        return len(self.office)

    def waited_for(self, days: BatchDays) -> StageHistory:
        """The same where some offices send on some days only: what is done may wait for its day.

        Args:
            days: Those of each of ``offices``.
        """
        some = np.flatnonzero(days.pattern[self.office] >= 0)
        if not some.size:
            return self
        office, ended = self.office[some], self.ended[some]
        over = np.isfinite(ended)
        done = np.empty(len(some))
        done[over] = days.chance_before(office[over], ended[over])
        done[~over] = days.last_chance(office[~over], self.seen[some][~over])
        least = self.least.copy()
        least[some] = np.clip(done - self.began[some], 0, least[some])
        return replace(self, least=least)

    @property
    def over(self) -> Rows:
        """Places of the spans that ended."""
        return np.flatnonzero(np.isfinite(self.most))

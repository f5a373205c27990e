"""When will the origin have all answers, which levels are in time, and who holds them up?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hierarchy.route.way_up import WayUp
from wian.delays.working_time import Days
from wian.reports.outlook.monte_carlo.futures import QUANTILES, quantile_of, quantiles_of
from wian.reports.outlook.monte_carlo.normal_law import Numbers
from wian.reports.outlook.monte_carlo.stage_laws import Rows
from wian.reports.outlook.outlook import InTime, LastDay
from wian.reports.outlook.outset import Outset
from wian.reports.outlook.upward.answer_sweep import AnswerSweep
from wian.reports.outlook.upward.known_answers import ISSUED, AnswersSoFar, known_answers

_ORIGIN = np.zeros(1, dtype=np.int64)
_DAY = np.timedelta64(1, "D")


@dataclass(frozen=True, slots=True)
class LevelAnswers:
    """What is to be expected of the offices of a level.

    Attributes:
        level: The level.
        offices: Those who answer or report.
        done: How many have: a report counts once it holds all answers.
        day: The first day that is set for them; ``None``: none is.
        in_time: How many do by their own days; ``None`` where none has a day.
        last: When the last of them does.
    """

    level: str
    offices: tuple[str, ...]
    done: int
    day: date | None
    in_time: InTime | None
    last: LastDay


@dataclass(frozen=True, slots=True)
class Gatherer:
    """An office that has not reported all that it gathers.

    Attributes:
        office: Its id.
        day: By when it is to report; ``None``: by no day.
        p05, p50, p95: Days by which it does in 5, 50 and 95 % of the futures.
        in_time: Probability that it does by its day; ``None`` without one.
    """

    office: str
    day: date | None
    p05: date
    p50: date
    p95: date
    in_time: float | None


@dataclass(frozen=True, slots=True)
class AnswersOutlook:
    """What many futures of a directive's answers have in common.

    Attributes:
        asked: How many offices are asked for an answer.
        answered: How many of them have given it.
        due: By when all answers are to be with the origin; ``None``: by no day.
        in_time: In which share of the futures they are; ``None`` without a day.
        last: When the last answer is with the origin.
        levels: The levels, those who answer first before those who gather.
        gatherers: Those who have not reported all, the latest first.
    """

    asked: int
    answered: int
    due: date | None
    in_time: float | None
    last: LastDay
    levels: tuple[LevelAnswers, ...]
    gatherers: tuple[Gatherer, ...]


@dataclass(frozen=True)
class AnswersOutset:
    """From where an outlook of answers looks ahead.

    Attributes:
        outset: From where that of the way down does.
        way: Who answers to whom.
        days: By which day each office is to answer or report, where there is one.
        so_far: What is known of the answers.
        due: By when all are to be with the origin.
    """

    outset: Outset
    way: WayUp
    days: Mapping[str, date]
    so_far: AnswersSoFar
    due: date | None

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """The row of each office."""
        return {office: at for at, office in enumerate(self.outset.tree.offices)}

    @cached_property
    def sweep(self) -> AnswerSweep:
        """What futures are drawn from."""
        outset, way, row = self.outset, self.way, self.rows
        asked = np.zeros(len(outset.tree), dtype=np.bool_)
        asked[[row[office] for office in way.asked]] = True
        waves: dict[int, list[int]] = {}
        for office, wave in way.wave_of.items():
            if way.gathers(office):
                waves.setdefault(wave, []).append(row[office])
        known = known_answers(self.so_far, outset.tree, outset.known.now, outset.working)
        return AnswerSweep(
            outset.sweep(),
            outset.profile,
            asked,
            [np.array(waves[each], dtype=np.int64) for each in sorted(waves)],
            known,
        )

    def limits(self) -> Numbers:
        """The last position in time of each office, by its clock; NaN where it has no day."""
        days = [self.days.get(office) for office in self.outset.tree.offices]
        return self._ends(days) - self.outset.known.now

    def _ends(self, days: Sequence[date | None]) -> Numbers:
        """The working positions at which days end; NaN of none."""
        found = np.full(len(days), np.nan)
        named = np.array([at for at, day in enumerate(days) if day], dtype=np.int64)
        if named.size:
            after = np.array([day for day in days if day], dtype="datetime64[D]") + _DAY
            found[named] = self.outset.working.position(self.outset.working.midnight(after))
        return found

    def due_end(self) -> float:
        """The last position from now at which all answers are with the origin in time."""
        return float(self._ends([self.due])[0] - self.outset.known.now[0])


def answers_outlook(of: AnswersOutset) -> AnswersOutlook:
    """The outlook of a directive's answers.

    Args:
        of: From where it looks ahead.

    Raises:
        OutsideCalendarError: A moment lies outside the working calendar.
    """
    outset, sweep = of.outset, of.sweep
    effects = outset.common.drawn(outset.sweep().chances_of_effect(outset.draws))
    futures, seen = sweep.futures(effects), _Seen(of)
    for each in futures.given():
        seen.add(each.rows, each.position)
    there = futures.all_there
    given = sweep.asked & ~np.isnan(sweep.known.given)
    chance = round(float((there <= of.due_end()).mean()), 4) if of.due else None
    return AnswersOutlook(
        int(sweep.asked.sum()),
        int(given.sum()),
        of.due,
        chance,
        _last(outset, _ORIGIN[0], there),
        tuple(seen.levels()),
        tuple(seen.gatherers()),
    )


class _Seen:
    """Sums up answers as they are drawn: by level, and of each office that gathers."""

    def __init__(self, of: AnswersOutset) -> None:
        self._of, self._limits = of, of.limits()
        tree, sent = of.outset.tree, of.sweep.known.sent[ISSUED]
        order = dict.fromkeys(tree.levels[of.rows[office]] for office in of.way.wave_of)
        self._names = list(order)
        number = {name: at for at, name in enumerate(self._names)}
        taking = np.zeros(len(tree), dtype=np.bool_)
        taking[[of.rows[office] for office in of.way.wave_of]] = True
        self._level: Rows = np.array([number.get(each, -1) for each in tree.levels])
        self._level[~taking] = -1
        self._done = taking & ~np.isnan(sent)
        draws = of.outset.draws
        self._counts = np.zeros((len(order), draws))
        self._last = np.full((len(order), draws), -np.inf)
        early = self._done & (sent <= self._limits)
        for at in range(len(order)):
            here = self._level == at
            self._counts[at] += np.count_nonzero(early & here)
            if (self._done & here).any():
                self._last[at] = sent[self._done & here].max()
        self._open: dict[int, tuple[NDArray[np.float64], float | None]] = {}

    def add(self, rows: Rows, position: Numbers) -> None:
        """Take in when some offices answer or report."""
        gathers = self._of.sweep.gathers
        early = position <= self._limits[rows, None]
        for level in np.unique(self._level[rows]):
            here = self._level[rows] == level
            self._counts[level] += early[here].sum(axis=0)
            np.maximum(self._last[level], position[here].max(axis=0), out=self._last[level])
        for at in np.flatnonzero(gathers[rows]).tolist():
            row = int(rows[at])
            chance = None if np.isnan(self._limits[row]) else float(early[at].mean())
            self._open[row] = (quantiles_of(position[at : at + 1], QUANTILES)[0], chance)

    def levels(self) -> list[LevelAnswers]:
        """The levels, those who answer first before those who gather."""
        of, found = self._of, []
        for at, name in enumerate(self._names):
            here = self._level == at
            offices = [of.outset.tree.offices[row] for row in np.flatnonzero(here).tolist()]
            days = [of.days[office] for office in offices if office in of.days]
            first = np.flatnonzero(here)[0]
            found.append(
                LevelAnswers(
                    name,
                    tuple(offices),
                    int((self._done & here).sum()),
                    min(days, default=None),
                    _in_time(self._counts[at]) if days else None,
                    _last(of.outset, first, self._last[at]),
                )
            )
        return found

    def gatherers(self) -> list[Gatherer]:
        """Those who have not reported all, the latest first."""
        of = self._of
        rows = np.array(sorted(self._open), dtype=np.int64)
        if not rows.size:
            return []
        positions = np.array([self._open[row][0] for row in rows.tolist()])
        days: Days = of.outset.days(rows, positions)
        order = np.lexsort((rows, -positions[:, 2], -positions[:, 1])).tolist()
        told = days.astype(object).tolist()
        made = []
        for at in order:
            row = int(rows[at])
            office, chance = of.outset.tree.offices[row], self._open[row][1]
            known = None if chance is None else round(chance, 4)
            low, middle, high = told[at]
            made.append(Gatherer(office, of.days.get(office), low, middle, high, known))
        return made


def _in_time(counts: Numbers) -> InTime:
    low, middle, high = (round(quantile_of(counts, each)) for each in QUANTILES)
    return InTime(low, middle, high, round(float(counts.mean()), 1))


def _last(outset: Outset, row: int, drawn: Numbers) -> LastDay:
    """The day of the last one by the clock of an office; that of ``now`` where there is none."""
    drawn = np.where(np.isfinite(drawn), drawn, 0.0)
    quantiles = np.array([[quantile_of(drawn, each) for each in QUANTILES]])
    low, middle, high = outset.days(np.array([row]), quantiles)[0].astype(object)
    return LastDay(low, middle, high)

"""Worlds whose offices, directives and delays are known, so that outlooks can be held against them.

An origin, 24 provinces, 300 districts and 1,500 local bodies. Stages are log-normal. Offices have a
pace of their own, provinces another, and directives one for all of their offices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wian.delays.batch_days import BatchDays
from wian.delays.profile import Stage
from wian.delays.working_time import WorkingTime, working_time
from wian.reports.outlook.learned.stage_history import StageHistory
from wian.reports.outlook.look_back.past_outlooks import TENTHS, PastDirective
from wian.reports.outlook.monte_carlo.known_times import (
    FORWARDED,
    ISSUED,
    READY,
    RECEIVED,
    KnownTimes,
)
from wian.reports.outlook.monte_carlo.office_tree import OfficeTree

Numbers = NDArray[np.float64]

PROVINCES, DISTRICTS, BODIES = 24, 300, 1_500
WINDOW = 26
"""Calendar days from the first letter to the deadline."""
EVERY = 5
"""Working days from one directive to the next: several are under way at a time."""
_FIRST = "2016-01-05"
_MEDIAN = {
    Stage.TRANSIT: {"province": 1.0, "district": 2.0, "local": 2.0},
    Stage.HANDLING: {"province": 2.5, "district": 2.5},
}
"""Working days."""
_CHANCE = {Stage.TRANSIT: 0.5, Stage.HANDLING: 0.6}
_PACE = {Stage.TRANSIT: 0.35, Stage.HANDLING: 0.45}
_PROVINCE = 0.2
_TEN = 10 * 60


@dataclass(frozen=True, slots=True)
class World:
    """What is true of a world.

    Attributes:
        shared: Spread of what directives share, on the scale of logarithms.
        reform: Number of the directive from which on districts take half the time; none where 0.
        batches: Half of the offices that forward do so on one day of the week, at ten.
    """

    shared: float = 0.3
    reform: int = 0
    batches: bool = False


WORLDS: Mapping[str, World] = {
    "no common effect": World(shared=0.0),
    "common effect": World(),
    "drift": World(reform=15),
    "batching with weekends": World(batches=True),
}


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that happened in a world; times are working positions.

    Attributes:
        tree: The offices.
        working: Their calendar.
        times: Of each directive the four instants at each office; shape (directives, 4, offices).
    """

    tree: OfficeTree
    working: WorkingTime
    times: Numbers

    def past(self, number: int) -> PastDirective:
        """A directive with all that happened."""
        first = self.times[number, FORWARDED, 0]
        day = self.working.local_days(self.working.moment(np.array([first])))[0]
        steps = self.working.midnight(np.array([day, day + WINDOW]))
        opens, after = (int(each) for each in steps)
        tenths = opens + (after - opens) * np.arange(TENTHS) // TENTHS
        moments = np.maximum(self.working.position(tenths) - first, 0.0)
        times = np.repeat((self.times[number] - first)[:, :, None], 2, axis=2)
        known = KnownTimes(times, np.zeros(len(self.tree)), np.full(len(self.tree), first))
        deadline = float(self.working.position(after) - first)
        return PastDirective(str(number), self.tree, known, tuple(moments.tolist()), deadline)

    def history(self, count: int) -> Mapping[Stage, StageHistory]:
        """The first directives as they were known when the next one began."""
        seen = float(self.times[count, FORWARDED, 0])
        return {
            Stage.TRANSIT: self._spans(count, seen, ISSUED, RECEIVED),
            Stage.ROUTING: self._spans(0, seen, RECEIVED, READY),
            Stage.HANDLING: self._spans(count, seen, READY, FORWARDED),
        }

    def _spans(self, count: int, seen: float, begins: int, ends: int) -> StageHistory:
        tree, working = self.tree, self.working
        offices = np.flatnonzero(tree.parent >= 0)
        if ends == FORWARDED:
            offices = offices[tree.forwards[offices]]
        office = np.tile(offices, count)
        directive = np.repeat(np.arange(count), len(offices))
        began = self.times[directive, begins, office]
        ended = self.times[directive, ends, office]
        known = np.flatnonzero(began <= seen)
        office, directive = office[known], directive[known]
        began, ended = began[known], ended[known]
        over = ended <= seen
        length = np.asarray(np.where(over, ended, seen) - began, dtype=np.float64)
        most = np.asarray(np.where(over, length, np.inf), dtype=np.float64)
        closed = np.asarray(np.where(over, ended, np.nan), dtype=np.float64)
        days = working.local_days(working.moment(began)).astype(np.int64)
        ends_on = working.local_days(working.moment(np.where(over, ended, seen))).astype(np.int64)
        kinds = sorted(set(tree.kinds))
        group = np.array([kinds.index(each) for each in tree.kinds])[office]
        return StageHistory(
            office,
            group,
            directive,
            length,
            most,
            began,
            closed,
            np.full(len(office), seen),
            days,
            np.where(over, (ends_on + 3) % 7 + 1, 0),
            list(tree.offices),
            kinds,
            [str(each) for each in range(max(count, 1))],
        )


def told(world: World, directives: int, seed: int) -> Story:
    """A story of so many directives; the same every time."""
    rng = np.random.default_rng(seed)
    tree, working = _tree(), working_time("thailand")
    paces = {stage: _paces(tree, stage, rng) for stage in _PACE}
    day = working.minutes_a_day
    first = int(working.position(working.opens_at(np.array([_FIRST], dtype="datetime64[D]")))[0])
    weekdays = [frozenset({int(each)}) for each in rng.integers(1, 6, len(tree))]
    some = tree.forwards & (rng.random(len(tree)) < 0.5) & (tree.depth > 0)
    kept = [each if of else None for each, of in zip(weekdays, some, strict=True)]
    batches = BatchDays(kept, working, [_TEN] * len(tree)) if world.batches else None
    times = np.full((directives, 4, len(tree)), np.nan)
    for number in range(directives):
        begins = float(first + number * EVERY * day + 30)
        shared = np.exp(world.shared * rng.standard_normal())
        reform = 0.5 if world.reform and number >= world.reform else 1.0
        scale = np.where(np.array(tree.levels) == "district", reform, 1.0) * shared * day
        _pass(times[number], begins, tree, paces, scale, batches, rng)
    return Story(tree, working, times)


def _tree() -> OfficeTree:
    levels = [*["ministry"], *["province"] * PROVINCES, *["district"] * DISTRICTS]
    levels += ["local"] * BODIES
    above = [-1, *[0] * PROVINCES]
    above += [1 + each % PROVINCES for each in range(DISTRICTS)]
    above += [1 + PROVINCES + each % DISTRICTS for each in range(BODIES)]
    depth = {"ministry": 0, "province": 1, "district": 2, "local": 3}
    count = len(levels)
    return OfficeTree(
        tuple(f"office-{each}" for each in range(count)),
        np.array(above, dtype=np.int64),
        np.array([depth[each] for each in levels], dtype=np.int64),
        np.array([each != "ministry" for each in levels]),
        levels,
        levels,
        ["", *["post"] * (count - 1)],
        np.ones(count, dtype=np.int64),
    )


def _paces(tree: OfficeTree, stage: Stage, rng: np.random.Generator) -> Numbers:
    """Logarithm of each office's median in working days."""
    province = _PROVINCE * rng.standard_normal(len(tree))
    top = np.arange(len(tree))
    for wave in tree.waves[1:]:
        top[wave] = top[tree.parent[wave]]
    usual = np.array([_MEDIAN[stage].get(level, 1.0) for level in tree.levels])
    own: Numbers = _PACE[stage] * rng.standard_normal(len(tree)) + province[top]
    return np.asarray(np.log(usual) + own)


def _pass(  # noqa: PLR0913, PLR0917 - what a directive meets on its way
    times: Numbers,
    begins: float,
    tree: OfficeTree,
    paces: Mapping[Stage, Numbers],
    scale: Numbers,
    batches: BatchDays | None,
    rng: np.random.Generator,
) -> None:
    """Fill in when a directive passes the offices."""
    times[FORWARDED, 0] = begins
    for wave in tree.waves:
        lengths = {
            stage: np.exp(pace[wave] + _CHANCE[stage] * rng.standard_normal(len(wave)))
            * scale[wave]
            for stage, pace in paces.items()
        }
        times[ISSUED, wave] = times[FORWARDED, tree.parent[wave]]
        times[RECEIVED, wave] = times[READY, wave] = times[ISSUED, wave] + lengths[Stage.TRANSIT]
        done = times[READY, wave] + lengths[Stage.HANDLING]
        if batches is not None:
            done = _at_ten(done, wave, batches)
        times[FORWARDED, wave] = np.where(tree.forwards[wave], done, np.nan)


def _at_ten(done: Numbers, wave: NDArray[np.int64], batches: BatchDays) -> Numbers:
    """What is done goes out on the office's day at ten."""
    found = done.copy()
    some = np.flatnonzero(batches.pattern[wave] >= 0)
    found[some] = batches.sent(wave[some], done[some][:, None])[:, 0]
    return found


def each_past(story: Story, first: int, count: int) -> Iterator[PastDirective]:
    """Some directives with all that happened."""
    return (story.past(number) for number in range(first, first + count))

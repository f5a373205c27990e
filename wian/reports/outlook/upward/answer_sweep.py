"""Draws when answers are given, gathered and reported, from the farthest offices to the origin.

It goes on where the futures of the way down end, with the same common effect of each draw. Whoever
gathers waits for the last answer below it, as in a rehearsal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from wian.delays.batch_days import BatchDays
from wian.delays.profile import DelayProfile, Stage
from wian.reports.outlook.monte_carlo.keyed_uniforms import stage_keys, uniforms
from wian.reports.outlook.monte_carlo.normal_law import Numbers
from wian.reports.outlook.monte_carlo.office_tree import Mask, OfficeTree
from wian.reports.outlook.monte_carlo.profile_laws import answering_laws, profile_laws
from wian.reports.outlook.monte_carlo.stage_laws import Effects, Rows, StageLaws
from wian.reports.outlook.monte_carlo.wave_sweep import WaveSweep, by_their_clocks, other_clocks
from wian.reports.outlook.upward.known_answers import ISSUED, READY, RECEIVED, KnownAnswers

_BLOCK = 1 << 16
_NONE = -np.inf


class DrawnAnswers(NamedTuple):
    """When some offices answer, or report what they gathered.

    Attributes:
        rows: The offices.
        position: Working position from now by their clocks, in each draw; shape (rows, draws).
    """

    rows: Rows
    position: Numbers


@dataclass(frozen=True)
class AnswerSweep:
    """Everything that the futures of answers are drawn from.

    Attributes:
        down: What the futures of the way down are drawn from.
        profile: How long stages take.
        asked: Who is asked for an answer of its own; shape (offices,).
        gatherers: Those who gather others' answers, without the origin; the farthest first.
        known: What is known of the answers now.
    """

    down: WaveSweep
    profile: DelayProfile
    asked: Mask
    gatherers: Sequence[Rows]
    known: KnownAnswers

    @cached_property
    def gathers(self) -> Mask:
        """Which offices gather; shape (offices,)."""
        found = np.zeros(len(self.down.tree), dtype=np.bool_)
        for rows in self.gatherers:
            found[rows] = True
        return found

    @cached_property
    def answering(self) -> StageLaws:
        """How long offices take to answer."""
        return answering_laws(self.profile, self.down.tree, self.down.working.minutes_a_day)

    @cached_property
    def travel(self) -> Mapping[Stage, StageLaws]:
        """How long an office's answer takes at whoever asked, by row of who answers."""
        tree = self.down.tree
        above = np.maximum(tree.parent, 0).tolist()
        asker = OfficeTree(
            tuple(tree.offices[each] for each in above),
            tree.parent,
            tree.depth,
            tree.addressed,
            [tree.levels[each] for each in above],
            [tree.kinds[each] for each in above],
            tree.channels,
            tree.desks[above],
        )
        return profile_laws(self.profile, asker, self.down.working.minutes_a_day)

    def futures(self, effects: Effects) -> AnswerFutures:
        """The futures under the common effects of the draws."""
        return AnswerFutures(self, effects)


class AnswerFutures:
    """One sweep: it holds when the last answer is with each office that gathers, in each draw."""

    def __init__(self, of: AnswerSweep, effects: Effects) -> None:
        self._of, self._effects, self._down = of, effects, of.down
        self._draws = len(effects.place)
        tree = of.down.tree
        holds = of.gathers.copy()
        holds[0] = True
        self._slot = np.cumsum(holds) - 1
        self._there = np.full((int(holds.sum()), self._draws), _NONE, dtype=np.float32)
        self._end = float(of.down.working.last_position) - of.down.known.now
        self._other_clock = other_clocks(tree, of.down.working)
        self._size = max(1, _BLOCK // self._draws)

    @property
    def all_there(self) -> Numbers:
        """When the last answer is with the origin; shape (draws,); once all was given."""
        found: Numbers = self._there[0].astype(np.float64)
        return found

    def given(self) -> Iterator[DrawnAnswers]:
        """When those answer or report who have not, some offices at a time."""
        yield from self._own_answers()
        for rows in self._of.gatherers:
            sent = self._of.known.sent
            self._arrive_known(rows[~np.isnan(sent[ISSUED, rows])])
            to_come = rows[np.isnan(sent[ISSUED, rows])]
            for first in range(0, len(to_come), self._size):
                some = to_come[first : first + self._size]
                reported = self._reported(some)
                yield DrawnAnswers(some, reported)
                self._arrive(some, reported)

    def _own_answers(self) -> Iterator[DrawnAnswers]:
        of = self._of
        there = of.asked & ~np.isnan(of.known.given)
        self._arrive_known(np.flatnonzero(there & ~of.gathers))
        for row in np.flatnonzero(there & of.gathers).tolist():
            self._keep(np.array([row]), np.full((1, self._draws), of.known.given[row]))
        wanted = of.asked & np.isnan(of.known.given)
        for each in self._down.last_desks(self._effects, wanted):
            begun = _known(each.position)
            found = self._ended(of.answering, each.rows, "answering", begun, each.position)
            gathers = of.gathers[each.rows]
            if not gathers.all():
                alone = ~gathers
                yield DrawnAnswers(each.rows[alone], found[alone])
                self._arrive(each.rows[alone], found[alone])
            if gathers.any():
                self._keep(each.rows[gathers], found[gathers])

    def _reported(self, rows: Rows) -> Numbers:
        """When offices report: after the last answer is there, and on a day on which they send."""
        starts: Numbers = self._there[self._slot[rows]].astype(np.float64)
        starts[np.isneginf(starts)] = 0.0  # nobody below is asked any more
        done = self._ended(self._of.answering, rows, "report", _known(starts), starts)
        batches: BatchDays | None = self._down.batches
        if batches is not None:
            some = np.flatnonzero(batches.pattern[rows] >= 0)
            if some.size:
                now = self._down.known.now[rows[some], None]
                done[some] = batches.sent(rows[some], done[some] + now) - now
        return np.minimum(done, self._end[rows, None])

    def _arrive_known(self, rows: Rows) -> None:
        """Have what was sent arrive: as known, or after the rest of its way."""
        for first in range(0, len(rows), self._size):
            some = rows[first : first + self._size]
            issued = self._of.known.sent[ISSUED, some]
            self._arrive(some, np.repeat(issued[:, None], self._draws, axis=1))

    def _arrive(self, rows: Rows, issued: Numbers) -> None:
        """Have answers arrive at the last desks of whoever asked."""
        if not rows.size:
            return
        of, above = self._of, self._down.tree.parent[rows]
        moved = np.flatnonzero(self._other_clock[rows])
        if moved.size:
            told = by_their_clocks(self._down, rows[moved], above[moved], issued[moved])
            issued = issued.copy()
            issued[moved] = np.where(issued[moved] <= 0, issued[moved], told)
        received, ready = of.known.sent[RECEIVED, rows], of.known.sent[READY, rows]
        if of.known.typed:
            at_once = ~of.gathers[rows]
            received = np.where(at_once & np.isnan(received), _NONE, received)
            ready = np.where(at_once & np.isnan(ready), _NONE, ready)
        sent = of.known.sent[ISSUED, rows]
        first = self._passed(Stage.TRANSIT, rows, sent, received, issued)
        last = self._passed(Stage.ROUTING, rows, received, ready, first)
        self._keep(above, np.minimum(last, self._end[above, None]))

    def _passed(
        self, stage: Stage, rows: Rows, begun: Numbers, over: Numbers, starts: Numbers
    ) -> Numbers:
        """When a stage of the way ends: as known, at once (-inf), or drawn."""
        found = np.where(np.isneginf(over)[:, None], starts, over[:, None])
        wanted = np.isnan(over)
        if stage is Stage.ROUTING:
            one = self._down.tree.desks[self._down.tree.parent[rows]] == 1
            found[wanted & one] = starts[wanted & one]
            wanted = wanted & ~one
        if wanted.any():
            begun = np.where(np.isneginf(begun), np.nan, begun)
            laws, name = self._of.travel[stage], f"{stage.value} up"
            found[wanted] = self._ended(laws, rows[wanted], name, begun[wanted], starts[wanted])
        return found

    def _ended(
        self, laws: StageLaws, rows: Rows, name: str, begun: Numbers, starts: Numbers
    ) -> Numbers:
        """When something ends that is drawn; shape (rows, draws).

        Args:
            laws: How long it takes.
            rows: The offices.
            name: What it is; its draws are its own.
            begun: When it began where that is known, before now.
            starts: When it begins where that is drawn.
        """
        chances = uniforms(stage_keys(self._down.office_keys[rows], name), self._draws)
        found, lasts = starts.copy(), ~np.isnan(begun)
        if lasts.any():
            passed = -begun[lasts]
            drawn = laws.drawn(rows[lasts], chances[lasts], self._effects, passed)
            found[lasts] = drawn - passed[:, None]
        if not lasts.all():
            fresh = ~lasts
            found[fresh] += laws.drawn(rows[fresh], chances[fresh], self._effects)
        return found

    def _keep(self, rows: Rows, ready: Numbers) -> None:
        """Keep when the last of what offices gather is there."""
        slots = self._slot[rows]
        order = np.argsort(slots, kind="stable")
        firsts = np.flatnonzero(np.diff(slots[order], prepend=-1))
        latest = np.maximum.reduceat(ready[order], firsts, axis=0)
        held = slots[order][firsts]
        self._there[held] = np.maximum(self._there[held], latest.astype(np.float32))


def _known(position: Numbers) -> Numbers:
    """Positions that are known, as they lie before now in every draw; NaN of the others."""
    return np.where(position.max(axis=1) <= 0, position[:, 0], np.nan)

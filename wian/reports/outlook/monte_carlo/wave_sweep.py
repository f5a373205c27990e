"""Draws many futures of a directive, wave by wave, from what is known of it now.

Work is done in working position, counted from now, in blocks of offices and all draws, so that
memory stays bounded however many offices there are. Nothing is drawn before now: what is open
takes longer than it has lasted, what has not begun begins later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wian.delays.batch_days import BatchDays
from wian.delays.profile import Stage
from wian.delays.working_time import WorkingTime
from wian.reports.outlook.monte_carlo.keyed_uniforms import Keys, keys, stage_keys, uniforms
from wian.reports.outlook.monte_carlo.known_times import (
    FORWARDED,
    ISSUED,
    READY,
    RECEIVED,
    KnownTimes,
)
from wian.reports.outlook.monte_carlo.normal_law import Numbers
from wian.reports.outlook.monte_carlo.office_tree import Mask, OfficeTree
from wian.reports.outlook.monte_carlo.stage_laws import Effects, Rows, StageLaws

_BLOCK = 1 << 16
"""Numbers in a block: it stays in the processor's own memory."""
_EFFECT = "what all offices of a directive share"


@dataclass(frozen=True, slots=True)
class Levers:
    """What is done to a directive from now on.

    Attributes:
        share: Which share of its time what is left of each office's stages takes; shape (offices,).
        acts: Offices that do now what they owe; shape (offices,).
        reminded: Whoever is silent takes no longer from now on than it would take over a letter
            that came now.
    """

    share: Numbers
    acts: Mask
    reminded: bool = False

    @classmethod
    def none(cls, offices: int) -> Levers:
        """Nothing is done."""
        return cls(np.ones(offices), np.zeros(offices, dtype=np.bool_))


@dataclass(frozen=True, slots=True)
class Arrivals:
    """When some offices receive a directive that they have not received.

    Attributes:
        rows: The offices.
        position: Working position from now, in each draw; shape (rows, draws).
    """

    rows: Rows
    position: Numbers


@dataclass(frozen=True)
class WaveSweep:
    """Everything that futures are drawn from.

    Attributes:
        tree: Who writes to whom.
        laws: How long the stages of their hops take.
        known: What is known of it now.
        working: Working time of the offices.
        seed: Seed of all draws.
        levers: What is done from now on.
        batches: Which offices send on some days only.
    """

    tree: OfficeTree
    laws: Mapping[Stage, StageLaws]
    known: KnownTimes
    working: WorkingTime
    seed: int
    levers: Levers
    batches: BatchDays | None = None

    @cached_property
    def office_keys(self) -> Keys:
        """The key of each office's draws."""
        return keys(self.seed, self.tree.offices)

    def chances_of_effect(self, draws: int) -> Numbers:
        """The uniform numbers from which the common effect of each draw follows."""
        return np.asarray(uniforms(keys(self.seed, [_EFFECT]), draws)[0])

    def arrivals(self, effects: Effects) -> Iterator[Arrivals]:
        """When those receive it who have not, some offices at a time.

        Args:
            effects: The common effect of each draw.
        """
        yield from _Futures(self, effects).waves()

    def last_desks(self, effects: Effects, wanted: Mask) -> Iterator[Arrivals]:
        """When the last desks of wanted offices have it, known or drawn, some at a time.

        Args:
            effects: The common effect of each draw.
            wanted: The offices; shape (offices,).
        """
        yield from _Futures(self, effects, wanted).waves()


class _Futures:
    """One sweep: it holds when each office that forwards does, in each draw.

    With ``wanted`` it tells when the last desks of those have it, instead of who receives it.
    """

    def __init__(self, sweep: WaveSweep, effects: Effects, wanted: Mask | None = None) -> None:
        self._of, self._effects, self._wanted = sweep, effects, wanted
        self._draws = len(effects.place)
        known, tree = sweep.known, sweep.tree
        self._received, self._ready = known.latest(RECEIVED), known.latest(READY)
        self._forwarded, self._issued = known.latest(FORWARDED), known.latest(ISSUED)
        waiting = np.flatnonzero(np.isnan(self._issued) & np.isnan(self._received))
        self._writes = np.zeros(len(tree), dtype=np.bool_)
        senders = tree.parent[waiting]
        self._writes[senders[senders >= 0]] = True
        self._slot = np.cumsum(self._writes) - 1
        self._letters = np.zeros((int(self._writes.sum()), self._draws), dtype=np.float32)
        self._end = float(sweep.working.last_position) - known.now
        self._other_clock = other_clocks(tree, sweep.working)
        self._asked = np.isnan(self._received) | self._writes
        if wanted is not None:
            self._asked |= wanted

    def waves(self) -> Iterator[Arrivals]:
        """Wave by wave, in blocks."""
        if self._writes[0] and not np.isnan(self._forwarded[0]):  # else it writes now
            self._written(np.zeros(1, dtype=np.int64), np.zeros((1, self._draws)))
        size = max(1, _BLOCK // self._draws)
        for wave in self._of.tree.waves:
            asked = wave[self._asked[wave]]
            for first in range(0, len(asked), size):
                yield from self._block(asked[first : first + size])

    def _block(self, rows: Rows) -> Iterator[Arrivals]:
        received = self._received_by(rows)
        if self._wanted is None:
            yield from _part(rows, received, np.isnan(self._received[rows]))
        else:
            told = self._wanted[rows]
            yield from _part(rows, self._routed(rows, self._last_desk(rows), received), told)
        writes = self._writes[rows]
        if writes.any():
            self._written(rows[writes], received[writes])

    def _received_by(self, rows: Rows) -> Numbers:
        begun, known = self._issued[rows], self._received[rows]
        starts = np.zeros((len(rows), self._draws))
        fresh = np.flatnonzero(np.isnan(begun) & np.isnan(known))
        if fresh.size:
            starts[fresh] = self._letters_to(rows[fresh])
        return self._ended(Stage.TRANSIT, rows, begun, known, starts)

    def _letters_to(self, rows: Rows) -> Numbers:
        """When the letters to offices go out, by their own clocks."""
        senders = self._of.tree.parent[rows]
        issued: Numbers = self._letters[self._slot[senders]].astype(np.float64)
        moved = np.flatnonzero(self._other_clock[rows])
        if moved.size:
            issued[moved] = by_their_clocks(self._of, senders[moved], rows[moved], issued[moved])
        return issued

    def _written(self, rows: Rows, received: Numbers) -> None:
        """Work out and keep when offices forward.

        One that has forwarded, and has others to write to since, begins with that letter now.
        """
        again = ~np.isnan(self._forwarded[rows])
        ready = self._last_desk(rows)
        begun, nobody = np.where(again, np.nan, ready), np.full(len(rows), np.nan)
        begins = self._routed(rows, ready, received)
        begins[again] = 0.0
        done = self._ended(Stage.HANDLING, rows, begun, nobody, begins)
        self._letters[self._slot[rows]] = self._sent(rows, done)

    def _last_desk(self, rows: Rows) -> Numbers:
        """When the last desks of offices had it; NaN where they have not."""
        first, last = self._received[rows], self._ready[rows]
        return np.where((self._of.tree.desks[rows] > 1) | np.isnan(first), last, first)

    def _routed(self, rows: Rows, ready: Numbers, received: Numbers) -> Numbers:
        """When the last desks of offices have it."""
        several = np.flatnonzero((self._of.tree.desks[rows] > 1) & np.isnan(ready))
        found = np.where(np.isnan(ready)[:, None], received, ready[:, None])
        if several.size:
            at = rows[several]
            nobody = np.full(len(at), np.nan)
            begun = self._received[at]
            found[several] = self._ended(Stage.ROUTING, at, begun, nobody, received[several])
        return found

    def _sent(self, rows: Rows, done: Numbers) -> Numbers:
        """When letters go out that are done, on the days on which their offices send."""
        batches = self._of.batches
        if batches is None:
            return done
        sent_now = self._of.levers.acts[rows] & ~np.isnan(self._ready[rows])
        some = np.flatnonzero((batches.pattern[rows] >= 0) & ~sent_now)
        if some.size:
            now = self._of.known.now[rows[some], None]
            done[some] = batches.sent(rows[some], done[some] + now) - now
        return np.minimum(done, self._end[rows, None])

    def _ended(
        self, stage: Stage, rows: Rows, begun: Numbers, known: Numbers, starts: Numbers
    ) -> Numbers:
        """When a stage ends at offices: as known, else drawn; shape (rows, draws).

        Args:
            stage: Which.
            rows: The offices.
            begun: When it began where that is known, before now.
            known: When it ended where that is known.
            starts: When it begins where that is drawn; shape (rows, draws).
        """
        over, open_ = ~np.isnan(known), np.isnan(known) & ~np.isnan(begun)
        found = np.where(over[:, None], np.nan_to_num(known)[:, None], starts)
        laws, share = self._of.laws[stage], self._of.levers.share[rows, None]
        for at, lasting in ((np.flatnonzero(open_), True), (np.flatnonzero(~over & ~open_), False)):
            if not at.size:
                continue
            of = stage_keys(self._of.office_keys[rows[at]], stage.value)
            chances = uniforms(of, self._draws)
            if lasting:
                found[at] = self._left(stage, rows[at], chances, begun[at]) * share[at]
            else:
                found[at] += laws.drawn(rows[at], chances, self._effects) * share[at]
        return np.minimum(found, self._end[rows, None])

    def _left(self, stage: Stage, rows: Rows, chances: Numbers, begun: Numbers) -> Numbers:
        """Minutes from now until open stages end."""
        laws, levers = self._of.laws[stage], self._of.levers
        lasted = -begun
        if stage is Stage.HANDLING:
            lasted = np.maximum(lasted - self._of.known.rested[rows], 0)
        passed = self._undone(rows, lasted) if stage is Stage.HANDLING else lasted
        left = laws.drawn(rows, chances, self._effects, passed) - lasted[:, None]
        if levers.reminded:
            left = np.minimum(left, laws.drawn(rows, chances, self._effects))
        left[levers.acts[rows]] = 0.0
        return left

    def _undone(self, rows: Rows, lasted: Numbers) -> Numbers:
        """For how long it is known not to be done: what is done may wait for its day."""
        batches = self._of.batches
        if batches is None:
            return lasted
        passed, now = lasted.copy(), self._of.known.now[rows]
        some = np.flatnonzero(batches.pattern[rows] >= 0)
        if some.size:
            waits = now[some] - batches.last_chance(rows[some], now[some])
            passed[some] = np.maximum(lasted[some] - waits, 0)
        return passed


def _part(rows: Rows, position: Numbers, told: Mask) -> Iterator[Arrivals]:
    """Those of some offices that are to be told."""
    if told.all():
        yield Arrivals(rows, position)
    elif told.any():
        yield Arrivals(rows[told], position[told])


def by_their_clocks(of: WaveSweep, senders: Rows, rows: Rows, position: Numbers) -> Numbers:
    """Positions by the clocks of senders as those of recipients show them, none before now.

    Args:
        of: What futures are drawn from.
        senders: Who sends; shape (rows,).
        rows: Who receives.
        position: Working positions from now; shape (rows, draws).
    """
    working, now, offices, own = of.working, of.known.now, of.tree.offices, of.working.own
    if own is None:
        return position
    there = own.parts([offices[each] for each in senders])
    here = own.parts([offices[each] for each in rows])
    found, exact = np.empty_like(position), np.ones(len(rows), dtype=np.bool_)
    for draw in range(position.shape[1]):
        shown = working.moment(np.rint(position[:, draw] + now[senders]))
        minutes = here.to_home(there.from_home(shown), exact)
        found[:, draw] = working.position(minutes) - now[rows]
    return np.maximum(found, 0)


def other_clocks(tree: OfficeTree, working: WorkingTime) -> NDArray[np.bool_]:
    """Offices whose sender has another clock."""
    if working.own is None:
        return np.zeros(len(tree), dtype=np.bool_)
    zones = np.array([working.clocks.of(office).zone.key for office in tree.offices])
    return np.asarray((tree.parent >= 0) & (zones != zones[tree.parent]))

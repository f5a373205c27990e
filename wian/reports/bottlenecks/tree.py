"""Hops as a tree, in which everything below a hop waits for its parts.

Time down the tree adds up exactly, in whole minutes, or in thousandths of a second where a log
shows seconds. Where a letter or stamp bears only a date, the way down to the first stamp below it
that is known to the minute counts in whole days, as
``wian hops`` does; from there on it counts in minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.delays.hop_arrays import TICKS, UNKNOWN, InstantColumn, ticks
from wian.delays.hop_figures import rested_minutes
from wian.delays.hop_record import Source
from wian.delays.own_clocks import ZoneParts
from wian.delays.working_time import Minutes, WorkingTime
from wian.reports.bottlenecks.causes import CalendarTime, Causes, Mask
from wian.reports.bottlenecks.circles import without_circles
from wian.reports.completed_hops import own_rests
from wian.reports.hop_frame import INSTANTS
from wian.reports.scope.own_minutes import ZONES, recipient_clocks, sender_clocks
from wian.reports.stages import HopStage

Index = NDArray[np.int64]
PARTS = (HopStage.TRANSIT, HopStage.ROUTING, HopStage.HANDLING)
"""The parts of a hop, in their order."""
NOTHING = -(1 << 60)
"""A moment earlier than any other."""
NEEDED = (
    "propagation",
    "wave",
    "sender",
    "recipient",
    "forwards",
    "addressed",
    "source",
    *(f"{name}_{part}" for name in (*INSTANTS, "as_of") for part in ("minute", "dated")),
    *ZONES,
)
"""Columns of the frame of hops that the tree is made of, besides the seconds of logs."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of every hop; arrays of shape (hops,), in the frame's order.

    Attributes:
        begun: It took place, or has begun.
        open: It is not over: it has taken so long so far.
        doubtful: A stamp that divides it from the next part is missing, or stamps are out of order.
        whole_days: Counted in whole days.
        suspended: Ticks of it in which the recipient's clock rested; none but in handling.
        causes: Its ticks.
        held: How many offices wait for it.
        through: Place in ``PARTS`` of the last part that it covers: where the stamp at its end is
            missing, it is not told apart from the parts that follow.
    """

    begun: Mask
    open: Mask
    doubtful: Mask
    whole_days: Mask
    causes: Causes
    held: Index
    through: Index
    suspended: Minutes


class Waiting:
    """The hops of propagations, and who waits for which.

    Args:
        frame: Hops with the columns ``NEEDED``, and ``*_second`` where a log shows any.
        working: Working time and clock of their offices.

    Attributes:
        per_minute: Ticks of a minute, in which all moments and lengths count: one, or a thousand a
            second where seconds are known.

    Raises:
        OutsideCalendarError: An instant lies outside the working calendar.
    """

    def __init__(self, frame: pl.DataFrame, working: WorkingTime) -> None:
        self._frame = frame
        self.per_minute = TICKS if _exact(frame) else 1
        self._forwards = frame["forwards"].fill_null(False).to_numpy()
        self._read()
        above = self._parents()
        self.parent = without_circles(above, self._minute[0])
        self.cut = (above >= 0) & (self.parent < 0)
        self._begun = self._begins()
        self.generations = self._generations()
        self._lay_out()
        self._mark_days()
        self._working = working
        self._time = CalendarTime(working, self.per_minute)
        self._senders = sender_clocks(frame, working)
        self._recipients = recipient_clocks(frame, working)

    def _read(self) -> None:
        """The instants that are known; where a stamp is missing, the next one takes its place."""
        names = (*INSTANTS, "as_of")
        minutes = {n: self._ticks(n) for n in names}
        dated = {n: self._frame[f"{n}_dated"].fill_null(False).to_numpy() for n in names}
        self._limit, self._limit_dated = minutes.pop("as_of"), dated.pop("as_of")
        self._minute = list(minutes.values())
        self._dated = [dated[n] & (self._minute[i] != UNKNOWN) for i, n in enumerate(INSTANTS)]
        self._missing = [np.zeros(len(self._limit), dtype=np.bool_) for _ in INSTANTS]
        for i in (2, 1, 0):
            gap = (self._minute[i] == UNKNOWN) & (self._minute[i + 1] != UNKNOWN)
            self._missing[i] = gap
            self._minute[i] = np.where(gap, self._minute[i + 1], self._minute[i])
            self._dated[i] = np.where(gap, self._dated[i + 1], self._dated[i])

    def _ticks(self, name: str) -> Minutes:
        """The moments of an instant; ``UNKNOWN`` where it is."""
        minutes = self._frame[f"{name}_minute"].fill_null(UNKNOWN).to_numpy()
        if self.per_minute == 1:
            return minutes
        seconds = self._frame.get_column(f"{name}_second", default=None)
        return ticks(minutes, None if seconds is None else seconds.fill_null(0.0).to_numpy())

    def _parents(self) -> Index:
        """The hop by which each hop's sender had received; -1 where it wrote first.

        What it received is what it forwarded at that very moment, where both are known. An office
        that had it more than once, as in logs of other programs, has it from the wave before. A
        case that was sent back runs in a circle, which is cut where its earliest hop begins.
        """
        names = ("propagation", "sender", "recipient", "wave")
        keyed = self._frame.select(*names).with_row_index("row")
        first = keyed.unique(["propagation", "recipient"], keep="first", maintain_order=True)
        above = first.select("propagation", pl.col("recipient").alias("sender"), above="row")
        joined = keyed.join(above, on=["propagation", "sender"], how="left", maintain_order="left")
        found = joined["above"]
        if len(first) < len(keyed):
            found = self._wave_before(keyed).fill_null(found)
        parent = found.cast(pl.Int64).fill_null(-1).to_numpy(writable=True)
        wrote, issued = self._minute[3][parent], self._minute[0]
        known = (wrote != UNKNOWN) & (issued != UNKNOWN)
        live = (self._frame["source"] == Source.LIVE.value).fill_null(False).to_numpy()
        further = live & (issued > wrote)  # by a further letter of the sender: see ADR 36
        parent[known & (wrote != issued) & ~further] = -1
        return np.asarray(parent)

    def _begins(self) -> Minutes:
        """When the way to each office begins: that of a further letter at the sender's first one.

        So the time until the sender wrote again lies in that way, and all adds up.
        """
        issued, wrote = self._minute[0], self._minute[3][self.parent]
        behind = (self.parent >= 0) & (wrote != UNKNOWN) & (issued != UNKNOWN)
        return np.where(behind, np.minimum(issued, wrote), issued)

    def _wave_before(self, keyed: pl.DataFrame) -> pl.Series:
        """The hop of the wave before by which each hop's sender had received; null: there is none.

        Where an office received several letters in that wave it is the one that it forwarded at the
        moment of this hop, as far as that is known.
        """
        moments = {name: pl.Series(self._minute[at]) for name, at in (("issued", 0), ("wrote", 3))}
        known = keyed.with_columns(**moments)
        above = known.select(
            "propagation",
            pl.col("recipient").alias("sender"),
            pl.col("wave") + 1,
            pl.col("wrote").alias("issued"),
            above="row",
        ).unique(["propagation", "sender", "wave", "issued"], keep="first", maintain_order=True)
        on = ["propagation", "sender", "wave", "issued"]
        return known.join(above, on=on, how="left", maintain_order="left")["above"]

    def _generations(self) -> list[Index]:
        """The hops by their distance from a first letter."""
        depth = np.zeros(len(self.parent), dtype=np.int64)
        above = self.parent.copy()
        while (below := above >= 0).any():
            depth[below] += 1
            above[below] = self.parent[above[below]]
        order = np.argsort(depth, kind="stable")
        return np.split(order, np.flatnonzero(np.diff(depth[order])) + 1) if len(depth) else []

    def _lay_out(self) -> None:
        """Number the hops so that everything below one stands right behind it."""
        self.size = np.ones(len(self.parent), dtype=np.int64)
        for hops in reversed(self.generations[1:]):
            np.add.at(self.size, self.parent[hops], self.size[hops])
        self.place = np.zeros(len(self.parent), dtype=np.int64)
        for hops in self.generations:
            self._place(hops)

    def _place(self, hops: Index) -> None:
        """Place hops of one generation behind their parents, those of one parent in turn."""
        codes = self._propagation_codes
        group = np.where(self.parent[hops] >= 0, self.parent[hops], -1 - codes[hops])
        order = np.lexsort((hops, group if self.parent[hops[0]] >= 0 else codes[hops]))
        ordered, groups = hops[order], group[order]
        before = np.cumsum(self.size[ordered]) - self.size[ordered]
        if self.parent[ordered[0]] < 0:
            self.place[ordered] = before
            return
        starts = np.concatenate(([True], groups[1:] != groups[:-1]))
        base = np.repeat(before[starts], np.diff(np.append(np.flatnonzero(starts), len(groups))))
        self.place[ordered] = self.place[groups] + 1 + before - base

    @cached_property
    def _propagation_codes(self) -> Index:
        codes = self._frame["propagation"].rank("dense").cast(pl.Int64)
        return codes.fill_null(0).to_numpy()

    def _mark_days(self) -> None:
        """Mark the instants that count as days: dates, and what lies above one."""
        self._counts_days = [dated.copy() for dated in self._dated]
        for hops in reversed(self.generations):
            for i in (2, 1, 0):
                self._counts_days[i][hops] |= self._counts_days[i + 1][hops]
            above = self.parent[hops]
            np.logical_or.at(
                self._counts_days[3], above[above >= 0], self._counts_days[0][hops][above >= 0]
            )
        for hops in self.generations[1:]:
            self._counts_days[0][hops] |= self._counts_days[3][self.parent[hops]]

    def part(self, stage: HopStage) -> Part:
        """A part of every hop: transit, routing or handling."""
        return self._parts[stage]

    @cached_property
    def _parts(self) -> dict[HopStage, Part]:
        return {stage: self._made(i, stage) for i, stage in enumerate(PARTS)}

    def _made(self, i: int, stage: HopStage) -> Part:
        applies = self._forwards if stage is HopStage.HANDLING else np.ones_like(self._forwards)
        start, end = self._minute[i] if i else self._begun, self._minute[i + 1]
        begun = applies & (start != UNKNOWN) & ((end != UNKNOWN) | (self._limit != UNKNOWN))
        open_ = begun & (end == UNKNOWN)
        last = np.where(open_, self._limit, end)
        days = self._counts_days[i] | (open_ & self._limit_dated)
        ends = np.where(open_, self._limit_dated, self._dated[i + 1])
        senders = self._senders if stage is HopStage.TRANSIT else self._recipients
        first = np.where(
            days,
            self._shown(start, self._dated[i], senders),
            self._shown(start, self._dated[i], self._recipients),
        )
        last = self._shown(last, ends, self._recipients)
        causes = self._split(first, last, days, begun)
        doubtful = begun & (self._missing[i] | self._missing[i + 1] | (causes.whole < 0))
        handled = stage is HopStage.HANDLING
        held = self.size - handled
        rested = self._rested(first, last, days) if handled else np.zeros_like(start)
        return Part(begun, open_, doubtful, days & begun, causes, held, self._through(i), rested)

    def _rested(self, start: Minutes, end: Minutes, days: Mask) -> Minutes:
        """Ticks between two moments of each hop in which its recipient's clock rested."""
        found = self._frame.get_column("suspensions", default=None)
        if found is None or found.null_count() == len(found):
            return np.zeros(len(start), dtype=np.int64)
        first, last = (
            InstantColumn(np.where(each == UNKNOWN, UNKNOWN, each // self.per_minute), days)
            for each in (start, end)
        )
        slept = own_rests(self._frame, self._working)
        return rested_minutes(slept, first, last, self._working)[0] * self.per_minute

    def _shown(self, moments: Minutes, dated: Mask, clocks: ZoneParts | None) -> Minutes:
        """Moments as clocks of offices show them, a day alone as it is."""
        if clocks is None:
            return moments
        minutes = moments // self.per_minute
        exact = ~dated & (moments != UNKNOWN)
        return np.asarray(moments + (clocks.to_home(minutes, exact) - minutes) * self.per_minute)

    def _through(self, i: int) -> Index:
        """The last part that the one at ``i`` covers, as far as stamps between them are missing."""
        found = np.full(len(self._forwards), i, dtype=np.int64)
        for later in range(i + 1, len(PARTS)):
            found += (found == later - 1) & self._missing[later]
        return found

    def _split(self, start: Minutes, end: Minutes, days: Mask, begun: Mask) -> Causes:
        found = self._time.split(start[begun], end[begun], days[begun])
        wide = []
        for name in ("working", "night", "weekend", "holiday", "uncovered"):
            column = np.zeros(len(begun), dtype=np.int64)
            column[begun] = getattr(found, name)
            wide.append(column)
        return Causes(*wide)

    @cached_property
    def arrival(self) -> Minutes:
        """Ticks from the first letter until each office had it; so far, where it has not."""
        lengths = [self.part(stage).causes.whole for stage in PARTS]
        arrival = lengths[0] + lengths[1]
        for hops in self.generations[1:]:
            above = self.parent[hops]
            arrival[hops] += arrival[above] + lengths[2][above]
        return arrival

    @cached_property
    def had(self) -> Minutes:
        """The moment on record at which each office had it; of the report, where it waits.

        In ticks of UTC. A date alone stands for the beginning of its day, as everywhere.
        """
        begun = np.maximum.reduce(self._minute[:3])
        otherwise = np.where(self._limit != UNKNOWN, self._limit, begun)
        has_it = (self._minute[2] != UNKNOWN) & ~self.waits
        return np.asarray(np.maximum(np.where(has_it, self._minute[2], otherwise), NOTHING))

    @cached_property
    def can_be_last(self) -> Mask:
        """Addressees, and whoever waits; every office where a propagation names no addressee."""
        codes, addressed = self._propagation_codes, self._frame["addressed"].fill_null(False)
        named = np.zeros(codes.max(initial=0) + 1, dtype=np.bool_)
        np.logical_or.at(named, codes, addressed.to_numpy())
        return np.asarray(addressed.to_numpy() | self.waits | ~named[codes])

    def last(self, hops: Index) -> int:
        """The hop of a propagation whose recipient had it last.

        By the moments on record: hours that whole days leave out do not make another office last.
        Offices that still wait come after all others, of them those that most others wait with. Of
        those at the same moment it is the one in the latest wave, of these the one whose id comes
        last, as in ``wian.reports.outlook.forecast``.
        """
        named = hops[self.can_be_last[hops]]
        wave, office = self._frame["wave"].fill_null(0).to_numpy(), self._office_codes
        keys = (office, wave, self.had, self.behind, self.waits)
        return int(named[np.lexsort([key[named] for key in keys])[-1]])

    @cached_property
    def _office_codes(self) -> Index:
        return self._frame["recipient"].rank("dense").cast(pl.Int64).fill_null(0).to_numpy()

    @cached_property
    def waits(self) -> Mask:
        """Offices that do not have it yet: a part of the way to them is open, or not begun."""
        here = self.part(HopStage.TRANSIT).open | self.part(HopStage.ROUTING).open
        waits = here | (self._minute[0] == UNKNOWN)
        for hops in self.generations[1:]:
            waits[hops] |= waits[self.parent[hops]]
        return np.asarray(waits)

    @cached_property
    def behind(self) -> Index:
        """How many offices wait for the same thing as one that waits; none for the others."""
        reception = self.part(HopStage.TRANSIT).open | self.part(HopStage.ROUTING).open
        handling = self.part(HopStage.HANDLING).open
        behind = np.where(reception, self.size, 0)
        for hops in self.generations[1:]:
            above = self.parent[hops]
            held = np.where(handling[above], self.size[above] - 1, behind[hops])
            behind[hops] = np.where(behind[above] > 0, behind[above], held)
        return behind

    def chain(self, hop: int) -> list[int]:
        """The hops from the first letter down to a hop."""
        found = [hop]
        while self.parent[found[-1]] >= 0:
            found.append(int(self.parent[found[-1]]))
        return found[::-1]

    def propagations(self) -> Iterator[Index]:
        """The hops of each propagation in the order of their places, in the frame's order."""
        codes = self._propagation_codes
        order = np.lexsort((self.place, codes))
        groups = np.split(order, np.flatnonzero(np.diff(codes[order])) + 1) if len(order) else []
        yield from sorted(groups, key=lambda hops: int(hops.min()))


def _exact(frame: pl.DataFrame) -> bool:
    """Whether any instant of the hops shows seconds."""
    found = (frame.get_column(f"{name}_second", default=None) for name in INSTANTS)
    return any(column is not None and column.null_count() < len(column) for column in found)

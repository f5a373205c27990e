"""What is to be expected below each office that forwards: how many in time, and when the last one?

A branch is an office and all that are reached through it. Its intervals come from the same futures
as those of the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wian.reports.outlook.monte_carlo.futures import QUANTILES, Futures, quantiles_of
from wian.reports.outlook.monte_carlo.known_times import RECEIVED
from wian.reports.outlook.monte_carlo.normal_law import Numbers
from wian.reports.outlook.monte_carlo.stage_laws import Rows
from wian.reports.outlook.monte_carlo.wave_sweep import Arrivals
from wian.reports.outlook.outlook import InTime, LastDay
from wian.reports.outlook.outset import Outset

_MOST = 10_000
"""Branches that are kept apart, the largest first: what is below the others counts above them."""
_NEVER = int(np.iinfo(np.int32).min)
_Whole = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class BranchOutlook:
    """What is expected at an office and all that are reached through it.

    Attributes:
        addressees: How many of them there are.
        in_time: How many of them are in time; ``None`` without a deadline.
        last: When the last of them receives; ``None`` where there is none.
    """

    addressees: int
    in_time: InTime | None
    last: LastDay | None


class BranchFutures:
    """Sums futures up for each branch while they are drawn.

    Args:
        outset: From where it is looked ahead.
    """

    def __init__(self, outset: Outset) -> None:
        self._outset = outset
        tree = self._tree = outset.tree
        self._rows: Rows = np.flatnonzero(tree.forwards)[:_MOST]
        self._slot = _slots(tree.parent, tree.waves, self._rows)
        self._addressed = tree.addressed
        shape = (len(self._rows), outset.draws)
        self._counts: _Whole = np.zeros(shape, dtype=np.int32)
        self._last: _Whole = np.full(shape, _NEVER, dtype=np.int32)
        self._begin()

    def _begin(self) -> None:
        """Count those that have it."""
        received = self._outset.known.latest(RECEIVED)
        has = np.flatnonzero(self._addressed & ~np.isnan(received))
        limit = self._outset.deadline()
        early = np.zeros(len(has)) if limit is None else received[has] <= limit[has]
        of, many = self._slot[has], len(self._rows)
        self._counts += np.bincount(of, weights=early, minlength=many).astype(np.int32)[:, None]
        known = np.full(many, _NEVER, dtype=np.int32)
        np.maximum.at(known, of, np.rint(received[has]).astype(np.int32))
        self._last = np.maximum(self._last, known[:, None])

    def watch(self, found: Arrivals, early: NDArray[np.bool_]) -> None:
        """Count some offices as their receptions are drawn."""
        wanted = np.flatnonzero(self._addressed[found.rows])
        if not wanted.size:
            return
        of = self._slot[found.rows[wanted]]
        starts = np.flatnonzero(np.diff(of, prepend=-1))
        counts = np.add.reduceat(early[wanted], starts, axis=0, dtype=np.int32)
        last = np.maximum.reduceat(np.rint(found.position[wanted]).astype(np.int32), starts, axis=0)
        for place, branch in enumerate(of[starts].tolist()):
            self._counts[branch] += counts[place]
            np.maximum(self._last[branch], last[place], out=self._last[branch])

    def branches(self, found: Futures) -> Mapping[str, BranchOutlook]:
        """What is to be expected of each branch, under the id of its office.

        Args:
            found: The futures that were watched.
        """
        outset, correction = self._outset, self._outset.correction
        addressees, expected = self._rolled_up(found)
        counts = quantiles_of(self._counts, correction.count_levels(QUANTILES))
        last = quantiles_of(self._last, correction.last_levels(QUANTILES)).astype(np.float64)
        last[addressees == 0] = 0.0
        rows = np.zeros(len(last), dtype=np.int64)
        days = outset.days(rows, last).astype(object).tolist()
        made = {}
        for slot, row in enumerate(self._rows.tolist()):
            low, middle, high = counts[slot].tolist()
            in_time = InTime(low, middle, high, round(float(expected[slot]), 2))
            made[self._tree.offices[row]] = BranchOutlook(
                int(addressees[slot]),
                in_time if outset.closes else None,
                LastDay(*days[slot]) if addressees[slot] else None,
            )
        return made

    def _rolled_up(self, found: Futures) -> tuple[NDArray[np.intp], Numbers]:
        """Addressees of each branch, and how many are in time on average; all from below."""
        wanted, many = np.flatnonzero(self._addressed), len(self._rows)
        of, parent = self._slot[wanted], self._tree.parent
        chances = self._outset.correction.chances(found.in_time[wanted])
        addressees = np.bincount(of, minlength=many)
        expected: Numbers = np.bincount(of, weights=chances, minlength=many).astype(np.float64)
        for slot in range(many - 1, 0, -1):  # whoever is above stands before
            above = self._slot[parent[self._rows[slot]]]
            addressees[above] += addressees[slot]
            expected[above] += expected[slot]
            self._counts[above] += self._counts[slot]
            np.maximum(self._last[above], self._last[slot], out=self._last[above])
        return addressees, expected


def _slots(parent: Rows, waves: list[Rows], rows: Rows) -> Rows:
    """To which branch each office counts: its own, else the nearest above that is kept apart."""
    slot = np.full(len(parent), -1, dtype=np.int64)
    slot[rows] = np.arange(len(rows))
    for wave in waves:
        inherits = wave[slot[wave] < 0]
        slot[inherits] = slot[parent[inherits]]
    return slot

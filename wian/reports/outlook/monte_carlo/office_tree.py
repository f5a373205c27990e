"""A route as arrays: who writes to whom, wave by wave, by the numbers of the offices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hierarchy.graph import Hierarchy
from hierarchy.route.route import Route

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class OfficeTree:
    """The offices of a route; the origin is number 0, and all arrays have shape (offices,).

    Attributes:
        offices: Their ids, in the order reached.
        parent: Who writes to each; -1 for the origin.
        depth: By how many hops the letter reaches each.
        addressed: Which are addressees.
        levels, kinds, channels: What each is, and how the letter reaches it.
        desks: How many desks stamp it.
    """

    offices: tuple[str, ...]
    parent: Rows
    depth: Rows
    addressed: Mask
    levels: Sequence[str]
    kinds: Sequence[str]
    channels: Sequence[str]
    desks: Rows

    @classmethod
    def of(cls, route: Route, hierarchy: Hierarchy) -> OfficeTree:
        """The tree of a route."""
        hops, offices = route.hops, route.offices
        number = {office: at for at, office in enumerate(offices)}
        traits = [hierarchy.traits(office) for office in offices]
        parent = np.array([-1, *(number[hop.sender] for hop in hops)], dtype=np.int64)
        depth = [0, *(wave.number for wave in route.waves for _ in wave.hops)]
        return cls(
            offices,
            parent,
            np.array(depth, dtype=np.int64),
            np.array([False, *(hop.addressed for hop in hops)], dtype=np.bool_),
            [each.level for each in traits],
            [each.kind for each in traits],
            ["", *(hop.channel.value for hop in hops)],
            np.array([len(each.desks) for each in traits], dtype=np.int64),
        )

    def __len__(self) -> int:
        return len(self.offices)

    @property
    def waves(self) -> list[Rows]:
        """The offices at each distance from the origin, from one hop on."""
        order = np.argsort(self.depth, kind="stable")
        ends = np.searchsorted(self.depth[order], np.arange(1, self.depth.max(initial=0) + 2))
        return [order[a:b] for a, b in pairwise(ends)]

    @property
    def forwards(self) -> Mask:
        """Which of them write to others."""
        found = np.zeros(len(self), dtype=np.bool_)
        found[self.parent[self.parent >= 0]] = True
        return found

    def with_parents(self, parent: Rows) -> OfficeTree:
        """The same offices where some have another sender."""
        depth = np.zeros(len(self), dtype=np.int64)
        above = parent.copy()
        while (climbs := above >= 0).any():
            depth[climbs] += 1
            above[climbs] = parent[above[climbs]]
        return replace(self, parent=parent, depth=depth)

    def only(self, kept: Mask) -> OfficeTree:
        """Some of the offices; of those whose sender is left out, none is kept.

        Args:
            kept: Which; the origin always is.
        """
        stays = kept.copy()
        stays[0] = True
        for wave in self.waves:
            stays[wave] &= stays[self.parent[wave]]
        rows, number = np.flatnonzero(stays), np.cumsum(stays) - 1
        parent, some = self.parent[rows], rows.tolist()
        return OfficeTree(
            tuple(self.offices[row] for row in some),
            np.where(parent >= 0, number[parent], -1),
            self.depth[rows],
            self.addressed[rows],
            [self.levels[row] for row in some],
            [self.kinds[row] for row in some],
            [self.channels[row] for row in some],
            self.desks[rows],
        )

    def tops(self, offices: Rows) -> Rows:
        """Below which of some offices each office is, itself included; -1: below none.

        Args:
            offices: Rows of the offices; no two of them share a chain.

        Returns:
            Places among them; shape (offices of the tree,).
        """
        top = np.full(len(self), -1, dtype=np.int64)
        top[offices] = np.arange(len(offices))
        for wave in self.waves:
            inherits = wave[top[wave] < 0]
            top[inherits] = top[self.parent[inherits]]
        return top

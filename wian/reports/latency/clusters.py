"""Which letters are late together: those of one directive, and those that left on one day.

Letters cluster by what they share: their directive; where all are of one directive, the propagation
that sent them. A batch is what left one sender on one day. Where the batches lie within the
directives, the directives are enough; where a batch holds letters of several, both count. Letters
of one propagation cluster by batch alone, and their figures are of that propagation only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.delays.working_time import WorkingTime
from wian.reports.group_by import By
from wian.reports.latency.groups import Groups, coded, numbered
from wian.reports.scope.own_minutes import ZONES, own_minutes

Counts = NDArray[np.int64]
_MANY = 100_000
"""Of fewer hops it is not worth finding out whether any two share a cluster."""
NEEDED = ("directive", "propagation", "sender", "issued_minute", *ZONES)
"""Columns of the frame of hops that clusters are made of."""


class ClusterKind(StrEnum):
    """What the letters of a cluster share."""

    DIRECTIVE = "directive"
    PROPAGATION = "propagation"
    BATCH = "batch"


@dataclass(frozen=True, slots=True)
class Clusters:
    """The clusters of hops.

    Attributes:
        kind: What the letters of a cluster share.
        of: Cluster of each hop, from 0; shape (hops,).
        within: Its cluster within its group, no cluster in two groups, in each way in which
            hops are clustered; ``None`` where each hop is a cluster of its own; see
            ``wian.reports.latency.cluster_variance``.
        count: How many clusters there are.
    """

    kind: ClusterKind
    of: Counts
    within: tuple[Counts | None, ...]
    count: int

    @classmethod
    def of_frame(
        cls, frame: pl.DataFrame, groups: Groups, by: Sequence[By], working: WorkingTime
    ) -> Clusters:
        """The clusters of hops that are reported by ``by``.

        Args:
            frame: Hops with the columns ``NEEDED``.
            groups: Their groups.
            by: What these are.
            working: Clock of their offices.
        """
        kind, top = _shared(frame, by)
        batch = _batches(frame, working)
        if top is None:
            count = int(batch.max(initial=-1)) + 1
            return cls(kind, batch, (_clustered(groups.of, batch),), count)
        count, first = int(top.max(initial=-1)) + 1, _clustered(groups.of, top)
        if _within(batch, top):
            return cls(kind, top, (first,), count)
        second = _clustered(groups.of, batch)
        alone = first is None or second is None  # what is alone in one way is so in both
        both = None if alone else _clustered(groups.of, _dense(top, batch))
        return cls(kind, top, (first, second, both), count)


def _shared(frame: pl.DataFrame, by: Sequence[By]) -> tuple[ClusterKind, Counts | None]:
    """What letters share beyond their batch, as far as it differs within the groups."""
    directive, directives = coded(frame["directive"])
    if len(directives) > 1 and By.DIRECTIVE not in by:
        return ClusterKind.DIRECTIVE, directive
    propagation, propagations = coded(frame["propagation"])
    if len(propagations) > max(len(directives), 1):
        return ClusterKind.PROPAGATION, propagation
    return ClusterKind.BATCH, None


def _batches(frame: pl.DataFrame, working: WorkingTime) -> Counts:
    """What left one sender on one day; unknown senders are one, and so are unknown days."""
    sender, _ = coded(frame["sender"])
    known = frame["issued_minute"].is_not_null().to_numpy()
    day = working.local_days(own_minutes(frame, "issued", working)).astype(np.int64)
    first = int(day[known].min()) if known.any() else 0
    since = np.where(known, day - first + 1, 0)
    return _dense(_ranked(since), sender)


def _within(inner: Counts, outer: Counts) -> bool:
    """Whether no cluster of the one kind has letters of several of the other."""
    last = np.zeros(int(inner.max(initial=-1)) + 1, dtype=np.int64)
    last[inner] = outer
    return bool((last[inner] == outer).all())


def _clustered(group: Counts, way: Counts) -> Counts | None:
    """The cluster of each hop within its group; ``None`` where no two hops share one.

    Groups of a few letters of many directives are mostly so, and to find that out takes a fraction
    of numbering the clusters.
    """
    pairs = group * (int(way.max(initial=-1)) + 1) + way
    if len(pairs) < _MANY or pl.Series(pairs).n_unique() < len(pairs):
        return _ranked(pairs)
    return None


def _dense(outer: Counts, inner: Counts) -> Counts:
    """The pairs of two codes, numbered from 0 in ascending order."""
    return _ranked(outer * (int(inner.max(initial=-1)) + 1) + inner)


def _ranked(codes: Counts) -> Counts:
    return numbered(codes)[1]

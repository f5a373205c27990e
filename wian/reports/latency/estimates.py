"""The columns of a latency report: figures of groups, and why one is not to be had."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from wian.reports.latency import tails
from wian.reports.latency.cluster_variance import Counts, Mask, Numbers
from wian.reports.latency.kaplan_meier import Sample
from wian.reports.latency.mean_intervals import BORROWED, LONE
from wian.reports.latency.ranks import Ranks, ranks
from wian.reports.latency.shrinkage import SMALL, Shrunk, shrink
from wian.reports.latency.tails import Doubt

PERCENTILES = {"median": 0.5, "p90": 0.9, "p99": 0.99}
"""The percentiles of the report, by the name of their column."""
_SAMPLED = 100_000
"""The tail of all peers together is told from no more spans than this."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What is thought of the means of groups; NaN where it is not to be had.

    Attributes:
        thought: Of every group: shrunk towards its peers, or its own where it has none.
        pooled: Which groups have peers towards which they were shrunk.
    """

    thought: Shrunk
    pooled: Mask


class Estimates:
    """The figures of groups of spans.

    Args:
        sample: The spans.
        unit: Minutes of a day.
    """

    def __init__(self, sample: Sample, unit: int) -> None:
        self._sample, self._unit = sample, unit

    def columns(self) -> dict[str, Any]:
        """All columns but those of the restricted mean, by their names."""
        means, sample, unit = self._sample.means, self._sample, self._unit
        spread = self._spread
        ranked = self._ranks(spread.thought.mean)
        hidden = self.doubtful
        return {
            **self._percentiles(),
            "mean": np.where(self._guessed, np.nan, means.mean) / unit,
            "mean_low": np.where(hidden, np.nan, means.low) / unit,
            "mean_high": np.where(hidden, np.nan, means.high) / unit,
            "tail": means.tail,
            "small": sample.finished < SMALL,
            **self._shrunk(spread),
            **ranked,
            "doubt": self.doubts,
            "clusters": means.clusters,
        }

    def _percentiles(self) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, share in PERCENTILES.items():
            found = self._sample.percentile(share)
            made[name], made[f"{name}_above"] = found.value / self._unit, found.above
        return made

    @cached_property
    def _guessed(self) -> Mask:
        """So many letters are open that the mean would be a guess; of a small group, its peers'.

        A group that has a few more open than its peers, as chance would have it, keeps its mean:
        to mark the unlucky ones alone would leave their restricted means too high.
        """
        sample = self._sample
        lucky = (sample.peers >= 0) & ~self._peers_guessed
        own = sample.open > tails.most_open(sample.count, by_chance=lucky)
        return np.asarray(own | (self._peers_guessed & (sample.finished < SMALL)))

    @cached_property
    def _peers_guessed(self) -> Mask:
        """So many letters of all peers together are open."""
        sample, known = self._sample, self._sample.peers >= 0
        found, at = np.zeros(len(known), dtype=np.bool_), sample.peers[known]
        count, open_ = (np.bincount(at, each[known]) for each in (sample.count, sample.open))
        found[known] = (open_ > tails.OPEN * count)[at]
        return found

    @cached_property
    def _heavy(self) -> Mask:
        """The tail of a group, or of all its peers together, is heavy."""
        sample, peers = self._sample, self._sample.peers
        found = np.zeros(len(peers), dtype=np.bool_)
        lone = peers < 0
        if lone.any():
            length, open_, start = sample.spans_of(lone)
            found[lone] = tails.heavy(np.maximum(length, 1).astype(np.float64), open_, start)
        if not lone.all():
            value, open_, start = self._of_peers()
            found[~lone] = tails.heavy(value, open_, start)[peers[~lone]]
        return found

    def _of_peers(self) -> tuple[Numbers, Mask, Counts]:
        """Spans of all peers together, as shares of the means of their groups, sorted."""
        sample, mean = self._sample, self._sample.means.mean
        used = (sample.peers >= 0) & (mean > 0)
        length, open_, start = sample.spans_of(used)
        group = np.repeat(np.flatnonzero(used), np.diff(start))
        step = -(-len(length) // _SAMPLED) or 1
        length, open_, group = length[::step], open_[::step], group[::step]
        value, pool = np.maximum(length, 1) / mean[group], sample.peers[group]
        order = np.lexsort((value, pool))
        pools = int(sample.peers.max(initial=-1)) + 1
        count = np.bincount(pool, minlength=pools)
        return value[order], open_[order], np.concatenate(([0], np.cumsum(count)))

    @cached_property
    def doubtful(self) -> Mask:
        """Which means have no interval."""
        return np.asarray(self._guessed | self._heavy | np.isnan(self._sample.means.low))

    @cached_property
    def doubts(self) -> list[str | None]:
        """Why the mean of each group, or its interval, is not to be had."""
        sample, means = self._sample, self._sample.means
        few = (sample.finished < LONE) & (means.clusters >= sample.count)
        why = np.select(
            [self._guessed, self._heavy, ~np.isnan(means.low), few],
            [Doubt.OPEN_TAIL, Doubt.HEAVY_TAIL, "", Doubt.FEW_LETTERS],
            Doubt.FEW_CLUSTERS,
        )
        told = (why != "") & (sample.count > 0) & (means.mean != 0)
        return [
            each if tell else None for each, tell in zip(why.tolist(), told.tolist(), strict=True)
        ]

    @cached_property
    def _spread(self) -> Spread:
        """What is thought of each group's mean."""
        sample, means = self._sample, self._sample.means
        mean = np.where(sample.peers < 0, means.mean, np.nan)
        shape, weight = np.full(len(mean), np.nan), np.full(len(mean), np.nan)
        pooled = np.zeros(len(mean), dtype=np.bool_)
        for pool in range(int(sample.peers.max(initial=-1)) + 1):
            mine = (sample.peers == pool) & (sample.count > 0)
            thought = self._of_pool(pool, mine)
            if thought is not None:
                mean[mine], shape[mine], weight[mine] = thought.mean, thought.shape, thought.weight
                pooled |= mine
        return Spread(Shrunk(mean, shape, weight), pooled)

    def _of_pool(self, pool: int, mine: Mask) -> Shrunk | None:
        sample, means = self._sample, self._sample.means
        if mine.sum() < 2:  # two groups are needed to compare
            return None
        effect = means.effect[mine]
        return shrink(
            means.mean[mine],
            sample.finished[mine] / effect,
            sample.total[mine] / effect,
            float(means.common[mine][0]),
            sample.whole_of(mine),
            sample.shared_error(pool) ** 2,
            min(float(sample.peers_freedom[pool]), BORROWED),  # nor how letters cluster better
        )

    def _shrunk(self, spread: Spread) -> dict[str, Numbers]:
        """Shrunk means, where the letters of all peers together let one be had."""
        thought = spread.thought
        shown = spread.pooled & ~self._peers_guessed & ~self._heavy
        values = {
            "shrunk": thought.mean / self._unit,
            "shrunk_low": thought.low / self._unit,
            "shrunk_high": thought.high / self._unit,
            "weight": thought.weight,
        }
        return {name: np.where(shown, value, np.nan) for name, value in values.items()}

    def _ranks(self, guess: Numbers) -> dict[str, Numbers]:
        """Ranks among the groups of whose mean there is a guess, if there are two."""
        known = np.isfinite(guess)
        found: Ranks | None = None
        if known.sum() > 1:
            low, high = self._sample.means.joint(int(known.sum()))
            low, high = np.where(self._heavy, 0.0, low), np.where(self._heavy, np.inf, high)
            found = ranks(guess[known], low[known], high[known])
        made = {}
        for name, column in (("rank", "rank"), ("low", "rank_low"), ("high", "rank_high")):
            made[column] = np.full(len(known), np.nan)
            if found is not None:
                made[column][known] = getattr(found, name)
        return made

    def restricted(self) -> dict[str, Numbers]:
        """The restricted means of the groups whose means are not to be had."""
        sample, unit = self._sample, self._unit
        wanted = (self._guessed | self._heavy) & (sample.finished > 0)
        horizon = np.where(wanted, sample.horizons(unit), 0)
        some = horizon > 0
        values = np.full((4, len(some)), np.nan)
        if some.any():
            means = sample.restricted(some, horizon[some]).means
            values[:, some] = means.mean, means.low, means.high, horizon[some]
        names = ("restricted", "restricted_low", "restricted_high", "horizon")
        return {name: value / unit for name, value in zip(names, values, strict=True)}

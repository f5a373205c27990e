"""How long hops take, group by group, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import polars as pl

from wian.delays.hop_record import Source
from wian.delays.hop_rows import PLACES
from wian.delays.working_time import WorkingTime, working_time
from wian.jurisdictions.countries import DEFAULT_JURISDICTION
from wian.kit.errors import WianError
from wian.reports.group_by import By
from wian.reports.latency import clusters, spans, window_share
from wian.reports.latency.cluster_variance import Counts, Mask
from wian.reports.latency.clusters import ClusterKind, Clusters
from wian.reports.latency.estimates import PERCENTILES, Estimates
from wian.reports.latency.groups import NAMES, Groups, peers
from wian.reports.latency.kaplan_meier import Sample
from wian.reports.latency.spans import Moments, Spans
from wian.reports.latency.window_share import MILLION, Windows
from wian.reports.scope.own_minutes import ZONES, own_minutes
from wian.reports.stages import HopStage, Time

_THURSDAY = 3
"""The weekday of 1 January 1970, from Monday."""
MOST_KEYS = 4
"""How many things hops can be grouped by at once."""


class SeveralJurisdictions(WianError):
    """Hops of several jurisdictions have days of different length.

    Args:
        found: The jurisdictions.
    """

    def __init__(self, found: Sequence[str]) -> None:
        super().__init__(
            f"The hops are of several jurisdictions ({', '.join(found)[:200]}), whose working days "
            "differ; report on the propagations of one at a time."
        )


@dataclass(frozen=True, slots=True)
class LatencyQuestion:
    """What a latency report is to tell.

    Attributes:
        by: Up to four things to group by; none: all hops together.
        stages: Parts of the hop.
        times: Calendar or working time.
        as_of: Look at the hops as of this UTC minute; each as of its own where ``None``.
    """

    by: tuple[By, ...] = (By.WAVE,)
    stages: tuple[HopStage, ...] = tuple(HopStage)
    times: tuple[Time, ...] = tuple(Time)
    as_of: int | None = None


def latency(hops: pl.LazyFrame, asked: LatencyQuestion) -> pl.DataFrame:
    """The latency report: a row for each group, stage and time, with the columns of ``columns``.

    Groups come in ascending order of their keys. Groups without a hop in a stage have no row
    there. Figures are in days (a working day is the office hours of one day); unknown ones are
    null, never zero.

    Args:
        hops: A frame of ``wian.reports.hop_frame.SCHEMA``; only what is needed of it is read.
        asked: What to tell.

    Raises:
        SeveralJurisdictions: The hops are not of one jurisdiction.
    """
    working = _working(hops)
    unread = set(_RARE).difference(_known(hops))
    measured = [name for name in _measured(asked.by) if name not in unread]
    frame = hops.select(*measured).collect(engine="streaming")
    if By.WEEKDAY in asked.by:
        frame = frame.with_columns(_weekdays(frame, working))
    groups = Groups.of_frame(frame, asked.by)
    moments, windows = Moments(frame, working, asked.as_of), Windows(frame, working)
    sources = groups.sources(frame["source"], moments.begun)
    named = _named(groups.keys, hops, asked.by)
    keys = pl.DataFrame([*named, *(pl.Series(n, count) for n, count in sources.items())])
    shared = Clusters.of_frame(frame, groups, asked.by, working)
    alike = peers(frame, groups, asked.by)
    del frame  # the texts of ten million hops are not needed any more
    estimator = _Estimator(groups, windows, working, shared, alike)
    tables = {}
    stages = moments.stages(asked.stages)
    for stage in stages:
        found = moments.spans(stage)
        for time in asked.times:
            tables[time, stage] = estimator.table(keys, found, stage, time)
    ordered = [tables[place] for place in product(asked.times, stages)]
    if not ordered:  # suspended time was asked for alone, and there is none
        return keys.clear().pipe(_no_rows).select(*columns(asked.by))
    return pl.concat(ordered).select(*columns(asked.by))


def _no_rows(keys: pl.DataFrame) -> pl.DataFrame:
    """The report of no stage at all."""
    kinds = {"stage": _TEXT, "time": _TEXT, **_FIGURES, **_CERTAINTY}
    return keys.with_columns(pl.Series(name, [], dtype=kind) for name, kind in kinds.items())


_RARE = (*spans.SECONDS, spans.RESTS, *ZONES)
"""Columns that mostly hold nothing: they are left unread then."""


def _known(hops: pl.LazyFrame) -> list[str]:
    """Those of the rare columns that hold anything."""
    there = set(hops.collect_schema().names())
    known = hops.select(pl.col(*(each for each in _RARE if each in there)).is_not_null().any())
    row = known.collect(engine="streaming").row(0, named=True)
    return [name for name, some in row.items() if some]


def _weekdays(frame: pl.DataFrame, working: WorkingTime) -> pl.Series:
    """The weekday of each letter on the sender's clock, from 1, Monday; unknown ones null."""
    issued = frame["issued_minute"]
    days = working.local_days(own_minutes(frame, "issued", working)).astype(np.int64)
    weekdays = pl.Series(By.WEEKDAY.value, (days + _THURSDAY) % 7 + 1, dtype=pl.Int64)
    return weekdays.set(issued.is_null(), None)


def needed(by: Sequence[By]) -> tuple[str, ...]:
    """The columns of hops that a report grouped by ``by`` is made of."""
    names = (name for each in by for name in NAMES.get(each, ()))
    return tuple(dict.fromkeys((*_measured(by), "jurisdiction", *names)))


def _measured(by: Sequence[By]) -> tuple[str, ...]:
    keyed = (each.column for each in by if each is not By.WEEKDAY)
    instants = (*spans.NEEDED, *_RARE)
    return tuple(
        dict.fromkeys(
            (*instants, *window_share.NEEDED, *clusters.NEEDED, "level", "source", *keyed)
        )
    )


def as_written(report: pl.DataFrame) -> pl.DataFrame:
    """A report with its figures as they are written: six decimals, as in ``wian hops``."""
    return report.with_columns(pl.col(pl.Float64).round(PLACES))


def columns(by: Sequence[By]) -> tuple[str, ...]:
    """The columns of a report that is grouped by ``by``, in order."""
    named = (name for each in by for name in (str(each), *NAMES.get(each, ())))
    sources = (source.value for source in Source)
    return (*named, "stage", "time", *_FIGURES, *sources, *_CERTAINTY)


_COUNT, _DAYS, _YES, _TEXT = pl.Int64(), pl.Float64(), pl.Boolean(), pl.String()
_FIGURES: dict[str, pl.DataType] = {
    **dict.fromkeys(("hops", "open", "unknown"), _COUNT),
    **{
        column: kind
        for name in PERCENTILES
        for column, kind in ((name, _DAYS), (f"{name}_above", _YES))
    },
    **dict.fromkeys(("mean", "mean_low", "mean_high", "tail"), _DAYS),
    "small": _YES,
    **dict.fromkeys(("shrunk", "shrunk_low", "shrunk_high", "weight"), _DAYS),
    **dict.fromkeys(("rank", "rank_low", "rank_high"), _COUNT),
    "window_share": _DAYS,
    "window_share_above": _YES,
}
_CERTAINTY: dict[str, pl.DataType] = {
    **dict.fromkeys(("restricted", "restricted_low", "restricted_high", "horizon"), _DAYS),
    "doubt": _TEXT,
    "clusters": _COUNT,
    "cluster": _TEXT,
}
"""How sure the figures are: after the columns of before, in whose order scripts trust."""


class _Estimator:
    """Estimates the figures of groups, a stage and time at once."""

    def __init__(
        self,
        groups: Groups,
        windows: Windows,
        working: WorkingTime,
        shared: Clusters,
        alike: Counts,
    ) -> None:
        self._groups, self._windows, self._working = groups, windows, working
        self._shared, self._alike = shared, alike

    def table(self, keys: pl.DataFrame, found: Spans, stage: HopStage, time: Time) -> pl.DataFrame:
        """The rows of one stage and time, of the groups that have hops in it."""
        with ThreadPoolExecutor(1) as beside:  # numpy leaves the other core to it
            share = beside.submit(self._share, found, time)
            figures = {**self._lengths(found, time), **share.result()}
        made = keys.with_columns(
            pl.lit(stage.value).alias("stage"), pl.lit(time.value).alias("time")
        )
        made = made.with_columns(_series(name, values) for name, values in figures.items())
        return made.filter((pl.col("hops") > 0) | (pl.col("unknown") > 0))

    def _lengths(self, found: Spans, time: Time) -> dict[str, Any]:
        """How many hops of each group there are, and how long they took."""
        unit = found.day(time, self._working)
        covered = found.covered(time, self._working)
        sample = self._clustered(found, covered, time)
        lacking = found.unknown | (found.counted & ~covered)
        unknown = np.bincount(self._groups.of[lacking], minlength=len(self._groups))
        estimates = Estimates(sample, unit)
        return {
            "hops": sample.count,
            "open": sample.open,
            "unknown": unknown,
            **estimates.columns(),
            **estimates.restricted(),
            "cluster": self._kinds(sample),
        }

    def _kinds(self, sample: Sample) -> pl.Series:
        """What the hops of a cluster of each group share: their batch, where batches are fewer."""
        names = pl.Series([self._shared.kind.value, ClusterKind.BATCH.value, None], dtype=_TEXT)
        return names.gather(np.where(sample.count > 0, sample.means.second, 2))

    def _clustered(self, found: Spans, counted: Mask, time: Time) -> Sample:
        """The spans with what they share."""
        shared, of = self._shared, self._groups.of
        length, open_ = found.lengths(time, self._working), found.open
        within, top = shared.within, shared.of
        if not counted.all():  # mostly all are, and copies of millions take time
            of, length, top = (each[counted] for each in (of, length, top))
            open_ = open_[counted]
            within = tuple(None if way is None else way[counted] for way in within)
        groups = len(self._groups)
        return Sample(of, length, open_, groups, within, shared.count, self._alike, top)

    def _sample(self, length: Counts, counted: Mask, open_: Mask) -> Sample:
        of = self._groups.of
        if not counted.all():
            of, length, open_ = of[counted], length[counted], open_[counted]
        return Sample(of, length, open_, len(self._groups))

    def _share(self, found: Spans, time: Time) -> dict[str, Any]:
        """The median share of the window that a group's hops ate."""
        shares = self._windows.shares(found, time)
        median = self._sample(shares.share, shares.counted, shares.open).percentile(0.5)
        return {"window_share": median.value / MILLION, "window_share_above": median.above}


def _series(name: str, values: Any) -> pl.Series:
    """Values as a column: what is not known is null."""
    kind = {**_FIGURES, **_CERTAINTY}[name]
    if kind == _TEXT:
        return pl.Series(name, values, dtype=kind)
    return pl.Series(name, values, nan_to_null=True).cast(kind)


def _named(keys: pl.DataFrame, hops: pl.LazyFrame, by: Sequence[By]) -> pl.DataFrame:
    """The groups with their names for a person."""
    for each in by:
        if names := NAMES.get(each):
            first = [pl.col(name).min() for name in names]
            named = hops.group_by(pl.col(each.column).alias(each)).agg(first)
            one = named.collect(engine="streaming")
            keys = keys.join(one, on=each, how="left", nulls_equal=True, maintain_order="left")
    return keys


def _working(hops: pl.LazyFrame) -> WorkingTime:
    found = (
        hops.select("jurisdiction").unique().collect(engine="streaming").to_series().drop_nulls()
    )
    if len(found) > 1:
        raise SeveralJurisdictions(sorted(found))
    return working_time(found[0] if len(found) else DEFAULT_JURISDICTION)

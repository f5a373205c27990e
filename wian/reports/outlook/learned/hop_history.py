"""Spans of each stage out of recorded hops."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.delays.hop_arrays import UNKNOWN, InstantColumn
from wian.delays.profile import Stage
from wian.delays.working_time import WorkingTime
from wian.reports.completed_hops import own_rests
from wian.reports.outlook.learned.stage_history import StageHistory
from wian.reports.outlook.monte_carlo.known_times import position_bounds
from wian.reports.outlook.monte_carlo.normal_law import Numbers
from wian.reports.outlook.monte_carlo.stage_laws import Rows
from wian.reports.scope.own_minutes import ZONES, own_minutes, recipient_clocks

COLUMNS = (
    *ZONES,
    *("propagation", "sender", "recipient", "kind", "desks", "forwards", "source", "suspensions"),
    *(f"{each}_{what}" for each in ("issued", "received", "ready", "forwarded", "as_of")
      for what in ("minute", "dated")),
)  # fmt: skip
"""Columns of hops that are needed."""
_ENDS = {
    Stage.TRANSIT: ("issued", "received"),
    Stage.ROUTING: ("received", "ready"),
    Stage.HANDLING: ("ready", "forwarded"),
}


def hop_history(hops: pl.DataFrame, working: WorkingTime) -> Mapping[Stage, StageHistory]:
    """The spans of the stages of hops; of a stage that no hop shows, none.

    Args:
        hops: With ``COLUMNS``, of one jurisdiction.
        working: Its working time.
    """
    bounds = {each: _positions(hops, each, working) for each in _INSTANTS}
    rested = _rested(hops, working)
    return {stage: _spans(stage, hops, bounds, rested, working) for stage in Stage}


_INSTANTS = ("issued", "received", "ready", "forwarded", "as_of")


def _spans(
    stage: Stage,
    hops: pl.DataFrame,
    bounds: Mapping[str, Numbers],
    rested: Numbers,
    working: WorkingTime,
) -> StageHistory:
    begins, ends = (bounds[each] for each in _ENDS[stage])
    seen = bounds["as_of"]
    rows = np.flatnonzero(~np.isnan(begins[:, 0]) & ~np.isnan(seen[:, 0]) & _takes(stage, hops))
    part = hops[rows]
    begins, ends, seen = begins[rows], ends[rows], seen[rows]
    over = ~np.isnan(ends[:, 0])
    rest = rested[rows] if stage is Stage.HANDLING else np.zeros(len(rows))
    least = np.where(over, ends[:, 0], seen[:, 0]) - begins[:, 1] - rest
    most = np.where(over, ends[:, 1] - begins[:, 0] - rest, np.inf)
    parts = np.maximum(hops["desks"].to_numpy()[rows] - 1, 1) if stage is Stage.ROUTING else 1
    office, offices = _numbered(part["recipient"])
    group, groups = _numbered(part["kind"])
    directive, directives = _numbered(part["propagation"])
    days, ended = (
        working.local_days(own_minutes(part, name, working)).astype(np.int64)
        for name in _ENDS[stage]
    )
    weekday = np.where(over, (ended + 3) % 7 + 1, 0)
    return StageHistory(
        office,
        group,
        directive,
        np.maximum(least, 0) / parts,
        np.maximum(most, np.maximum(least, 0)) / parts,
        begins[:, 1] + rest,
        ends[:, 1],
        seen[:, 1],
        days,
        weekday,
        offices,
        groups,
        directives,
    )


def _takes(stage: Stage, hops: pl.DataFrame) -> NDArray[np.bool_]:
    """Which hops have the stage at all."""
    if stage is Stage.TRANSIT:
        return np.ones(hops.height, dtype=np.bool_)
    if stage is Stage.ROUTING:
        return np.asarray(hops["desks"].to_numpy() > 1)
    return np.asarray(hops["forwards"].to_numpy())


def _numbered(names: pl.Series) -> tuple[Rows, list[str]]:
    known = names.unique().sort()
    numbers = pl.Series(range(len(known)), dtype=pl.Int64)
    return names.replace_strict(known, numbers, return_dtype=pl.Int64).to_numpy(), known.to_list()


def _positions(hops: pl.DataFrame, name: str, working: WorkingTime) -> Numbers:
    """Earliest and latest working position of an instant by the recipients' clocks; NaN unknown."""
    minutes = hops[f"{name}_minute"].fill_null(UNKNOWN).to_numpy()
    column = InstantColumn(minutes, hops[f"{name}_dated"].fill_null(value=False).to_numpy())
    covered = column.known & working.covers(np.where(column.known, minutes, 0))
    within = replace(column, minute=np.where(covered, minutes, UNKNOWN))
    return position_bounds(within, recipient_clocks(hops, working), working)


def _rested(hops: pl.DataFrame, working: WorkingTime) -> Numbers:
    """Office minutes that each recipient's clock has rested."""
    rests, total = own_rests(hops, working), np.zeros(hops.height)
    if len(rests):
        seen = hops["as_of_minute"].fill_null(0).to_numpy()[rests.hop]
        until = np.minimum(rests.ended, seen)
        worth = (until > rests.begun) & working.covers(rests.begun) & working.covers(until)
        minutes = working.between(rests.begun[worth], until[worth])
        np.add.at(total, rests.hop[worth], minutes)
    return total

"""Is this directive slower or faster than others? What its own stages say of it so far.

All offices meet the same letter: a difficult one is slow everywhere. That effect is drawn once for
each future. What is thought of it follows from the stages that are over and from those that are
open alike; without the open ones the slow offices would be missing from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wian.delays.batch_days import BatchDays
from wian.delays.profile import Stage
from wian.reports.outlook.monte_carlo.known_times import (
    FORWARDED,
    READY,
    STAGE_ENDS,
    KnownTimes,
)
from wian.reports.outlook.monte_carlo.normal_law import Numbers, log_share_above, share_above
from wian.reports.outlook.monte_carlo.office_tree import OfficeTree
from wian.reports.outlook.monte_carlo.stage_laws import Effects, Rows, StageLaws

_POINTS = 61
_WIDE = 9.0
"""Standard deviations to both sides that the first grid covers."""
_NEGLIGIBLE = 12.0
"""What is less likely by more than this, on the scale of logarithms, is left out."""
_LEAST = 1e-9
_HALF_MINUTE = 0.5


@dataclass(frozen=True, slots=True)
class CommonEffect:
    """What is thought of the effect, in standard deviations of directives.

    Attributes:
        grid: Amounts that it may have, ascending.
        weights: How likely each is; they sum to 1.
    """

    grid: Numbers
    weights: Numbers

    @property
    def mean(self) -> float:
        """The expected amount."""
        return float(self.grid @ self.weights)

    def drawn(self, chances: Numbers) -> Effects:
        """The amount in each draw, from uniform numbers."""
        ends = np.cumsum(self.weights)
        place = np.searchsorted(ends, chances * ends[-1])
        return Effects(self.grid, np.minimum(place, len(ends) - 1))


@dataclass(frozen=True, slots=True)
class StageSpans:
    """How long one stage lasted at offices, in minutes.

    Attributes:
        rows: The offices.
        least, most: It lasted from this to that; ``most`` is infinite where it is not over.
    """

    rows: Rows
    least: Numbers
    most: Numbers


def stage_spans(
    known: KnownTimes, stage: Stage, tree: OfficeTree, batches: BatchDays | None = None
) -> StageSpans:
    """What is known of how long a stage has lasted wherever it has begun.

    Args:
        known: What is known of the directive.
        stage: Which.
        tree: The offices: who does not forward handles nothing, and one desk routes nothing.
        batches: Which offices send on some days only: what is done there may wait for its day.
    """
    begins, ends = STAGE_ENDS[stage]
    takes = np.ones(len(tree), dtype=np.bool_)
    if stage is Stage.HANDLING:
        takes = tree.forwards
    elif stage is Stage.ROUTING:
        takes = tree.desks > 1
    rows = np.flatnonzero(takes & ~np.isnan(known.latest(begins)))
    rested = known.rested[rows] if stage is Stage.HANDLING else 0.0
    least = np.nan_to_num(known.earliest(ends)[rows], nan=0.0) - known.latest(begins)[rows]
    most = known.latest(ends)[rows] - known.earliest(begins)[rows] - rested
    most = np.where(np.isnan(known.latest(ends)[rows]), np.inf, most)
    least = np.maximum(least - rested, 0)
    if batches is not None and stage is Stage.HANDLING:
        least = _without_waits(known, rows, least, batches)
    return StageSpans(rows, least, np.maximum(most, least))


def _without_waits(known: KnownTimes, rows: Rows, least: Numbers, batches: BatchDays) -> Numbers:
    some = np.flatnonzero(batches.pattern[rows] >= 0)
    if not some.size:
        return least
    at = rows[some]
    sent, now = known.latest(FORWARDED)[at] + known.now[at], known.now[at]
    over = ~np.isnan(sent)
    done = batches.last_chance(at, now)
    done[over] = batches.chance_before(at[over], sent[over])
    lasted = done - (known.latest(READY)[at] + now) - known.rested[at]
    found = least.copy()
    found[some] = np.clip(lasted, 0, least[some])
    return found


def common_effect(
    laws: Mapping[Stage, StageLaws],
    spans: Mapping[Stage, StageSpans],
    directives: int | None = None,
) -> CommonEffect:
    """What the stages of a directive say of the effect common to it.

    Args:
        laws: How long the stages take; their ``loading`` says how much the effect moves them.
        spans: How long they have lasted.
        directives: From how many directives it was learned how much they differ: with few of them
            the next one may differ more. It is known for sure where left out.
    """
    used = {stage: _told(laws[stage], each) for stage, each in spans.items()}
    used = {stage: each for stage, each in used.items() if len(each.rows)}
    if not used:
        grid = np.linspace(-_WIDE, _WIDE, _POINTS) if _any_loading(laws) else np.zeros(1)
        return _weighed(grid, _before(grid, directives))
    low, high = -_WIDE, _WIDE
    for _ in range(3):  # each time the grid is drawn closer about what is likely
        grid = np.linspace(low, high, _POINTS)
        logs = _before(grid, directives) + sum(
            _log_likelihood(laws[s], each, grid) for s, each in used.items()
        )
        likely = np.flatnonzero(logs > logs.max() - _NEGLIGIBLE)
        step = grid[1] - grid[0]
        low, high = grid[likely[0]] - step, grid[likely[-1]] + step
    return _weighed(grid, logs)


def _before(grid: Numbers, directives: int | None) -> Numbers:
    """Log density of the effect before anything is seen: normal, or Student's t of the next one."""
    if directives is None:
        return -(grid**2) / 2
    freedom = directives - 1
    return -(freedom + 1) / 2 * np.log1p(grid**2 / (freedom * (1 + 1 / directives)))


def _any_loading(laws: Mapping[Stage, StageLaws]) -> bool:
    return any(bool(each.loading.any()) for each in laws.values())


def _weighed(grid: Numbers, logs: Numbers) -> CommonEffect:
    weights = np.exp(logs - logs.max())
    return CommonEffect(grid, weights / weights.sum())


def _told(laws: StageLaws, spans: StageSpans) -> StageSpans:
    """The spans that say something of the effect."""
    rows = spans.rows
    tells = (laws.curve[rows] < 0) & (laws.loading[rows] > 0) & (spans.most > _LEAST)
    tells &= (spans.least > 0) | np.isfinite(spans.most)
    return StageSpans(rows[tells], spans.least[tells], spans.most[tells])


def _log_likelihood(laws: StageLaws, spans: StageSpans, grid: Numbers) -> Numbers:
    """Of the spans of a stage, at each point of the grid."""
    spread, load = laws.spread[spans.rows], laws.loading[spans.rows]
    low = (np.log(np.maximum(spans.least, _LEAST)) - laws.centre[spans.rows]) / spread
    high = (np.log(spans.most) - laws.centre[spans.rows]) / spread
    tilt = load / spread
    exact = spans.most - spans.least <= _HALF_MINUTE
    open_ = ~np.isfinite(spans.most)
    found = _of_exact((low + high)[exact] / 2, tilt[exact], grid)
    found += log_share_above(low[open_, None] - tilt[open_, None] * grid).sum(axis=0)
    dated = ~exact & ~open_
    if dated.any():
        shift = tilt[dated, None] * grid
        share = share_above(low[dated, None] - shift) - share_above(high[dated, None] - shift)
        found += np.log(np.maximum(share, 1e-12)).sum(axis=0)
    return found


def _of_exact(z: Numbers, tilt: Numbers, grid: Numbers) -> Numbers:
    """The normal log density is a parabola in the effect."""
    return (z @ tilt) * grid - (tilt @ tilt) * grid**2 / 2

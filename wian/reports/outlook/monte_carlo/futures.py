"""What many futures of a directive have in common: when each office has it, how many in time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from wian.reports.outlook.monte_carlo.common_effect import CommonEffect
from wian.reports.outlook.monte_carlo.known_times import RECEIVED
from wian.reports.outlook.monte_carlo.normal_law import Numbers
from wian.reports.outlook.monte_carlo.wave_sweep import Arrivals, WaveSweep

QUANTILES = (0.05, 0.5, 0.95)
"""The shares of futures that an outlook shows."""
_Value = TypeVar("_Value", np.float64, np.int32)
Watch = Callable[[Arrivals, NDArray[np.bool_]], None]
"""Is shown receptions as they are drawn, and which of them are in time."""


@dataclass(frozen=True, slots=True)
class Futures:
    """Arrivals in many futures; positions are working positions from now.

    Attributes:
        position: The quantiles of each office's reception; what is known where it has received.
            Shape (offices, quantiles).
        mean: Each office's mean reception; shape (offices,).
        in_time: With which probability each office receives by the deadline; shape (offices,).
        counts: How many addressees have it by the deadline in each future; shape (draws,).
        last: When the last addressee has it in each future; shape (draws,).
    """

    position: Numbers
    mean: Numbers
    in_time: Numbers
    counts: Numbers
    last: Numbers


def futures(  # noqa: PLR0913 - most of them by their defaults
    sweep: WaveSweep,
    effect: CommonEffect,
    draws: int,
    deadline: Numbers | None = None,
    levels: Sequence[float] = QUANTILES,
    *,
    watch: Watch | None = None,
) -> Futures:
    """Draw futures and sum them up.

    Args:
        sweep: What they are drawn from.
        effect: What is thought of the effect common to the directive.
        draws: How many.
        deadline: The last working position from now that is in time, by each office's clock;
            nobody is late where left out.
        levels: Shares of futures that are shown of each office.
        watch: Is shown what is drawn, some offices at a time.
    """
    tree, received = sweep.tree, sweep.known.latest(RECEIVED)
    limit = np.full(len(tree), np.inf) if deadline is None else deadline
    position = np.repeat(received[:, None], len(levels), axis=1)
    mean = received.copy()
    in_time = np.where(received <= limit, 1.0, 0.0)
    has = tree.addressed & ~np.isnan(received)
    counts = np.full(draws, float(in_time[has].sum()))
    last = np.full(draws, received[has].max() if has.any() else -np.inf)
    for each in sweep.arrivals(effect.drawn(sweep.chances_of_effect(draws))):
        rows = each.rows
        early = each.position <= limit[rows, None]
        if watch is not None:
            watch(each, early)
        in_time[rows] = early.mean(axis=1)
        mean[rows] = each.position.mean(axis=1)
        position[rows] = quantiles_of(each.position, levels)
        wanted = tree.addressed[rows]
        if wanted.any():
            counts += early[wanted].sum(axis=0)
            np.maximum(last, each.position[wanted].max(axis=0), out=last)
    return Futures(position, mean, in_time, counts, last)


def quantile_of(values: Numbers, share: float) -> float:
    """The value that a share of all do not exceed; one of them."""
    return float(quantiles_of(values[None, :], [share])[0, 0])


def quantiles_of(values: NDArray[_Value], levels: Sequence[float]) -> NDArray[_Value]:
    """Quantiles of each row, without a line between two values; shape (rows, levels)."""
    draws = values.shape[1]
    places = [min(max(int(np.ceil(level * draws)) - 1, 0), draws - 1) for level in levels]
    ordered = np.partition(values, sorted(set(places)), axis=1)
    return np.asarray(ordered[:, places])

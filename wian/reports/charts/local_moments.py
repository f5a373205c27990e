"""The moments of charts in local time, and marks that fall on the same dot."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.reports.bottlenecks.overview import Bottlenecks
from wian.reports.scope.own_minutes import own_minutes

_SECOND, _MINUTE = 1_000, 60_000
"""Milliseconds, in which charts count."""


def local(findings: Bottlenecks, name: str) -> pl.Series:
    """An instant of the hops on its office's clock, in milliseconds as if it were UTC."""
    minutes, seconds = (findings.hops[f"{name}_{part}"] for part in ("minute", "second"))
    own = own_minutes(findings.hops, name, findings.working)
    shown = findings.working.clock.local(own) * _MINUTE
    shown += np.rint(seconds.fill_null(0.0).to_numpy() * _SECOND).astype(np.int64)
    return pl.Series(name, shown).set(minutes.is_null(), None)


def dots(values: pl.Series, first: float, last: float, across: int) -> NDArray[np.int64]:
    """The dot, of ``across`` many, on which each value falls; -1 where it is unknown."""
    room = max(last - first, 1)
    shares = (values.cast(pl.Float64).fill_null(first - 2 * room).to_numpy() - first) / room
    found = np.floor(shares * (across - 1)).astype(np.int64)
    return np.where(found < 0, -1, found)


def span(*columns: pl.Series) -> tuple[float, float] | None:
    """The first and the last value of columns; ``None`` where nothing is known."""
    known: list[Any] = [
        each for column in columns for each in (column.min(), column.max()) if each is not None
    ]
    return (float(min(known)), float(max(known))) if known else None

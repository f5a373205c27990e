"""Works out days, texts and months of hops whose instants are known."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.delays.hop_arrays import UNKNOWN, HopColumns, InstantColumn
from wian.delays.hop_figures import Figures, measure_each
from wian.delays.hop_rows import FIGURES, PLACES, SUSPENDED, iso_texts
from wian.delays.rests import NO_RESTS, Rests, read
from wian.delays.window import ManyWindows
from wian.delays.working_time import WorkingTime, working_time
from wian.reports.hop_frame import INSTANTS, SCHEMA
from wian.reports.scope.own_minutes import recipient_clocks, shown

_WINDOW = ("window_working_days_used", "window_working_days_left")
_ORDER = "completing_order"


def completed(hops: pl.DataFrame) -> pl.DataFrame:
    """Hops with every column of ``wian.reports.hop_frame.SCHEMA``.

    Args:
        hops: Their instants (``*_minute``, ``*_dated``), ``forwards``, ``jurisdiction`` and
            whatever else is known; columns that are missing are unknown.

    Raises:
        UnknownJurisdiction: There is none of that id.
    """
    missing = [pl.lit(None, dtype=SCHEMA[n]).alias(n) for n in SCHEMA if n not in hops.columns]
    frame = hops.with_columns(missing).select(*SCHEMA).cast(dict(SCHEMA))  # type: ignore[arg-type]  # polars types its keys as its own union
    if not frame.height:
        return frame
    if frame["jurisdiction"].n_unique() == 1:
        return _measured(frame)
    parts = frame.with_row_index(_ORDER).partition_by("jurisdiction", maintain_order=True)
    done = pl.concat([_measured(part) for part in parts])
    return done.sort(_ORDER).drop(_ORDER)


def _measured(part: pl.DataFrame) -> pl.DataFrame:
    """Hops of one jurisdiction."""
    working = working_time(part["jurisdiction"][0])
    columns, windows = _columns(part, working), _windows(part, working)
    values: dict[str, Any] = {
        **_texts(columns, working),
        **_figures(measure_each(columns, working, windows)),
        "open": _open(part),
        "window_days": _where(windows.length, windows.given),
        "window_working_days": _where(windows.working_length, windows.worked),
    }
    return part.with_columns(
        pl.Series(name, each, dtype=SCHEMA[name], strict=False) for name, each in values.items()
    )


def _windows(part: pl.DataFrame, working: WorkingTime) -> ManyWindows:
    opens, closes = (
        part[name].to_numpy().astype("datetime64[D]") for name in ("window_opens", "window_closes")
    )
    return ManyWindows(opens, closes, working)


def _where(values: NDArray[np.int64], known: NDArray[np.bool_]) -> pl.Series:
    return pl.Series(values).set(pl.Series(~known), None)


def _columns(part: pl.DataFrame, working: WorkingTime) -> HopColumns:
    issued, received, ready, forwarded = (
        InstantColumn(
            part[f"{name}_minute"].fill_null(UNKNOWN).to_numpy(),
            part[f"{name}_dated"].fill_null(value=False).to_numpy(),
            _seconds(part[f"{name}_second"]),
        )
        for name in INSTANTS
    )
    return HopColumns(
        shown(part, "issued", issued, working),
        shown(part, "received", received, working),
        shown(part, "ready", ready, working),
        shown(part, "forwarded", forwarded, working),
        part["forwards"].to_numpy(),
        own_rests(part, working),
    )


def own_rests(part: pl.DataFrame, working: WorkingTime) -> Rests:
    """The rests of hops, as the recipients' own clocks show them."""
    column, clocks = part.get_column("suspensions", default=None), recipient_clocks(part, working)
    found = NO_RESTS if column is None else rests(column)
    return found.shown_by(clocks) if clocks is not None and len(found) else found


def rests(column: pl.Series) -> Rests:
    """The rests that stand in a frame's column ``suspensions``."""
    if column.null_count() == len(column):
        return NO_RESTS
    return Rests.of(read(text or "") for text in column)


def _seconds(column: pl.Series) -> NDArray[np.float64] | None:
    """Seconds within minutes; ``None`` where none are known."""
    if column.null_count() == len(column):
        return None
    return column.fill_null(np.nan).to_numpy()


def _texts(columns: HopColumns, working: WorkingTime) -> dict[str, Any]:
    texts = {
        f"{name}_at": iso_texts(column, working.clock).tolist()
        for name, column in zip(INSTANTS, columns.instants, strict=True)
    }
    issued = columns.issued
    days = working.local_days(np.where(issued.known, issued.day_minute, 0))
    months = np.datetime_as_string(days.astype("datetime64[M]")).astype(object)
    months[~issued.known] = None
    return {**texts, "month": months.tolist()}


def _figures(figures: Figures) -> dict[str, Any]:
    rounded = {name: np.round(getattr(figures, name), PLACES) for name in (*FIGURES, *SUSPENDED)}
    exact = {name: getattr(figures, name) for name in _WINDOW}
    return {name: pl.Series(each).fill_nan(None) for name, each in {**rounded, **exact}.items()}


def _open(part: pl.DataFrame) -> pl.Series:
    """Not received and ready, or to be forwarded and not yet: as a hop record has it."""
    waiting = pl.col("forwards") & pl.col("forwarded_minute").is_null()
    return part.select(pl.col("ready_minute").is_null() | waiting).to_series()

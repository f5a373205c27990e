"""When did the clocks of the offices show something? Frames of hops where clocks differ."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.delays.hop_arrays import UNKNOWN, InstantColumn
from wian.delays.hop_rows import iso_texts
from wian.delays.own_clocks import ZoneParts
from wian.delays.working_time import WorkingTime
from wian.kit.errors import Fault, InputFaults
from wian.kit.pydantic_faults import shown as quoted
from wian.reports.hop_frame import INSTANTS

ZONES = ("sender_time_zone", "recipient_time_zone")
"""Columns of the zones of offices that have another clock than their jurisdiction's."""


def sender_clocks(frame: pl.DataFrame, working: WorkingTime) -> ZoneParts | None:
    """The clocks of the senders; ``None`` where all have the calendar's."""
    return _parts(frame, ZONES[0], working)


def recipient_clocks(frame: pl.DataFrame, working: WorkingTime) -> ZoneParts | None:
    """The clocks of the recipients; ``None`` where all have the calendar's."""
    return _parts(frame, ZONES[1], working)


def shown(
    frame: pl.DataFrame, name: str, column: InstantColumn, working: WorkingTime
) -> InstantColumn:
    """An instant of hops with what the clocks of their offices showed.

    Args:
        frame: The hops; where it lacks the columns ``ZONES``, all have the calendar's clock.
        name: Which instant: ``issued`` is the sender's, any other the recipient's.
        column: Its moments.
        working: The calendar and its clock.
    """
    recipients = recipient_clocks(frame, working)
    own = sender_clocks(frame, working) if name == "issued" else recipients
    if own is None and recipients is None:
        return column
    nobody = ZoneParts((), working.clock)
    return column.shown_by(own or nobody, recipients or nobody)


def own_minutes(frame: pl.DataFrame, name: str, working: WorkingTime) -> NDArray[np.int64]:
    """When the calendar's clock shows what the offices' clocks showed at an instant of hops.

    Args:
        frame: The hops.
        name: Which instant; 0 where it is unknown.
        working: The calendar and its clock.
    """
    minutes = frame[f"{name}_minute"].fill_null(UNKNOWN).to_numpy()
    dated = frame.get_column(f"{name}_dated", default=None)
    days = np.zeros(len(minutes), dtype=np.bool_) if dated is None else dated.fill_null(value=False)
    column = shown(frame, name, InstantColumn(minutes, np.asarray(days)), working)
    return np.where(column.known, column.day_minute, 0)


def months(hops: pl.DataFrame, working: WorkingTime) -> pl.Series:
    """The month of each issue on the sender's clock, as ``2021-01``; unknown ones null."""
    days = working.local_days(own_minutes(hops, "issued", working))
    found, where = np.unique(days.astype("datetime64[M]"), return_inverse=True)
    written = pl.Series(np.datetime_as_string(found).tolist(), dtype=pl.String).gather(where)
    return written.set(hops["issued_minute"].is_null(), None)


def with_zones(hops: pl.DataFrame, zones: Mapping[str, str]) -> pl.DataFrame:
    """Hops with the columns ``ZONES``, where any office has a clock other than the calendar's.

    Args:
        hops: With ``sender`` and ``recipient``.
        zones: Office -> IANA zone, of those offices.
    """
    if not zones:
        return hops
    ends = zip(ZONES, ("sender", "recipient"), strict=True)
    return hops.with_columns(
        pl.col(end).replace_strict(zones, default=None, return_dtype=pl.String()).alias(name)
        for name, end in ends
    )


def without_strays(hops: pl.DataFrame, working: WorkingTime) -> pl.DataFrame:
    """Hops without the minutes outside the calendar, of which only texts stay, in ``*_at``."""
    made: list[pl.Series] = []
    for name in INSTANTS:
        minute = hops[f"{name}_minute"]
        known = minute.fill_null(UNKNOWN).to_numpy()
        stray = (known != UNKNOWN) & ~working.covers(known)
        if stray.any():
            column = InstantColumn(
                np.where(stray, known, UNKNOWN), hops[f"{name}_dated"].to_numpy()
            )
            text = iso_texts(shown(hops, name, column, working), working.clock).tolist()
            made.append(minute.set(pl.Series(stray), None))
        else:
            text = pl.repeat(None, hops.height, dtype=pl.String, eager=True)
        made.append(pl.Series(f"{name}_at", text, dtype=pl.String))
    return hops.with_columns(made)


def _parts(frame: pl.DataFrame, name: str, working: WorkingTime) -> ZoneParts | None:
    zones = frame.get_column(name, default=None)
    if zones is None or zones.null_count() == len(zones):
        return None
    named = zones.drop_nulls().unique().sort().to_list()
    _refuse_unknown(name, named)
    parts = [(zone, (zones == zone).fill_null(value=False).to_numpy()) for zone in named]
    return ZoneParts.of(parts, working.clock, (working.calendar.first, working.calendar.last))


def _refuse_unknown(column: str, zones: list[str]) -> None:
    """Refuse what a stranger's file of hops may hold where a zone should stand."""
    faults = []
    for zone in zones:
        try:
            ZoneInfo(zone)
        except (KeyError, ValueError, OSError):
            what, remedy = (
                f"{quoted(zone)} is no time zone",
                "use an IANA name such as Europe/Paris",
            )
            faults.append(Fault(f"column {column}", what, remedy))
    if faults:
        raise InputFaults("the hops", faults)

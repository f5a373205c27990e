"""The rows of ``wian hops``: hop records with their figures, one row per hop."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wian.delays.hop_arrays import HopColumns, InstantColumn
from wian.delays.hop_figures import Figure, measure
from wian.delays.hop_record import HopRecord
from wian.delays.local_clock import LocalClock
from wian.delays.upward.answering_figures import answering_days
from wian.delays.window import DayRange
from wian.delays.working_time import WorkingTime

SUSPENDED = ("suspended_days", "suspended_working_days")
FIGURES = (
    "transit_days",
    "routing_days",
    "handling_days",
    "transit_working_days",
    "routing_working_days",
    "handling_working_days",
    "window_days_used",
    "window_days_left",
)
COLUMNS = (
    "propagation",
    "directive",
    "wave",
    "sender",
    "recipient",
    "letter_number",
    "source",
    "issued_at",
    "received_at",
    "ready_at",
    "forwarded_at",
    *FIGURES,
    "open",
    "receipt_number",
    "recognised",
    *SUSPENDED,
)
"""The columns of the contract in docs/reference, in order."""

WAY_COLUMNS = (*COLUMNS, "way", "answering_days", "answering_working_days")
"""The same where hops of the way up are among them."""
PLACES = 6
"""Decimals of a figure: enough to get its minutes back."""


def hop_rows(
    records: Iterable[HopRecord], working: WorkingTime, window: DayRange | None
) -> list[dict[str, Any]]:
    """A row a record, with the columns of ``COLUMNS`` in order.

    Instants are ISO 8601 on the clock of the office whose they are, a date alone where only the
    day is known, with seconds where they are known; days are whole numbers or decimals of six
    places; ``None`` is unknown.
    """
    hops = list(records)
    columns = HopColumns.of(hops, working.own)
    figures = measure(columns, working, window)
    words = (
        (r.propagation, r.directive, r.wave, r.sender, r.recipient, r.letter_number, r.source.value)
        for r in hops
    )
    instants = zip(*(iso_texts(column, working.clock) for column in columns.instants), strict=True)
    numbers = zip(*(_plain(getattr(figures, name)) for name in FIGURES), strict=True)
    last = zip(*(_plain(getattr(figures, name)) for name in SUSPENDED), strict=True)
    more = ((r.open, r.receipt_number, r.recognised) for r in hops)
    return [
        dict(zip(COLUMNS, chain.from_iterable(parts), strict=True))
        for parts in zip(words, instants, numbers, more, last, strict=True)
    ]


def way_rows(
    records: Iterable[HopRecord], working: WorkingTime, window: DayRange | None
) -> list[dict[str, Any]]:
    """The same with ``WAY_COLUMNS``, for hops of which some may go up.

    ``answering`` is from the last desk of the sender to its answer, where it gathered none.
    """
    hops = list(records)
    days, working_days = map(_plain, answering_days(hops, working))
    rows = hop_rows(hops, working, window)
    more = zip(hops, days, working_days, strict=True)
    for row, (hop, took, worked) in zip(rows, more, strict=True):
        row |= {"way": hop.way.value, "answering_days": took, "answering_working_days": worked}
    return rows


def iso_texts(column: InstantColumn, clock: LocalClock) -> NDArray[np.object_]:
    """The instants as ISO 8601 text, as ``OfficeClock.isoformat`` writes one; ``None``: unknown."""
    text = np.full(len(column.minute), None, dtype=object)
    for mask, unit in ((column.known & ~column.dated, "m"), (column.known & column.dated, "D")):
        minutes = column.day_minute[mask]
        shown = np.datetime_as_string(clock.local(minutes).astype("datetime64[m]"), unit=unit)  # type: ignore[call-overload]  # numpy types the unit as a Literal
        text[mask] = shown.tolist()
        if unit == "m":
            if column.second is not None:
                text[mask] += np.array([_second_text(each) for each in column.second[mask]], object)
            text[mask] += _offsets(clock.local(minutes) - column.minute[mask])
    return text


def _offsets(offsets: NDArray[np.int64]) -> NDArray[np.object_]:
    values, where = np.unique(offsets, return_inverse=True)
    return np.array([_offset_text(value) for value in values.tolist()], dtype=object)[where]


def _second_text(second: float) -> str:
    """Seconds as they stand behind a minute; nothing where they are not known."""
    if np.isnan(second):
        return ""
    return f":{second:09.6f}".rstrip("0").rstrip(".") if second % 1 else f":{second:02.0f}"


def _offset_text(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"


def _plain(figure: Figure) -> list[int | float | None]:
    """Plain numbers: whole ones as integers, others rounded, unknown ones ``None``."""
    plain = np.full(len(figure), None, dtype=object)
    known = ~np.isnan(figure)
    whole = known & (figure == np.rint(figure))
    plain[whole] = figure[whole].astype(np.int64).tolist()
    decimal = known & ~whole
    plain[decimal] = np.round(figure[decimal], PLACES).tolist()
    result: list[int | float | None] = plain.tolist()
    return result

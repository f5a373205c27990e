"""The table that every analysis starts from: one row per hop, as a data frame or in a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from wian.delays.hop_record import Direction
from wian.delays.hop_rows import COLUMNS, SUSPENDED
from wian.delays.stray_instants import StrayInstant
from wian.kit.errors import Fault, InputFaults
from wian.kit.native_stderr import discard_native_stderr
from wian.kit.safe_csv import table_as_it_was
from wian.kit.text_file import refused, shown_name, shown_path

INSTANTS = ("issued", "received", "ready", "forwarded")
"""The instants of a hop, in their order."""
LATER = (
    *(f"{name}_second" for name in (*INSTANTS, "as_of")),
    "receipt_number",
    "recognised",
    *SUSPENDED,
    "suspensions",
    "sender_time_zone",
    "recipient_time_zone",
)
"""Columns that files of earlier versions lack: they are unknown there."""
_FIGURES = {
    name: pl.Float64()
    for name in COLUMNS
    if name.endswith(("_days", "_used", "_left")) and name not in SUSPENDED
}
SCHEMA: Mapping[str, pl.DataType] = {
    **dict.fromkeys(COLUMNS[: COLUMNS.index("receipt_number")], pl.String()),
    **_FIGURES,
    "wave": pl.Int32(),
    "open": pl.Boolean(),
    "window_working_days_used": pl.Float64(),
    "window_working_days_left": pl.Float64(),
    "window_days": pl.Int32(),
    "window_working_days": pl.Int32(),
    "window_opens": pl.Date(),
    "window_closes": pl.Date(),
    "level": pl.String(),
    "kind": pl.String(),
    "channel": pl.String(),
    "desks": pl.Int32(),
    "forwards": pl.Boolean(),
    "addressed": pl.Boolean(),
    "recipient_name": pl.String(),
    "recipient_name_en": pl.String(),
    "sender_name": pl.String(),
    "sender_name_en": pl.String(),
    "province": pl.String(),
    "province_name": pl.String(),
    "month": pl.String(),
    "clock": pl.String(),
    "jurisdiction": pl.String(),
    **{f"{name}_minute": pl.Int64() for name in INSTANTS},
    **{f"{name}_dated": pl.Boolean() for name in INSTANTS},
    "as_of_minute": pl.Int64(),
    "as_of_dated": pl.Boolean(),
    **dict.fromkeys(LATER, pl.Float64()),
    "receipt_number": pl.String(),
    "recognised": pl.Boolean(),
    "suspensions": pl.String(),
    "sender_time_zone": pl.String(),
    "recipient_time_zone": pl.String(),
}
"""Columns and types, in order: those of ``wian hops``, then what analyses group and count by.

``level``, ``kind``, ``desks`` and ``province`` are the recipient's; a province is the office of
that level above it. ``month`` is the month of the issue on the sender's clock. ``*_minute`` are UTC
minutes since 1970-01-01T00:00Z, ``*_dated`` says that only the day is known, ``*_second`` are the
seconds within that minute where a log shows them. ``suspensions`` are the recipient's rests as
``wian.delays.rests.written`` writes them, null where there were none. ``as_of`` is when the row
was looked at: what is open then is open so far, not for ever. No minute of a recorded hop is
outside the jurisdiction's working calendar: it is unknown then, and only the text shows what a
clock said. Imported ones may lie in years that the calendar does not know: they have calendar time
and no working time. ``*_time_zone`` are IANA zones of offices that have another clock than their
jurisdiction's.
"""

UP_COLUMNS: Mapping[str, pl.DataType] = {
    "way": pl.String(),
    "asked_at": pl.String(),
    "asked_minute": pl.Int64(),
    "asked_dated": pl.Boolean(),
    "answering_days": pl.Float64(),
    "answering_working_days": pl.Float64(),
    "sender_level": pl.String(),
    "sender_kind": pl.String(),
    "sender_province": pl.String(),
    "sender_province_name": pl.String(),
}
"""Columns and types that follow those of ``SCHEMA`` where hops of the way up are among them.

``way`` is ``down`` or ``up``. A hop up is an answer or a report: its sender answers, its recipient
gathers. ``asked_*`` is when the sender's last desk had the letter that it answers, unknown where it
gathers answers of others. An answer that is still owed is a hop without an issue. ``sender_*`` say
of the sender what ``level``, ``kind`` and ``province`` say of the recipient.
"""
WAYS_SCHEMA: Mapping[str, pl.DataType] = {**SCHEMA, **UP_COLUMNS}
"""All columns of hops of which some may go up."""


@contextmanager
def refuse_unreadable(path: Path) -> Iterator[None]:
    """Refuse a file of hops in which damage shows, be it only when its rows are read.

    Polars panics over some damaged pages of Parquet, and a panic is no ``Exception``. Over others
    the process ends: ``wian.cli.crash_guard`` has a word for that.

    Raises:
        InputFaults: It cannot be read.
    """
    try:
        with discard_native_stderr(_UNREADABLE):
            yield
    except _UNREADABLE as error:
        reason = (str(error).splitlines() or [""])[0][:200]
        if isinstance(error, pl.exceptions.PanicException):
            reason = "its rows are damaged"
        elif isinstance(error, MemoryError):
            reason = "it is damaged, or needs more memory than this machine has"
        remedy = f"{_REMEDY}, or make one of an event log with wian import log"
        fault = Fault(shown_name(path), f"cannot be read: {reason}", remedy)
        raise InputFaults(shown_path(path), [fault]) from None


def scan(path: Path, way: Direction = Direction.DOWN) -> pl.LazyFrame:
    """A file of hops, Parquet or CSV, read only as far as an analysis needs it.

    Args:
        path: A file with the columns of ``SCHEMA``, in any order; others are left out.
        way: Which of its hops; hops up have the columns of ``WAYS_SCHEMA``.

    Raises:
        InputFaults: It cannot be read, or columns are missing or of another type.
    """
    with refuse_unreadable(path):
        frame = _opened(path)
        found = frame.collect_schema()
    if set(SCHEMA).difference(LATER).intersection(found) == set(COLUMNS).difference(LATER):
        what = "holds what wian hops prints, without what reports group by"
        remedy = "write it with wian export csv --out FILE, or wian export parquet"
        raise refused(path, what, remedy)
    if not {"propagation", "sender", "recipient"}.intersection(found):
        remedy = "make hops of an event log with wian import log first, and give their file"
        raise refused(path, "holds no hops", remedy)
    ways = set(UP_COLUMNS).issubset(found)
    if way is Direction.UP and not ways:
        remedy = "write it with wian export csv --way both --out FILE, or wian export parquet"
        raise refused(path, "holds no hops of the way up", remedy)
    wanted = WAYS_SCHEMA if way is Direction.UP else SCHEMA
    lacking = [name for name in LATER if name not in found]
    faults = [_fault(path, name, found.get(name)) for name in wanted if name not in lacking]
    if wrong := [fault for fault in faults if fault]:
        raise InputFaults(shown_path(path), wrong)
    unknown = [pl.lit(None, dtype=SCHEMA[name]).alias(name) for name in lacking]
    if ways:
        frame = frame.filter(pl.col("way").cast(pl.String) == way.value)
    return frame.with_columns(*unknown).select(*wanted)


def write_parquet(
    frame: pl.DataFrame | pl.LazyFrame, path: Path, columns: Iterable[str] = SCHEMA
) -> None:
    """Write hops so that ten million of them are read a column at a time, and only those asked for.

    Args:
        frame: Hops of ``SCHEMA``.
        path: The file; one that is there is replaced.
        columns: Those that it is to have.
    """
    frame.lazy().select(*columns).sink_parquet(
        path, compression="zstd", compression_level=3, row_group_size=_ROW_GROUP, statistics=True
    )


def stray_rows(hops: pl.DataFrame) -> list[StrayInstant]:
    """The instants that analyses of hops leave out, as no calendar covers them, each once."""
    found: dict[StrayInstant, None] = {}
    for name, office, stamped in _BEARERS:
        at = f"{name}_at"
        stray = hops.filter(pl.col(at).is_not_null() & pl.col(f"{name}_minute").is_null())
        for propagation, who, shown in stray.select("propagation", office, at).iter_rows():
            found[StrayInstant(propagation, who, stamped, shown)] = None
    return list(found)


_BEARERS = (
    ("issued", "sender", False),
    ("received", "recipient", True),
    ("ready", "recipient", True),
)
"""Whose letter or stamp bears an instant, and whether it is a stamp."""
_UNREADABLE = (OSError, MemoryError, pl.exceptions.PolarsError, pl.exceptions.PanicException)
_REMEDY = "give a Parquet or CSV file that wian exported"
_ROW_GROUP = 250_000


def _opened(path: Path) -> pl.LazyFrame:
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {shown_path(path)}")
    if path.suffix.lower() == ".csv":
        read = pl.scan_csv(path, schema_overrides=dict(WAYS_SCHEMA), null_values="", glob=False)
        return table_as_it_was(read)
    return pl.scan_parquet(path, glob=False, hive_partitioning=False)


def _fault(path: Path, name: str, found: pl.DataType | None) -> Fault | None:
    where = f"{shown_name(path)}, column {name}"
    if found is None:
        return Fault(where, "is missing", _REMEDY)
    if found != WAYS_SCHEMA[name]:
        return Fault(where, f"holds {found}, not {WAYS_SCHEMA[name]}", _REMEDY)
    return None

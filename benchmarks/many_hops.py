"""Millions of synthetic hops in a Parquet file, the same every time.

A propagation is 8,800 hops that one letter sets off on one day; ten million hops are 1,137
of them over ten years. What had not happened 45 days later is open.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from wian.delays.working_time import WorkingTime
from wian.jurisdictions.thailand.government_calendar import government_calendar
from wian.reports.hop_frame import INSTANTS, SCHEMA, write_parquet

OFFICES = 8_800
_SEED = 2564
_FIRST, _LAST = np.datetime64("2015-01-05"), np.datetime64("2024-10-31")
_LOOKED = 45 * 24 * 60
_ZONE = 7 * 60
_BATCH = 1_000_000
_KINDS = ("province", "district", "municipality", "subdistrict-organization")
_CHANNELS = ("post", "electronic", "hand")


def write_hops(path: Path, hops: int) -> None:
    """Write that many hops to a Parquet file that ``wian report --from`` reads."""
    parts = path.with_suffix("")
    parts.mkdir()
    for number, frame in enumerate(_frames(hops)):
        write_parquet(frame, parts / f"{number:04}.parquet")
    write_parquet(pl.scan_parquet(parts / "*.parquet"), path)
    for part in parts.iterdir():
        part.unlink()
    parts.rmdir()


def _frames(hops: int) -> Iterator[pl.DataFrame]:
    rng = np.random.default_rng(_SEED)
    working = WorkingTime(government_calendar())
    pace = np.exp(0.35 * rng.standard_normal(OFFICES))
    propagations = -(-hops // OFFICES)
    for start in range(0, hops, _BATCH):
        rows = np.arange(start, min(start + _BATCH, hops))
        yield _frame(rows, propagations, pace, working, rng)


def _frame(
    rows: NDArray[np.int64],
    propagations: int,
    pace: NDArray[np.float64],
    working: WorkingTime,
    rng: np.random.Generator,
) -> pl.DataFrame:
    which, office = np.divmod(rows, OFFICES)
    days = _FIRST + (which * (_LAST - _FIRST).astype(np.int64) // propagations)
    opening = working.opens_at(days)
    none = np.zeros_like(office)
    stages = ((120, 0.9, office % 3), (30, 0.5, none), (900, 0.7, none))
    instants = [working.add(opening, rng.integers(0, 2_000, len(rows)))]
    for median, spread, extra in stages:
        drawn = np.exp(spread * rng.standard_normal(len(rows))) * pace[office] * median
        instants.append(working.add(instants[-1], (drawn + extra * 60).astype(np.int64)))
    as_of = opening + _LOOKED
    level = np.minimum(office % 100, 3)
    named = {
        "propagation": _texts("p", which),
        "directive": _texts("d", which),
        "wave": np.minimum(office // 80 + 1, 4),
        "sender": _texts("sender-", office // 9),
        "recipient": _texts("office-", office),
        "recipient_name": _texts("สำนักงาน ", office),
        "recipient_name_en": _texts("Office ", office),
        "province": _texts("province-", office // 116),
        "province_name": _texts("Province ", office // 116),
        "kind": pl.Series(_KINDS).gather(level),
        "level": pl.Series(_KINDS).gather(level),
        "channel": pl.Series(_CHANNELS).gather(office % 3),
        "window_opens": pl.Series(days).cast(pl.Date),
        "window_closes": pl.Series(days + 59).cast(pl.Date),
        **{f"{name}_minute": minute for name, minute in zip(INSTANTS, instants, strict=True)},
        "as_of_minute": as_of,
    }
    return _completed(pl.DataFrame({name: pl.Series(value) for name, value in named.items()}))


def _completed(frame: pl.DataFrame) -> pl.DataFrame:
    """All columns of the contract: what had not happened yet unknown, constants filled in."""
    minutes = [f"{name}_minute" for name in INSTANTS]
    seen = [pl.when(pl.col(m) <= pl.col("as_of_minute")).then(pl.col(m)).alias(m) for m in minutes]
    constant: dict[str, Any] = {
        "source": "simulated",
        "forwards": True,
        "addressed": True,
        "desks": 1,
        "clock": "virtual",
        "jurisdiction": "thailand",
        "as_of_dated": False,
        **{f"{name}_dated": False for name in INSTANTS},
    }
    frame = frame.with_columns(seen).with_columns(
        **{name: pl.lit(value) for name, value in constant.items()},
        month=_local("issued").dt.strftime("%Y-%m"),
        open=pl.col("forwarded_minute").is_null(),
        **{f"{name}_at": _local(name).dt.strftime("%Y-%m-%dT%H:%M+07:00") for name in INSTANTS},
    )
    missing = [pl.lit(None).alias(name) for name in SCHEMA if name not in frame.columns]
    every = frame.with_columns(missing)
    return every.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def _local(name: str) -> pl.Expr:
    return pl.from_epoch((pl.col(f"{name}_minute") + _ZONE) * 60, time_unit="s")


def _texts(prefix: str, numbers: NDArray[np.int64]) -> pl.Series:
    names = pl.Series([f"{prefix}{number:05}" for number in range(int(numbers.max()) + 1)])
    return names.gather(numbers)

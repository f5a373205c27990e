"""Measures the latency report on one and on ten million hops.

Run ``python -m benchmarks.speed.ten_million``. The hops are synthetic
(``benchmarks/many_hops.py``), in a folder that goes again: 230 MB. The peers are pandas, which
knows calendar time and working days without hours, and pm4py, which knows the steps' calendar time;
they run in the environment that ``python -m benchmarks.peers.pm4py_check --make`` makes, and the
table says so if it is missing.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.cost import Cost, alone, cost_of, peak_memory, seconds, usual_cost
from benchmarks.figures import Figure, judged, show
from benchmarks.many_hops import write_hops
from benchmarks.peers import pm4py_check
from wian.jurisdictions.thailand.government_calendar import government_calendar
from wian.reports.group_by import By
from wian.reports.hop_frame import INSTANTS, scan
from wian.reports.latency.report import LatencyQuestion, latency
from wian.reports.stages import HopStage, Time

ONE, TEN = 1_000_000, 10_000_000
WALL, MEMORY, PROCESSOR = 10.0, 3_000.0, 1.0
_CLOSE, _TIMES = 1e-9, 3.0


def figures(one: int = ONE, ten: int = TEN, rounds: int = 3) -> tuple[Figure, ...]:
    """Measure both, each in a process of its own, and the peers where they are there."""
    with tempfile.TemporaryDirectory(prefix="wian-hops-") as folder:
        large, small = Path(folder) / "ten.parquet", Path(folder) / "one.parquet"
        write_hops(large, ten)
        cost, memory, groups = alone(by_office_and_month, large)
        write_hops(small, one)
        own, medians = alone(by_level, small, rounds)
        compared = alone(in_memory, small, rounds)
        peers = _peers(small, Path(folder), medians)
    holds = cost.wall <= WALL and memory <= MEMORY
    return (
        Figure(
            f"latency of {ten:,} hops by office and month, {groups:,} groups",
            f"{cost}, {memory:,.0f} MB",
            target=f"<= {WALL:.0f} s wall, {MEMORY:,.0f} MB",
            met=judged(holds),
        ),
        *_compared(one, own, peers),
        *_beside_polars(one, compared),
    )


def by_office_and_month(path: Path) -> tuple[Cost, float, int]:
    """What the whole hop by office and month takes, in calendar time, and how many groups."""
    asked = LatencyQuestion((By.OFFICE, By.MONTH), (HopStage.HOP,), (Time.CALENDAR,))
    made: list[int] = []
    cost = cost_of(lambda: made.append(len(latency(scan(path), asked))))
    return cost, peak_memory(), made[0]


def by_level(path: Path, rounds: int) -> tuple[Cost, dict[str, float]]:
    """What the whole hop by level takes in working time; and its medians in calendar time."""
    asked = LatencyQuestion((By.LEVEL,), (HopStage.HOP,), (Time.WORKING,))
    latency(scan(path), asked)  # the working calendar is laid out once a process
    cost = usual_cost(lambda: latency(scan(path), asked), rounds)
    closed = scan(path).filter(~pl.col("open"))
    found = latency(closed, LatencyQuestion((By.LEVEL,), (HopStage.HOP,), (Time.CALENDAR,)))
    return cost, dict(zip(found["level"], found["median"], strict=True))


def in_memory(path: Path, rounds: int) -> dict[str, tuple[Cost, Cost]]:
    """What our figures and those of a plain ``group_by`` take, of hops that are in memory."""
    hops = scan(path).collect()
    keys = {"level": (By.LEVEL,), "office and month": (By.OFFICE, By.MONTH)}
    found = {}
    for name, by in keys.items():
        asked = LatencyQuestion(by, (HopStage.HOP,), (Time.CALENDAR,))
        columns = [each.column for each in by]
        found[name] = (
            usual_cost(lambda asked=asked: latency(hops.lazy(), asked), rounds),  # type: ignore[misc]
            usual_cost(lambda columns=columns: _plain(hops, columns), rounds),  # type: ignore[misc]
        )
    return found


def _plain(hops: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Counts, percentiles, mean and spread as polars has them; open hops as far as they are."""
    end = pl.col("forwarded_minute").fill_null(pl.col("as_of_minute"))
    lasted = hops.lazy().with_columns(lasted=end - pl.col("issued_minute"))
    days = pl.col("lasted")
    shares = [days.quantile(share, "linear").alias(f"p{share}") for share in (0.5, 0.9, 0.99)]
    counts = (pl.len(), pl.col("open").sum(), days.mean().alias("mean"), days.std().alias("std"))
    return lasted.group_by(columns).agg(*counts, *shares).collect()


def _beside_polars(one: int, compared: dict[str, tuple[Cost, Cost]]) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            f"{one:,} hops in memory by {name}, calendar time, all figures",
            str(own),
            f"peer, polars: group_by with count, percentiles, mean, spread: {plain}",
            f"{own.processor / plain.processor:.1f} x peer",
            f"<= {_TIMES:.0f} x peer",
            judged(own.processor <= _TIMES * plain.processor),
        )
        for name, (own, plain) in compared.items()
    )


def _peers(path: Path, folder: Path, medians: dict[str, float]) -> dict[str, Any] | None:
    """What pandas and pm4py take for the finished hops, whose medians must be ours."""
    if not pm4py_check.python().exists():
        return None
    columns = [f"{name}_minute" for name in INSTANTS]
    frame = scan(path).filter(~pl.col("open")).select("level", *columns).collect()
    for name in INSTANTS:
        np.save(folder / f"{name}.npy", frame[f"{name}_minute"].to_numpy())
    np.save(folder / "level.npy", frame["level"].to_numpy().astype(str))
    holidays = np.array(sorted(government_calendar().holidays), dtype="datetime64[D]")
    np.save(folder / "holidays.npy", holidays.astype(np.int64))
    program = Path(pm4py_check.__file__).with_name("latency_peers.py")
    command = [pm4py_check.python(), program, folder]
    ran = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder)
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    if any(abs(medians[level] - value) > _CLOSE for level, value in found["medians"].items()):
        raise AssertionError("pandas has other medians")
    return found


def _compared(one: int, own: Cost, peers: dict[str, Any] | None) -> tuple[Figure, ...]:
    target = f"<= {PROCESSOR:.0f} s cpu"
    name = f"{one:,} hops by level, working time: medians, percentiles, means"
    if peers is None:
        lacking = "pandas and pm4py are missing: python -m benchmarks.peers.pm4py_check --make"
        return (Figure(name, str(own), lacking, "", target, judged(own.processor <= PROCESSOR)),)
    rows = (
        ("pandas, calendar time and busday_count", peers["pandas"]),
        ("pm4py, performance DFG in calendar time", peers["pm4py"]),
    )
    return tuple(
        Figure(
            name,
            str(own),
            f"peer, {peer}: {seconds(taken)} cpu",
            f"{own.processor / taken:.2f} x peer",
            target,
            judged(own.processor <= PROCESSOR),
        )
        for peer, taken in rows
    )


def main() -> None:
    """Measure, and print the table."""
    show(figures())


if __name__ == "__main__":
    main()

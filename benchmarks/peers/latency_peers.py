"""What pandas and pm4py take for the same hops; a separate program that knows no wian.

``benchmarks.speed.ten_million`` runs it in the environment that ``benchmarks.peers.pm4py_check``
makes. It reads the columns of hops from ``.npy`` files and prints one JSON object.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import pandas as pd  # type: ignore[import-untyped]
import pm4py  # type: ignore[import-not-found]  # only ever in an environment of its own

STAMPS = ("issued", "received", "ready", "forwarded")


def by_pandas(hops: dict[str, Any], holidays: Any) -> tuple[float, dict[str, float]]:
    """Median and 90th percentile by level in calendar time, and working days without hours."""
    frame = pd.DataFrame({"level": hops["level"]})
    begun = process_time()
    frame["days"] = (hops["forwarded"] - hops["issued"]) / 1440
    first, last = (_days(hops[name]) for name in ("issued", "forwarded"))
    frame["working"] = np.busday_count(first, last, holidays=holidays)
    found = frame.groupby("level")[["days", "working"]].quantile([0.5, 0.9])
    spent = process_time() - begun
    return spent, {
        str(level): float(found.loc[(level, 0.5), "days"]) for level in found.index.levels[0]
    }


def by_pm4py(hops: dict[str, Any]) -> float:
    """The performance of each step, by pm4py's own log of events, in calendar time."""
    count = len(hops["issued"])
    minutes = np.concatenate([hops[name] for name in STAMPS])
    log = pd.DataFrame(
        {
            "case:concept:name": np.tile(np.arange(count).astype(str), len(STAMPS)),
            "concept:name": np.repeat(STAMPS, count),
            "time:timestamp": pd.to_datetime(minutes * 60, unit="s", utc=True),
        }
    )
    begun = process_time()
    pm4py.discover_performance_dfg(log)
    return process_time() - begun


def _days(minutes: Any) -> Any:
    return ((minutes + 7 * 60) // 1440).astype("datetime64[D]")


def main(folder: Path) -> None:
    """Read the columns, and print what each of the two took."""
    hops = {path.stem: np.load(path) for path in folder.glob("*.npy")}
    holidays = hops.pop("holidays").astype("datetime64[D]")
    seconds, medians = by_pandas(hops, holidays)
    print(json.dumps({"pandas": seconds, "medians": medians, "pm4py": by_pm4py(hops)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

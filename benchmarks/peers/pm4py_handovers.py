"""What pm4py says of how cases of a log go from holder to holder; knows nothing of wian.

``benchmarks.peers.pm4py_logs`` runs it in an environment that has pm4py. It prints one JSON object.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import pandas as pd  # type: ignore[import-untyped]  # the same
import pm4py  # type: ignore[import-not-found]  # only ever in an environment of its own

CASE, NAME, TIME = "case:concept:name", "concept:name", "time:timestamp"
KEYS = {"case_id_key": CASE, "activity_key": NAME, "timestamp_key": TIME}


def figures(path: str, holder: str) -> dict[str, Any]:
    """The performance DFG of stays: into a holder's hands, and out of them."""
    log = pm4py.read_xes(path, return_legacy_log_object=False)
    log["place"] = range(len(log))
    log = log.sort_values([CASE, TIME, "place"])
    log[holder] = log.groupby(CASE)[holder].ffill()  # who had a case still has it
    log = log[log[holder].notna()].copy()
    new = (log[CASE] != log[CASE].shift()) | (log[holder] != log[holder].shift())
    log["stay"] = new.cumsum()
    stays = log.groupby("stay").agg(
        case=(CASE, "first"), who=(holder, "first"), first=(TIME, "first"), last=(TIME, "last")
    )
    ends = [
        pd.DataFrame({CASE: stays["case"], NAME: stays["who"] + end, TIME: stays[moment]})
        for end, moment in ((" in", "first"), (" out", "last"))
    ]
    both = pd.concat(ends).reset_index().sort_values(["stay", NAME], kind="stable")
    found, _, _ = pm4py.discover_performance_dfg(both, **KEYS)
    steps = {
        f"{one} -> {two}": {key: float(value) for key, value in each.items()}
        for (one, two), each in found.items()
    }
    return {"cases": int(log[CASE].nunique()), "events": len(log), "steps": steps}


if __name__ == "__main__":
    print(json.dumps(figures(*sys.argv[1:3])))

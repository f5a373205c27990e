"""What pm4py says of an export; a separate program that knows nothing of wian.

``benchmarks.peers.pm4py_check`` runs it in an environment that has pm4py. It prints one JSON
object.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import pm4py  # type: ignore[import-not-found]  # only ever in an environment of its own

CASE, NAME, TIME = "case:concept:name", "concept:name", "time:timestamp"
LEVEL = "case:level"
KEYS = {"case_id_key": CASE, "activity_key": NAME, "timestamp_key": TIME}


def figures(xes: str, ocel_json: str, ocel_xml: str) -> dict[str, Any]:
    """What the three files hold, and what each step of their exactly known hops took."""
    log = pm4py.read_xes(xes, return_legacy_log_object=False)
    milestones = log[log["position"].isna() | (log["position"] == 0)]
    dated = set(log.loc[log["precision"] == "day", CASE])
    exact = milestones[~milestones[CASE].isin(dated)]
    return {
        "traces": int(log[CASE].nunique()),
        "events": len(log),
        "exact": int(exact[CASE].nunique()),
        "steps": steps(exact),
        "levels": {level: steps(rows) for level, rows in exact.groupby(LEVEL)},
        "durations": sorted(map(float, pm4py.get_all_case_durations(exact, **KEYS))),
        "json": objects(pm4py.read_ocel2_json(ocel_json)),
        "xml": objects(pm4py.read_ocel2_xml(ocel_xml)),
    }


def steps(log: Any) -> dict[str, dict[str, float]]:
    """The performance DFG: seconds from one event to the next, by both their names."""
    found, _, _ = pm4py.discover_performance_dfg(log, **KEYS)
    return {
        f"{first} -> {second}": {key: float(value) for key, value in each.items()}
        for (first, second), each in found.items()
    }


def objects(log: Any) -> dict[str, Any]:
    """What an object-centric log holds: events and objects by type, and their relations."""
    events, things = log.events["ocel:activity"], log.objects["ocel:type"]
    return {
        "events": events.value_counts().to_dict(),
        "objects": things.value_counts().to_dict(),
        "relations": len(log.relations),
        "between objects": len(log.o2o),
    }


if __name__ == "__main__":
    print(json.dumps(figures(*sys.argv[1:4])))

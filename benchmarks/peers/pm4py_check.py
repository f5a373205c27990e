"""Checks exports against pm4py: it opens them, and its figures equal ours.

``python -m benchmarks.peers.pm4py_check --make`` makes a separate environment in ``.venv/pm4py``
(half a gigabyte, 40 seconds); wian never imports pm4py and is never installed beside it. Without
``--make``, a rehearsal over synthetic offices is exported, opened and compared.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks import synthetic
from benchmarks.peers import peer_environment
from benchmarks.peers.peer_environment import peer_python
from benchmarks.speed.chain import forward_all
from wian.ledger.database import Ledger, open_ledger
from wian.propagation.plan import record
from wian.propagation.prepare import prepare
from wian.propagation.request import PropagationRequest
from wian.propagation.runtime import now
from wian.reports.exports.event_stream import tales
from wian.reports.exports.ocel_files import write_ocel
from wian.reports.exports.xes import write_xes
from wian.reports.group_by import By
from wian.reports.hop_frame import INSTANTS
from wian.reports.latency.report import LatencyQuestion, latency
from wian.reports.scope.recorded_hops import frame_of
from wian.reports.stages import HopStage, Time

ENVIRONMENT = "pm4py"
VERSION = "pm4py==2.7.23.11"
OFFICES = 2_000
CLOSE = 1e-6
"""Seconds that two figures may lie apart: a microsecond."""
STEPS = {
    "issue -> receive": ("issued", "received"),
    "receive -> ready": ("received", "ready"),
    "ready -> forward": ("ready", "forwarded"),
}
_STAGES = dict(zip((HopStage.TRANSIT, HopStage.ROUTING, HopStage.HANDLING), STEPS, strict=True))
_REPORTED = ("mean", "median")
_DAY = 86_400
_KEYS = ("mean", "median", "min", "max", "sum")


def python() -> Path:
    """The interpreter that has pm4py, where the environment was made."""
    return peer_python(ENVIRONMENT)


def make() -> None:
    """Make the environment; nothing where it is there."""
    peer_environment.make(ENVIRONMENT, VERSION)


def theirs(folder: Path, ledger: Ledger, propagation: str) -> dict[str, Any]:
    """What pm4py says of a propagation, exported into a folder."""
    files = [folder / name for name in ("log.xes.gz", "log.json", "log.xml")]
    write_xes(files[0], tales(ledger, [propagation]), _ignore)
    for path in files[1:]:
        write_ocel(path, tales(ledger, [propagation]), _ignore)
    program = Path(__file__).with_name("pm4py_figures.py")
    ran = subprocess.run(
        [python(), program, *files], check=True, capture_output=True, text=True, cwd=folder
    )
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def ours(frame: pl.DataFrame) -> dict[str, Any]:
    """What we say of the same: hops known to the minute, step by step, and from end to end."""
    dated = pl.any_horizontal(
        pl.col(f"{name}_minute").is_not_null() & pl.col(f"{name}_dated") for name in INSTANTS
    )
    exact = frame.filter(~dated)
    minutes = [pl.col(f"{name}_minute") for name in INSTANTS]
    lasted = (pl.max_horizontal(minutes) - pl.min_horizontal(minutes)) * 60.0
    return {
        "traces": frame.height,
        "exact": exact.height,
        "steps": _steps(exact),
        "levels": {str(level): _steps(rows) for (level,), rows in exact.group_by("level")},
        "report": _report(exact),
        "durations": exact.select(lasted.alias("lasted"))["lasted"].sort().to_list(),
    }


def _report(hops: pl.DataFrame) -> dict[str, dict[str, dict[str, float]]]:
    """What ``wian report latency --by level`` says, in seconds."""
    asked = LatencyQuestion((By.LEVEL,), tuple(_STAGES), (Time.CALENDAR,))
    found: dict[str, dict[str, dict[str, float]]] = {}
    for row in latency(hops.lazy(), asked).rows(named=True):
        figures = {key: row[key] * _DAY for key in _REPORTED}
        found.setdefault(row["level"], {})[_STAGES[HopStage(row["stage"])]] = figures
    return found


def _steps(hops: pl.DataFrame) -> dict[str, dict[str, float]]:
    found = {}
    for step, (start, end) in STEPS.items():
        seconds = (hops[f"{end}_minute"] - hops[f"{start}_minute"]).drop_nulls() * 60
        if len(seconds):
            found[step] = {key: float(getattr(seconds, key)()) for key in _KEYS}
    return found


def differences(our: Mapping[str, Any], their: Mapping[str, Any]) -> Iterator[str]:
    """Where the two do not agree, each in a sentence; nothing where they do."""
    for name in ("traces", "exact"):
        if our[name] != their[name]:
            yield f"{name}: {our[name]} ours, {their[name]} theirs"
    yield from _unlike("all", our["steps"], their["steps"])
    if set(our["levels"]) != set(their["levels"]):
        yield f"levels: {sorted(our['levels'])} ours, {sorted(their['levels'])} theirs"
    for level, steps in our["levels"].items():
        yield from _unlike(level, steps, their["levels"].get(level, {}))
    for level, steps in our["report"].items():
        yield from _unlike(f"report, {level}", steps, their["levels"].get(level, {}), _REPORTED)
    pairs = zip(our["durations"], sorted(their["durations"]), strict=True)
    if apart := sum(abs(mine - other) >= CLOSE for mine, other in pairs):
        yield f"durations: {apart} lie apart"


def _unlike(
    where: str, our: Mapping[str, Any], their: Mapping[str, Any], keys: Sequence[str] = _KEYS
) -> Iterator[str]:
    if set(our) != set(their):
        yield f"{where}: the steps {sorted(our)} ours, {sorted(their)} theirs"
    for step in set(our) & set(their):
        for key in keys:
            if abs(our[step][key] - their[step][key]) >= CLOSE:
                yield f"{where}, {step}: {key} {our[step][key]} ours, {their[step][key]} theirs"


def compare(ledger: Ledger, propagation: str) -> tuple[dict[str, Any], list[str]]:
    """What pm4py says of a recorded propagation, and where it differs from what we say."""
    with tempfile.TemporaryDirectory(prefix="wian-pm4py-") as folder:
        their = theirs(Path(folder), ledger, propagation)
    return their, list(differences(ours(frame_of(ledger, [propagation])), their))


def _ignore(_hops: int) -> None:
    """Nobody watches."""


def main() -> None:
    """Make the environment, or check; exit status 1 where a figure differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--make", action="store_true", help="make the environment")
    parser.add_argument("--offices", type=int, default=OFFICES, help="of the rehearsal")
    options = parser.parse_args()
    if options.make:
        make()
        return
    if not python().exists():
        sys.exit("There is no pm4py yet: python -m benchmarks.peers.pm4py_check --make")
    with tempfile.TemporaryDirectory(prefix="wian-pm4py-") as folder:
        directive = synthetic.write(Path(folder), options.offices)
        plan = prepare(PropagationRequest(directive=str(directive)))
        with open_ledger(f"sqlite:///{folder}/ledger.db") as ledger:
            record(ledger, plan, now())
            forward_all(ledger, plan)
            their, unlike = compare(ledger, plan.id)
    for step, figures in their["steps"].items():
        print(f"{step:18}", *(f"{key} {figures[key]:.6f} s" for key in _KEYS), sep="  ")
    print(f"{their['traces']} hops, {len(their['levels'])} levels; {len(unlike)} differences")
    sys.exit("\n".join(unlike) or 0)


if __name__ == "__main__":
    main()

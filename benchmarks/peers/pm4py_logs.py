"""Checks imported logs against pm4py: the times between holders equal ours, with seconds.

``python -m benchmarks.peers.pm4py_logs LOG.xes.gz`` compares a log in XES that you have, such as a
public one of the 4TU repository; ``--holder`` says by which attribute. None of them is shipped
with wian. Without a log, one of their shape is made: cases that come and go between groups,
holders that have a case again, moments in thousandths of a second, several time zones and events
of one moment. ``python -m benchmarks.peers.pm4py_check --make`` makes pm4py's environment.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.peers.pm4py_check import python
from wian.history.logs.mapping import LogMapping
from wian.reports.hop_frame import scan
from wian.reports.logs.imported import import_log

CASES = 2_000
CLOSE = 1e-5
"""Seconds that a figure may lie apart: sums of floating numbers in another order."""
_KEYS = ("mean", "median", "min", "max", "sum")
_GROUPS = ("desk", "finance", "legal", "director", "archive")
_ZONES = (UTC, timezone(timedelta(hours=2)), timezone(timedelta(hours=7)))


def made_log(path: Path, cases: int = CASES) -> None:
    """Write a log in XES of the shape of public ones."""
    rng = random.Random(20210104)  # noqa: S311 - a reproducible log
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n')
        for number in range(cases):
            file.write(f'<trace><string key="concept:name" value="case {number}"/>\n')
            file.writelines(_events(rng, number))
            file.write("</trace>\n")
        file.write("</log>\n")


def _events(rng: random.Random, number: int) -> Iterator[str]:
    at = datetime(2011, 10, 1, 8, tzinfo=UTC) + timedelta(hours=number)
    holder = "desk"
    for step in range(rng.randint(2, 14)):
        local = at.astimezone(rng.choice(_ZONES)).isoformat(timespec="milliseconds")
        yield (
            f'<event><string key="concept:name" value="step {step}"/>'
            f'<date key="time:timestamp" value="{local}"/>'
            f'<string key="org:group" value="{holder}"/></event>\n'
        )
        if rng.random() < 0.6:
            holder = rng.choice(_GROUPS)
        if rng.random() > 0.05:
            at += timedelta(milliseconds=int(rng.expovariate(1 / 40_000_000)))


def ours(path: Path, folder: Path, holder: str) -> dict[str, Any]:
    """What wian says of a log: from holder to holder, and how long each held a case."""
    mapping = LogMapping(columns={"group": holder})
    done = import_log(path, mapping, folder / "hops.parquet", "thailand")
    hops = scan(done.path).collect()
    seconds = {
        name: pl.col(f"{name}_minute") * 60 + pl.col(f"{name}_second").fill_null(0.0)
        for name in ("issued", "received", "forwarded")
    }
    timed = hops.with_columns(
        transit=seconds["received"] - seconds["issued"],
        handling=seconds["forwarded"] - seconds["received"],
    )
    steps = {}
    for (one, two), rows in timed.group_by("sender", "recipient"):
        steps[f"{one} out -> {two} in"] = _figures(rows["transit"])
    for (one,), rows in timed.filter(pl.col("handling").is_not_null()).group_by("recipient"):
        steps[f"{one} in -> {one} out"] = _figures(rows["handling"])
    return {"hops": hops.height, "steps": steps}


def _figures(seconds: pl.Series) -> dict[str, float]:
    return {key: float(getattr(seconds, key)()) for key in _KEYS}


def theirs(path: Path, holder: str) -> dict[str, Any]:
    """What pm4py says of it."""
    program = Path(__file__).with_name("pm4py_handovers.py")
    ran = subprocess.run(
        [python(), program, path.resolve(), holder], check=True, capture_output=True, text=True
    )
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def differences(our: Mapping[str, Any], their: Mapping[str, Any]) -> Iterator[str]:
    """Where the two do not agree, each in a sentence.

    pm4py also knows the first and the last stay of a case, which are no part of a hop: how long a
    holder had a case is compared for holders between others alone, by the time between holders.
    """
    passing = {step for step in their["steps"] if " out -> " in step}
    mine = {step for step in our["steps"] if " out -> " in step}
    if passing != mine:
        yield f"steps: {sorted(passing ^ mine)[:5]} are known to one alone"
    for step in sorted(passing & mine):
        for key in _KEYS:
            one, other = our["steps"][step][key], their["steps"][step][key]
            if abs(one - other) > max(CLOSE, abs(other) * 1e-12):
                yield f"{step}: {key} {one} ours, {other} theirs"


def compare(path: Path, holder: str) -> tuple[int, dict[str, Any], list[str]]:
    """How many hops a log has here, what pm4py says of it, and where the two differ."""
    with tempfile.TemporaryDirectory(prefix="wian-pm4py-") as folder:
        our = ours(path, Path(folder), holder)
    their = theirs(path, holder)
    return our["hops"], their, list(differences(our, their))


def main() -> None:
    """Compare; exit status 1 where a figure differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log", nargs="?", type=Path, help="a log in XES; default: one that is made")
    parser.add_argument("--holder", default="org:group", help="attribute that holds a case")
    options = parser.parse_args()
    if not python().exists():
        sys.exit("There is no pm4py yet: python -m benchmarks.peers.pm4py_check --make")
    with tempfile.TemporaryDirectory(prefix="wian-pm4py-") as folder:
        path = options.log or Path(folder) / "made.xes"
        if options.log is None:
            made_log(path)
        hops, their, unlike = compare(path, options.holder)
    steps = sum(" out -> " in step for step in their["steps"])
    print(
        f"{their['cases']:,} cases, {their['events']:,} events, {hops:,} hops, {steps} pairs of "
        f"holders, {len(_KEYS)} figures each; {len(unlike)} differences"
    )
    sys.exit("\n".join(unlike[:20]) or 0)


if __name__ == "__main__":
    main()

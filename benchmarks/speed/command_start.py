"""Measures how long a command takes to begin and end: ``python -m benchmarks.speed.command_start``.

The help, the public API, a look at a recorded propagation, and the directive of 2564 through a
Prefect server that is up, each as a process of its own, beside the least that it must load.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.cost import Cost, median
from benchmarks.figures import Figure, show
from benchmarks.speed.conducted import server

ROUNDS = 7
_ROOT = Path(__file__).resolve().parents[2]
_DIRECTIVE = str(_ROOT / "examples" / "gecc-2564" / "directive.yaml")
_LIBRARIES = "import networkx, numpy, pydantic_settings, sqlalchemy.orm, typer"


def figures(rounds: int = ROUNDS) -> list[Figure]:
    """Measure each command and its floor, in turns."""
    with TemporaryDirectory(prefix="wian-bench-") as home, server():
        own = {**os.environ, "WIAN_HOME": home}
        _cost(_wian("propagate", _DIRECTIVE), own)
        return [
            _figure("wian --help", _wian("--help"), "pass", "Python alone", own, rounds),
            _figure("import wian", _python("import wian"), "pass", "Python alone", own, rounds),
            _figure("wian status", _wian("status"), _LIBRARIES, "the libraries", own, rounds),
            _figure(
                "wian propagate, all there already, server up",
                _wian("propagate", _DIRECTIVE),
                f"{_LIBRARIES}; import prefect.flows, prefect.client.orchestration",
                "the libraries and Prefect's",
                own,
                rounds,
            ),
        ]


def _figure(  # noqa: PLR0913, PLR0917 - what the line is made of
    name: str, command: Sequence[str], least: str, what: str, own: dict[str, str], rounds: int
) -> Figure:
    ours, floor = [], []
    for _ in range(rounds):
        ours.append(_cost(command, own))
        floor.append(_cost(_python(least), own))
    cost, bare = median(ours), median(floor)
    ratio = f"{cost.processor / bare.processor:.1f} x floor"
    return Figure(name, str(cost), f"floor, {what} loaded: {bare}", ratio)


def _python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def _wian(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "wian.cli.main", *arguments]


def _cost(command: Sequence[str], environment: dict[str, str]) -> Cost:
    """What a command costs as a process, with all the processes that it starts."""
    began, used = perf_counter(), _processor()
    subprocess.run(command, env=environment, cwd=_ROOT, stdout=subprocess.DEVNULL, check=True)
    return Cost(perf_counter() - began, _processor() - used)


def _processor() -> float:
    """Seconds that the processes took which this one started and waited for."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


if __name__ == "__main__":
    show(figures())

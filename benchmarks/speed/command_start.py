"""Measures how long a command takes to begin and end: ``python -m benchmarks.speed.command_start``.

The help of every command, the public API, a look at a recorded propagation, and the directive of
2564 through a Prefect server that is up, each as a process of its own, beside the least that it
must load.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks.cost import Cost, alone, median
from benchmarks.figures import Figure, judged, show
from benchmarks.speed.chain import run_chain
from benchmarks.speed.conducted import server
from benchmarks.speed.national import request
from wian.cli.app import app

ROUNDS = 7
MOST_OF_HELP = 0.25
"""Seconds of processor time that the help of any command may take."""
_ROOT = Path(__file__).resolve().parents[2]
_DIRECTIVE = str(_ROOT / "examples" / "gecc-2564" / "directive.yaml")
_LIBRARIES = "import numpy, pydantic_settings, sqlalchemy.orm, typer"


def figures(rounds: int = ROUNDS) -> list[Figure]:
    """Measure each command and its floor, in turns."""
    with TemporaryDirectory(prefix="wian-bench-") as home, server():
        own = {**os.environ, "WIAN_HOME": home}
        _cost(_wian("propagate", _DIRECTIVE), own)
        return [
            _figure("wian --help", _wian("--help"), "pass", "Python alone", own, rounds),
            _slowest_help(own),
            _figure("import wian", _python("import wian"), "pass", "Python alone", own, rounds),
            _figure("wian status", _wian("status"), _LIBRARIES, "the libraries", own, rounds),
            _national_status(rounds),
            _figure(
                "wian propagate, all there already, server up",
                _wian("propagate", _DIRECTIVE),
                f"{_LIBRARIES}, networkx; import prefect.flows, prefect.client.orchestration",
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


def _national_status(rounds: int) -> Figure:
    """A look at the finished rehearsal of the national directive."""
    with TemporaryDirectory(prefix="wian-bench-") as home:
        hops = alone(run_chain, request(), Path(home) / "wian.db").hops
        own = {**os.environ, "WIAN_HOME": home}
        name = f"wian status, {hops:,} hops"
        return _figure(name, _wian("status"), _LIBRARIES, "the libraries", own, rounds)


def _slowest_help(own: dict[str, str]) -> Figure:
    """The help of every command, each in its best of three processes; the slowest of them."""
    costs = {
        name: min((_cost(_wian(*name.split(), "--help"), own) for _ in range(3)), key=_busy)
        for name in _commands(app)
    }
    name, cost = max(costs.items(), key=lambda each: _busy(each[1]))
    least = min((_cost(_python("import pydantic, typer"), own) for _ in range(7)), key=_busy)
    return Figure(
        f"--help of {len(costs)} commands, the slowest ({name})",
        str(cost),
        f"floor, typer and what it loads: {least}",
        f"{cost.processor / least.processor:.1f} x floor",
        target=f"<= {MOST_OF_HELP:g} s cpu",
        met=judged(cost.processor <= MOST_OF_HELP),
    )


def _busy(cost: Cost) -> float:
    return cost.processor


def _commands(group: Any, above: str = "") -> Iterator[str]:
    """The names of all commands, those of a group behind the group's."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{above}{name} ")
        else:
            yield f"{above}{name}"


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

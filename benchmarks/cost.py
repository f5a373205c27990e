"""Wall and processor time of a piece of work or a process, and the memory of a process."""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, TypeVar

T = TypeVar("T")
_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts a process's memory."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a piece of work took: seconds on the wall's clock, and of this process's processor."""

    wall: float
    processor: float

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.wall + other.wall, self.processor + other.processor)

    def __mul__(self, factor: float) -> Cost:
        return Cost(self.wall * factor, self.processor * factor)

    def __str__(self) -> str:
        return f"{seconds(self.wall)} wall, {seconds(self.processor)} cpu"


def seconds(amount: float) -> str:
    """Seconds with about three digits."""
    if amount < 0.1:  # milliseconds read better below
        return f"{amount * 1000:.1f} ms"
    return f"{amount:,.2f} s" if amount < 100 else f"{amount:,.0f} s"  # three digits


def cost_of(work: Callable[[], object]) -> Cost:
    """The cost of doing ``work`` once."""
    gc.collect()
    wall, processor = perf_counter(), process_time()
    work()
    return Cost(perf_counter() - wall, process_time() - processor)


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each clock."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.processor for cost in costs),
    )


def usual_cost(work: Callable[[], object], rounds: int) -> Cost:
    """The median cost of ``work`` over some rounds."""
    return median([cost_of(work) for _ in range(rounds)])


def alone(work: Callable[..., T], *arguments: Any) -> T:
    """What ``work`` returns in a fresh process of its own, which then leaves."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(work, *arguments).result()


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command cost as a process, and the megabytes (2**20 bytes) that it held at most."""

    cost: Cost
    memory: float

    def __str__(self) -> str:
        return f"{self.cost}, {self.memory:,.0f} MB at most"


_LAUNCHER = """
import json, os, sys, time
began = time.perf_counter()
child = os.posix_spawnp(
    sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, 1, 0)]
)
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - began
processor = used.ru_utime + used.ru_stime
print(json.dumps([os.waitstatus_to_exitcode(status), wall, processor, used.ru_maxrss]))
"""
"""Starts a command from a small process: Linux counts the memory of the process that starts a
command towards the command's own peak."""


def run_alone(command: Sequence[str], environment: Mapping[str, str]) -> Ran:
    """Run a command from its start to its end; what it prints goes nowhere.

    Raises:
        subprocess.CalledProcessError: It fails.
    """
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command]
    told = subprocess.run(launcher, env=environment, stdout=subprocess.PIPE, check=True).stdout
    exit_code, wall, processor, memory = json.loads(told)
    if exit_code:
        raise subprocess.CalledProcessError(exit_code, command)
    return Ran(Cost(wall, processor), memory * _MEMORY_UNIT / 2**20)


def processor_of(pid: int, *, with_ended: bool = False) -> float:
    """Seconds of the processor that a process has had, as Linux counts them.

    Args:
        pid: Its number.
        with_ended: With those of its children that have ended.
    """
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11 : 15 if with_ended else 13])) / os.sysconf("SC_CLK_TCK")


def peak_memory() -> float:
    """Megabytes (2**20 bytes) of memory that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MEMORY_UNIT / 2**20

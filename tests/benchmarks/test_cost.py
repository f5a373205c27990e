"""What a piece of work costs, in processor and wall time, alone in a process."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from benchmarks.cost import (
    Cost,
    alone,
    cost_of,
    median,
    peak_memory,
    processor_of,
    run_alone,
    seconds,
)


def test_work_alone_runs_in_a_process_of_its_own() -> None:
    """So that one measurement does not warm, or weigh on, the next."""
    assert alone(os.getpid) != os.getpid()


def test_costs_add_up_and_their_median_is_taken_clock_by_clock() -> None:
    """Wall and processor time are two measurements, not one."""
    costs = [Cost(1, 5), Cost(2, 4), Cost(9, 3)]
    assert median(costs) == Cost(2, 4)
    assert costs[0] + costs[1] * 2 == Cost(5, 13)
    assert cost_of(lambda: sum(range(1_000))).wall > 0
    assert peak_memory() > 1


def test_another_process_is_asked_for_its_processor_time() -> None:
    """Of its ended children as well, where it has them do the work."""
    own = processor_of(os.getpid())
    assert 0 < own <= processor_of(os.getpid(), with_ended=True)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(0.00123, "1.2 ms"), (0.0999, "99.9 ms"), (1.234, "1.23 s"), (1234.5, "1,234 s")],
)
def test_seconds_are_shown_with_about_three_digits(amount: float, shown: str) -> None:
    """More digits than a shared machine can repeat would be a claim."""
    assert seconds(amount) == shown


def test_a_command_is_measured_as_a_process_of_its_own() -> None:
    """With the memory that it held itself, and nothing of the process that measures."""
    ballast = b"-" * (400 << 20)
    program = "held = bytearray(64 << 20); print(sum(range(300_000)))"
    ran = run_alone([sys.executable, "-c", program], {**os.environ})
    assert ran.cost.processor > 0
    assert 64 < ran.memory < len(ballast) / 2**20
    with pytest.raises(subprocess.CalledProcessError):
        run_alone([sys.executable, "-c", "raise SystemExit(3)"], {**os.environ})

"""Sweeps come without Prefect, in their time and one after the other."""

from __future__ import annotations

import subprocess
import sys

from flows.server.timed_sweep import TimedSweep


class Hand:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_sweep_is_started_when_it_is_time_and_not_beside_another():
    """One that takes longer than the pause is not doubled."""
    started, hand = [], Hand()

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", "import sys; sys.stdin.read()"]
        started.append(subprocess.Popen(command, stdin=subprocess.PIPE))
        return started[-1]

    sweep = TimedSweep(600, start, hand)
    sweep.tend()
    assert not started
    hand.seconds = 600
    sweep.tend()
    hand.seconds = 1300
    sweep.tend()
    assert len(started) == 1
    started[0].communicate()
    sweep.tend()
    assert len(started) == 2
    sweep.stop()
    assert started[1].poll() is not None
    started[1].communicate()

"""The benchmark of a command's start: a command and its floor, each a process of its own."""

from __future__ import annotations

import os

from benchmarks.speed import command_start


def test_a_command_is_measured_beside_its_floor() -> None:
    """Both begin with nothing, end, and cost something."""
    figure = command_start._figure(
        "help", command_start._wian("--help"), "pass", "Python", {**os.environ}, 1
    )
    assert figure.beside.startswith("floor, Python loaded: ")
    assert figure.ratio.endswith("x floor")
    assert float(figure.ratio.split()[0]) > 1

"""Runs every benchmark and prints one table: ``make bench``; it takes a while."""

from __future__ import annotations

from benchmarks import (
    artifacts,
    desks,
    doorbell,
    national,
    pages,
    reading,
    registers,
    report,
    rollup,
    scale,
    starting,
    ten_million,
    truth,
    working_time,
)
from benchmarks.figures import show


def main() -> None:
    """Measure everything, one after the other."""
    found = [
        *national.figures(),
        *scale.figures(),
        *starting.figures(),
        *working_time.figures(),
        *reading.figures(),
        *pages.figures(),
        *registers.figures(),
        *rollup.figures(),
        *report.figures(),
        *artifacts.figures(),
        *desks.figures(),
        *doorbell.figures(),
        *ten_million.figures(),
        *truth.figures(100),
    ]
    show(found, [national.offices_used(national.request())])


if __name__ == "__main__":
    main()

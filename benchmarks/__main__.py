"""Runs every benchmark and prints one table: ``make bench``; it takes a quarter of an hour."""

from __future__ import annotations

from benchmarks.figures import show
from benchmarks.speed import (
    command_start,
    frozen,
    ledger_reads,
    ledger_reports,
    national,
    pages,
    registers,
    report,
    scale,
    ten_million,
    working_time,
)
from benchmarks.speed.live import (
    artifacts,
    desk_requests,
    desks,
    doorbell,
    growth,
    large,
    manager_pages,
    rollup,
)
from benchmarks.truth import estimates


def main() -> None:
    """Measure everything, one after the other."""
    found = [
        *national.figures(),
        *scale.figures(),
        *command_start.figures(),
        *working_time.figures(),
        *ledger_reads.figures(),
        *ledger_reports.figures(),
        *frozen.figures(),
        *pages.figures(),
        *registers.figures(),
        *rollup.figures(),
        *manager_pages.figures(),
        *report.figures(),
        *artifacts.figures(),
        *desk_requests.figures(),
        *desks.figures(),
        *growth.figures(),
        *large.figures(),
        *doorbell.figures(),
        *ten_million.figures(),
        *estimates.figures(100),
    ]
    show(found, [national.offices_used(national.request())])


if __name__ == "__main__":
    main()

"""Says which promises of speed hold: ``python -m benchmarks.promises [NAME ...]``.

Runs the measurements of ``benchmarks.speed`` and prints a line for each promise as soon as it is
measured. Ends with status 1 if a promise that is a ratio against a floor or peer of the same run is
broken. Seconds and megabytes depend on the machine: they are shown, not judged. Without names all
measurements run, which takes half an hour; with names only these.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.figures import Figure
from benchmarks.speed import (
    command_start,
    frozen,
    ledger_reads,
    ledger_reports,
    national,
    pages,
    scale,
    ten_million,
)
from benchmarks.speed.live import desks

NUMBER = r"([\d.,]+)"
"""The first number of a ratio."""
_IN_CPU = rf"\({NUMBER} x cpu\)"


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised of one figure.

    Attributes:
        figure: How the figure's name begins.
        goal: The goal in words.
        most: The most that its ratio may be.
        least: The least that its ratio may be. Without either it is no ratio.
        pattern: Where in the text of the ratio the number stands.
    """

    figure: str
    goal: str
    most: float | None = None
    least: float | None = None
    pattern: str = NUMBER

    def judged(self, figure: Figure) -> bool | None:
        """Whether a ratio holds; ``None`` where there is none."""
        found = re.search(self.pattern, figure.ratio)
        if found is None or (self.most is None and self.least is None):
            return None
        ratio = float(found[1].replace(",", ""))
        over = self.most is not None and ratio > self.most
        return not over and (self.least is None or ratio >= self.least)


Measurement = tuple[Callable[[], Iterable[Figure]], tuple[Promise, ...]]
MEASUREMENTS: dict[str, Measurement] = {
    "national": (
        national.figures,
        (
            Promise("all our steps", "<= 4 x floor in cpu", most=4, pattern=_IN_CPU),
            Promise("with Prefect", "<= 1 s beyond our steps"),
            Promise("against one task run a hop, plain", ">= 300 times faster", least=300),
            Promise("against one DBOS step a hop, our", ">= 15 times faster", least=15),
            Promise("against one DBOS step a hop, with", ">= 8 times faster", least=8),
        ),
    ),
    "reports": (
        ledger_reports.figures,
        (
            Promise("latency by month", "<= 2 x a plain column read", most=2),
            Promise("bottlenecks of", "1,000 propagations: <= 8 s"),
            Promise("HTML of", "1,000 propagations: <= 12 s, <= 400 MB, <= 4 MB"),
        ),
    ),
    "frozen": (frozen.figures, (Promise("a national rehearsal", "<= 1 MB on the disk"),)),
    "latency": (
        ten_million.figures,
        (Promise("1,000,000 hops by level", "<= 3 x peer, with all its figures", most=3),),
    ),
    "desks": (desks.figures, (Promise("50 desks at once", ">= 150 requests/s"),)),
    "commands": (
        command_start.figures,
        (
            Promise("wian status, ", "national: <= 0.8 s"),
            Promise("--help of", "<= 0.25 s"),
            Promise("import wian", "<= 0.1 s"),
        ),
    ),
    "ledger": (ledger_reads.figures, (Promise("verify a ledger", "<= 5 x its rows", most=5),)),
    "pages": (pages.figures, (Promise("a letter's page", "<= 15 ms"),)),
    "scale": (
        lambda: scale.figures((*scale.SIZES, scale.MILLION)),
        (
            Promise("memory with 100,000 offices", "with forwarding: <= 250 MB"),
            Promise("a hop among 1,000,000", "<= 1.2 x that among 10,000", most=1.2),
            Promise("memory with 1,000,000 offices", "<= 2 GB"),
        ),
    ),
}
"""What is measured, and what is promised of it, by a name for the command line."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One promise beside what was measured; ``holds`` is ``None`` where it is no ratio."""

    promise: Promise
    figure: Figure | None
    holds: bool | None

    def __str__(self) -> str:
        if self.figure is None:
            return f"not measured  {self.promise.figure}: {self.promise.goal}"
        said = {True: "holds", False: "BROKEN", None: "no ratio"}[self.holds]
        parts = (self.figure.ours, self.figure.beside, self.figure.ratio)
        measured = "; ".join(part for part in parts if part)
        return f"{said:13} {self.figure.figure}: {self.promise.goal}. Measured: {measured}"


def verdicts(figures: Iterable[Figure], promises: Sequence[Promise]) -> Iterator[Verdict]:
    """Each promise with each figure that it is of; once without any where none was measured."""
    found = tuple(figures)
    for promise in promises:
        mine = [each for each in found if each.figure.startswith(promise.figure)]
        for figure in mine:
            yield Verdict(promise, figure, promise.judged(figure))
        if not mine:
            yield Verdict(promise, None, None)


def main(names: Sequence[str]) -> int:
    """Measure, print, and say as an exit status whether every ratio holds."""
    if unknown := sorted(set(names).difference(MEASUREMENTS)):
        print(f"There is no measurement {', '.join(unknown)}; there are {', '.join(MEASUREMENTS)}.")
        return 2
    broken = 0
    for name in names or tuple(MEASUREMENTS):
        measure, promises = MEASUREMENTS[name]
        for verdict in verdicts(measure(), promises):
            print(verdict, flush=True)
            broken += verdict.holds is False
    print(
        f"\n{broken} promises are broken." if broken else "\nEvery ratio that was measured holds."
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Kills writers of a ledger at seeded statements: ``python -m benchmarks.faults.kills``.

Each trial forks a process once its programs are loaded. It rehearses a directive, sends others
live, has offices stamp, issue, forward, correct and answer, amends and ends directives, has routes
grow, letters returned and mailed and an office succeeded, imports a register, sweeps and makes a
checkpoint, until SIGKILL hits it before or after a statement or a commit, in each kind of work as
often as in any other. What it leaves must prove itself; then the same work is done again, and every
table must hold what it holds without a kill.
Exit status 1 if anything is lost, doubled or skipped.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import alembic.command  # noqa: F401 - loaded once here, and not in every child

from benchmarks.cost import seconds
from benchmarks.faults.interrupted.workload import Workload
from benchmarks.faults.ledger_copies import DATABASES, MEMORY, Copy, LedgerCopies
from benchmarks.faults.ledger_rows import Difference, Rows, difference, gaps, read_rows
from benchmarks.faults.mortal import Death, Say, run_mortal
from wian.ledger.database import open_ledger
from wian.ledger.proof.verification import verify

_OPENING, _CLOSING = "opening the ledger", "closing the ledger"
_STEPS = 5
"""Steps of the work in a stage."""
_THREADED = frozenset({"draft", "freeze"})
"""Work that starts threads."""
_AGAIN = 0.25
"""Share of the runs after a kill that are killed too."""


@dataclass
class Campaign:
    """What many kills did.

    Attributes:
        moments: At how many moments the work can be killed.
        during: How many kills hit which kind of work.
        moment: How many hit before or after what.
        again: How many hit a run that followed a kill.
        found: What is not as it is without a kill, added up.
        faults: What is wrong, in words.
    """

    moments: int = 0
    during: Counter[str] = field(default_factory=Counter)
    moment: Counter[str] = field(default_factory=Counter)
    again: int = 0
    found: Difference = field(default_factory=Difference)
    faults: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        """How many there were."""
        return self.during.total()

    @property
    def in_work(self) -> int:
        """How many of them hit the work itself."""
        return self.kills - self.during[_OPENING] - self.during[_CLOSING]

    def add(self, death: Death, *, again: bool) -> None:
        """Count a kill."""
        self.during[death.during] += 1
        self.moment[death.moment] += 1
        self.again += again


def run_campaign(database: str, kills: int, seed: int) -> Campaign:
    """Kill so often, each time in a ledger of its own.

    Args:
        database: ``sqlite`` or ``postgresql``.
        kills: How often.
        seed: Of the moments.
    """
    with (
        TemporaryDirectory(prefix="wian-kills-", dir=MEMORY) as folder,
        LedgerCopies(Path(folder), database) as copies,
    ):
        load = Workload.prepared(Path(folder))
        trials = _Trials(load, copies, random.Random(seed))  # noqa: S311 - draws of a trial
        return trials.run(kills)


class _Stage(NamedTuple):
    """Some steps of the work: where they begin, and what a run without a kill leaves."""

    steps: slice
    begins: Copy
    work: Death
    rows: Rows

    @property
    def moments(self) -> int:
        """At how many moments it can be killed."""
        return self.work.passed

    def points(self) -> Iterator[tuple[str, int]]:
        """Each of these moments, and what kind of work goes on then."""
        ends = [*(by for _, by in self.work.said[1:]), self.moments]
        for (kind, by), end in zip(self.work.said, ends, strict=True):
            yield from ((kind, point) for point in range(by + 1, end + 1))


_Point = tuple[_Stage, int]
"""A moment at which a stage can be killed."""


class _Trials:
    """Kills in one campaign.

    A trial is about one stage: it begins where a run without a kill had come to, and where the
    stage leaves the same rows as that run, whatever follows is the same too.
    """

    def __init__(self, load: Workload, copies: LedgerCopies, chance: random.Random) -> None:
        self._load, self._copies, self._chance = load, copies, chance
        self._done = Campaign()

    def run(self, kills: int) -> Campaign:
        stages = self._stages()
        self._done.moments = sum(stage.moments for stage in stages)
        points = self._points(stages)
        gc.freeze()
        with suppress(KeyboardInterrupt):  # what was done by then is told
            while self._done.kills < kills:
                self._trial(*next(points), kills)
        return self._done

    def _stages(self) -> list[_Stage]:
        """Do the work without a kill, and keep where each stage begins."""
        here = self._copies.made()
        with open_ledger(here.url) as ledger:
            self._load.lay_out(ledger, here.home)
        with self._copies.copied(here) as copy:
            number = _warm_up(self._load, copy)
        stages: list[_Stage] = []
        for first in range(0, number, _STEPS):
            steps, begins = slice(first, first + _STEPS), self._copies.made(here)
            work = run_mortal(partial(_work, self._load, here, steps))
            rows = run_mortal(lambda _: _proved_rows(here)).found
            stages.append(_Stage(steps, begins, work, rows))
        return stages

    def _points(self, stages: list[_Stage]) -> Iterator[_Point]:
        """A moment in each kind of work in turn, in the seed's order; none twice before all are."""
        kinds = defaultdict[str, list[_Point]](list)
        for stage in stages:
            for kind, point in stage.points():
                kinds[kind].append((stage, point))
        endless = [self._shuffled(points) for points in kinds.values()]
        while True:
            self._chance.shuffle(endless)
            yield from map(next, endless)

    def _shuffled(self, points: list[_Point]) -> Iterator[_Point]:
        while True:
            self._chance.shuffle(points)
            yield from points

    def _trial(self, stage: _Stage, point: int, kills: int) -> None:
        """Kill a run, sometimes the one after it too, and hold what the last one leaves."""
        told = f"step {stage.steps.start}"
        with self._copies.copied(stage.begins) as copy:
            again = False
            while not again or (self._chance.random() < _AGAIN and self._done.kills < kills):
                death = run_mortal(partial(_work, self._load, copy, stage.steps), point)
                if death.killed:
                    told += f", killed at {point} ({death.moment}, {death.during})"
                    self._done.add(death, again=again)
                again, point = True, self._chance.randint(1, stage.moments)
            left = run_mortal(partial(self._work_again, copy, stage)).found
        found = Difference(**left["difference"])
        self._done.found += found
        self._done.faults += [f"{told}: {each}" for each in (*left["faults"], *found.words)]

    def _work_again(self, copy: Copy, stage: _Stage, say: Say) -> dict[str, Any]:
        """Prove what was left, do the work, and hold what is there then to what should be."""
        with open_ledger(copy.url) as ledger:
            faults = [f"as it was left, {each.where} {each.what}" for each in verify(ledger).faults]
        _work(self._load, copy, stage.steps, say)
        with open_ledger(copy.url) as ledger:
            found = difference(stage.rows, read_rows(ledger, copy.home)) + gaps(ledger)
            if found.words:  # or it proves itself as the run without a kill does
                faults += [f"{each.where} {each.what}" for each in verify(ledger).faults]
        return {"faults": faults, "difference": asdict(found)}


def _work(load: Workload, copy: Copy, steps: slice, say: Say) -> None:
    say(_OPENING)
    with open_ledger(copy.url) as ledger:
        for name, step in list(load.steps(ledger, copy.home))[steps]:
            say(name)
            step()
        say(_CLOSING)


def _warm_up(load: Workload, copy: Copy) -> int:
    """Do the work in this process, so that every child begins with full caches.

    Breaking a text into lines, and Polars, start threads, which no fork has.

    Returns:
        How many steps the work has.
    """
    with open_ledger(copy.url) as ledger:
        steps = list(load.steps(ledger, copy.home))
        for name, step in steps:
            if name not in _THREADED:
                step()
        verify(ledger)
        read_rows(ledger, copy.home)
    return len(steps)


def _proved_rows(copy: Copy) -> Rows:
    """All that a run without a kill leaves.

    Raises:
        RuntimeError: It does not prove itself.
    """
    with open_ledger(copy.url) as ledger:
        if faults := verify(ledger).faults:
            raise RuntimeError(f"Without a kill, {faults[0].where} {faults[0].what}")
        return read_rows(ledger, copy.home)


def main() -> None:
    """Run a campaign, and print what it did."""
    options = _options()
    began = time.perf_counter()
    done = run_campaign(options.database, options.kills, options.seed)
    took = time.perf_counter() - began
    print(
        f"{done.kills:,} kills on {options.database} (seed {options.seed}), {done.in_work:,} of "
        f"them in the work, {done.again:,} in a run that followed a kill; "
        f"{done.moments:,} moments to be killed at; {seconds(took)}"
    )
    for title, counted in (("during", done.during), ("moment", done.moment)):
        listed = ", ".join(f"{name} {count:,}" for name, count in counted.most_common())
        print(f"{title}: {listed}")
    found = done.found
    print(f"lost {found.lost}, doubled {found.doubled}, skipped {found.skipped}")
    for fault in done.faults:
        print(f"FAULT: {fault}")
    sys.exit(bool(done.faults))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    return parser.parse_args()


if __name__ == "__main__":
    main()

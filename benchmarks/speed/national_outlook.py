"""Measures a national outlook of 1,000 futures: ``python -m benchmarks.speed.national_outlook``.

On the first letter of the national directive, and in its midst, when most stages are open. Beside
it the least that numpy can do on the same tree (a random number, a logarithm's power and an
addition for each stage) and SimPy, where its environment was made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.cost import alone, peak_memory, usual_cost
from benchmarks.figures import Figure, judged, show
from benchmarks.peers.simpy_peer import simpy_visits
from benchmarks.speed import national
from wian.jurisdictions.instant import Instant
from wian.propagation.prepare import prepare
from wian.reports.outlook.monte_carlo.known_times import (
    FORWARDED,
    ISSUED,
    READY,
    RECEIVED,
    KnownTimes,
)
from wian.reports.outlook.monte_carlo.office_tree import OfficeTree
from wian.reports.outlook.outlook import outlook
from wian.reports.outlook.outset import Outset

DRAWS, ROUNDS, SECONDS, MEGABYTES, VISITS = 1_000, 5, 2.0, 600, 10e6
_MIDST = 25
"""Working days after the first letter: many offices have received, and most others wait."""


def outset() -> Outset:
    """The national directive on its first letter."""
    plan = prepare(national.request())
    window = plan.directive.window
    now: Instant = plan.origin_issue
    return Outset.of(
        plan.route,
        plan.hierarchy,
        (),
        plan.profile,
        plan.working,
        now=now,
        closes=window.closes if window else None,
    )


def in_its_midst(before: Outset) -> Outset:
    """The same after some working days, with one of its futures as what has happened."""
    sweep, tree = before.sweep(), before.tree
    laws = before.laws
    rng = np.random.default_rng(1)
    times = np.full((4, len(tree), 2), np.nan)
    times[FORWARDED, 0] = 0.0
    for wave in tree.waves:
        steps = [np.exp(of.centre[wave] + of.spread[wave] * rng.standard_normal(len(wave)))
                 for of in laws.values()]  # fmt: skip
        times[ISSUED, wave] = times[FORWARDED, tree.parent[wave]]
        times[RECEIVED, wave] = times[READY, wave] = times[ISSUED, wave] + steps[0][:, None]
        times[FORWARDED, wave] = times[READY, wave] + steps[2][:, None]
    whole = KnownTimes(times, np.zeros(len(tree)), sweep.known.now)
    return replace(before, known=whole.at(_MIDST * before.working.minutes_a_day))


def bare(tree: OfficeTree, draws: int) -> float:
    """Numpy's bare sweep: nothing is known, no keys, no calendar; the latest arrival."""
    rng = np.random.default_rng(1)
    letters = np.zeros((len(tree), draws), dtype=np.float32)
    forwards, last = tree.forwards, 0.0
    for wave in tree.waves:
        for first in range(0, len(wave), 64):
            rows = wave[first : first + 64]
            took = np.exp(0.54 * rng.standard_normal((len(rows), draws), dtype=np.float32) + 6.7)
            arrived = letters[tree.parent[rows]] + took
            last = max(last, float(arrived.max()))
            writes = rows[forwards[rows]]
            if len(writes):
                shape = (len(writes), draws)
                handled = np.exp(0.66 * rng.standard_normal(shape, dtype=np.float32) + 7.1)
                letters[writes] = arrived[forwards[rows]] + handled
    return last


def _swept(of: Outset) -> None:
    sweep = of.sweep()
    for _ in sweep.arrivals(of.common.drawn(sweep.chances_of_effect(of.draws))):
        pass


def _measured() -> tuple[dict[str, float], list[int]]:
    """Seconds of each piece of work, megabytes at most, and the tree."""
    first = outset()
    midst = in_its_midst(first)
    for each in (first, midst):
        outlook(each)  # what is made once is made
    found = {
        "first": usual_cost(lambda: outlook(replace(first, draws=DRAWS)), ROUNDS).processor,
        "midst": usual_cost(lambda: outlook(replace(midst, draws=DRAWS)), ROUNDS).processor,
        "sweep": usual_cost(lambda: _swept(first), ROUNDS).processor,
        "sweep in its midst": usual_cost(lambda: _swept(midst), ROUNDS).processor,
        "received": float((~np.isnan(midst.known.latest(RECEIVED))).mean()),
        "memory": peak_memory(),
    }
    found["bare"] = usual_cost(lambda: bare(first.tree, DRAWS), ROUNDS).processor
    return found, first.tree.parent.tolist()


def figures() -> Iterator[Figure]:
    """The table."""
    found, parents = alone(_measured)
    for name, key in (("on its first letter", "first"), ("in its midst", "midst")):
        yield Figure(
            f"national outlook of {DRAWS:,} futures {name}, processor",
            f"{found[key]:.2f} s",
            f"numpy's bare sweep {found['bare']:.2f} s",
            f"{found[key] / found['bare']:.1f} x floor",
            f"<= {SECONDS:.0f} s",
            judged(found[key] <= SECONDS),
        )
    yield from _rates(found, parents)
    yield Figure(
        "memory of a national outlook, at most",
        f"{found['memory']:,.0f} MB",
        "",
        "",
        f"<= {MEGABYTES} MB",
        judged(found["memory"] <= MEGABYTES),
    )


def _rates(found: dict[str, float], parents: list[int]) -> Iterator[Figure]:
    """Visits a second: ours, numpy's and SimPy's."""
    visits = (len(parents) - 1) * DRAWS
    floor, peer = visits / found["bare"], simpy_visits(parents, 3)
    share = found["sweep in its midst"]
    rate = visits / found["sweep"]
    yield Figure(
        "visits of offices per second of processor time",
        f"{rate / 1e6:.1f} M",
        f"numpy's bare sweep {floor / 1e6:.1f} M",
        f"{floor / rate:.1f} x floor",
        ">= 10 M",
        judged(rate >= VISITS),
    )
    waits = (1 - found["received"]) * visits
    yield Figure(
        "the same in its midst, where open stages are drawn",
        f"{waits / share / 1e6:.1f} M",
        f"{found['received']:.0%} have received",
    )
    yield Figure(
        "the same by SimPy, one process an office",
        "?" if peer is None else f"{peer / 1e6:.3f} M",
        "its environment was not made" if peer is None else "3 futures",
        "" if peer is None else f"{rate / peer:,.0f} x peer",
    )


def main() -> None:
    """Measure, and print the table."""
    show(list(figures()))


if __name__ == "__main__":
    main()

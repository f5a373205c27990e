"""Futures of a tree of offices by SimPy: a program for SimPy's own environment, which has no wian.

Reads one JSON object with ``parents`` and ``draws`` from standard input; prints one with
``visits_a_second`` of processor time.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from time import process_time
from typing import Any

import simpy  # type: ignore[import-not-found]  # only ever in an environment of its own


def office(
    environment: Any, number: int, below: list[list[int]], arrived: list[float], rng: random.Random
) -> Iterator[Any]:
    """One office: the letter travels, is handled, and goes on to those below."""
    yield environment.timeout(rng.lognormvariate(6.7, 0.54))
    arrived[number] = environment.now
    if below[number]:
        yield environment.timeout(rng.lognormvariate(7.1, 0.66))
        for each in below[number]:
            environment.process(office(environment, each, below, arrived, rng))


def future(below: list[list[int]], rng: random.Random) -> float:
    """When the last office has it, in one future."""
    environment = simpy.Environment()
    arrived = [0.0] * len(below)
    for each in below[0]:
        environment.process(office(environment, each, below, arrived, rng))
    environment.run()
    return max(arrived)


def main() -> None:
    """Run as many futures as asked for."""
    asked = json.load(sys.stdin)
    below: list[list[int]] = [[] for _ in asked["parents"]]
    for number, parent in enumerate(asked["parents"]):
        if parent >= 0:
            below[parent].append(number)
    rng = random.Random(1)  # noqa: S311 - chance, no secret
    future(below, rng)
    began = process_time()
    for _ in range(asked["draws"]):
        future(below, rng)
    spent = process_time() - began
    visits = asked["draws"] * (len(below) - 1)
    sys.stdout.write(json.dumps({"visits_a_second": visits / spent}) + "\n")


if __name__ == "__main__":
    main()

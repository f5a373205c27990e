"""Compares two hierarchies of 92,000 offices: ``python -m benchmarks.speed.compared_hierarchies``.

The built-in offices of Indonesia as a CSV file, and the same with every hundredth office renamed
and every thousandth under another parent. What counts is the comparison beside reading both files.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cost import Cost, cost_of, median
from benchmarks.figures import Figure, judged, show
from hierarchy.graph import Hierarchy
from hierarchy.load.hierarchy_file import load_hierarchy
from hierarchy.succession.hierarchy_changes import HierarchyChanges, hierarchy_changes
from wian.propagation.prepare import load_offices

ROUNDS = 3
OF_READING = 0.3
"""Most that comparing may take of what reading both takes."""
_RENAMED, _MOVED = 100, 1000


def figures(rounds: int = ROUNDS, limit: int | None = None) -> tuple[Figure]:
    """Measure both.

    Args:
        rounds: How often.
        limit: Take so many offices under the root alone.
    """
    whole = load_offices("indonesia", Path(), None)
    with TemporaryDirectory() as folder:
        before, after = Path(folder, "before.csv"), Path(folder, "after.csv")
        rows = list(_rows(whole, limit))
        _write(before, rows)
        _write(after, _changed(rows))
        return (_figure(before, after, rounds),)


def _figure(before: Path, after: Path, rounds: int) -> Figure:
    reading: list[Cost] = []
    comparing: list[Cost] = []
    for _ in range(rounds):
        read: list[Hierarchy] = []
        reading.append(cost_of(lambda: read.extend(map(load_hierarchy, (before, after)))))  # noqa: B023 - called at once
        found: list[HierarchyChanges] = []
        comparing.append(cost_of(lambda: found.append(hierarchy_changes(*read))))  # noqa: B023
    ours, beside = median(comparing), median(reading)
    share = ours.processor / beside.processor
    return Figure(
        f"{len(read[0].offices):,} offices compared, {len(found[0].changes):,} changes",
        str(ours),
        f"reading both: {beside}",
        f"{share:.2f} x",
        f"<= {OF_READING} x",
        judged(share <= OF_READING),
    )


def _rows(hierarchy: Hierarchy, limit: int | None) -> Iterable[list[str]]:
    root = hierarchy.root
    yield [root, hierarchy.office(root).name, "root", "root", ""]
    for office in hierarchy.offices[:limit]:
        if office.id != root:
            above = hierarchy.graph.predecessors(office.id) if limit is None else [root]
            yield [office.id, office.name, office.level, office.kind, "|".join(above)]


def _changed(rows: list[list[str]]) -> Iterable[list[str]]:
    for number, (office, name, level, kind, parent) in enumerate(rows):
        new_name = f"{name} 2" if number % _RENAMED == 1 else name
        yield [office, new_name, level, kind, rows[0][0] if number % _MOVED == 1 else parent]


def _write(path: Path, rows: Iterable[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "name", "level", "kind", "parent"], *rows])


if __name__ == "__main__":
    show(figures())

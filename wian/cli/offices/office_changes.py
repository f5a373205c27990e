"""What ``wian offices --compare`` prints: what changed between two hierarchies."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

from hierarchy.graph import Hierarchy
from hierarchy.succession.hierarchy_changes import (
    HierarchyChanges,
    OfficeChange,
    hierarchy_changes,
)
from wian.cli.report.options import RowFormat
from wian.cli.terminal.console import complain, print_json, say, table
from wian.jurisdictions.countries import is_jurisdiction_folder, jurisdiction_ids
from wian.kit.counted import agreeing, counted, number
from wian.kit.errors import WianError
from wian.kit.formulas import harmless
from wian.ledger.write.propagations import load_propagation
from wian.propagation import runtime
from wian.propagation.plan import recorded_hierarchy
from wian.propagation.prepare import load_offices

_SHOWN = 200
_NEARLY_NONE = 20
"""One office in so many in common: two hierarchies that have less have nothing to do together."""
_LATEST = "latest"
_FILES = (".yaml", ".yml", ".csv")
_COLUMNS = (
    ("office", "whole"),
    ("change", "left"),
    ("name", "left"),
    ("before", "left"),
    ("after", "left"),
    ("from", "whole"),
)
_ROW = ("office", "change", "name", "before", "after", "successors", "from", "fields")


def other_hierarchy(other: str, local_authorities: str | None) -> Hierarchy:
    """The hierarchy that another one is compared with.

    Args:
        other: A hierarchy file, a jurisdiction (its id or its folder), the id of a propagation
            in the ledger, or ``latest`` for the latest one.
        local_authorities: List of local authorities for a jurisdiction.

    Raises:
        InputFaults: It is a file that has faults.
        UnknownPropagation: It is none of these.
    """
    if other in jurisdiction_ids():
        return load_offices(other, Path(), local_authorities)
    if Path(other).suffix.lower() in _FILES or is_jurisdiction_folder(other):
        return load_offices(other, Path(), None)
    ledger = runtime.ledger()
    known = load_propagation(ledger, None if other == _LATEST else other)
    return recorded_hierarchy(ledger, known.hierarchy_digest)


class NothingInCommon(WianError):
    """Two hierarchies have hardly an id in common, and one of them was not named.

    Args:
        before: Name of the one.
        after: Name of the other, which is built in.
        shared: How many ids they share.
    """

    def __init__(self, before: str, after: str, shared: int) -> None:
        super().__init__(
            f"{before} and {after}, the built-in offices, share {counted(shared, 'office')}; add "
            "--file FILE to name the hierarchy that is to be compared."
        )


def refuse_strangers(before: Hierarchy, after: Hierarchy, *, chosen: bool) -> None:
    """Refuse to compare what has hardly an id in common, or remark on it where both were named.

    Args:
        before: As it was.
        after: As it is.
        chosen: Somebody named ``after``; it is the built-in hierarchy otherwise.

    Raises:
        NothingInCommon: They have hardly an id in common, and nobody named ``after``.
    """
    fewer, more = sorted((before, after), key=lambda each: len(each.offices))
    shared = sum(office in more for office in fewer.offices.ids)
    if shared * _NEARLY_NONE >= len(fewer.offices):
        return
    if not chosen:
        raise NothingInCommon(before.name, after.name, shared)
    complain(
        f"Note: {before.name} and {after.name} share {counted(shared, 'id')}, so nearly every "
        "office counts as gone or new. Are these the two that you mean?"
    )


def show_changes(before: Hierarchy, after: Hierarchy, form: RowFormat, *, raw: bool) -> None:
    """Print what changed between two hierarchies.

    Args:
        before: As it was.
        after: As it is.
        form: How.
        raw: CSV: write texts that a spreadsheet takes for formulas as they are.
    """
    found = hierarchy_changes(before, after)
    if form is RowFormat.JSON:
        print_json(_summary(before, after, found))
    elif form is RowFormat.CSV:
        _print_csv(found, raw=raw)
    else:
        _print_table(before, after, found)


def _summary(before: Hierarchy, after: Hierarchy, found: HierarchyChanges) -> dict[str, Any]:
    return {
        "before": {"name": before.name, "offices": len(before.offices)},
        "after": {"name": after.name, "offices": len(after.offices)},
        "counts": {kind.value: count for kind, count in found.counts.items()},
        "unchanged": found.unchanged,
        "changes": [_row(change) for change in found.changes],
        "like_new": dict(found.like_new),
    }


def _row(change: OfficeChange) -> dict[str, Any]:
    return {
        "office": change.office,
        "change": change.kind.value,
        "name": change.name,
        "before": list(change.before),
        "after": list(change.after),
        "successors": list(change.successors),
        "from": change.day.isoformat() if change.day else None,
        "fields": list(change.fields),
    }


def _print_csv(found: HierarchyChanges, *, raw: bool) -> None:
    writer = csv.DictWriter(sys.stdout, _ROW, lineterminator="\n")
    writer.writeheader()
    for change in found.changes:
        cells = {
            name: "|".join(cell) if isinstance(cell, list) else cell
            for name, cell in _row(change).items()
        }
        writer.writerow(cells if raw else {name: harmless(cell) for name, cell in cells.items()})


def _print_table(before: Hierarchy, after: Hierarchy, found: HierarchyChanges) -> None:
    say(
        f"Before: {before.name}, {counted(len(before.offices), 'office')}. "
        f"After: {after.name}, {counted(len(after.offices), 'office')}."
    )
    counts = ", ".join(f"{number(count)} {kind}" for kind, count in found.counts.items())
    say(f"{counts}; {number(found.unchanged)} unchanged.")
    if found.changes:
        many = len(found.changes)
        more = f", the first {_SHOWN} shown; --format csv prints all" if many > _SHOWN else ""
        rows = map(_cells, found.changes[:_SHOWN])
        table(_COLUMNS, rows, title=f"{counted(many, 'change')}{more}")
    _say_like_new(found)


def _cells(change: OfficeChange) -> tuple[object, ...]:
    after = ", ".join(change.fields or change.after)
    if change.successors:
        pairs = zip(change.successors, change.after, strict=True)
        after = ", ".join(f"{office} ({name})" for office, name in pairs)
    before = ", ".join(change.before)
    day = change.day.isoformat() if change.day else ""
    return change.office, change.kind.value, change.name, before, after, day


def _say_like_new(found: HierarchyChanges) -> None:
    """Say where an id was probably changed: the registers of the old one are not found by it."""
    if not found.like_new:
        return
    many = len(found.like_new)
    old, new = next(iter(found.like_new.items()))
    say(
        f"{counted(many, 'office')} that {agreeing(many, 'is', 'are')} gone and "
        f"{agreeing(many, 'a new one has', 'new ones have')} the same name and kind, such as {old} "
        f"and {new}. If only the id changed, keep the old id: registers are kept under it. "
        "If it is another office, write until and succeeded_by for the old one."
    )

"""The command ``wian offices``: the offices of a hierarchy by level, and its faults."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import typer

from hierarchy.graph import Hierarchy
from wian.cli.offices.office_changes import other_hierarchy, refuse_strangers, show_changes
from wian.cli.report.options import RowFormat
from wian.cli.terminal.console import heading, print_json, say, table
from wian.jurisdictions.countries import is_jurisdiction_folder, jurisdiction
from wian.kit.counted import counted, number
from wian.propagation.prepare import load_offices

_KINDS_SHOWN = 6


def run(
    jurisdiction_id: str,
    file: Path | None,
    local_authorities: Path | None,
    under: str | None,
    compare: str | None,
    form: RowFormat,
    *,
    raw: bool,
    json: bool,
) -> None:
    """Show the offices of a hierarchy by level, or all its faults, or what changed in it."""
    _refuse_apart(under, compare, form)
    name = str(file) if file else _known(jurisdiction_id)
    bodies = str(local_authorities) if local_authorities else None
    hierarchy = load_offices(name, Path(), bodies)
    if compare is not None:
        shown = RowFormat.JSON if json else form
        before = other_hierarchy(compare, bodies)
        refuse_strangers(before, hierarchy, chosen=file is not None)
        show_changes(before, hierarchy, shown, raw=raw)
    elif under is not None:
        _show_children(hierarchy, under, json=json)
    elif json:
        print_json(_summary(hierarchy))
    else:
        _show(hierarchy)


def _refuse_apart(under: str | None, compare: str | None, form: RowFormat) -> None:
    if compare is not None and under is not None:
        raise typer.BadParameter("Use --compare or --under, not both: they show different things.")
    if compare is None and form is not RowFormat.TABLE:
        raise typer.BadParameter("--format goes with --compare; use --json for the offices.")


def _known(jurisdiction_id: str) -> str:
    """The id of a jurisdiction, or the path of its folder, refused where it is none."""
    if is_jurisdiction_folder(jurisdiction_id):
        return jurisdiction_id
    return jurisdiction(jurisdiction_id).id


def _kinds(hierarchy: Hierarchy, level: str) -> Counter[str]:
    return Counter(map(hierarchy.kind, hierarchy.offices.at_level(level)))


def _summary(hierarchy: Hierarchy) -> dict[str, object]:
    return {
        "name": hierarchy.name,
        "offices": len(hierarchy.offices),
        "lines": len(hierarchy.lines),
        "levels": [
            {"level": level, "offices": count, "kinds": dict(_kinds(hierarchy, level))}
            for level, count in hierarchy.levels.items()
        ],
        "faults": [],
        "remarks": list(hierarchy.remarks),
    }


def _show(hierarchy: Hierarchy) -> None:
    heading(f"{hierarchy.name}: {counted(len(hierarchy.offices), 'office')}")
    rows = []
    for level, count in hierarchy.levels.items():
        kinds = _kinds(hierarchy, level).most_common()
        shown = ", ".join(f"{number(n)} {kind}" for kind, n in kinds[:_KINDS_SHOWN])
        rest = len(kinds) - _KINDS_SHOWN
        more = f" and {counted(rest, 'more kind')}" if rest > 0 else ""
        rows.append((level, number(count), shown + more))
    table((("level", "left"), ("offices", "right"), ("kinds", "left")), rows)
    say()
    say("No faults: one root, no cycle, every office reachable.")
    for remark in hierarchy.remarks:
        say(f"Note: {remark}")


def _show_children(hierarchy: Hierarchy, parent: str, *, json: bool) -> None:
    offices = [hierarchy.office(child) for child in hierarchy.children(parent)]
    above = hierarchy.office(parent)
    if json:
        rows = [
            {"id": o.id, "name": o.name, "name_en": o.name_en, "level": o.level, "kind": o.kind}
            for o in offices
        ]
        print_json({"office": above.id, "under": rows})
        return
    table(
        (("id", "whole"), ("name", "left"), ("level", "left"), ("kind", "left")),
        [(o.id, o.name, o.level, o.kind) for o in offices],
        title=f"{above.label}: {counted(len(offices), 'office')} directly under it",
    )

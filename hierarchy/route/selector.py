"""Finds the offices that a selection means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import networkx as nx

from hierarchy.graph import Hierarchy
from hierarchy.office import Office
from hierarchy.route.selection import Selection
from wian.kit.errors import Fault, InputFaults
from wian.kit.pydantic_faults import Loc, shown


def _position(index: int) -> str:
    return f"selection {index + 1}"


def select(
    hierarchy: Hierarchy,
    selections: Sequence[Selection],
    *,
    place: Callable[[int], str] = _position,
) -> tuple[str, ...]:
    """Ids of the offices that any of the selections takes, sorted.

    Args:
        hierarchy: Where to look.
        selections: Alternatives; each must take at least one office.
        place: Where the selection at a position was written, for the report of faults.

    Raises:
        InputFaults: There is no selection, one has no criterion, names what the hierarchy does
            not have, or takes no office.
    """
    faults = [
        fault
        for index, selection in enumerate(selections)
        for fault in selection_faults(hierarchy, selection, _at(place(index)))
    ]
    if not selections:
        faults = [Fault("", "no office is selected", "name levels, kinds or offices")]
    if faults:
        raise InputFaults("the selection of offices", faults)
    return tuple(sorted(set().union(*(_taken(hierarchy, each) for each in selections))))


def _at(place: str) -> Callable[[Loc], str]:
    """Where what is in a selection was written, to whoever knows the selection's place alone."""
    return lambda loc: f"{place} (except)" if "except" in loc else place


def selection_faults(
    hierarchy: Hierarchy, selection: Selection, where: Callable[[Loc], str]
) -> list[Fault]:
    """What keeps a selection from meaning offices of this hierarchy.

    Args:
        hierarchy: Where it should look.
        selection: What to look for.
        where: From a place in the selection (``("levels", 0)``) to its file and line.
    """
    faults = list(_criterion_faults(hierarchy, selection, where, ()))
    if not faults and not _taken(hierarchy, selection):
        faults.append(Fault(where(()), "takes no office: none meets all its criteria", "widen it"))
    return faults


def _criterion_faults(
    hierarchy: Hierarchy, selection: Selection, where: Callable[[Loc], str], at: Loc
) -> Iterator[Fault]:
    if not (selection.levels or selection.kinds or selection.ids or selection.under):
        yield Fault(where(at), "has no criterion", "give levels, kinds, ids or under")
    kinds = {office.kind for office in hierarchy.offices}
    for field, noun, words, known in (
        ("levels", "level", selection.levels, hierarchy.levels.keys()),
        ("kinds", "kind", selection.kinds, kinds),
        ("ids", "office", selection.ids, hierarchy.graph.nodes),
        ("under", "office", selection.under, hierarchy.graph.nodes),
    ):
        for index, word in enumerate(words):
            if word not in known:
                remedy = hierarchy.meant(word) if noun == "office" else f"use {_some(known)}"
                yield Fault(where((*at, field, index)), f"there is no {noun} {shown(word)}", remedy)
    if selection.except_ is not None:
        yield from _criterion_faults(hierarchy, selection.except_, where, (*at, "except"))


def _some(known: Iterable[str]) -> str:
    return " or ".join(sorted(known)[:20])


def _taken(hierarchy: Hierarchy, selection: Selection) -> set[str]:
    graph = hierarchy.graph
    offices = map(hierarchy.office, selection.ids) if selection.ids else hierarchy.offices
    taken = {office.id for office in offices if _matches(selection, office)}
    if selection.under:
        taken &= set().union(*(nx.descendants(graph, above) for above in selection.under))
    if selection.except_ is not None:
        taken -= _taken(hierarchy, selection.except_)
    return taken


def _matches(selection: Selection, office: Office) -> bool:
    return (not selection.levels or office.level in selection.levels) and (
        not selection.kinds or office.kind in selection.kinds
    )

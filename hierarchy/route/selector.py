"""Finds the offices that a selection means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import chain
from operator import or_
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

from hierarchy.graph import Hierarchy
from hierarchy.route.selection import Selection
from wian.kit.errors import Fault, InputFaults
from wian.kit.pydantic_faults import Loc, shown

Marks = npt.NDArray[np.bool_]


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
    ids = hierarchy.offices.ids
    taken = np.flatnonzero(marks(hierarchy, selections, place=place))
    return tuple(ids[at] for at in taken.tolist())


def marks(
    hierarchy: Hierarchy,
    selections: Sequence[Selection],
    *,
    place: Callable[[int], str] = _position,
) -> Marks:
    """The same by position: whether each office is taken.

    Raises:
        InputFaults: As ``select``.
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
    return reduce(or_, (_taken(hierarchy, each) for each in selections))


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
    if not faults and not _taken(hierarchy, selection).any():
        faults.append(Fault(where(()), "takes no office: none meets all its criteria", "widen it"))
    return faults


def _criterion_faults(
    hierarchy: Hierarchy, selection: Selection, where: Callable[[Loc], str], at: Loc
) -> Iterator[Fault]:
    if not (selection.levels or selection.kinds or selection.ids or selection.under):
        yield Fault(where(at), "has no criterion", "give levels, kinds, ids or under")
    levels, kinds = hierarchy.offices.levels.words, hierarchy.offices.kinds.words
    for field, noun, words, known in (
        ("levels", "level", selection.levels, levels),
        ("kinds", "kind", selection.kinds, kinds),
        ("ids", "office", selection.ids, hierarchy),
        ("under", "office", selection.under, hierarchy),
    ):
        for index, word in enumerate(words):
            if word not in known:
                remedy = hierarchy.meant(word) if noun == "office" else f"use {_some(known)}"
                yield Fault(where((*at, field, index)), f"there is no {noun} {shown(word)}", remedy)
    if selection.except_ is not None:
        yield from _criterion_faults(hierarchy, selection.except_, where, (*at, "except"))


def _some(known: Any) -> str:
    return " or ".join(sorted(known)[:20])


def _taken(hierarchy: Hierarchy, selection: Selection) -> Marks:
    taken = np.ones(len(hierarchy.offices), np.bool_)
    for column, words in (
        (hierarchy.offices.levels, selection.levels),
        (hierarchy.offices.kinds, selection.kinds),
    ):
        if words:
            usable = np.array([word in words for word in column.words], np.bool_)
            taken &= usable[np.frombuffer(column.numbers, np.uint32)]
    if selection.ids:
        taken &= _marked_at(hierarchy, map(hierarchy.position, selection.ids))
    if selection.under:
        above = map(hierarchy.position, selection.under)
        below = (nx.descendants(hierarchy.positions, office) for office in above)
        taken &= _marked_at(hierarchy, chain.from_iterable(below))
    if selection.except_ is not None:
        taken &= ~_taken(hierarchy, selection.except_)
    return taken


def _marked_at(hierarchy: Hierarchy, positions: Iterable[int]) -> Marks:
    found = np.zeros(len(hierarchy.offices), np.bool_)
    found[list(positions)] = True
    return found

"""Whether offices and lines form one sound hierarchy, and every fault if they do not."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice, pairwise
from typing import Literal

import networkx as nx

from hierarchy.columns.line_columns import LineColumns
from hierarchy.columns.thin_graph import by_position
from hierarchy.office import Line
from wian.kit.errors import Fault
from wian.kit.likeness import close_to
from wian.kit.pydantic_faults import shown

Place = Callable[[Literal["office", "line"], int], str]
"""From the position (0 for the first) of an office or a line to the file and line of it."""

_NAMED = 10
"""Most offices that one sentence names, and most faults that get a spelling suggestion."""


def is_sound(ids: Sequence[str], lines: LineColumns) -> bool:
    """Whether offices and lines are one hierarchy: soon told, and not why where they are none.

    Args:
        ids: The ids of the offices, sorted.
        lines: The lines between them.
    """
    tops = list(islice(lines.tops(), 2))
    if len(tops) != 1 or any(first == second for first, second in pairwise(ids)):
        return False
    graph = by_position(len(ids), lines)
    if len(lines) < len(ids):
        return sum(map(len, nx.bfs_layers(graph, tops[0]))) == len(ids)
    return not lines.repeats() and nx.is_directed_acyclic_graph(graph)


def soundness_faults(
    ids: Sequence[str], lines: Sequence[Line], place: Place, excused: Collection[str] = ()
) -> list[Fault]:
    """All that keeps offices and lines from being one hierarchy.

    One hierarchy has one root, every other office has a parent, and no office is above itself.

    Args:
        ids: Office ids in the order of the input.
        lines: Lines in the order of the input.
        place: Where each stands.
        excused: Offices whose parents could not be read, and which are not to be told so twice.
    """
    if not ids:
        return [Fault("", "there is no office at all", "write at least one")]
    graph = _graph(ids, lines)
    return [
        *_repeated_ids(ids, place),
        *_line_faults(set(ids), lines, place),
        *_cycles(graph, lines, place),
        *_roots(graph, ids, {line.child for line in lines}.union(excused), place),
    ]


def named(ids: Sequence[str]) -> str:
    """Up to ten ids in a sentence, and how many more there are."""
    more = f" and {len(ids) - _NAMED:,} more" if len(ids) > _NAMED else ""
    return ", ".join(ids[:_NAMED]) + more


def _graph(ids: Sequence[str], lines: Sequence[Line]) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(ids)
    known = set(ids)
    graph.add_edges_from(
        (line.parent, line.child)
        for line in lines
        if line.parent != line.child and line.parent in known and line.child in known
    )
    return graph


def _repeated_ids(ids: Sequence[str], place: Place) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for index, office in enumerate(ids):
        if office in first:
            what = f"repeats the office {office} of {place('office', first[office])}"
            yield Fault(place("office", index), what, "give it its own id")
        first.setdefault(office, index)


def _line_faults(known: set[str], lines: Sequence[Line], place: Place) -> Iterator[Fault]:
    seen: dict[tuple[str, str], int] = {}
    suggestions = 0
    for index, line in enumerate(lines):
        pair = (line.parent, line.child)
        for role, office in (("parent", line.parent), ("child", line.child)):
            if office not in known:
                suggestions += 1
                remedy = close_to(office, known) if suggestions <= _NAMED else "correct it"
                yield Fault(place("line", index), f"{role} {shown(office)} is no office", remedy)
        if line.parent == line.child:
            what = f"{line.child} is its own parent"
            yield Fault(place("line", index), what, "name the office above it")
        if pair in seen:
            what = f"repeats the line {line.parent} -> {line.child} of {place('line', seen[pair])}"
            yield Fault(place("line", index), what, "remove one of them")
        seen.setdefault(pair, index)


def _cycles(graph: nx.DiGraph[str], lines: Sequence[Line], place: Place) -> Iterator[Fault]:
    knots = [knot for knot in nx.strongly_connected_components(graph) if len(knot) > 1]
    position = {(line.parent, line.child): index for index, line in enumerate(lines)}
    for knot in sorted(knots, key=min):
        edges = nx.find_cycle(graph.subgraph(sorted(knot)), min(knot))
        first = min(position[edge[0], edge[1]] for edge in edges)
        names = named([edge[0] for edge in edges])
        what = f"a cycle: {names}" + (" and back" if len(edges) <= _NAMED else "")
        yield Fault(place("line", first), what, "remove the line that points upwards")


def _roots(
    graph: nx.DiGraph[str], ids: Sequence[str], hung: Collection[str], place: Place
) -> Iterator[Fault]:
    tops = [office for office in graph if not graph.in_degree(office)]
    loose = [office for office in tops if office not in hung]
    if not loose:
        if not tops:
            yield Fault("", "no office is the root: each has a parent", "take one's parent away")
        return
    parents_first = sorted(loose, key=lambda office: not graph.out_degree(office))
    root = max(parents_first[:_NAMED], key=lambda office: len(nx.descendants(graph, office)))
    yield from _loose_faults(
        graph, [office for office in loose if office != root], root, ids, place
    )


def _loose_faults(
    graph: nx.DiGraph[str], loose: Sequence[str], root: str, ids: Sequence[str], place: Place
) -> Iterator[Fault]:
    position = {office: index for index, office in enumerate(ids)}
    for office in loose:
        alone = not graph.out_degree(office)
        what = f"{office} has no parent" + (" and no child" if alone else "")
        remedy = f"give it one: {root} is the root already"
        yield Fault(place("office", position[office]), what, remedy)

"""What is wrong with the days and the successors of offices: cycles, gaps, unknown offices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from functools import cached_property

import networkx as nx

from hierarchy.check.soundness import named
from hierarchy.columns.line_columns import LineColumns
from hierarchy.office import Office
from hierarchy.succession.lifetimes import DAY, Lifetimes, days_of_change
from wian.kit.errors import Fault
from wian.kit.likeness import close_to
from wian.kit.pydantic_faults import shown

Where = Callable[[str], str]
"""From the id of an office to the file and line of it."""

_SUGGESTED = 10
"""Most faults that get a spelling suggestion."""


def succession_faults(lives: Lifetimes, known: Collection[str], where: Where) -> list[Fault]:
    """What is wrong with the days and successors that offices give, each by itself.

    Args:
        lives: The offices with days.
        known: The ids of all offices.
        where: Where each stands.
    """
    found: list[Fault] = []
    for office in lives.dated.values():
        place = where(office.id)
        found += (Fault(place, *each) for each in _own_faults(office))
        found += (Fault(place, *each) for each in _gaps(office, lives))
    found += _unknown(lives, known, where)
    found += _cycles(lives, where)
    return found


def line_faults(
    lives: Lifetimes, ids: Sequence[str], lines: LineColumns, where: Where
) -> list[Fault]:
    """What keeps the offices of some day from being one hierarchy.

    Args:
        lives: The offices with days, without faults of their own.
        ids: The ids of all offices, sorted.
        lines: The lines between them, sound where days are left out of account.
        where: Where each office stands.
    """
    if not lives.dated:
        return []
    days = _Days(lives, ids, lines)
    faults = list(days.faults(where))
    return faults or list(days.cycles(where))


def _own_faults(office: Office) -> Iterator[tuple[str, str]]:
    since, until = office.since, office.until
    if since and until and until < since:
        what = f"{office.id} exists until {until}, before it exists from {since}"
        yield what, "write a last day that is not earlier"
    if office.succeeded_by and not until:
        what = f"{office.id} is succeeded by others and has no last day"
        yield what, "write its last day as until, or take succeeded_by away"


def _gaps(office: Office, lives: Lifetimes) -> Iterator[tuple[str, str]]:
    """Successors that are not there on the day on which they take over."""
    if office.until is None or office.until == date.max:
        return
    day = office.until + DAY
    for name in office.succeeded_by:
        successor = lives.dated.get(name)
        if successor is None or successor is office:
            continue
        if successor.since and successor.since > day:
            what = f"{office.id} exists until {office.until}, and its successor {name} only from "
            yield what + str(successor.since), f"let one end and the other begin on {day}"
        elif successor.until and successor.until < day:
            what = f"its successor {name} exists until {successor.until}, and so cannot take over "
            yield f"{what}from {office.id} on {day}", "name the office that is there then"


def _unknown(lives: Lifetimes, known: Collection[str], where: Where) -> Iterator[Fault]:
    ids = set(known)
    suggestions = 0
    for office in lives.dated.values():
        for successor in office.succeeded_by:
            if successor not in ids:
                suggestions += 1
                remedy = close_to(successor, ids) if suggestions <= _SUGGESTED else "correct it"
                what = f"the successor {shown(successor)} of {office.id} is no office"
                yield Fault(where(office.id), what, remedy)


def _cycles(lives: Lifetimes, where: Where) -> Iterator[Fault]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(
        (office.id, successor)
        for office in lives.dated.values()
        for successor in office.succeeded_by
    )
    for knot in sorted(nx.strongly_connected_components(graph), key=min):
        first = min(knot)
        if len(knot) > 1:
            names = named([edge[0] for edge in nx.find_cycle(graph.subgraph(sorted(knot)), first)])
            what = f"offices that succeed each other: {names} and back"
            yield Fault(where(first), what, "take away the successor that came before")
        elif graph.has_edge(first, first):
            what = f"{first} is its own successor"
            yield Fault(where(first), what, "name the office that takes its place")


class _Days:
    """Who writes to whom from each day of change on."""

    def __init__(self, lives: Lifetimes, ids: Sequence[str], lines: LineColumns) -> None:
        self._lives, self._ids, self._lines = lives, ids, lines
        self._passed: set[tuple[str, str]] = set()
        """Lines that somebody stands in for: the one who does, and the child."""

    def faults(self, where: Where) -> Iterator[Fault]:
        """Offices that nobody writes to from some day on; all, where the root ends."""
        root = self._ids[next(self._lines.tops())]
        if root in self._lives.dated:
            what = f"{root} is the root, under which all others stand on every day"
            yield Fault(where(root), what, "take from, until and succeeded_by away")
            return
        for at in self._touched():
            office = self._ids[at]
            parents = [self._ids[each] for each in self._lines.parents_of(at)]
            if (day := self._lonely(office, parents)) is not None:
                yield Fault(where(office), *_alone(office, parents, day))

    def cycles(self, where: Where) -> Iterator[Fault]:
        """Offices that would be above themselves through the one that stands in for another."""
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_edges_from(self._passed)
        graph.add_edges_from(
            (self._ids[parent], self._ids[child])
            for parent, child in zip(self._lines.parents, self._lines.children, strict=True)
        )
        if not nx.is_directed_acyclic_graph(graph):
            edges = nx.find_cycle(graph)
            first = min(edge[0] for edge in edges)
            what = f"a cycle, once successors stand in: {named([edge[0] for edge in edges])}"
            yield Fault(where(first), f"{what} and back", "name another successor or parent")

    def _touched(self) -> list[int]:
        """The positions of offices with days, and of those directly under one."""
        at = {office: position for position, office in enumerate(self._ids)}
        own = [at[office] for office in self._lives.dated]
        return sorted({*own, *(child for each in own for child in self._lines.children_of(each))})

    def _lonely(self, office: str, parents: Sequence[str]) -> date | None:
        """The first day of its life on which an office has no parent."""
        dated = self._lives.dated
        life = dated.get(office)
        first = (life.since if life else None) or date.min
        around = self._related(parents)
        for day in sorted({first, *days_of_change(dated[each] for each in around)}):
            if day < first or not self._lives.has(office, day):
                continue
            above = {(each, self._lives.parent_on(each, office, day)) for each in parents}
            found = {(stands, office) for each, stands in above if stands and stands != each}
            self._passed |= found
            if not any(stands for _, stands in above):
                return day
        return None

    def _related(self, offices: Sequence[str]) -> set[str]:
        """The offices with days among some, and all who come before or after them."""
        dated, graph = self._lives.dated, self._graph
        near = (nx.node_connected_component(graph, each) for each in offices if each in graph)
        return {each for each in {*offices}.union(*near) if each in dated}

    @cached_property
    def _graph(self) -> nx.Graph[str]:
        made: nx.Graph[str] = nx.Graph()
        made.add_edges_from(
            (office.id, successor)
            for office in self._lives.dated.values()
            for successor in office.succeeded_by
        )
        return made


def _alone(office: str, parents: Sequence[str], day: date) -> tuple[str, str]:
    since = "at first" if day == date.min else f"from {day} on"
    what = f"{office} has no parent {since}: no single office is there in place of "
    return what + named(list(parents)), "add the parent that it has then"

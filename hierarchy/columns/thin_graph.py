"""The hierarchy's columns as graphs for networkx, which hold nothing themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Generic, TypeVar

import networkx as nx

from hierarchy.columns.line_columns import LineColumns
from hierarchy.columns.office_columns import OfficeColumns

N = TypeVar("N")
_NOTHING: Mapping[str, Any] = MappingProxyType({})
"""The attributes of every node and edge of a graph of positions."""


class ThinGraph(nx.DiGraph, Generic[N]):  # type: ignore[type-arg]
    """A directed graph over columns: networkx reads it as any other, and nobody can change it.

    A copy of it, or a graph made from it, is a plain ``networkx.DiGraph`` in all but name.

    Args:
        nodes: Every node with its attributes; ``None`` for an empty graph that can be changed.
        below: Every node with those that it leads to.
        above: Every node with those that lead to it.
    """

    def __init__(
        self,
        nodes: Any = None,
        below: Mapping[N, Mapping[N, Any]] | None = None,
        above: Mapping[N, Mapping[N, Any]] | None = None,
        **attributes: Any,
    ) -> None:
        if below is None or above is None:
            super().__init__(nodes, **attributes)
            return
        super().__init__(**attributes)
        self._node = nodes
        self._adj = below
        self._pred = above
        nx.freeze(self)

    def __getitem__(self, node: N) -> Mapping[N, Any]:  # type: ignore[override]
        neighbours: Mapping[N, Any] = self._adj[node]
        return neighbours


def by_position(count: int, lines: LineColumns) -> ThinGraph[int]:
    """The graph of the positions of so many offices: what is walked most."""
    return ThinGraph(
        _Positions(count, lambda _: _NOTHING),
        _Positions(count, lambda office: _Ends(lines.children_of(office))),
        _Positions(count, lambda office: _Ends(lines.parents_of(office))),
    )


def by_id(offices: OfficeColumns, lines: LineColumns) -> ThinGraph[str]:
    """The graph of the offices' ids: attribute ``office`` of a node, ``line`` of an edge."""

    def below(office: str) -> Mapping[str, Any]:
        numbers = lines.down_from(offices.position(office))
        return _Neighbours(offices, lines, numbers, lines.children)

    def above(office: str) -> Mapping[str, Any]:
        numbers = lines.up_from(offices.position(office))
        return _Neighbours(offices, lines, numbers, lines.parents)

    return ThinGraph(
        _Ids(offices, lambda office: {"office": offices.office(office)}),
        _Ids(offices, below),
        _Ids(offices, above),
    )


class _Positions(Mapping[int, Mapping[Any, Any]]):
    """Every position, each with what is made of it when it is looked at."""

    def __init__(self, count: int, make: Callable[[int], Mapping[Any, Any]]) -> None:
        self._all, self._make = range(count), make

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[int]:
        return iter(self._all)

    def __contains__(self, node: object) -> bool:
        return node in self._all

    def __getitem__(self, node: int) -> Mapping[Any, Any]:
        if node not in self._all:
            raise KeyError(node)
        return self._make(node)


class _Ids(Mapping[str, Mapping[str, Any]]):
    """Every id, each with what is made of it when it is looked at."""

    def __init__(self, offices: OfficeColumns, make: Callable[[str], Mapping[str, Any]]) -> None:
        self._offices, self._make = offices, make

    def __len__(self) -> int:
        return len(self._offices)

    def __iter__(self) -> Iterator[str]:
        return iter(self._offices.ids)

    def __contains__(self, node: object) -> bool:
        return isinstance(node, str) and self._offices.has(node)

    def __getitem__(self, node: str) -> Mapping[str, Any]:
        if not isinstance(node, str):
            raise KeyError(node)
        return self._make(node)


class _Ends(Mapping[int, Mapping[str, Any]]):
    """The positions at the other end of an office's lines."""

    __slots__ = ("_ends",)

    def __init__(self, ends: Sequence[int]) -> None:
        self._ends = ends

    def __len__(self) -> int:
        return len(self._ends)

    def __iter__(self) -> Iterator[int]:
        return iter(self._ends)

    def __getitem__(self, node: int) -> Mapping[str, Any]:
        if node not in self._ends:
            raise KeyError(node)
        return _NOTHING


class _Neighbours(Mapping[str, Mapping[str, Any]]):
    """The offices at the other end of an office's lines, each with its line."""

    __slots__ = ("_ends", "_lines", "_numbers", "_offices")

    def __init__(
        self,
        offices: OfficeColumns,
        lines: LineColumns,
        numbers: Sequence[int],
        ends: Sequence[int],
    ) -> None:
        self._offices, self._lines, self._numbers, self._ends = offices, lines, numbers, ends

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[str]:
        return (self._offices.ids[self._ends[number]] for number in self._numbers)

    def __getitem__(self, node: str) -> Mapping[str, Any]:
        at = self._offices.position(node)
        for number in self._numbers:
            if self._ends[number] == at:
                return {"line": self._lines[number]}
        raise KeyError(node)

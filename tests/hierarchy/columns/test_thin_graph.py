"""The hierarchy's columns as graphs: networkx finds in them what it finds in its own."""

from __future__ import annotations

import networkx as nx
import pytest

from hierarchy.graph import Hierarchy


def own(realm: Hierarchy) -> nx.DiGraph[str]:
    """The same graph as networkx holds it."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from((office.id, {"office": office}) for office in realm.offices)
    graph.add_edges_from((line.parent, line.child, {"line": line}) for line in realm.lines)
    return graph


def test_networkx_walks_it_as_one_of_its_own(realm):
    """Layers, descendants and generations are those of a graph of dictionaries."""
    thin, plain = realm.graph, own(realm)
    assert list(nx.bfs_layers(thin, "ministry")) == list(nx.bfs_layers(plain, "ministry"))
    assert nx.descendants(thin, "west") == {"ford", "mill"}
    assert nx.ancestors(thin, "mill") == {"ford", "east", "west", "ministry"}
    assert [sorted(each) for each in nx.topological_generations(thin)] == [
        sorted(each) for each in nx.topological_generations(plain)
    ]
    assert nx.is_directed_acyclic_graph(thin)
    assert dict(thin.in_degree()) == dict(plain.in_degree())
    assert nx.utils.graphs_equal(nx.DiGraph(thin), plain)


def test_offices_and_lines_stand_at_its_nodes_and_edges(realm):
    """Who asks a node or an edge gets the office or the line."""
    graph = realm.graph
    assert graph.nodes["town"]["office"] == realm.office("town")
    assert graph.edges["east", "town"]["line"] == realm.line("east", "town")
    assert ("town" in graph, "nowhere" in graph, 3 in graph) == (True, False, False)
    assert (graph.has_edge("east", "town"), graph.has_edge("town", "east")) == (True, False)
    assert list(graph.predecessors("ford")) == ["east", "west"]
    with pytest.raises(KeyError):
        graph.edges["west", "town"]


def test_positions_are_the_same_graph(realm):
    """What is walked most has numbers for nodes: places in the sequence of offices."""
    ids = realm.offices.ids
    found = {(ids[above], ids[below]) for above, below in realm.positions.edges}
    assert found == set(realm.graph.edges)
    assert realm.positions[0].get(999) is None
    with pytest.raises(KeyError):
        realm.positions[len(ids)]


def test_nobody_changes_it_but_everybody_may_copy_it(realm):
    """A hierarchy stays what it is; a copy, a part and its reverse are graphs of networkx."""
    with pytest.raises(nx.NetworkXError, match="Frozen"):
        realm.graph.add_edge("town", "pond")
    copied = realm.graph.copy()
    copied.add_edge("town", "pond")
    assert nx.has_path(copied, "town", "pond")
    assert set(realm.graph.reverse()["ford"]) == {"east", "west"}
    assert set(realm.graph.subgraph(["west", "ford", "pond"]).edges) == {("west", "ford")}

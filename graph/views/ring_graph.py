"""Turns a ring's members and what they did into a networkx graph, and measures it."""

from collections.abc import Mapping
from typing import Any

import networkx as nx
import pyarrow as pa

from graph.views.build import EDGE_ATTRIBUTES

MEMBER, OTHER = "member", "other"


def ring_graph(members: Mapping[str, Mapping[str, Any]], edges: pa.Table) -> "nx.MultiDiGraph[str]":
    """Return a ring's members, and all whom they acted upon, with the relations between them.

    Args:
        members: each account of the ring with its attributes, such as role and membership.
        edges: source_id, target_id, relation, and of event_count, first_at, last_at and is_listed
            those there are; edges that touch no member are left out.

    Returns:
        A graph whose nodes bear `kind`, "member" or "other", and the attributes of members; its
        edges, keyed by relation, bear `relation` and the columns given.

    Raises:
        ValueError: a needed column is missing.

    Complexity: O(edges), in Python objects for those that touch a member.
    """
    missing = {"source_id", "target_id", "relation"} - set(edges.column_names)
    if missing:
        raise ValueError(f"edges lack {', '.join(sorted(missing))}")
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name in sorted(members):
        graph.add_node(name, kind=MEMBER, **members[name])
    names = [name for name in EDGE_ATTRIBUTES if name in edges.column_names]
    for row in edges.to_pylist():
        source, target, relation = row["source_id"], row["target_id"], row["relation"]
        if source not in members and target not in members:
            continue
        for end in (source, target):
            if end not in graph:
                graph.add_node(end, kind=OTHER)
        attributes = {name: row[name] for name in names}
        graph.add_edge(source, target, key=relation, relation=relation, **attributes)
    return graph


def ring_measures(graph: "nx.MultiDiGraph[str]") -> dict[str, Any]:
    """Return what a ring's graph says of it.

    Args:
        graph: as `ring_graph` returns it.

    Returns:
        member_count; target_count: others whom members acted upon; shared_target_count: those whom
        two members or more did; density: edges between members and shared targets over all pairs of
        these, None where there are none; inside_count: pairs of members with a relation between
        them; reciprocity: share of the pairs that a member acted upon which acted upon it too, None
        without pairs; component_count: parts in which members hang together by what they share.

    Complexity: O(nodes + edges).
    """
    pairs = nx.DiGraph(graph)
    members = {name for name, kind in graph.nodes(data="kind") if kind == MEMBER}
    reached = [(one, other) for one, other in pairs.edges if one in members]
    outside = [(one, other) for one, other in reached if other not in members]
    counts: dict[str, int] = {}
    for _, other in outside:
        counts[other] = counts.get(other, 0) + 1
    shared = {other for other, count in counts.items() if count > 1}
    joint = nx.Graph([(one, other) for one, other in outside if other in shared])
    joint.add_nodes_from(members)
    mutual = sum(pairs.has_edge(other, one) for one, other in reached)
    return {
        "member_count": len(members),
        "target_count": len(counts),
        "shared_target_count": len(shared),
        "density": joint.number_of_edges() / (len(members) * len(shared)) if shared else None,
        "inside_count": pairs.subgraph(members).to_undirected().number_of_edges(),
        "reciprocity": mutual / len(reached) if reached else None,
        "component_count": nx.number_connected_components(joint),
    }


def positions(graph: "nx.Graph[str]", steps: int = 50) -> dict[str, tuple[float, float]]:
    """Return where to draw each account of a graph, those close that have to do with each other.

    The forces of Fruchterman and Reingold (1991), always from the same beginning.

    Returns:
        x and y of each node, within -1..1.

    Complexity: O(steps nodes^2).
    """
    pairs: nx.Graph[str] = nx.Graph()
    # The forces begin in the order of nodes.
    pairs.add_nodes_from(sorted(graph))
    pairs.add_edges_from(sorted(tuple(sorted(edge[:2])) for edge in graph.edges))
    found = nx.spring_layout(pairs, iterations=steps, seed=0)
    return {name: (float(place[0]), float(place[1])) for name, place in found.items()}

"""Build the networkx graph of a ring from its members and edges, and measure it."""

from collections.abc import Mapping
from typing import Any

import networkx as nx
import pyarrow as pa

EDGE_ATTRIBUTES = ("event_count", "first_at", "last_at", "is_listed")
MEMBER, OTHER = "member", "other"


def ring_graph(members: Mapping[str, Mapping[str, Any]], edges: pa.Table) -> "nx.MultiDiGraph[str]":
    """Return the graph of a ring: its members, their targets, and the relations between them.

    Args:
        members: each member with its attributes, such as role and membership.
        edges: source_id, target_id, relation, and optionally event_count, first_at, last_at and
            is_listed; edges without a member are left out.

    Returns:
        A graph. Nodes have `kind`, "member" or "other", and the attributes of members. Edges, keyed
        by relation, have `relation` and the optional columns.

    Raises:
        ValueError: a needed column is missing.

    Complexity: O(edges); Python objects for the edges of members only.
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
    """Return the measures of a ring's graph.

    Args:
        graph: as `ring_graph` returns it.

    Returns:
        member_count; target_count: targets outside of the ring; shared_target_count: targets of at
        least two members; density: edges between members and shared targets over all such pairs,
        None without shared targets; inside_count: pairs of members with a relation; reciprocity:
        share of the pairs (member, target) with a relation in both directions, None without pairs;
        component_count: components of members joined by shared targets.

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
    """Return the position of each account in a drawing, related accounts close to each other.

    The force-directed layout of Fruchterman and Reingold (1991) with a fixed seed.

    Returns:
        x and y of each node, within -1..1.

    Complexity: O(steps nodes^2).
    """
    pairs: nx.Graph[str] = nx.Graph()
    # The layout depends on the order of the nodes.
    pairs.add_nodes_from(sorted(graph))
    pairs.add_edges_from(sorted(tuple(sorted(edge[:2])) for edge in graph.edges))
    found = nx.spring_layout(pairs, iterations=steps, seed=0)
    return {name: (float(place[0]), float(place[1])) for name, place in found.items()}

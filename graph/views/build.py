"""Build the ego network of an account as a networkx graph."""

from collections.abc import Iterable
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.adjacency import adjacency

EDGE_ATTRIBUTES = ("event_count", "first_at", "last_at", "is_listed")


def neighbourhood(
    edges: pa.Table, centre: str, radius: int = 1, limit: int = 1_000
) -> "nx.MultiDiGraph[str]":
    """Return the ego network of an account: accounts within a radius, and their relations.

    Args:
        edges: source_id, target_id, relation, and optionally event_count, first_at, last_at and
            is_listed; each (source, target, relation) once.
        centre: the account in the middle; it may have no edges.
        radius: the greatest distance, in either direction of edges, >= 0.
        limit: the greatest number of accounts, including the centre, >= 1. The nearest are kept;
            on ties those with more edges to nearer accounts, then by name.

    Returns:
        A graph. Nodes have `distance` (steps from the centre). Edges, keyed by relation, have
        `relation` and the optional columns. `graph["omitted_count"]` is the number of accounts
        within the radius that the limit left out.

    Raises:
        ValueError: on a radius or limit out of range, a missing column or a repeated edge.

    Complexity: O(m log m) for m rows; Python objects for the kept rows only.
    """
    if radius < 0 or limit < 1:
        raise ValueError(f"radius {radius}, limit {limit}; give a radius >= 0 and a limit >= 1")
    missing = {"source_id", "target_id", "relation"} - set(edges.column_names)
    if missing:
        raise ValueError(f"edges lack {', '.join(sorted(missing))}")
    names, sources, targets = _encoded(edges, centre)
    distances, omitted_count = _reached(names, sources, targets, radius, limit)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(omitted_count=omitted_count)
    for node in np.lexsort((np.arange(names.size), distances)):
        if distances[node] <= radius:
            graph.add_node(str(names[node]), distance=int(distances[node]))
    kept = (distances[sources] <= radius) & (distances[targets] <= radius)
    _connect(graph, edges.filter(pa.array(kept, pa.bool_())).to_pylist())
    return graph


def _encoded(
    edges: pa.Table, centre: str
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return the names, the centre first, and the positions of each edge's ends among them."""
    ends = [edges[column].to_numpy(zero_copy_only=False) for column in ("source_id", "target_id")]
    others, codes = np.unique(np.concatenate([[centre], *ends]).astype(object), return_inverse=True)
    place = int(codes[0])
    # Move the centre to the front, and the names before it back by one.
    moved = np.where(codes == place, 0, codes + (codes < place)).astype(np.int32)
    names = np.concatenate([[centre], np.delete(others, place)]).astype(object)
    return names, moved[1 : 1 + edges.num_rows], moved[1 + edges.num_rows :]


def _reached(
    names: npt.NDArray[np.object_],
    sources: npt.NDArray[np.int32],
    targets: npt.NDArray[np.int32],
    radius: int,
    limit: int,
) -> tuple[npt.NDArray[np.int64], int]:
    """Return the distance of each node from node 0, above the radius if it is not kept."""
    both = adjacency(
        np.concatenate([sources, targets]), np.concatenate([targets, sources]), names.size
    )
    beyond = radius + 1
    distances = np.full(names.size, beyond, dtype=np.int64)
    distances[0] = 0
    frontier, kept_count, omitted_count = np.zeros(1, dtype=np.int64), 1, 0
    for distance in range(1, beyond):
        touched = [both.indices[both.indptr[node] : both.indptr[node + 1]] for node in frontier]
        found, edge_counts = np.unique(np.concatenate(touched), return_counts=True)
        fresh = distances[found] == beyond
        found, edge_counts = found[fresh], edge_counts[fresh]
        chosen = found[np.lexsort((found, -edge_counts))][: limit - kept_count]
        omitted_count += found.size - chosen.size
        kept_count += chosen.size
        distances[chosen] = distance
        frontier = chosen.astype(np.int64)
        if not frontier.size:
            break
    return distances, omitted_count


def _connect(graph: "nx.MultiDiGraph[str]", rows: Iterable[dict[str, Any]]) -> None:
    for row in sorted(rows, key=lambda row: (row["source_id"], row["target_id"], row["relation"])):
        source, target, relation = row["source_id"], row["target_id"], row["relation"]
        if graph.has_edge(source, target, key=relation):
            raise ValueError(
                f"{source} -> {target}, {relation}, stands twice; sum edges of several dates first"
            )
        attributes = {name: row[name] for name in EDGE_ATTRIBUTES if name in row}
        graph.add_edge(source, target, key=relation, relation=relation, **attributes)

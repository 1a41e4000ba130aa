"""Write networkx graphs as GraphML, GEXF and JSON."""

import json
import re
from collections.abc import Callable, Hashable
from typing import Any

import networkx as nx

# Attribute types that all formats support.
_PLAIN = (bool, int, float, str)


def graphml(graph: "nx.Graph[Any]") -> str:
    """Return a graph as GraphML (Brandes et al., 2002), with all attributes that are not null.

    Instants and dates are ISO 8601 text, lists are joined by spaces.
    """
    return "\n".join(nx.generate_graphml(_plain(graph))) + "\n"


def gexf(graph: "nx.Graph[Any]") -> str:
    """Return a graph as GEXF 1.2, which Gephi reads, with all attributes that are not null.

    The date of the export is removed, so that the same graph gives the same text.
    """
    text = "\n".join(nx.generate_gexf(_plain(graph), version="1.2draft")) + "\n"
    return re.sub(r' lastmodifieddate="[^"]*"', "", text, count=1)


def node_link(graph: "nx.Graph[Any]") -> str:
    """Return a graph as JSON in networkx's node-link form, which D3 reads."""
    document = nx.node_link_data(_plain(graph), edges="edges")
    return json.dumps(document, ensure_ascii=False, sort_keys=True) + "\n"


FORMS: dict[str, Callable[["nx.Graph[Any]"], str]] = {
    "graphml": graphml,
    "gexf": gexf,
    "json": node_link,
}


def _plain(graph: "nx.Graph[Any]") -> "nx.Graph[Any]":
    """Return a copy with attributes that all formats support, nodes and edges sorted by name.

    Edges get an `id` to distinguish parallel edges.
    """
    copy: nx.Graph[Any] = graph.__class__(**_attributes(graph.graph))
    for node in sorted(graph, key=str):
        copy.add_node(node, **_attributes(graph.nodes[node]))
    edges: list[tuple[Hashable, Hashable, dict[str, Any]]] = sorted(
        graph.edges(data=True), key=lambda edge: (str(edge[0]), str(edge[1]), str(edge[2]))
    )
    for number, (source, target, attributes) in enumerate(edges):
        copy.add_edge(source, target, id=str(number), **_attributes(attributes))
    return copy


def _attributes(given: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in given.items() if value is not None}


def _value(value: Any) -> bool | int | float | str:
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return " ".join(str(item) for item in value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)

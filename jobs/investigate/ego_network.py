"""Build and measure the ego network of an account from published edges."""

import datetime
from collections import Counter
from typing import Any

import networkx as nx

from graph.views.build import neighbourhood
from jobs.engine.duckdb import DuckDB
from jobs.publish.reader import Published, naming_unreadable

LIMIT = 2_000

_EDGES = """
WITH edge AS (SELECT * FROM read_parquet($files, hive_partitioning = false)),
touching AS (
    SELECT source_id AS account_id FROM edge WHERE target_id = $account
    UNION SELECT target_id FROM edge WHERE source_id = $account
    UNION SELECT $account
)
SELECT edge.* FROM edge
SEMI JOIN touching AS source ON edge.source_id = source.account_id
SEMI JOIN touching AS target ON edge.target_id = target.account_id
"""


def ego_network(
    engine: DuckDB, published: Published, date: datetime.date, account_id: str
) -> "nx.MultiDiGraph[str]":
    """Return the ego network of an account on a date; it may be empty."""
    files = [str(path) for path in published.files("edges", [date])]
    if not files:
        return nx.MultiDiGraph(omitted_count=0)
    with naming_unreadable(files):
        edges = engine.arrow(_EDGES, {"files": files, "account": account_id})
    if not edges.num_rows:
        return nx.MultiDiGraph(omitted_count=0)
    return neighbourhood(edges, account_id, radius=1, limit=LIMIT)


def measures(
    graph: "nx.MultiDiGraph[str]", account_id: str, flags: dict[str, str]
) -> dict[str, Any]:
    """Return measures of an ego network as plain values.

    Args:
        graph: the ego network.
        account_id: its central account.
        flags: the decisions of the flagged accounts of the night.
    """
    if account_id not in graph:
        return {"neighbour_count": 0, "relations": [], "flagged": []}
    pairs = nx.DiGraph(graph)
    reached, reaching = set(pairs.successors(account_id)), set(pairs.predecessors(account_id))
    neighbours = reached | reaching
    return {
        "neighbour_count": len(neighbours),
        "omitted_count": graph.graph["omitted_count"],
        "out_degree": len(reached),
        "in_degree": len(reaching),
        "mutual_count": len(reached & reaching),
        "reciprocity": nx.reciprocity(pairs, account_id) if neighbours else None,
        "clustering": nx.clustering(nx.Graph(pairs), account_id) if len(neighbours) > 1 else None,
        "edges_among_neighbours": pairs.subgraph(neighbours).number_of_edges(),
        "relations": _relations(graph, account_id),
        "flagged": _flagged(graph, account_id, neighbours, flags),
    }


def _relations(graph: "nx.MultiDiGraph[str]", account_id: str) -> list[dict[str, Any]]:
    """Return the number of accounts and events by relation and direction."""
    rows = []
    for direction, edges in (
        ("out", graph.out_edges(account_id, data=True)),
        ("in", graph.in_edges(account_id, data=True)),
    ):
        accounts: Counter[str] = Counter()
        events: Counter[str] = Counter()
        listed: Counter[Any] = Counter()
        for *_, edge in edges:
            accounts[edge["relation"]] += 1
            events[edge["relation"]] += edge["event_count"]
            listed[edge["relation"], edge["is_listed"]] += 1
        rows += [
            {
                "direction": direction,
                "relation": relation,
                "account_count": count,
                "event_count": events[relation],
                "listed_count": listed[relation, True],
                "not_listed_count": listed[relation, False],
            }
            for relation, count in accounts.most_common()
        ]
    return rows


def _flagged(
    graph: "nx.MultiDiGraph[str]", account_id: str, neighbours: set[str], flags: dict[str, str]
) -> list[dict[str, Any]]:
    rank = {"ban": 0, "review": 1, "watch": 2}
    found = [name for name in neighbours if name in flags]
    return [
        {
            "account_id": name,
            "decision": flags[name],
            "out": sorted(graph[account_id].get(name, {})),
            "in": sorted(graph[name].get(account_id, {})),
        }
        for name in sorted(found, key=lambda name: (rank.get(flags[name], 3), name))
    ]

"""Build and measure the ego network of an account from published edges."""

import datetime
from collections import Counter
from typing import Any

import networkx as nx

from jobs.engine.duckdb import DuckDB
from jobs.publish.reader import Published, naming_unreadable

LIMIT = 2_000

# Of more neighbours than the limit, those with the most edges to the account are kept, on ties by
# name. `networkx.ego_graph` would need the graph of the whole night.
_EDGES = """
WITH edge AS (SELECT * FROM read_parquet($files, hive_partitioning = false)),
neighbour AS (
    SELECT account_id, count(*) AS edge_count
    FROM (
        SELECT source_id AS account_id FROM edge WHERE target_id = $account
        UNION ALL
        SELECT target_id FROM edge WHERE source_id = $account
    )
    WHERE account_id <> $account
    GROUP BY account_id
),
kept AS (
    (SELECT account_id FROM neighbour ORDER BY edge_count DESC, account_id LIMIT $limit - 1)
    UNION ALL
    SELECT $account
)
SELECT edge.*, (SELECT count(*) FROM neighbour) AS neighbour_count
FROM edge
SEMI JOIN kept AS source ON edge.source_id = source.account_id
SEMI JOIN kept AS target ON edge.target_id = target.account_id
ORDER BY edge.source_id, edge.target_id, edge.relation
"""


def ego_network(
    engine: DuckDB, published: Published, date: datetime.date, account_id: str
) -> "nx.MultiDiGraph[str]":
    """Return the ego network of an account on a date; it may be empty."""
    files = [str(path) for path in published.files("edges", [date])]
    with naming_unreadable(files):
        return read_ego_network(engine, files, account_id, LIMIT)


def read_ego_network(
    engine: DuckDB, files: list[str], account_id: str, limit: int
) -> "nx.MultiDiGraph[str]":
    """Return an account, its neighbours and all edges among them; empty without edges.

    Args:
        engine: reads the files.
        files: the published edges of one date, each (source, target, relation) once.
        account_id: the central account.
        limit: the greatest number of accounts, the central one included.

    Returns:
        A graph whose edges have the columns of `edges` as attributes and the relation as key.
        `graph["omitted_count"]` is the number of neighbours left out by the limit.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(omitted_count=0)
    if not files:
        return graph
    chosen = {"files": files, "account": account_id, "limit": limit}
    for edge in engine.arrow(_EDGES, chosen).to_pylist():
        graph.graph["omitted_count"] = max(edge.pop("neighbour_count") + 1 - limit, 0)
        graph.add_edge(edge.pop("source_id"), edge.pop("target_id"), edge["relation"], **edge)
    return graph


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

"""Read the rings of a night, and the report on one ring."""

import datetime
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx

from graph.views.ring_graph import ring_graph, ring_measures
from jobs.contract.errors import NothingFound
from jobs.engine.duckdb import DuckDB
from jobs.publish.access_log import record
from jobs.publish.reader import Published, in_memory, naming_unreadable

_EDGES = """
SELECT edge.*
FROM read_parquet($files, hive_partitioning = false) AS edge
WHERE source_id IN (SELECT unnest($accounts)) OR target_id IN (SELECT unnest($accounts))
"""


def ring(
    output: Path, date: datetime.date | None, ring_id: str
) -> tuple[dict[str, Any], "nx.MultiDiGraph[str]"]:
    """Return the report on a ring, after writing the lookup to the access log.

    Args:
        output: the folder of published tables.
        date: the night; None: the latest.
        ring_id: the ring.

    Returns:
        The document (the row of the ring, its members with their decisions, measures of its graph,
        and its earlier nights), and the graph of its members and their targets.

    Raises:
        NothingFound: the night is not published, or it has no such ring.
        OutputFailed: the access log cannot be written.
    """
    published = Published(output)
    chosen = published.published_date(date)
    record(output, "ring", ring_id, chosen)
    with in_memory() as engine:
        nights = _nights(engine, published, ring_id)
        found = next((night for night in nights if night["date"] == chosen), None)
        if found is None:
            raise NothingFound(_missing(ring_id, chosen, nights))
        members = _members(engine, published, chosen, ring_id)
        graph = _graph(engine, published, chosen, members)
    document = {
        **found,
        "members": members,
        "measures": ring_measures(graph),
        "former_nights": [night for night in nights if night["date"] < chosen],
    }
    return document, graph


def rings(output: Path, date: datetime.date | None) -> dict[str, Any]:
    """Return the rings of a night by descending score, and the ring fields of its manifest.

    Args:
        output: the folder of published tables.
        date: the night; None: the latest.

    Returns:
        `rings`, each with its status (`fate`) and its number of accounts flagged as ban or review;
        `campaigns` and `undetected_rings` from the manifest, empty if it lacks them.

    Raises:
        NothingFound: the night is not published.
    """
    published = Published(output)
    chosen = published.published_date(date)
    manifest = published.manifest(chosen)
    campaigns = manifest.get("campaigns", {})
    fates = {ring_id: fate for fate, ring_ids in campaigns.items() for ring_id in ring_ids}
    with in_memory() as engine:
        found = published.rows(engine, "rings", chosen)
        members = published.rows(engine, "ring_members", chosen)
        flags = published.rows(engine, "flags", chosen, "decision IN ('ban', 'review')")
    flagged = {flag["account_id"] for flag in flags}
    counts = Counter(row["ring_id"] for row in members if row["account_id"] in flagged)
    rows = [
        {**row, "fate": fates.get(row["ring_id"]), "flagged_count": counts[row["ring_id"]]}
        for row in sorted(found, key=lambda row: (-row["score"], row["ring_id"]))
    ]
    return {
        "date": chosen,
        "rings": rows,
        "campaigns": campaigns,
        "undetected_rings": manifest.get("undetected_rings", {}),
    }


def _nights(engine: DuckDB, published: Published, ring_id: str) -> list[dict[str, Any]]:
    """Return the ring's row of each night that has it, latest first."""
    return [
        {"date": date, **row}
        for date in reversed(published.dates)
        for row in published.rows(engine, "rings", date, "ring_id = $ring", ring=ring_id)
    ]


def _missing(ring_id: str, date: datetime.date, nights: list[dict[str, Any]]) -> str:
    seen = f"; it was last seen on {nights[0]['date']}" if nights else ""
    return f"{ring_id}: no such ring on {date}{seen}"


def _members(
    engine: DuckDB, published: Published, date: datetime.date, ring_id: str
) -> list[dict[str, Any]]:
    """Return the ring's accounts by descending membership, each with its decision."""
    rows = published.rows(engine, "ring_members", date, "ring_id = $ring", ring=ring_id)
    flags = published.rows(engine, "flags", date, "ring_id = $ring", ring=ring_id)
    decisions = {flag["account_id"]: flag["decision"] for flag in flags}
    ordered = sorted(rows, key=lambda row: (-row["membership"], row["account_id"]))
    return [
        {
            "account_id": row["account_id"],
            "role": row["role"],
            "membership": row["membership"],
            "decision": decisions.get(row["account_id"]),
        }
        for row in ordered
    ]


def _graph(
    engine: DuckDB, published: Published, date: datetime.date, members: list[dict[str, Any]]
) -> "nx.MultiDiGraph[str]":
    accounts = {
        row["account_id"]: {key: value for key, value in row.items() if key != "account_id"}
        for row in members
    }
    files = [str(path) for path in published.files("edges", [date])]
    with naming_unreadable(files):
        edges = engine.arrow(_EDGES, {"files": files, "accounts": [*accounts]})
    return ring_graph(accounts, edges)

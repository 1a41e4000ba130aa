"""The ego network of an account, compared with networkx's own on random edges."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.investigate.ego_network import measures, read_ego_network
from jobs.publish.reader import in_memory

NAMES = "abcdefg"
RELATIONS = ("added", "messaged")
EDGES = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(RELATIONS)),
    max_size=25,
    unique=True,
)
AT = datetime.datetime(2026, 3, 10, tzinfo=datetime.UTC)


@pytest.fixture(scope="module", name="file")
def _file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("published") / "edges.parquet"


def write(file: Path, edges: Sequence[tuple[str, str, str]]) -> list[str]:
    """Write published edges, the events of each numbered from 1."""
    rows = [
        {
            "source_id": source,
            "target_id": target,
            "relation": relation,
            "event_count": number,
            "first_at": AT,
            "last_at": AT,
            "is_listed": None,
        }
        for number, (source, target, relation) in enumerate(edges, 1)
    ]
    texts = [(name, pa.string()) for name in ("source_id", "target_id", "relation")]
    instants = [(name, pa.timestamp("us", "UTC")) for name in ("first_at", "last_at")]
    schema = pa.schema([*texts, ("event_count", pa.int64()), *instants, ("is_listed", pa.bool_())])
    pq.write_table(pa.Table.from_pylist(rows, schema), file)
    return [str(file)]


def read(files: list[str], account_id: str, limit: int) -> "nx.MultiDiGraph[str]":
    """Return the ego network of an account in published edges."""
    with in_memory() as engine:
        return read_ego_network(engine, files, account_id, limit)


def counted(graph: "nx.MultiDiGraph[str]") -> list[Any]:
    """Return the edges with their relation and number of events, in order."""
    return sorted(graph.edges(keys=True, data="event_count"))


@settings(deadline=None, derandomize=True, max_examples=40)
@given(EDGES, st.sampled_from(NAMES))
def test_the_network_of_an_account_is_its_ego_graph(
    file: Path, edges: list[tuple[str, str, str]], centre: str
) -> None:
    whole: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    whole.add_node(centre)
    for number, (source, target, relation) in enumerate(edges, 1):
        whole.add_edge(source, target, relation, event_count=number)
    found = read(write(file, edges), centre, limit=100)
    expected = nx.ego_graph(whole, centre, undirected=True)
    assert counted(found) == counted(expected)
    assert set(found) == (set(expected) if expected.number_of_edges() else set())
    assert found.graph["omitted_count"] == 0


@settings(deadline=None, derandomize=True, max_examples=40)
@given(EDGES, st.sampled_from(NAMES), st.integers(2, 5))
def test_a_limit_keeps_the_neighbours_with_the_most_edges_and_counts_the_others(
    file: Path, edges: list[tuple[str, str, str]], centre: str, limit: int
) -> None:
    files = write(file, edges)
    whole = read(files, centre, limit=100)
    found = read(files, centre, limit)
    edge_counts = {
        name: whole.number_of_edges(centre, name) + whole.number_of_edges(name, centre)
        for name in whole
        if name != centre
    }
    kept = sorted(edge_counts, key=lambda name: (-edge_counts[name], name))[: limit - 1]
    assert set(found) - {centre} == set(kept)
    assert counted(found) == counted(whole.subgraph([centre, *kept]))
    assert found.graph["omitted_count"] == len(edge_counts) - len(kept)


def test_an_edge_has_the_published_columns_as_attributes(file: Path) -> None:
    found = read(write(file, [("a", "b", "added")]), "b", limit=2)
    assert found.edges["a", "b", "added"] == {
        "relation": "added", "event_count": 1, "first_at": AT, "last_at": AT, "is_listed": None,
    }  # fmt: skip


def test_an_account_without_edges_has_an_empty_network(file: Path) -> None:
    for files in (write(file, [("a", "b", "added")]), []):
        found = read(files, "z", limit=2)
        assert not found
        assert measures(found, "z", {})["neighbour_count"] == 0

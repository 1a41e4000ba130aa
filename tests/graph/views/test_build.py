"""Ego networks against brute force from their definition."""

import datetime
from collections.abc import Sequence
from typing import Any

import networkx as nx
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.views.build import neighbourhood

NAMES = "abcdefg"
RELATIONS = ("added", "messaged")
ROWS = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(RELATIONS)),
    max_size=25,
    unique=True,
)
exactly = settings(deadline=None, derandomize=True)


def table(rows: Sequence[tuple[str, str, str]]) -> pa.Table:
    columns: dict[str, list[Any]] = {
        "source_id": [row[0] for row in rows],
        "target_id": [row[1] for row in rows],
        "relation": [row[2] for row in rows],
        "event_count": list(range(1, len(rows) + 1)),
    }
    text = pa.string()
    return pa.table(
        columns,
        pa.schema(
            {"source_id": text, "target_id": text, "relation": text, "event_count": pa.int64()}
        ),
    )


@exactly
@given(ROWS, st.sampled_from(NAMES), st.integers(0, 3))
def test_a_neighbourhood_is_the_ego_graph(
    rows: list[tuple[str, str, str]], centre: str, radius: int
) -> None:
    whole: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    whole.add_node(centre)
    for place, (source, target, relation) in enumerate(rows, 1):
        whole.add_edge(source, target, key=relation, relation=relation, event_count=place)
    expected = nx.ego_graph(whole, centre, radius=radius, undirected=True)
    found = neighbourhood(table(rows), centre, radius)
    assert sorted(found.nodes) == sorted(expected.nodes)
    assert sorted(found.edges(keys=True, data="event_count")) == sorted(
        expected.edges(keys=True, data="event_count")
    )
    assert dict(found.nodes(data="distance")) == {
        name: nx.shortest_path_length(whole.to_undirected(), centre, name) for name in expected
    }
    assert found.graph["omitted_count"] == 0


@exactly
@given(ROWS, st.sampled_from(NAMES), st.integers(1, 5), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_change_a_neighbourhood(
    rows: list[tuple[str, str, str]], centre: str, limit: int, random: Any
) -> None:
    edges = table(rows)
    shuffled = edges.take(pa.array(random.sample(range(len(rows)), len(rows)), pa.int64()))
    one, other = (neighbourhood(given, centre, 2, limit) for given in (edges, shuffled))
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))
    assert one.graph == other.graph


@exactly
@given(ROWS, st.sampled_from(NAMES), st.permutations(NAMES))
def test_a_neighbourhood_follows_a_relabelling(
    rows: list[tuple[str, str, str]], centre: str, order: list[str]
) -> None:
    names = dict(zip(NAMES, order, strict=True))
    renamed = [(names[source], names[target], relation) for source, target, relation in rows]
    before = neighbourhood(table(rows), centre)
    after = neighbourhood(table(renamed), names[centre])
    relabelled = nx.relabel_nodes(before, names)
    assert sorted(relabelled.edges(keys=True)) == sorted(after.edges(keys=True))
    assert dict(relabelled.nodes(data="distance")) == dict(after.nodes(data="distance"))


@exactly
@given(ROWS, st.sampled_from(NAMES), st.integers(1, 5), st.integers(0, 3))
def test_a_limit_keeps_the_nearest_and_counts_the_rest(
    rows: list[tuple[str, str, str]], centre: str, limit: int, radius: int
) -> None:
    whole = neighbourhood(table(rows), centre, radius)
    found = neighbourhood(table(rows), centre, radius, limit)
    assert len(found) <= limit
    assert centre in found
    assert len(found) == limit or radius > 1 or len(found) == len(whole)
    if radius == 1:
        assert found.graph["omitted_count"] == len(whole) - len(found)


def test_on_ties_accounts_with_more_edges_are_kept() -> None:
    rows = [("a", "b", "added"), ("a", "c", "added"), ("c", "a", "messaged"), ("a", "d", "added")]
    found = neighbourhood(table(rows), "a", limit=3)
    assert list(found.nodes) == ["a", "b", "c"]
    assert found.graph["omitted_count"] == 1


def test_an_edge_has_all_attributes_of_its_row() -> None:
    at = datetime.datetime(2026, 3, 10, tzinfo=datetime.UTC)
    row = {
        "source_id": "a", "target_id": "b", "relation": "added",
        "event_count": 3, "first_at": at, "last_at": at, "is_listed": None,
    }  # fmt: skip
    found = neighbourhood(pa.Table.from_pylist([row]), "b")
    assert found.edges["a", "b", "added"] == {
        "relation": "added", "event_count": 3, "first_at": at, "last_at": at, "is_listed": None,
    }  # fmt: skip


def test_an_account_without_edges_is_a_single_node() -> None:
    assert list(neighbourhood(table([("a", "b", "added")]), "z").nodes) == ["z"]
    assert list(neighbourhood(table([]), "z", 3).nodes) == ["z"]


@pytest.mark.parametrize(("radius", "limit"), [(-1, 5), (1, 0)])
def test_a_radius_or_limit_out_of_range_is_refused(radius: int, limit: int) -> None:
    with pytest.raises(ValueError, match="give a radius >= 0 and a limit >= 1"):
        neighbourhood(table([]), "a", radius, limit)


def test_edges_without_a_relation_are_refused() -> None:
    with pytest.raises(ValueError, match="edges lack relation"):
        neighbourhood(table([]).drop_columns(["relation"]), "a")


def test_a_repeated_edge_is_refused() -> None:
    with pytest.raises(ValueError, match="a -> b, added, stands twice"):
        neighbourhood(table([("a", "b", "added")] * 2), "a")

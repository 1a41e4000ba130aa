"""The networkx graph of a ring, its measures and exports."""

import datetime
import io
import json
import math
from typing import Any

import networkx as nx
import pyarrow as pa
import pytest

from graph.views.exports import FORMS, gexf, graphml, node_link
from graph.views.ring_graph import positions, ring_graph, ring_measures

INSTANT = datetime.datetime(2026, 3, 10, 9, tzinfo=datetime.UTC)
MEMBERS: dict[str, dict[str, Any]] = {
    "m1": {"role": "maker", "membership": 1.0},
    "m2": {"role": "adder", "membership": 0.8},
    "m3": {"role": "adder", "membership": 0.5},
}
PAIRS = [
    ("m1", "v1", "added"),
    ("m2", "v1", "added"),
    ("m2", "v2", "added"),
    ("m1", "v2", "added"),
    ("m2", "v3", "added"),
    ("m1", "v1", "messaged"),
    ("v1", "m1", "blocked"),
    ("m1", "m2", "promoted"),
    ("x", "y", "messaged"),
]


def edges(pairs: list[tuple[str, str, str]]) -> pa.Table:
    """Return edges that happened twice, whether they are listed not known."""
    rows = [
        {
            "source_id": source,
            "target_id": target,
            "relation": relation,
            "event_count": 2,
            "first_at": INSTANT,
            "is_listed": None,
        }
        for source, target, relation in pairs
    ]
    return pa.Table.from_pylist(rows)


@pytest.fixture(name="graph")
def _graph() -> "nx.MultiDiGraph[str]":
    return ring_graph(MEMBERS, edges(PAIRS))


def test_members_and_their_targets_are_the_nodes(graph: "nx.MultiDiGraph[str]") -> None:
    kinds = dict(graph.nodes(data="kind"))
    assert kinds == dict.fromkeys(MEMBERS, "member") | dict.fromkeys(["v1", "v2", "v3"], "other")
    assert graph.nodes["m1"]["role"] == "maker"
    assert graph.edges["m1", "v1", "added"]["event_count"] == 2
    assert graph.number_of_edges("m1", "v1") == 2


def test_the_measures_equal_those_counted_by_hand(graph: "nx.MultiDiGraph[str]") -> None:
    assert ring_measures(graph) == {
        "member_count": 3,
        "target_count": 3,
        "shared_target_count": 2,
        "density": pytest.approx(4 / 6),
        "inside_count": 1,
        "reciprocity": pytest.approx(1 / 6),
        "component_count": 2,
    }


def test_a_ring_without_edges_has_no_shares() -> None:
    found = ring_measures(ring_graph(MEMBERS, edges(PAIRS[-1:])))
    assert (found["density"], found["reciprocity"], found["component_count"]) == (None, None, 3)


def test_edges_without_a_relation_are_refused() -> None:
    with pytest.raises(ValueError, match="edges lack relation"):
        ring_graph(MEMBERS, edges(PAIRS).drop(["relation"]))


def test_graphml_and_gexf_round_trip(graph: "nx.MultiDiGraph[str]") -> None:
    for back in (
        nx.read_graphml(io.BytesIO(graphml(graph).encode()), force_multigraph=True),
        nx.read_gexf(io.BytesIO(gexf(graph).encode())),
    ):
        assert set(back) == set(graph)
        assert back.number_of_edges() == graph.number_of_edges()
        assert back.nodes["m2"]["membership"] == 0.8
        attributes = next(iter(back.get_edge_data("m2", "v3").values()))
        assert attributes["relation"] == "added"
        assert attributes["first_at"] == "2026-03-10T09:00:00+00:00"
        assert "is_listed" not in attributes


def test_json_round_trips(graph: "nx.MultiDiGraph[str]") -> None:
    back = nx.node_link_graph(json.loads(node_link(graph)), edges="edges")
    assert set(back) == set(graph)
    assert back.number_of_edges() == graph.number_of_edges()


def test_related_accounts_are_drawn_close() -> None:
    pairs = [("m1", f"v{n}", "added") for n in range(6)] + [
        ("m2", f"w{n}", "added") for n in range(6)
    ]
    drawn = positions(ring_graph(MEMBERS, edges(pairs)))
    assert drawn == positions(ring_graph(MEMBERS, edges(pairs[::-1])))

    def distance(one: str, other: str) -> float:
        return math.dist(drawn[one], drawn[other])

    assert max(distance("m1", f"v{n}") for n in range(6)) < min(
        distance("m1", f"w{n}") for n in range(6)
    )


def test_gexf_has_no_date_of_the_export(graph: "nx.MultiDiGraph[str]") -> None:
    assert "lastmodifieddate" not in gexf(graph)


@pytest.mark.parametrize("form", FORMS)
def test_the_order_of_edges_does_not_change_an_export(form: str) -> None:
    one, other = (ring_graph(MEMBERS, edges(pairs)) for pairs in (PAIRS, PAIRS[::-1]))
    assert FORMS[form](one) == FORMS[form](other)

"""Links inside a cluster."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.rings.similarity import inner_links

from .test_cores import Pairs, links, undirected


@settings(max_examples=200, deadline=None)
@given(links(10), st.sampled_from([0.0, 0.3, 0.5, 0.7, 1.0]))
def test_inner_links_are_those_of_the_definition(pairs: Pairs, least: float) -> None:
    graph = undirected(pairs, 10)
    rows = [row.tolist() for row in np.split(graph.indices, graph.indptr[1:-1])]
    near = [{node, *rows[node]} for node in range(10)]
    expected = [
        len(near[node] & near[other]) / math.sqrt(len(near[node]) * len(near[other]))
        >= least - 1e-9
        for node in range(10)
        for other in rows[node]
    ]
    assert inner_links(graph, least - 1e-9).tolist() == expected


def test_the_bridge_between_two_cliques_is_not_inner() -> None:
    cliques = {(a + at, b + at) for at in (0, 6) for a in range(6) for b in range(a + 1, 6)}
    graph = undirected(cliques | {(0, 6)}, 12)
    inner = inner_links(graph, 0.5)
    sources = np.repeat(np.arange(12), np.diff(graph.indptr))
    outer = {(int(a), int(b)) for a, b in zip(sources[~inner], graph.indices[~inner], strict=True)}
    assert outer == {(0, 6), (6, 0)}

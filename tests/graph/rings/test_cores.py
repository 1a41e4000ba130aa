"""Core numbers and the bipartite core."""

from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph.adjacency import adjacency
from graph.rings.cores import bicore, core_numbers

Pairs = set[tuple[int, int]]


def undirected(pairs: Pairs, n: int) -> csr_array:
    """Return links in both directions."""
    ends = np.array(sorted(pairs), np.int32).reshape(-1, 2)
    return adjacency(
        np.concatenate([ends[:, 0], ends[:, 1]]), np.concatenate([ends[:, 1], ends[:, 0]]), n
    )


def links(n: int) -> st.SearchStrategy[Pairs]:
    """Draw links among n nodes."""
    nodes = st.integers(0, n - 1)
    return st.sets(st.tuples(nodes, nodes).filter(lambda pair: pair[0] < pair[1]), max_size=60)


@settings(max_examples=200, deadline=None)
@given(links(14))
def test_core_numbers_are_those_of_networkx(pairs: Pairs) -> None:
    graph = nx.Graph(list(pairs))
    graph.add_nodes_from(range(14))
    expected = nx.core_number(graph)
    assert core_numbers(undirected(pairs, 14)).tolist() == [expected[node] for node in range(14)]


def test_a_clique_has_a_high_core_number_and_the_chain_to_it_a_low_one() -> None:
    clique = {(a, b) for a in range(5) for b in range(a + 1, 5)}
    chain = set(pairwise(range(4, 9)))
    assert core_numbers(undirected(clique | chain, 9)).tolist() == [4] * 5 + [1] * 4


def defined(pairs: Pairs, min_targets: int, min_actors: int) -> Pairs:
    """Return the bipartite core by its definition."""
    while True:
        actors = [actor for actor, _ in pairs]
        targets = [target for _, target in pairs]
        kept = {
            (actor, target)
            for actor, target in pairs
            if actors.count(actor) >= min_targets and targets.count(target) >= min_actors
        }
        if kept == pairs:
            return pairs
        pairs = kept


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 9)), unique=True, max_size=50),
    st.integers(1, 4),
    st.integers(1, 4),
)
def test_the_bipartite_core_equals_its_definition(
    pairs: list[tuple[int, int]], min_targets: int, min_actors: int
) -> None:
    ends = np.array(pairs, np.int32).reshape(-1, 2)
    kept = bicore(ends[:, 0], ends[:, 1], min_targets, min_actors)
    found = {pair for pair, is_kept in zip(pairs, kept, strict=True) if is_kept}
    assert found == defined(set(pairs), min_targets, min_actors)


def test_a_minimum_of_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 0 and 2"):
        bicore(np.zeros(1, np.int32), np.zeros(1, np.int32), 0, 2)

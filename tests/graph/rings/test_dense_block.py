"""The densest block, robust to camouflage."""

import contextlib
import io
import itertools
import math

import numpy as np
import pytest
from fraudar.export import greedy as reference
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from graph.rings.dense_block import (
    Block,
    Matrix,
    dense_block,
    dense_blocks,
    matrix,
    max_undetected_edges,
    null_matrix,
)
from tests.seeds import seeds

Pairs = list[tuple[int, int]]

pairs_of = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 6)), unique=True, min_size=1, max_size=30
)


def of(pairs: Pairs, priors: list[float] | None = None) -> Matrix:
    """Return the matrix of pairs."""
    ends = np.array(pairs, np.int32).reshape(-1, 2)
    return matrix(ends[:, 0], ends[:, 1], None if priors is None else np.array(priors))


def density(given_matrix: Matrix, actors: set[int], targets: set[int]) -> float:
    """Return the density of a block by its definition."""
    edges = zip(given_matrix.actors.tolist(), given_matrix.targets.tolist(), strict=True)
    weight = sum(
        given_matrix.weights[target]
        for actor, target in edges
        if actor in actors and target in targets
    )
    prior = sum(given_matrix.actor_priors[actor] for actor in actors)
    return float((weight + prior) / (len(actors) + len(targets)))


def nodes(block: Block) -> tuple[set[int], set[int]]:
    """Return a block's actors and targets."""
    return set(block.actors.tolist()), set(block.targets.tolist())


def drawn(seed: int, actors: int, targets: int, edges: int) -> Pairs:
    """Return random pairs with popular targets, and a block."""
    chance = np.random.default_rng(seed)
    ends = np.column_stack(
        [chance.integers(0, actors, edges), (targets * chance.random(edges) ** 2).astype(int)]
    )
    dense = np.argwhere(chance.random((actors // 10, targets // 10)) < 0.4) * 7 % [actors, targets]
    return [(int(a), int(b)) for a, b in np.unique(np.concatenate([ends, dense]), axis=0)]


@settings(max_examples=100, deadline=None)
@given(pairs_of, st.lists(st.floats(0, 3), min_size=6, max_size=6))
def test_the_density_is_correct_and_at_least_half_of_the_maximum(
    pairs: Pairs, priors: list[float]
) -> None:
    full = of(pairs, priors)
    block = dense_block(full)
    assert block.density == pytest.approx(density(full, *nodes(block)))
    actors, targets = sorted({a for a, _ in pairs}), sorted({b for _, b in pairs})
    subsets = itertools.product(
        *(itertools.product([False, True], repeat=len(side)) for side in (actors, targets))
    )
    best = max(
        density(full, {*itertools.compress(actors, a)}, {*itertools.compress(targets, b)})
        for a, b in subsets
        if any(a) or any(b)
    )
    assert block.density >= best / 2 - 1e-9


@pytest.mark.parametrize("seed", seeds(12))
def test_the_block_equals_that_of_the_public_code(seed: int) -> None:
    pairs = drawn(seed, 60 + 20 * seed, 50 + 10 * seed, 300 + 100 * seed)
    full = of(pairs)
    rows = csr_matrix(
        (np.ones(len(pairs)), (full.actors, full.targets)),
        shape=(full.actor_priors.size, full.weights.size),
    )
    with contextlib.redirect_stdout(io.StringIO()):
        expected, score = reference.logWeightedAveDegree(rows)
    block = dense_block(full)
    assert block.density == pytest.approx(score)
    assert nodes(block) == expected


def greedy(full: Matrix) -> float:
    """Return the best density of the plain greedy removal."""
    edges = list(zip(full.actors.tolist(), full.targets.tolist(), strict=True))
    weighted_degrees = {("actor", a): full.actor_priors[a] for a, _ in edges} | {
        ("t", t): 0.0 for _, t in edges
    }
    for a, t in edges:
        weighted_degrees["actor", a] += full.weights[t]
        weighted_degrees["t", t] += full.weights[t]
    best = 0.0
    while weighted_degrees:
        actors = {a for side, a in weighted_degrees if side == "actor"}
        targets = {t for side, t in weighted_degrees if side == "t"}
        best = max(best, density(full, actors, targets))
        side, node = least = min(weighted_degrees, key=lambda key: weighted_degrees[key])
        del weighted_degrees[least]
        for a, t in edges:
            other = ("t", t) if side == "actor" else ("actor", a)
            if node == (a if side == "actor" else t) and other in weighted_degrees:
                weighted_degrees[other] -= full.weights[t]
    return best


@pytest.mark.parametrize("seed", seeds(60))
def test_the_block_equals_that_of_the_plain_greedy_for_any_weights_and_priors(seed: int) -> None:
    # In some cases a set is denser than all sets of the greedy.
    chance = np.random.default_rng(seed)
    ends = np.unique(chance.integers(0, [7, 9], (14, 2)), axis=0).astype(np.int32)
    priors, weights = chance.exponential(0.5, 7), chance.uniform(0.1, 1.1, 9)
    full = Matrix(ends[:, 0].copy(), ends[:, 1].copy(), priors, weights)
    assert dense_block(full).density == pytest.approx(greedy(full))


def test_priors_move_the_block_to_suspected_actors() -> None:
    left = [(a, b) for a in range(6) for b in range(6)]
    right = [(a + 6, b + 6) for a, b in left]
    suspected = [0.0] * 6 + [1.0] * 6
    assert nodes(dense_block(of(left + right, suspected)))[0] == set(range(6, 12))


def test_camouflage_does_not_lower_the_density_of_a_block() -> None:
    block = [(a, b) for a in range(20) for b in range(20)]
    hidden = [*block, *((a, 20 + 20 * a + extra) for a in range(20) for extra in range(20))]
    plain, camouflaged = dense_block(of(block)), dense_block(of(hidden))
    assert nodes(camouflaged) == nodes(plain)
    assert camouflaged.density == pytest.approx(plain.density)


def test_blocks_come_in_order_of_density_down_to_the_background() -> None:
    sizes = (12, 9, 6)
    pairs, at = [], 0
    for size in sizes:
        pairs += [(at + a, at + b) for a in range(size) for b in range(size)]
        at += size
    chance = np.random.default_rng(0)
    pairs += [
        (int(a) + at, int(b) + at) for a, b in np.unique(chance.integers(0, 500, (900, 2)), axis=0)
    ]
    full = of(pairs)
    found = [block.actors.size for block in dense_blocks(full, 1.2)]
    assert found == list(sizes)
    densities = [block.density for block in dense_blocks(full, 0.5)]
    assert densities == sorted(densities, reverse=True)


@pytest.mark.parametrize("seed", seeds(5))
def test_the_null_matrix_keeps_degrees_and_has_no_block(seed: int) -> None:
    given_matrix = of(drawn(seed, 300, 400, 3_000))
    configuration_model = null_matrix(given_matrix, seed)
    assert configuration_model.actors.size >= 0.95 * given_matrix.actors.size
    for before, after in (
        (given_matrix.actors, configuration_model.actors),
        (given_matrix.targets, configuration_model.targets),
    ):
        most = np.bincount(before)
        assert (np.bincount(after, minlength=most.size) <= most).all()
    assert dense_block(configuration_model).density < 0.9 * dense_block(given_matrix).density
    again = null_matrix(given_matrix, seed)
    np.testing.assert_array_equal(again.targets, configuration_model.targets)


def test_no_undetected_block_has_more_edges_than_the_bound() -> None:
    size = 30
    pairs = [(a, b) for a in range(size) for b in range(size)]
    found = dense_block(of(pairs))
    assert len(pairs) <= max_undetected_edges(found.density, size, size, 1.0)
    assert max_undetected_edges(1.5, 10, 20, 0.5) == pytest.approx(2 * 30 * 1.5 * math.log(25))


def test_without_edges_there_is_no_block() -> None:
    none = np.empty(0, np.int32)
    block = dense_block(matrix(none, none))
    assert (block.actors.size, block.targets.size, block.density) == (0, 0, 0.0)
    assert list(dense_blocks(matrix(none, none), 0.1)) == []
    assert null_matrix(matrix(none, none), 0).actors.size == 0

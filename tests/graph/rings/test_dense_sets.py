"""Sets of actors in dense blocks."""

import numpy as np
import pytest

from graph.rings.dense_block import dense_block, matrix
from graph.rings.dense_sets import DenseSets, Limits, dense_sets
from tests.graph.limits import packaged

LIMITS = packaged(Limits, "ring_candidates.block")
BACKGROUND, MEMBERS, VICTIMS = 300, 12, 40


def found(limits: Limits, rings: int = 2) -> DenseSets:
    """Return the sets in random edges and rings with all possible edges."""
    rng = np.random.default_rng(0)
    actors = [np.repeat(np.arange(BACKGROUND), 20)]
    targets = [rng.integers(0, 20_000, BACKGROUND * 20)]
    for ring in range(rings):
        members = np.arange(MEMBERS + ring) + BACKGROUND + 100 * ring
        victims = 20_000 + 100 * ring + np.arange(VICTIMS)
        actors.append(np.repeat(members, VICTIMS))
        targets.append(np.tile(victims, members.size))
    pairs = np.unique(np.column_stack([np.concatenate(actors), np.concatenate(targets)]), axis=0)
    rows, columns = (np.unique(side, return_inverse=True)[1].astype(np.int32) for side in pairs.T)
    return dense_sets(matrix(rows, columns), limits)


def test_each_ring_is_a_set_and_the_rest_is_as_dense_as_the_null_model() -> None:
    result = found(LIMITS)
    assert sorted(actors.tolist() for actors in result.sets) == [
        list(range(BACKGROUND, BACKGROUND + MEMBERS)),
        list(range(BACKGROUND + MEMBERS, BACKGROUND + 2 * MEMBERS + 1)),
    ]
    assert list(result.densities) == sorted(result.densities, reverse=True)
    assert result.rest_density < LIMITS.chance_ratio * result.chance_density < result.densities[-1]


def test_the_number_of_blocks_is_limited() -> None:
    one = found(packaged(Limits, "ring_candidates.block", max_blocks=1))
    assert len(one.sets) == 1
    assert one.rest_density == pytest.approx(found(LIMITS).densities[1])


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [
        ("min_account_count", MEMBERS + 1, 1),
        ("min_account_count", MEMBERS + 2, 0),
        ("min_shared_count", VICTIMS, 2),
        ("min_shared_count", VICTIMS + 1, 0),
        ("chance_ratio", 100.0, 0),
    ],
)
def test_a_block_below_a_limit_is_no_set(name: str, value: float, count: int) -> None:
    assert len(found(packaged(Limits, "ring_candidates.block", **{name: value})).sets) == count


def test_without_edges_there_is_no_set() -> None:
    none = np.empty(0, np.int32)
    result = dense_sets(matrix(none, none), LIMITS)
    assert (result.sets, result.densities) == ((), ())
    assert result.rest_density == result.chance_density == dense_block(matrix(none, none)).density

"""The parts of a bipartite graph."""

import numpy as np
import numpy.typing as npt
import pytest

from graph.rings.coclusters import Limits
from graph.rings.recursive_split import Splits, recursive_split
from tests.graph.limits import packaged
from tests.seeds import seeds

Ints = npt.NDArray[np.int32]

SPLITS: Splits = packaged(Limits, "ring_candidates.cocluster")


def groups(seed: int, count: int, actors: int, victims: int, each: int) -> tuple[Ints, Ints]:
    """Return the edges of groups, each with its own targets."""
    rng = np.random.default_rng([seed, count])
    chosen = [
        rng.choice(victims, each, replace=False) + group * victims
        for group in range(count)
        for _ in range(actors)
    ]
    rows = np.repeat(np.arange(count * actors), each)
    return rows.astype(np.int32), np.concatenate(chosen).astype(np.int32)


@pytest.mark.parametrize("seed", seeds(3))
@pytest.mark.parametrize(("count", "actors"), [(3, 40), (200, 8)])
def test_groups_are_parts_for_any_number_of_groups(seed: int, count: int, actors: int) -> None:
    rows, columns = groups(seed, count, actors, 60, 25)
    actor_parts, target_parts = recursive_split(rows, columns, count * actors, SPLITS)
    of_groups = actor_parts.reshape(count, actors)
    assert (of_groups >= 0).all()
    assert (of_groups == of_groups[:, :1]).all()
    assert len(set(of_groups[:, 0].tolist())) == count
    is_shared = np.bincount(columns)[columns] > 1
    expected = np.where(is_shared, actor_parts[rows], -1)
    np.testing.assert_array_equal(target_parts[columns], expected)


def test_small_parts_are_dropped() -> None:
    rows, columns = groups(0, 3, 12, 60, 25)
    few = rows < 28
    parts, _ = recursive_split(rows[few], columns[few], 36, SPLITS)
    assert (parts[:24] >= 0).all()
    assert (parts[24:] == -1).all()


@pytest.mark.parametrize("seed", seeds(5))
def test_a_random_part_is_not_split_further(seed: int) -> None:
    whole, other = groups(seed, 1, 60, 400, 30), groups(seed, 2, 30, 60, 25)
    rows = np.concatenate([whole[0], other[0] + 60]).astype(np.int32)
    columns = np.concatenate([whole[1], other[1] + 400]).astype(np.int32)
    parts, _ = recursive_split(rows, columns, 120, SPLITS)
    assert len(set(parts[60:90].tolist())) == len(set(parts[90:].tolist())) == 1
    assert len(set(parts[:60].tolist())) == 1


def test_without_edges_there_are_no_parts() -> None:
    none = np.empty(0, np.int32)
    parts, targets = recursive_split(none, none, 3, SPLITS)
    assert (parts.tolist(), targets.tolist()) == ([-1] * 3, [])

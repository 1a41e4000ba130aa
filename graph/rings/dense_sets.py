"""Find the sets of actors in the dense blocks of an actor-target matrix."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from graph.rings.dense_block import Matrix, dense_block, dense_blocks, null_matrix

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Limits:
    """Thresholds of a set.

    `chance_ratio`: the density of a block over that of the densest block of the null model.
    `max_blocks`: the greatest number of blocks. `min_shared_count`: an actor with fewer targets in
    its block is not in the set. `min_account_count`: smaller sets are dropped.
    """

    chance_ratio: float
    max_blocks: int
    min_account_count: int
    min_shared_count: int


@dataclass(frozen=True)
class DenseSets:
    """The sets of actors in dense blocks.

    `sets`: int32 each, ascending, the densest first; `densities` are those of their blocks.
    `chance_density`: of the densest block of the configuration model. `rest_density`: of the
    densest block without the actors of the sets.
    """

    sets: tuple[Ints, ...]
    densities: tuple[float, ...]
    chance_density: float
    rest_density: float


def dense_sets(given: Matrix, limits: Limits) -> DenseSets:
    """Return the sets of actors in blocks that are denser than the null model.

    Args:
        given: the matrix.
        limits: thresholds.

    Complexity: that of `dense_block`, for each block and twice more.
    """
    chance = dense_block(null_matrix(given, seed=0)).density
    found = list(_sets(given, limits.chance_ratio * chance, limits))
    chosen = np.concatenate([np.empty(0, np.int32), *(actors for actors, _ in found)])
    # An undetected ring can be in any edges outside of the sets, dropped blocks included.
    is_left = ~np.isin(given.actors, chosen)
    left = Matrix(given.actors[is_left], given.targets[is_left], given.actor_priors, given.weights)
    return DenseSets(
        tuple(actors for actors, _ in found),
        tuple(density for _, density in found),
        chance,
        dense_block(left).density,
    )


def _sets(given: Matrix, min_density: float, limits: Limits) -> Iterator[tuple[Ints, float]]:
    """Yield the actors of each block with enough targets in it, and its density."""
    for block in islice(dense_blocks(given, min_density), limits.max_blocks):
        inside = np.isin(given.targets, block.targets)
        counts = np.bincount(given.actors[inside], minlength=given.actor_priors.size)
        actors = block.actors[counts[block.actors] >= limits.min_shared_count]
        if len(actors) >= limits.min_account_count:
            yield actors, block.density

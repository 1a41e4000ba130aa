"""Finds the sets of actors in the dense blocks of an actors by targets matrix."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from graph.rings.dense_block import Matrix, dense_block, dense_blocks, rewired

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Limits:
    """Which dense blocks are sets.

    `chance_ratio`: so many times denser than the densest block by chance one must be. `max_blocks`:
    no more are looked for. `min_shared_count`: an actor that acts on fewer targets of its block is
    not in the set. `min_account_count`: fewer are no set.
    """

    chance_ratio: float
    max_blocks: int
    min_account_count: int
    min_shared_count: int


@dataclass(frozen=True)
class DenseSets:
    """The sets of actors in dense blocks.

    `sets`: int32 each, ascending, the densest first; `densities` are those of their blocks.
    `chance_density` is that of the densest block where chance deals out the same edges,
    `rest_density` that of the densest block without the sets' actors.
    """

    sets: tuple[Ints, ...]
    densities: tuple[float, ...]
    chance_density: float
    rest_density: float


def dense_sets(given: Matrix, limits: Limits) -> DenseSets:
    """Return the sets of actors in the blocks that are denser than chance makes them.

    Args:
        given: who acted on whom.
        limits: which blocks are sets.

    Complexity: that of `dense_block`, for each block and twice more.
    """
    chance = dense_block(rewired(given, seed=0)).density
    found = list(_sets(given, limits.chance_ratio * chance, limits))
    chosen = np.concatenate([np.empty(0, np.int32), *(actors for actors, _ in found)])
    # What no set holds, blocks that are none among it, is what a ring may hide in.
    is_left = ~np.isin(given.actors, chosen)
    left = Matrix(given.actors[is_left], given.targets[is_left], given.actor_priors, given.weights)
    return DenseSets(
        tuple(actors for actors, _ in found),
        tuple(density for _, density in found),
        chance,
        dense_block(left).density,
    )


def _sets(given: Matrix, least_density: float, limits: Limits) -> Iterator[tuple[Ints, float]]:
    """Give the actors of each block that act on enough of its targets, and its density."""
    for block in islice(dense_blocks(given, least_density), limits.max_blocks):
        inside = np.isin(given.targets, block.targets)
        counts = np.bincount(given.actors[inside], minlength=given.actor_priors.size)
        actors = block.actors[counts[block.actors] >= limits.min_shared_count]
        if len(actors) >= limits.min_account_count:
            yield actors, block.density

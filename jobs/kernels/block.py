"""Builds `rings.block`: dense blocks of who added whom, beyond what else finds sets."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.rings.dense_block import Block, Matrix, dense_block, dense_blocks, matrix, rewired
from jobs.config.sql_file import Table
from jobs.engine.base import Engine
from jobs.kernels.adds import read

# The row of those in no set.
_REST = -1


def build(engine: Engine, table: Table, arguments: dict[str, Any]) -> int:
    """Build the table from the adds that its SELECT gives; return its number of rows."""
    adds = read(engine, table, arguments)
    priors = np.zeros(len(adds.accounts))
    priors[adds.actors] = adds.rows["prior"].to_numpy()
    given = matrix(adds.actors, adds.targets, priors)
    chance = dense_block(rewired(given, seed=0)).density
    kept: list[tuple[npt.NDArray[np.int32], float]] = []
    if len(adds.rows):
        least = chance * adds.given("chance_ratio")
        blocks = islice(dense_blocks(given, least), adds.given("most_blocks"))
        limits = map(adds.given, ("least_shared_count", "least_account_count"))
        kept = list(_sets(given, blocks, *limits))
    sizes = [len(actors) for actors, _ in kept]
    numbers = np.repeat(np.arange(len(kept), dtype=np.int32), sizes)
    chosen = np.concatenate([np.empty(0, np.int32), *(actors for actors, _ in kept)])
    densities = np.repeat([density for _, density in kept], sizes)
    # What no set holds, blocks that are none among it, is what a ring may hide in.
    is_left = ~np.isin(given.actors, chosen)
    left = Matrix(given.actors[is_left], given.targets[is_left], priors, given.weights)
    engine.provide(
        table.name,
        pa.table(
            {
                "set_number": pa.array(np.append(numbers, _REST), pa.int32()),
                "account_id": _with_nobody(adds.accounts, chosen),
                "density": pa.array(np.append(densities, dense_block(left).density)),
                "chance_density": pa.array(np.full(len(chosen) + 1, chance)),
            }
        ),
    )
    return len(chosen) + 1


def _with_nobody(names: pa.Array, places: npt.NDArray[np.int32]) -> pa.Array:
    return pa.concat_arrays([names.take(pa.array(places)), pa.nulls(1, names.type)])


def _sets(
    given: Matrix, blocks: Iterable[Block], least_shared: int, least_accounts: int
) -> Iterator[tuple[npt.NDArray[np.int32], float]]:
    """Give the actors of each block who have enough of its targets, and its density."""
    for block in blocks:
        inside = np.isin(given.targets, block.targets)
        counts = np.bincount(given.actors[inside], minlength=given.actor_priors.size)
        actors = block.actors[counts[block.actors] >= least_shared]
        if len(actors) >= least_accounts:
            yield actors, block.density

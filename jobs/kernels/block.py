"""Builds `ring_candidates.block`: dense blocks of who added whom, beyond what else finds sets."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.rings.dense_block import matrix
from graph.rings.dense_sets import Limits, dense_sets
from jobs.config.sql_file import Table
from jobs.engine.base import Engine, Parameters
from jobs.kernels.adds import read

# The row of those in no set.
_REST = -1


def build(engine: Engine, table: Table, arguments: Parameters, limits: Limits) -> int:
    """Build the table from the adds that its SELECT gives; return its number of rows."""
    adds = read(engine, table, arguments)
    priors = np.zeros(len(adds.accounts))
    priors[adds.actors] = adds.rows["prior"].to_numpy()
    found = dense_sets(matrix(adds.actors, adds.targets, priors), limits)
    sizes = [len(actors) for actors in found.sets]
    numbers = np.repeat(np.arange(len(found.sets), dtype=np.int32), sizes)
    chosen = np.concatenate([np.empty(0, np.int32), *found.sets])
    densities = np.repeat(found.densities, sizes)
    engine.provide(
        table.name,
        pa.table(
            {
                "set_number": pa.array(np.append(numbers, _REST), pa.int32()),
                "account_id": _with_nobody(adds.accounts, chosen),
                "density": pa.array(np.append(densities, found.rest_density)),
                "chance_density": pa.array(np.full(len(chosen) + 1, found.chance_density)),
            }
        ),
    )
    return len(chosen) + 1


def _with_nobody(names: pa.Array, places: npt.NDArray[np.int32]) -> pa.Array:
    return pa.concat_arrays([names.take(pa.array(places)), pa.nulls(1, names.type)])

"""Reads who added whom for the kernels that look for sets, whatever numbers the night gave them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jobs.config.sql_file import Table
from jobs.engine.base import Engine, Parameters

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Adds:
    """Who added whom, in the order of their names, which the order of the logs does not change.

    `actors` and `targets` are int32, dense numbers from 0; `accounts` are the ids of the actors.
    """

    rows: pa.Table
    accounts: pa.Array
    actors: Ints
    targets: Ints


def read(engine: Engine, table: Table, arguments: Parameters) -> Adds:
    """Return the rows of a SELECT from `ring_inputs.stranger_add_edge`."""
    rows = engine.arrow(f"{table.sql} ORDER BY account_name, target_name", arguments)
    actors, targets = (
        rows[name].combine_chunks().dictionary_encode() for name in ("account_id", "target_id")
    )
    return Adds(rows, actors.dictionary, actors.indices.to_numpy(), targets.indices.to_numpy())

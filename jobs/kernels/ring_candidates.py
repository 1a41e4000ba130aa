"""Build the tables of candidate sets: accounts that may be a ring."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graph.rings import coclusters, dense_sets, lockstep, overlap_merge, rejection
from graph.rings.dense_block import matrix
from jobs.config.sql_file import Table
from jobs.engine.base import Engine, Parameters

Ints = npt.NDArray[np.int32]

# The set number of the row that describes the accounts in no set.
_NO_SET = -1
# Evidence of acceptance and of refusal have the same weight.
_EVEN = 0.5


@dataclass(frozen=True)
class AddEdges:
    """Edges from actors to the targets they added, ordered by name.

    The order of the logs does not change the order of the edges.

    Args:
        rows: the rows of the SELECT.
        accounts: the ids of the actors.
        actors: int32[m], the place of each edge's actor in `accounts`.
        targets: int32[m], numbers from 0.
    """

    rows: pa.Table
    accounts: pa.Array
    actors: Ints
    targets: Ints


def build_lockstep(
    engine: Engine, table: Table, arguments: Parameters, limits: lockstep.Limits
) -> int:
    """Build the sets whose pairs share more targets than chance gives; return the row count."""
    edges = _add_edges(engine, table, arguments)
    found = lockstep.lockstep(edges.actors, edges.targets, len(edges.accounts), limits)
    return _provide_sets(engine, table, edges.accounts, found.sets)


def build_coclusters(
    engine: Engine, table: Table, arguments: Parameters, limits: coclusters.Limits
) -> int:
    """Build the sets that as a whole share more targets than chance gives; return the row count."""
    edges = _add_edges(engine, table, arguments)
    sets = coclusters.coclusters(edges.actors, edges.targets, len(edges.accounts), limits)
    return _provide_sets(engine, table, edges.accounts, sets)


def build_dense_blocks(
    engine: Engine, table: Table, arguments: Parameters, limits: dense_sets.Limits
) -> int:
    """Build the dense blocks among accounts in no other set; return the row count."""
    edges = _add_edges(engine, table, arguments)
    priors = np.zeros(len(edges.accounts))
    priors[edges.actors] = edges.rows["prior"].to_numpy()
    found = dense_sets.dense_sets(matrix(edges.actors, edges.targets, priors), limits)
    sizes = [len(actors) for actors in found.sets]
    numbers = np.repeat(np.arange(len(found.sets), dtype=np.int32), sizes)
    members = np.concatenate([np.empty(0, np.int32), *found.sets])
    names = edges.accounts.take(pa.array(members))
    densities = np.repeat(found.densities, sizes)
    engine.provide(
        table.name,
        pa.table(
            {
                "set_number": pa.array(np.append(numbers, _NO_SET), pa.int32()),
                "account_id": pa.concat_arrays([names, pa.nulls(1, names.type)]),
                "density": pa.array(np.append(densities, found.rest_density)),
                "chance_density": pa.array(np.full(len(members) + 1, found.chance_density)),
            }
        ),
    )
    return len(members) + 1


def build_rejections(
    engine: Engine, table: Table, arguments: Parameters, limits: rejection.Limits
) -> int:
    """Build the sets that accept one another while others refuse them; return the row count."""
    rows = engine.arrow(f"{table.sql} ORDER BY account_name, other_name NULLS FIRST", arguments)
    senders = rows["account_id"].combine_chunks().dictionary_encode()
    names = senders.dictionary
    # All accounts that send no request are one node.
    receivers = pc.index_in(rows["other_id"], value_set=names).fill_null(len(names))
    requests = rejection.Requests(
        senders.indices.to_numpy(),
        receivers.to_numpy().astype(np.int32),
        rows["accepted_bits"].to_numpy(),
        rows["refused_bits"].to_numpy(),
        len(names) + 1,
    )
    sets = np.full(requests.n, -1, np.int32)
    if len(rows):
        refused = rejection.refused_set(requests, _EVEN).members
        sets = rejection.granting_sets(requests, refused, limits)
    # The last node stands for accounts that are in no set.
    return _provide_sets(engine, table, names, sets[: len(names)])


def build_group_sets(
    engine: Engine, table: Table, arguments: Parameters, limits: overlap_merge.Limits
) -> int:
    """Build the sets that are active in the same groups; return the row count."""
    rows = engine.arrow(f"{table.sql} ORDER BY account_name, group_id", arguments)
    accounts, groups = (
        rows[name].combine_chunks().dictionary_encode() for name in ("account_id", "group_id")
    )
    members = accounts.indices.to_numpy()
    sets = overlap_merge.merge_by_overlap(groups.indices.to_numpy(), members, limits)
    # An account may be in several sets.
    found = np.unique(np.column_stack([sets, members]), axis=0)
    engine.provide(
        table.name,
        pa.table(
            {
                "set_number": pa.array(found[:, 0], pa.int32()),
                "account_id": accounts.dictionary.take(pa.array(found[:, 1])),
            }
        ),
    )
    return len(found)


def _add_edges(engine: Engine, table: Table, arguments: Parameters) -> AddEdges:
    """Return the rows of a SELECT from `ring_inputs.stranger_add_edge`."""
    rows = engine.arrow(f"{table.sql} ORDER BY account_name, target_name", arguments)
    actors, targets = (
        rows[name].combine_chunks().dictionary_encode() for name in ("account_id", "target_id")
    )
    return AddEdges(rows, actors.dictionary, actors.indices.to_numpy(), targets.indices.to_numpy())


def _provide_sets(engine: Engine, table: Table, accounts: pa.Array, sets: Ints) -> int:
    """Store each account that is in a set, with the set's number; return the row count."""
    members = accounts.filter(pa.array(sets >= 0))
    found = {"set_number": sets[sets >= 0], "account_id": members}
    engine.provide(table.name, pa.table(found))
    return len(members)

"""Builds `ring_candidates.lockstep` and `.cocluster`: accounts that added the same others."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.rings import coclusters, lockstep
from jobs.config.sql_file import Table
from jobs.engine.base import Engine, Parameters
from jobs.kernels import adds
from jobs.kernels.adds import Adds


def build(engine: Engine, table: Table, arguments: Parameters, limits: lockstep.Limits) -> int:
    """Build the sets of accounts that share more than chance two by two; return its rows."""
    given = adds.read(engine, table, arguments)
    found = lockstep.lockstep(given.actors, given.targets, len(given.accounts), limits)
    return _provide(engine, table, given, found.sets)


def build_coclusters(
    engine: Engine, table: Table, arguments: Parameters, limits: coclusters.Limits
) -> int:
    """Build the sets of accounts that share more than chance all together; return its rows."""
    given = adds.read(engine, table, arguments)
    sets = coclusters.coclusters(given.actors, given.targets, len(given.accounts), limits)
    return _provide(engine, table, given, sets)


def _provide(engine: Engine, table: Table, given: Adds, sets: npt.NDArray[np.int32]) -> int:
    members = given.accounts.filter(pa.array(sets >= 0))
    found = {"set_number": sets[sets >= 0], "account_id": members}
    engine.provide(table.name, pa.table(found))
    return len(members)

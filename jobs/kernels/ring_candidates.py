"""Builds `rings.lockstep` and `rings.cocluster`: accounts that added the same others."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.rings import coclusters, lockstep
from jobs.config.sql_file import Table
from jobs.engine.base import Engine
from jobs.kernels import adds
from jobs.kernels.adds import Adds

_PAIRS = (
    "least_targets",
    "least_links",
    "chance_links",
    "least_similarity",
    "least_share",
    "pairs_an_add",
)
_WHOLE = (
    "least_targets",
    "least_actors",
    "least_share",
    "least_inside",
    "chance_ratio",
    "split_ratio",
    "cut_ratio",
)


def build(engine: Engine, table: Table, arguments: dict[str, Any]) -> int:
    """Build the sets of accounts that share more than chance two by two; return its rows."""
    given = adds.read(engine, table, arguments)
    limits = lockstep.Limits(*map(given.given, _PAIRS)) if len(given.rows) else lockstep.Limits()
    found = lockstep.lockstep(given.actors, given.targets, len(given.accounts), limits)
    return _provide(engine, table, given, found.sets)


def build_coclusters(engine: Engine, table: Table, arguments: dict[str, Any]) -> int:
    """Build the sets of accounts that share more than chance all together; return its rows."""
    given = adds.read(engine, table, arguments)
    limits = coclusters.Limits()
    if len(given.rows):
        chosen = {name: given.given(name) for name in _WHOLE}
        limits = coclusters.Limits(**chosen, pairs_per_edge=given.given("pairs_an_add"))
    sets = coclusters.coclusters(given.actors, given.targets, len(given.accounts), limits)
    return _provide(engine, table, given, sets)


def _provide(engine: Engine, table: Table, given: Adds, sets: npt.NDArray[np.int32]) -> int:
    members = given.accounts.filter(pa.array(sets >= 0))
    found = {"set_number": sets[sets >= 0], "account_id": members}
    engine.provide(table.name, pa.table(found))
    return len(members)

"""Builds `rings.trust`: how much trust and guilt reach each account through its talks."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graph.accounts.trust import spread, trust
from graph.views.build import Csr, csr
from jobs.config.sql_file import Table
from jobs.engine.base import Engine

Ints = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

_DIGITS = 9


def build(engine: Engine, table: Table, arguments: dict[str, Any]) -> int:
    """Build the table from the links that its SELECT gives; return its number of rows."""
    graph, names, trusted, guilty, most = _read(engine.arrow(table.sql, arguments))
    nothing = pa.nulls(len(names), pa.float64())
    columns = {"account_id": names, "trust": nothing, "guilt": nothing}
    if trusted.size:
        shares = spread(graph, trusted, most)
        columns["trust"] = _told(trust(graph, trusted, shares=shares))
    if guilty.size:
        columns["guilt"] = _told(trust(graph, guilty))
    found = pa.table(columns).filter(pa.array(np.diff(graph.indptr) > 0))
    engine.provide(table.name, found)
    return len(found)


def _told(values: npt.NDArray[np.float64]) -> pa.Array:
    """Return values without the last digits, which depend on the order of the sum."""
    return pa.array(np.round(values, _DIGITS))


def _read(rows: pa.Table) -> tuple[Csr, pa.Array, Ints, Ints, float]:
    """Return the graph of the links, the ids of its nodes, and whom trust and guilt come from.

    And how many times the median one's trust one of these begins with at most.
    """
    ends = [rows[name].combine_chunks() for name in ("account_id", "other_id")]
    codes = pa.concat_arrays(ends).dictionary_encode()
    order = pc.sort_indices(codes.dictionary)
    rank = np.empty(len(order), dtype=np.int32)
    rank[order.to_numpy()] = np.arange(len(order), dtype=np.int32)
    accounts, others = np.split(rank[codes.indices.to_numpy()], 2)
    is_spam: Flags = rows["is_spam"].to_numpy()
    is_seed = accounts == others
    trusted, guilty = accounts[is_seed & ~is_spam], accounts[is_seed & is_spam]
    first, second = accounts[~is_seed], others[~is_seed]
    both = np.concatenate([first, second]), np.concatenate([second, first])
    most = rows["most_trust"][0].as_py() if len(rows) else 1
    return csr(*both, len(order)), codes.dictionary.take(order), trusted, guilty, most

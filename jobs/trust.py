"""Builds `rings.trust`: how much trust and guilt reach each account through its talks."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.build import Csr, csr
from graph.trust import trust
from jobs.engine import DuckDB
from jobs.table import Table

Ints = npt.NDArray[np.int32]

_HALF = 32


def build(engine: DuckDB, table: Table, arguments: dict[str, Any]) -> int:
    """Build the table from the links that its SELECT gives; return its number of rows."""
    rows = engine.arrow(table.sql, arguments)
    ends = [rows[name].combine_chunks() for name in ("account_id", "other_id")]
    codes = pa.concat_arrays(ends).dictionary_encode()
    accounts, others = np.split(codes.indices.to_numpy(), 2)
    is_spam = rows["is_spam"].to_numpy()
    is_link, n = accounts != others, len(codes.dictionary)
    graph = _graph(accounts[is_link], others[is_link], n)
    is_linked = np.diff(graph.indptr) > 0
    columns: dict[str, Any] = {"account_id": codes.dictionary}
    for name, chosen in (("trust", ~is_spam), ("guilt", is_spam)):
        seeds = accounts[~is_link & chosen]
        columns[name] = pa.array(trust(graph, seeds)) if seeds.size else pa.nulls(n, pa.float64())
    found = pa.table(columns).filter(pa.array(is_linked))
    engine.provide(table.name, found)
    return len(found)


def _graph(accounts: Ints, others: Ints, n: int) -> Csr:
    """Return the pairs as an undirected graph, each link once in both its rows."""
    low = np.minimum(accounts, others).astype(np.int64)
    pairs = np.unique(low << _HALF | np.maximum(accounts, others))
    first, second = (pairs >> _HALF).astype(np.int32), (pairs & ((1 << _HALF) - 1)).astype(np.int32)
    return csr(np.concatenate([first, second]), np.concatenate([second, first]), n)

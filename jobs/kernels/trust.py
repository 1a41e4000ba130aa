"""Build `trust.account_trust`: trust and distrust propagated over two-way conversations."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_array

from graph.accounts.trust import Limits, spread, trust
from graph.adjacency import adjacency
from jobs.config.sql_file import Table
from jobs.engine.base import Engine, Parameters

Ints = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

_DIGITS = 9


def build(engine: Engine, table: Table, arguments: Parameters, limits: Limits) -> int:
    """Build the table from the links that its SELECT gives, and the seeds; return its rows."""
    (seeds,) = table.inputs
    links = engine.arrow(table.sql, arguments)
    known = engine.arrow(f"SELECT account_id, is_spam FROM {seeds}", {})
    graph, names, trusted, spam = _read_graph(links, known)
    unknown = pa.nulls(len(names), pa.float64())
    columns = {"account_id": names, "trust": unknown, "distrust": unknown}
    if trusted.size:
        shares = spread(graph, trusted, limits)
        columns["trust"] = _rounded(trust(graph, trusted, shares=shares))
    if spam.size:
        columns["distrust"] = _rounded(trust(graph, spam))
    found = pa.table(columns).filter(pa.array(np.diff(graph.indptr) > 0))
    engine.provide(table.name, found)
    return len(found)


def _rounded(values: npt.NDArray[np.float64]) -> pa.Array:
    """Return values without the last digits, which depend on the order of summation."""
    return pa.array(np.round(values, _DIGITS))


def _read_graph(links: pa.Table, seeds: pa.Table) -> tuple[csr_array, pa.Array, Ints, Ints]:
    """Return the graph of the links, the ids of its nodes, and the seeds of trust and distrust."""
    columns = links["account_id"], links["other_id"], seeds["account_id"]
    codes = pa.concat_arrays([column.combine_chunks() for column in columns]).dictionary_encode()
    order = pc.sort_indices(codes.dictionary)
    rank = np.empty(len(order), dtype=np.int32)
    rank[order.to_numpy()] = np.arange(len(order), dtype=np.int32)
    first, second, known = np.split(rank[codes.indices.to_numpy()], [len(links), 2 * len(links)])
    is_spam: Flags = seeds["is_spam"].to_numpy()
    both = np.concatenate([first, second]), np.concatenate([second, first])
    names = codes.dictionary.take(order)
    return adjacency(*both, len(order)), names, known[~is_spam], known[is_spam]

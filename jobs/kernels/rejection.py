"""Build `ring_candidates.rejection`: accounts that accept one another while others refuse."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.rings.rejection import Limits, Requests, granting_sets, refused_set
from jobs.config.sql_file import Table
from jobs.engine.base import Engine, Parameters

# Bits for and against weigh the same.
_EVEN = 0.5


def build(engine: Engine, table: Table, arguments: Parameters, limits: Limits) -> int:
    """Build the table from the requests that its SELECT gives; return its number of rows."""
    rows = engine.arrow(f"{table.sql} ORDER BY account_name, other_name NULLS FIRST", arguments)
    senders = rows["account_id"].combine_chunks().dictionary_encode()
    names = senders.dictionary
    # All others are one, which asks for nothing.
    receivers = pc.index_in(rows["other_id"], value_set=names).fill_null(len(names))
    requests = Requests(
        senders.indices.to_numpy(),
        receivers.to_numpy().astype(np.int32),
        rows["accepted_bits"].to_numpy(),
        rows["refused_bits"].to_numpy(),
        len(names) + 1,
    )
    sets = np.full(requests.n, -1, np.int32)
    if len(rows):
        sets = granting_sets(requests, refused_set(requests, _EVEN).members, limits)
    members = np.flatnonzero(sets >= 0)
    found = {"set_number": sets[members], "account_id": names.take(pa.array(members))}
    engine.provide(table.name, pa.table(found))
    return len(members)

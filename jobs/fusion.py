"""Builds `rings.set_member` and `rings.group_set`: sets that mostly are one, as one."""

from typing import Any

import numpy as np
import pyarrow as pa

from graph.fusion import fused
from graph.pairs import pair_numbers
from jobs.engine import DuckDB
from jobs.table import Table


def build(engine: DuckDB, table: Table, arguments: dict[str, Any]) -> int:
    """Build the table from the members that its SELECT gives; return its number of rows."""
    rows = engine.arrow(f"{table.sql} ORDER BY method, set_number, account_name", arguments)
    accounts = rows["account_id"].combine_chunks().dictionary_encode()
    methods = rows["method"].combine_chunks().dictionary_encode()
    codes, members = methods.indices.to_numpy(), accounts.indices.to_numpy()
    numbers = np.unique(pair_numbers(codes, rows["set_number"].to_numpy()), return_inverse=True)[1]
    share = rows["least_share"][0].as_py() if len(rows) else 1.0
    sets = fused(numbers.astype(np.int32), members, share)
    found: dict[int, list[str]] = {}
    for number, code in np.unique(np.column_stack([sets, codes]), axis=0).tolist():
        # Methods are numbered in their order.
        found.setdefault(number, []).append(methods.dictionary[code].as_py())
    # Of several sets an account stays in the one with the most accounts.
    chosen = np.lexsort((sets, members))
    chosen = chosen[np.unique(members[chosen], return_index=True)[1]]
    least = rows["least_account_count"][0].as_py() if len(rows) else 0
    chosen = chosen[np.bincount(sets[chosen])[sets[chosen]] >= least]
    engine.provide(
        table.name,
        pa.table(
            {
                "set_number": pa.array(sets[chosen], pa.int32()),
                "account_id": accounts.dictionary.take(pa.array(members[chosen])),
                "method": pa.array(
                    ["+".join(found[number]) for number in sets[chosen]], pa.string()
                ),
            }
        ),
    )
    return len(chosen)


def build_workplaces(engine: DuckDB, table: Table, arguments: dict[str, Any]) -> int:
    """Build the sets of accounts that work in the same groups; return its number of rows."""
    rows = engine.arrow(f"{table.sql} ORDER BY account_name, group_id", arguments)
    accounts, groups = (
        rows[name].combine_chunks().dictionary_encode() for name in ("account_id", "group_id")
    )
    members = accounts.indices.to_numpy()
    share = rows["least_share"][0].as_py() if len(rows) else 1.0
    sets = fused(groups.indices.to_numpy(), members, share)
    # An account that works for two sets is in both.
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

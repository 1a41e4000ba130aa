"""Builds `surge.day_test`: how rare each account's day is, by its former days."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graph.accounts.surge import Baselines, Limits, baselines, surge_p_values
from graph.scoring.false_discovery import q_values
from jobs.config.sql_file import Table
from jobs.engine.base import Engine, Parameters

_KINDS = ("message", "recipient", "add")
# Former days come as lists of up to a month: so many accounts at a time hold little memory.
_ACCOUNTS_AT_A_TIME = 200_000


def build(engine: Engine, table: Table, arguments: Parameters, limits: Limits) -> int:
    """Build the table from the rows that its SELECT gives; return its number of rows."""
    rows = engine.batches(table.sql, arguments, _ACCOUNTS_AT_A_TIME)
    accounts = [rows.schema.empty_table().select(["account_id"])]
    found: dict[str, list[tuple[npt.NDArray[np.int64], Baselines]]] = {kind: [] for kind in _KINDS}
    for batch in rows:
        accounts.append(pa.Table.from_batches([batch]).select(["account_id"]))
        for kind in _KINDS:
            found[kind].append(_measured(batch, kind, limits))
    p_values = {kind: _p_values(found[kind]) for kind in _KINDS}
    # One budget for the tests of all kinds.
    shares = np.split(q_values(np.concatenate([p_values[kind] for kind in _KINDS])), len(_KINDS))
    result = pa.concat_tables(accounts)
    for kind, share in zip(_KINDS, shares, strict=True):
        result = result.append_column(f"{kind}_p_value", _known(p_values[kind]))
        result = result.append_column(f"{kind}_q_value", _known(share))
    engine.provide(table.name, result)
    return len(result)


def _measured(
    batch: pa.RecordBatch, kind: str, limits: Limits
) -> tuple[npt.NDArray[np.int64], Baselines]:
    """Return what accounts did of a kind on the date, and their baselines."""
    former = batch[f"former_{kind}_counts"]
    lengths = pc.fill_null(pc.list_value_length(former), 0).to_numpy(zero_copy_only=False)
    offsets = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    days = batch["day_count"].to_numpy()
    return batch[f"{kind}_count"].to_numpy(), baselines(
        days, offsets, pc.list_flatten(former).to_numpy(zero_copy_only=False), limits
    )


def _p_values(found: list[tuple[npt.NDArray[np.int64], Baselines]]) -> npt.NDArray[np.float64]:
    """Return the p-value of every account's day."""
    if not found:
        return np.empty(0)
    counts, usual = zip(*found, strict=True)
    names = ("medians", "means", "variances")
    whole = [np.concatenate([getattr(one, name) for one in usual]) for name in names]
    return surge_p_values(np.concatenate(counts), Baselines(*whole))


def _known(values: npt.NDArray[np.float64]) -> pa.Array:
    """Return figures with nulls in the place of those that are not numbers."""
    return pa.array(values, mask=np.isnan(values))

"""Build `surge.day_test`: test whether an account's day exceeds its own earlier days."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graph.accounts.surge import Baselines, Limits, baselines, surge_p_values
from graph.scoring.false_discovery import q_values
from jobs.config.sql_file import Table
from jobs.engine.base import Engine, Parameters

_KINDS = ("message", "recipient", "add")
# Earlier days come as lists of up to a month; a batch of accounts needs little memory.
_BATCH_ACCOUNTS = 200_000


def build(engine: Engine, table: Table, arguments: Parameters, limits: Limits) -> int:
    """Build the table from the rows that its SELECT gives; return its number of rows."""
    rows = engine.batches(table.sql, arguments, _BATCH_ACCOUNTS)
    accounts = [rows.schema.empty_table().select(["account_id"])]
    found: dict[str, list[tuple[npt.NDArray[np.int64], Baselines]]] = {kind: [] for kind in _KINDS}
    for batch in rows:
        accounts.append(pa.Table.from_batches([batch]).select(["account_id"]))
        for kind in _KINDS:
            found[kind].append(_counts_and_baselines(batch, kind, limits))
    p_values = {kind: _p_values(found[kind]) for kind in _KINDS}
    # The false discovery rate is over the tests of all kinds together.
    shares = np.split(q_values(np.concatenate([p_values[kind] for kind in _KINDS])), len(_KINDS))
    result = pa.concat_tables(accounts)
    for kind, share in zip(_KINDS, shares, strict=True):
        result = result.append_column(f"{kind}_p_value", _nan_as_null(p_values[kind]))
        result = result.append_column(f"{kind}_q_value", _nan_as_null(share))
    engine.provide(table.name, result)
    return len(result)


def _counts_and_baselines(
    batch: pa.RecordBatch, kind: str, limits: Limits
) -> tuple[npt.NDArray[np.int64], Baselines]:
    """Return the counts of a kind on the date, and the baselines from earlier days."""
    former = batch[f"former_{kind}_counts"]
    lengths = pc.fill_null(pc.list_value_length(former), 0).to_numpy(zero_copy_only=False)
    offsets = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    days = batch["day_count"].to_numpy()
    return batch[f"{kind}_count"].to_numpy(), baselines(
        days, offsets, pc.list_flatten(former).to_numpy(zero_copy_only=False), limits
    )


def _p_values(found: list[tuple[npt.NDArray[np.int64], Baselines]]) -> npt.NDArray[np.float64]:
    """Return the p-value of each account's day."""
    if not found:
        return np.empty(0)
    counts, usual = zip(*found, strict=True)
    names = ("medians", "means", "variances")
    whole = [np.concatenate([getattr(one, name) for one in usual]) for name in names]
    return surge_p_values(np.concatenate(counts), Baselines(*whole))


def _nan_as_null(values: npt.NDArray[np.float64]) -> pa.Array:
    """Return values as a column, with nulls in place of NaN."""
    return pa.array(values, mask=np.isnan(values))

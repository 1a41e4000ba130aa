"""Build `acts.co_registration`: counts of accounts registered at the same place."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graph.accounts.co_registration import CoRegistrations, Limits, co_registrations
from jobs.config.sql_file import Table
from jobs.engine.base import Engine, Parameters

_PLACES = ("device", "network", "prefix")
_COUNTS = ("near", "day", "approaching", "ever", "spam", "fullest")


def build(engine: Engine, table: Table, arguments: Parameters, limits: Limits) -> int:
    """Build the table from the registrations that its SELECT gives; return its number of rows."""
    rows = engine.arrow(table.sql, arguments)
    is_spam = rows["is_spam"].to_numpy()
    columns: dict[str, Any] = {"account_id": rows["account_id"]}
    for place in _PLACES:
        codes = _dense_numbers(rows[place])
        is_dated = (codes >= 0) & rows["registered_at"].is_valid().to_numpy()
        found = co_registrations(
            codes[is_dated],
            rows["registered_at"].fill_null(0).to_numpy()[is_dated],
            is_spam[is_dated],
            rows["is_approaching"].to_numpy()[is_dated],
            limits,
        )
        columns |= _dated_columns(place, found, is_dated)
        if rows["registered_at"].null_count:
            columns |= _undated_columns(place, codes, is_spam)
    engine.provide(table.name, pa.table(columns))
    return len(rows)


def _dense_numbers(names: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    """Return names as dense numbers, -1 for null."""
    codes = names.dictionary_encode().combine_chunks().indices
    return np.asarray(pc.fill_null(codes, -1).to_numpy(zero_copy_only=False), dtype=np.int64)


def _dated_columns(
    place: str, found: CoRegistrations, is_known: npt.NDArray[np.bool_]
) -> dict[str, pa.Array]:
    """Return the counts of a kind of place as columns; null where an account's place is unknown."""
    columns = {}
    for name in (*_COUNTS, "span_hours"):
        values = np.zeros(len(is_known), np.int32)
        values[is_known] = getattr(found, name)
        label = f"{place}_{name}" if name == "span_hours" else f"{place}_{name}_count"
        columns[label] = pa.array(values, mask=~is_known)
    return columns


def _undated_columns(
    place: str, codes: npt.NDArray[np.int64], is_spam: npt.NDArray[np.bool_]
) -> dict[str, pa.Array]:
    """Return the counts that need no date, over all accounts with a known place."""
    is_known = codes >= 0
    place_counts = np.bincount(codes[is_known])
    spam = np.bincount(codes[is_known], is_spam[is_known]).astype(np.int32)
    columns = {}
    # An account does not count itself.
    for name, of_place, own in (("ever", place_counts, 1), ("spam", spam, is_spam[is_known])):
        values = np.zeros(len(codes), np.int32)
        values[is_known] = of_place[codes[is_known]] - own
        columns[f"{place}_{name}_count"] = pa.array(values, mask=~is_known)
    return columns

"""Builds the peak of an act by a compiled sweep: the rows that `sql/peak/` tells of, sooner."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph.accounts.sliding_window import Acts, Ints, Peaks, fullest_windows
from jobs.config import sliding_windows
from jobs.config.sql_file import Sliding, Table
from jobs.engine.base import Engine

_ID_BITS = 32
_MICROSECONDS = 1_000_000
_LATEST = np.iinfo(np.int64).max
_INSTANT = pa.timestamp("us", "UTC")
_EVENTS = """
SELECT account_id, thread_id, item_id, second_item_id, event_at, weight, opens_until_at
FROM ({events})
INNER JOIN staging.night
    ON unix_micros(event_at) > unix_micros(night.day_start_at) - $window_microseconds
"""


def build(engine: Engine, table: Table, _arguments: dict[str, Any]) -> int:
    """Build the peak table of an act whose ids are numbers; return its number of rows."""
    act = table.act
    assert act is not None and act.sliding is not None
    width = act.sliding.seconds * _MICROSECONDS
    query = _EVENTS.format(events=sliding_windows.events(act).sql("duckdb"))
    events = engine.arrow(query, {"window_microseconds": width})
    day_start = engine.scalar("SELECT unix_micros(day_start_at) FROM staging.night")
    actors, accounts = _actors(events)
    peaks = fullest_windows(_acts(events, act.sliding, accounts), width, day_start)
    engine.provide(table.name, _rows(peaks, actors, events.schema, width))
    return len(peaks.accounts)


def _actors(events: pa.Table) -> tuple[Ints | None, Ints]:
    """Return who acts, apart by thread, and the number of each event's among them.

    Without threads the accounts are their own numbers, and there is no list of them.
    """
    if pa.types.is_null(events["thread_id"].type) or not len(events):
        return None, _whole(events["account_id"], 0)
    pairs = _whole(events["account_id"], 0) << _ID_BITS | _whole(events["thread_id"], -1) + 1
    actors, accounts = np.unique(pairs, return_inverse=True)
    return actors, accounts.astype(np.int64)


def _acts(events: pa.Table, sliding: Sliding, accounts: Ints) -> Acts:
    items = weights = opens_until = None
    if sliding.distinct:
        items = _whole(events["item_id"], -1) + 1
        if len(sliding.distinct) > 1:
            items = items << _ID_BITS | _whole(events["second_item_id"], -1) + 1
    else:
        weights = _whole(events["weight"], 0)
    if sliding.opens_until:
        opens_until = _whole(events["opens_until_at"], _LATEST)
    return Acts(accounts, _whole(events["event_at"], 0), items, weights, opens_until)


def _whole(column: pa.ChunkedArray, null: int) -> Ints:
    """Return numbers or instants as int64, with a number in the place of nulls."""
    whole: Ints = pc.fill_null(column.cast(pa.int64()), null).to_numpy()
    return whole


def _rows(peaks: Peaks, actors: Ints | None, schema: pa.Schema, width: int) -> pa.Table:
    """Return peaks as rows of `sql/peak/peak.sql`."""
    accounts, threads = peaks.accounts, pa.nulls(len(peaks.accounts))
    if actors is not None:
        numbers = (actors[peaks.accounts] & (1 << _ID_BITS) - 1) - 1
        accounts, threads = actors[peaks.accounts] >> _ID_BITS, pa.array(numbers, mask=numbers < 0)
    return pa.table(
        {
            "account_id": pa.array(accounts).cast(schema.field("account_id").type),
            "thread_id": threads.cast(schema.field("thread_id").type),
            "window_start_at": pa.array(peaks.ends - width).cast(_INSTANT),
            "window_end_at": pa.array(peaks.ends).cast(_INSTANT),
            "first_event_at": pa.array(peaks.firsts).cast(_INSTANT),
            "window_count": peaks.counts,
        }
    )

"""Builds tables by compiled kernels: what SQL cannot say, and what it says and is slow to do."""

import datetime
from typing import Any

import pyarrow as pa

from jobs.config.sql_file import Table
from jobs.engine.base import Engine
from jobs.kernels import (
    block,
    co_registration,
    day_counts,
    message_pairs,
    peaks,
    rejection,
    ring_candidates,
    ring_membership,
    surge,
    trust,
)

_KERNELS = {
    "block": block.build,
    "cocluster": ring_candidates.build_coclusters,
    "crowd": co_registration.build,
    "fusion": ring_membership.build,
    "lockstep": ring_candidates.build,
    "rejection": rejection.build,
    "surge": surge.build,
    "trust": trust.build,
    "workplace": ring_membership.build_workplaces,
}
_SWEEPS = {"correspondence": message_pairs.build, "peak": peaks.build}
_DAILY_SWEEPS = {"day_counts": day_counts.rows}


def is_builder(engine: Engine, table: Table) -> bool:
    """Return whether `build` or `daily_rows` has a table's rows, rather than its SQL.

    A sweep counts on ids that are numbers; where they are text, the SQL says the same.
    """
    return bool(table.kernel) or bool(table.sweep and _has_numbers(engine))


def _has_numbers(engine: Engine) -> bool:
    ids = engine.arrow("SELECT account_id FROM staging.account_name LIMIT 0", {})
    return bool(pa.types.is_integer(ids.schema.field("account_id").type))


def build(engine: Engine, table: Table, arguments: dict[str, Any]) -> int:
    """Build a table by the kernel or the sweep that its header names; return its number of rows."""
    builder = _KERNELS[table.kernel] if table.kernel else _SWEEPS[table.sweep]
    return builder(engine, table, arguments)


def daily_rows(engine: Engine, table: Table, date: datetime.date) -> pa.Table:
    """Return a date's rows of a daily table by the sweep that its header names."""
    return _DAILY_SWEEPS[table.sweep](engine, date)

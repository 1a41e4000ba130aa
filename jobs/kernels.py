"""Builds tables by compiled kernels: what SQL cannot say, and what it says and is slow to do."""

import datetime
from typing import Any

import pyarrow as pa

from jobs import (
    block,
    correspondence,
    crowd,
    day_counts,
    fusion,
    lockstep,
    peaks,
    rejection,
    surge,
    trust,
)
from jobs.config.sql_file import Table
from jobs.engine.duckdb import DuckDB

_KERNELS = {
    "block": block.build,
    "cocluster": lockstep.build_coclusters,
    "crowd": crowd.build,
    "fusion": fusion.build,
    "lockstep": lockstep.build,
    "rejection": rejection.build,
    "surge": surge.build,
    "trust": trust.build,
    "workplace": fusion.build_workplaces,
}
_SWEEPS = {"correspondence": correspondence.build, "peak": peaks.build}
_DAILY_SWEEPS = {"day_counts": day_counts.rows}


def build(engine: DuckDB, table: Table, arguments: dict[str, Any]) -> int:
    """Build a table by the kernel or the sweep that its header names; return its number of rows."""
    builder = _KERNELS[table.kernel] if table.kernel else _SWEEPS[table.sweep]
    return builder(engine, table, arguments)


def daily_rows(engine: DuckDB, table: Table, date: datetime.date) -> pa.Table:
    """Return a date's rows of a daily table by the sweep that its header names."""
    return _DAILY_SWEEPS[table.sweep](engine, date)

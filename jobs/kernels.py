"""Builds the tables that SQL cannot say: those whose header names a kernel."""

from typing import Any

from jobs import crowd, surge
from jobs.engine import DuckDB
from jobs.table import Table

_BUILDERS = {"crowd": crowd.build, "surge": surge.build}


def build(engine: DuckDB, table: Table, arguments: dict[str, Any]) -> int:
    """Build a table by the kernel that its header names; return its number of rows."""
    return _BUILDERS[table.kernel](engine, table, arguments)

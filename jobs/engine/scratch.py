"""Reads and writes files beside the warehouse, apart from the night's transaction."""

from pathlib import Path

from jobs.contract.errors import WrongUsage
from jobs.engine.base import Parameters, literal
from jobs.engine.duckdb import DuckDB

_WILDCARDS = frozenset("*?[\\")


def refuse_wildcards(folder: Path) -> None:
    """Refuse a scratch folder whose path the engine would read as a pattern.

    Raises:
        WrongUsage: there is a wildcard in the path.
    """
    if _WILDCARDS & set(str(folder)):
        raise WrongUsage(
            f"{folder}: the engine reads * ? [ and \\ in a path as wildcards; "
            "give --warehouse a path without them"
        )


def exact(path: Path, link: Path) -> Path:
    """Return a path that names this file alone; where its own holds wildcards, a new link to it."""
    absolute = path.absolute()
    if not _WILDCARDS & set(str(absolute)):
        return absolute
    link.symlink_to(absolute)
    return link


def copy(engine: DuckDB, sql: str, parameters: Parameters, target: Path) -> int:
    """Write the rows of a SELECT to Parquet in the order of the file it reads; return their number.

    It runs on a connection of its own: a failed statement would abort the night's transaction.
    """
    with engine.beside() as beside:
        beside.run("SET preserve_insertion_order = true")
        try:
            rows = beside.run(
                f"COPY ({sql}) TO {literal(str(target))} (FORMAT parquet)", parameters
            )
        finally:
            beside.run("SET preserve_insertion_order = false")
    return int(rows[0][0])

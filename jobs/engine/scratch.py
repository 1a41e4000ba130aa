"""Read and write temporary files next to the warehouse, outside the run's transaction."""

from pathlib import Path

from jobs.contract.errors import WrongUsage
from jobs.engine.base import Parameters, literal
from jobs.engine.duckdb import DuckDB

_WILDCARDS = frozenset("*?[\\")


def refuse_wildcards(folder: Path) -> None:
    """Refuse a temporary folder whose path DuckDB would read as a pattern.

    Raises:
        WrongUsage: the path contains a wildcard.
    """
    if _WILDCARDS & set(str(folder)):
        raise WrongUsage(
            f"{folder}: DuckDB reads * ? [ and \\ in a path as wildcards; "
            "use a path without them for --warehouse"
        )


def wildcard_free(path: Path, link: Path) -> Path:
    """Return a path without wildcards to a file: its own, or that of a new link to it."""
    absolute = path.absolute()
    if not _WILDCARDS & set(str(absolute)):
        return absolute
    link.symlink_to(absolute)
    return link


def copy(engine: DuckDB, sql: str, parameters: Parameters, target: Path) -> int:
    """Write the rows of a SELECT to Parquet in input order; return their number.

    Uses a separate connection: a failed statement would abort the run's transaction.
    """
    with engine.separate_connection() as connection:
        connection.run("SET preserve_insertion_order = true")
        try:
            rows = connection.run(
                f"COPY ({sql}) TO {literal(str(target))} (FORMAT parquet)", parameters
            )
        finally:
            connection.run("SET preserve_insertion_order = false")
    return int(rows[0][0])

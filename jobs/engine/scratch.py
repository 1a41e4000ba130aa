"""Reads and writes files beside the warehouse, apart from the night's transaction."""

from collections.abc import Collection
from pathlib import Path

import duckdb

from jobs.contract.errors import WrongUsage, first_line
from jobs.engine.base import Engine, Parameters, literal, quoted

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


def copy(engine: Engine, sql: str, parameters: Parameters, target: Path) -> int:
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


def fault(path: Path, columns: Collection[str]) -> str | None:
    """Return why some of the columns of a Parquet file cannot be read to the end, None if they can.

    The file is read in a database of its own, so the night's transaction need not be whole.
    """
    source = "FROM read_parquet($path, hive_partitioning = false)"
    values = {"path": str(path)}
    with duckdb.connect(config={"threads": 1}) as aside:
        try:
            found = [row[0] for row in aside.execute(f"DESCRIBE {source}", values).fetchall()]
            hashes = (f"max(hash({quoted(name)}))" for name in found if name in columns)
            aside.execute(f"SELECT {', '.join(hashes)} {source}", values).fetchall()
        except duckdb.Error as error:
            return first_line(error)
    return None

"""Read labels of accounts: spam or not, and of which archetype."""

import contextlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from jobs.contract.errors import InputMissing, InputRejected, first_line
from jobs.engine.base import quoted
from jobs.engine.duckdb import DuckDB

_READERS = {
    ".parquet": "read_parquet($path, hive_partitioning = false)",
    ".csv": "read_csv($path, all_varchar = true)",
}
_NEEDED = ("account_id", "is_spam")
# The source of labels that are only this program's own flags.
OWN_SOURCE = "groupspam"


def read_labels(engine: DuckDB, path: Path) -> pa.Table:
    """Return labels: account_id, archetype, is_spam, source; one row per account.

    Args:
        engine: reads the file.
        path: Parquet or CSV with `account_id`, `is_spam` and optionally `archetype` and `source`.
            Without archetypes they are spam and innocent.

    Raises:
        InputMissing: the file does not exist.
        InputRejected: it cannot be read, lacks a column, has a value that is neither true nor
            false, or has two rows for one account.
    """
    reader = _READERS.get(path.suffix)
    if reader is None:
        raise InputRejected(f"{path}: labels must be Parquet or CSV; give a .parquet or .csv file")
    if not path.is_file():
        raise InputMissing(f"{path}: file not found; give the labels with --labels")
    with _refusing(path):
        described = engine.run(f"DESCRIBE SELECT * FROM {reader}", {"path": str(path)})
    names = {str(row[0]) for row in described}
    if lacking := [name for name in _NEEDED if name not in names]:
        raise InputRejected(f"{path}: no column {lacking[0]}; labels need {', '.join(_NEEDED)}")
    archetype = (
        f"{quoted('archetype')}::VARCHAR"
        if "archetype" in names
        else "CASE WHEN is_spam::BOOLEAN THEN 'spam' ELSE 'innocent' END"
    )
    source = f"{quoted('source')}::VARCHAR" if "source" in names else "NULL::VARCHAR"
    with _refusing(path):
        labels = engine.arrow(
            f"SELECT account_id::VARCHAR AS account_id, {archetype} AS archetype, "
            f"is_spam::BOOLEAN AS is_spam, {source} AS source FROM {reader} ORDER BY ALL",
            {"path": str(path)},
        )
    _refuse_unclear(path, labels)
    return labels


@contextlib.contextmanager
def _refusing(path: Path) -> Iterator[None]:
    try:
        yield
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error as error:
        raise InputRejected(
            f"{path}: cannot be read as labels ({first_line(error)}); write it again"
        ) from None


def _refuse_unclear(path: Path, labels: pa.Table) -> None:
    for name in ("account_id", "archetype", "is_spam"):
        if labels[name].null_count:
            raise InputRejected(f"{path}: {name} is null in {labels[name].null_count} rows")
    accounts = labels["account_id"].to_pylist()
    for one, other in itertools.pairwise(accounts):
        if one == other:
            raise InputRejected(f"{path}: account {one} has two rows; keep one")

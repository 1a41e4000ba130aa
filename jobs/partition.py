"""Brings one partition into the warehouse: its rows judged, its ids encoded, each row counted."""

import datetime
import shutil
from collections.abc import Mapping
from pathlib import Path

import duckdb

from jobs.conservation import FileCount
from jobs.duplicates import mark_repeats
from jobs.engine import DuckDB, Parameters, quoted
from jobs.errors import InputRejected, first_line
from jobs.files import InputFile, Partition
from jobs.policy import Policy
from jobs.reading import Relation, relation
from jobs.scratch import exact, refuse_wildcards
from jobs.table import Table
from jobs.warehouse import Warehouse

_BATCH_ROWS = 1 << 19


class TooManyRejects(InputRejected):
    """A partition holds more bad rows than policy allows; the warehouse still has them."""


def load_partition(
    warehouse: Warehouse, partition: Partition, scratch: Path, policy: Policy
) -> None:
    """Judge a partition's rows, keep the good ones under their numbers, and count all of them.

    Raises:
        TooManyRejects: more rows are bad than policy allows; the rejects are kept.
        InputRejected: a file cannot be read.
    """
    folder = scratch / f"{partition.log.name}-{partition.date}"
    refuse_wildcards(folder)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        source = relation(warehouse.engine, partition, folder)
        _load(warehouse, partition, source, policy)
    except duckdb.OutOfMemoryException:
        raise
    except (duckdb.Error, OSError):
        partition.refuse_changed()
        _refuse_unreadable(partition, folder)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _refuse_unreadable(partition: Partition, folder: Path) -> None:
    """Refuse the Parquet file that cannot be read to its end, if there is one.

    It is looked for in a database of its own: the error has left the night's without a transaction.
    """
    names = {column.name for column in partition.log.columns}
    with duckdb.connect(config={"threads": 1}) as aside:
        for number, file in enumerate(partition.files):
            if file.format != "parquet":
                continue
            path = {"path": str(exact(file.path, folder / f"{number}.probe"))}
            source = "FROM read_parquet($path, hive_partitioning = false)"
            try:
                found = [row[0] for row in aside.execute(f"DESCRIBE {source}", path).fetchall()]
                hashes = (f"max(hash({quoted(name)}))" for name in found if name in names)
                aside.execute(f"SELECT {', '.join(hashes)} {source}", path).fetchall()
            except duckdb.Error as error:
                raise InputRejected(
                    f"{file.path}: cannot be read ({first_line(error)}); write it again"
                ) from None


def _load(warehouse: Warehouse, partition: Partition, source: Relation, policy: Policy) -> None:
    log = partition.log
    table = warehouse.catalog.tables[f"staging.{log.noun}"]
    judged = table.sql.replace(f"input.{log.noun}", f"({source.sql}) AS {log.noun}")
    parameters: Parameters = {**source.parameters, **_date(table, partition)}
    with warehouse.engine.beside() as reader:
        counts = _judged_counts(reader, judged, parameters)
        if source.broken.num_rows or any(bad for _, bad in counts.values()):
            warehouse.conservation.keep_rejects(partition, source.broken, judged, parameters)
        for index in source.broken["file_index"].to_pylist():
            rows, bad = counts.get(index, (0, 0))
            counts[index] = (rows + 1, bad + 1)
        _refuse_many_rejects(partition, counts, policy.input.max_reject_share)
        good = f"SELECT * FROM ({judged}) WHERE reject_reason IS NULL"
        duplicates: dict[int, int] = {}
        if log.has_event_id:
            row_count = sum(rows for rows, _ in counts.values())
            duplicates = mark_repeats(reader, log, good, parameters, row_count)
        if duplicates:
            good = f"SELECT * FROM ({good}) ANTI JOIN repeat USING (file_index, row_number)"
        columns = ", ".join(quoted(column.name) for column in log.columns)
        chosen = f"SELECT $partition::DATE AS date, {columns} FROM ({good})"
        rows_in = reader.batches(chosen, {**parameters, "partition": partition.date}, _BATCH_ROWS)
        inserted = warehouse.insert(log, rows_in)
    file_counts = [
        _file_count(file, *counts.get(index, (0, 0)), duplicates.get(index, 0))
        for index, file in enumerate(partition.files)
    ]
    partition.refuse_changed()
    warehouse.conservation.keep_partition(partition, file_counts, source.extra_columns, inserted)


def _refuse_many_rejects(
    partition: Partition, counts: Mapping[int, tuple[int, int]], max_share: float
) -> None:
    row_count = sum(rows for rows, _ in counts.values())
    bad_count = sum(bad for _, bad in counts.values())
    if row_count and bad_count / row_count > max_share:
        raise TooManyRejects(
            f"{partition.log.name}/date={partition.date}: {bad_count} of {row_count} rows are bad, "
            f"more than input.max_reject_share = {max_share:g}; "
            "mend them (the rejects say why) or raise the share"
        )


def _file_count(file: InputFile, rows: int, bad: int, duplicate: int) -> FileCount:
    return FileCount(
        file.name, file.size, file.sha256, rows, rows - bad - duplicate, bad, duplicate
    )


def _date(table: Table, partition: Partition) -> dict[str, datetime.date]:
    return {"date": partition.date} if "date" in table.arguments else {}


def _judged_counts(
    engine: DuckDB, judged: str, parameters: Parameters
) -> dict[int, tuple[int, int]]:
    """Return, by file, how many rows were read and how many of them are bad."""
    rows = engine.run(
        f"SELECT file_index, count(*), count(reject_reason) FROM ({judged}) GROUP BY file_index",
        parameters,
    )
    return {index: (total, bad) for index, total, bad in rows}

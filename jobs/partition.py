"""Brings one partition into the warehouse: its rows judged, its ids encoded, each row counted."""

import datetime
import shutil
from pathlib import Path

import duckdb
import pyarrow as pa

from jobs.conservation import FileCount
from jobs.duplicates import Suspects, repeated_hashes
from jobs.engine import DuckDB, Parameters, quoted
from jobs.errors import InputRejected, first_line
from jobs.files import InputFile, Partition
from jobs.logs import Log
from jobs.policy import Policy
from jobs.reading import Relation, relation
from jobs.scratch import exact, refuse_wildcards
from jobs.table import Table
from jobs.tally import Tally
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
    tally = Tally(len(partition.files))
    with warehouse.engine.beside() as reader:
        suspicion = _suspicion(reader, log, source)
        columns = ["$partition::DATE AS date", *(quoted(column.name) for column in log.columns)]
        columns += ["file_index", *suspicion, "reject_reason IS NULL AS is_good"]
        rows = reader.batches(
            f"SELECT {', '.join(columns)} FROM ({judged})",
            {**parameters, "partition": partition.date},
            _BATCH_ROWS,
        )
        inserted, duplicates = _insert(warehouse, log, tally.good(rows), bool(suspicion))
    if source.broken.num_rows or tally.bad_count:
        warehouse.conservation.keep_rejects(partition, source.broken, judged, parameters)
    tally.add_broken(source.broken["file_index"].to_numpy())
    _refuse_many_rejects(partition, tally, policy.input.max_reject_share)
    file_counts = [
        _file_count(file, int(rows), int(bad), duplicates.get(index, 0))
        for index, (file, rows, bad) in enumerate(
            zip(partition.files, tally.rows, tally.bad, strict=True)
        )
    ]
    partition.refuse_changed()
    warehouse.conservation.keep_partition(partition, file_counts, source.extra_columns, inserted)


def _insert(
    warehouse: Warehouse, log: Log, rows: pa.RecordBatchReader, has_suspects: bool
) -> tuple[int, dict[int, int]]:
    """Store rows, each event once; return how many, and, by file, how many rows repeat another."""
    if not has_suspects:
        return warehouse.insert(log, rows), {}
    with warehouse.engine.beside() as apart:
        suspects = Suspects(apart, log)
        inserted = warehouse.insert(log, suspects.set_apart(rows))
        inserted += warehouse.insert(log, suspects.first_ones())
        return inserted, suspects.others()


def _suspicion(reader: DuckDB, log: Log, source: Relation) -> list[str]:
    """Return the column that says whether a row's event may be told twice, none if none is."""
    if not log.has_event_id:
        return []
    ((row_count,),) = reader.run(f"SELECT count(*) FROM ({source.sql})", source.parameters)
    hashes = repeated_hashes(reader, source.sql, source.parameters, row_count)
    if not hashes.size:
        return []
    reader.connection.register("repeated", pa.table({"hash": hashes}))
    is_repeated = "hash(event_id) IN (SELECT hash FROM repeated)"
    return [f"event_id IS NOT NULL AND {is_repeated} AS is_suspect"]


def _refuse_many_rejects(partition: Partition, tally: Tally, max_share: float) -> None:
    if tally.row_count and tally.bad_count / tally.row_count > max_share:
        raise TooManyRejects(
            f"{partition.log.name}/date={partition.date}: {tally.bad_count} of {tally.row_count} "
            f"rows are bad, more than input.max_reject_share = {max_share:g}; "
            "mend them (the rejects say why) or raise the share"
        )


def _file_count(file: InputFile, rows: int, bad: int, duplicate: int) -> FileCount:
    return FileCount(
        file.name, file.size, file.sha256, rows, rows - bad - duplicate, bad, duplicate
    )


def _date(table: Table, partition: Partition) -> dict[str, datetime.date]:
    return {"date": partition.date} if "date" in table.arguments else {}

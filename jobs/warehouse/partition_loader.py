"""Brings one partition into the warehouse: its rows judged, its ids encoded, each row counted."""

import shutil
from pathlib import Path

from jobs.config.policy import Policy
from jobs.contract.errors import InputRejected
from jobs.engine.errors import ENGINE_ERRORS, OUT_OF_MEMORY
from jobs.engine.scratch import exact, fault, refuse_wildcards
from jobs.ingest.duplicate_files import Once
from jobs.ingest.file_reader import Relation, relation
from jobs.ingest.partition_rows import (
    Rows,
    duplicate_warnings,
    examine,
    refuse_many_rejects,
    take_in,
)
from jobs.ingest.partitions import Partition
from jobs.warehouse.warehouse import Warehouse

_UNREADABLE: tuple[type[Exception], ...] = (*ENGINE_ERRORS, OSError)


def load_partition(
    warehouse: Warehouse, partition: Partition, scratch: Path, policy: Policy
) -> None:
    """Judge a partition's rows, keep the good ones under their numbers, and count all of them.

    Raises:
        TooManyRejects: more rows are bad than policy allows; the rejects are kept.
        InputRejected: a file cannot be read, or its rows would be counted twice or for others.
    """
    folder = scratch / f"{partition.log.name}-{partition.date}"
    refuse_wildcards(folder)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        once = Once.of(partition)
        source = relation(warehouse.engine, once.distinct, folder, policy.input.null_texts)
        _load(warehouse, once, source, policy)
    except OUT_OF_MEMORY:
        raise
    except _UNREADABLE:
        partition.refuse_changed()
        _refuse_unreadable(partition, folder)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _refuse_unreadable(partition: Partition, folder: Path) -> None:
    """Refuse the Parquet file that cannot be read to its end, if there is one."""
    names = {column.name for column in partition.log.columns}
    for number, file in enumerate(partition.files):
        if file.format != "parquet":
            continue
        if found := fault(exact(file.path, folder / f"{number}.probe"), names):
            raise InputRejected(f"{file.path}: cannot be read ({found}); write it again")


def _load(warehouse: Warehouse, once: Once, source: Relation, policy: Policy) -> None:
    engine, partition = warehouse.engine, once.distinct
    rows = Rows.judged(warehouse.catalog, partition, source)
    taken = take_in(engine, rows, lambda batches: warehouse.insert(partition.log, batches))
    if taken.tally.bad_count:
        warehouse.conservation.keep_rejects(partition, source.broken, rows.sql, rows.parameters)
    refuse_many_rejects(engine, rows, taken, policy.input)
    warnings = examine(
        engine, rows, taken, policy.input, spelling_is_doubtful=warehouse.names.are_doubtful
    )
    once.partition.refuse_changed()
    warehouse.conservation.keep_partition(
        once.partition,
        once.all_counts(taken.file_counts()),
        source.extra_columns,
        [*duplicate_warnings(once, taken), *warnings],
        taken.inserted,
    )

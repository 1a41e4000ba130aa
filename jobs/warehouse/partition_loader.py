"""Load one partition into the warehouse: validate rows, encode ids, count every row."""

import shutil
from pathlib import Path

from jobs.config.policy import Policy
from jobs.contract.errors import InputRejected
from jobs.engine.errors import ENGINE_ERRORS, OUT_OF_MEMORY
from jobs.engine.scratch import fault, refuse_wildcards, wildcard_free
from jobs.ingest.duplicate_files import DistinctFiles
from jobs.ingest.file_reader import Relation, relation
from jobs.ingest.partition_rows import (
    Rows,
    check_rows,
    duplicate_warnings,
    insert_rows,
    refuse_many_rejects,
)
from jobs.ingest.partitions import Partition
from jobs.warehouse.warehouse import Warehouse

_UNREADABLE: tuple[type[Exception], ...] = (*ENGINE_ERRORS, OSError)


def load_partition(
    warehouse: Warehouse, partition: Partition, scratch: Path, policy: Policy
) -> None:
    """Validate a partition's rows, insert the valid ones with encoded ids, and count all.

    Raises:
        TooManyRejects: more rows are bad than the policy allows; the rejects are stored.
        InputRejected: a file cannot be read, or rows would be counted twice or for wrong accounts.
    """
    folder = scratch / f"{partition.log.name}-{partition.date}"
    refuse_wildcards(folder)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        once = DistinctFiles.of(partition)
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
        if found := fault(wildcard_free(file.path, folder / f"{number}.probe"), names):
            raise InputRejected(f"{file.path}: cannot be read ({found}); write it again")


def _load(warehouse: Warehouse, once: DistinctFiles, source: Relation, policy: Policy) -> None:
    engine, partition = warehouse.engine, once.distinct
    rows = Rows.validated(warehouse.catalog, partition, source)
    counts = insert_rows(engine, rows, lambda batches: warehouse.insert(partition.log, batches))
    if counts.counter.bad_count:
        warehouse.row_audit.keep_rejects(partition, source.broken, rows.sql, rows.parameters)
    refuse_many_rejects(engine, rows, counts, policy.input)
    warnings = check_rows(
        engine, rows, counts, policy.input, spelling_is_doubtful=warehouse.names.has_suspicious_text
    )
    once.partition.refuse_changed()
    warehouse.row_audit.keep_partition(
        once.partition,
        once.all_counts(counts.file_counts()),
        source.extra_columns,
        [*duplicate_warnings(once, counts), *warnings],
        counts.inserted,
    )

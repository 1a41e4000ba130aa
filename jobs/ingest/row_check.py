"""Check the rows of one partition as a run would, without a warehouse."""

import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from jobs.config.policy import Policy
from jobs.contract.errors import AccessRefused, InputRejected, first_line
from jobs.engine.errors import ENGINE_ERRORS, OUT_OF_MEMORY
from jobs.ingest.day_view import Day
from jobs.ingest.duplicate_files import DistinctFiles, hashed_partition
from jobs.ingest.partition_rows import (
    Rows,
    check_rows,
    duplicate_warnings,
    insert_rows,
    refuse_many_rejects,
    unknown_ages,
)
from jobs.ingest.partitions import InputFile, Partition
from jobs.ingest.row_audit import FileCount


@dataclass(frozen=True)
class PartitionCheck:
    """The row counts of a partition by file, its warnings, and the error that would stop a run."""

    counts: list[FileCount]
    warnings: list[str]
    problem: InputRejected | None = None


def check_partition(day: Day, partition: Partition, policy: Policy) -> PartitionCheck:
    """Check the rows of a partition as a run would.

    Raises:
        AccessRefused: no permission to read a file.
        InputRejected: a file cannot be read.
    """
    for file in partition.files:
        _refuse_unreadable(file)
    once = DistinctFiles.of(hashed_partition(partition))
    with tempfile.TemporaryDirectory(dir=day.engine.spill) as folder:
        source = day.relation_of(once.distinct, Path(folder))
        rows = Rows.validated(day.catalog, once.distinct, source)
        try:
            totals = insert_rows(day.engine, rows, _row_count)
            counts = once.all_counts(totals.file_counts())
            try:
                refuse_many_rejects(day.engine, rows, totals, policy.input)
                warnings = check_rows(
                    day.engine, rows, totals, policy.input, spelling_is_doubtful=True
                )
                if partition.log.name == "accounts":
                    warnings += unknown_ages(day.engine, rows.good, rows.parameters, policy.input)
            except InputRejected as problem:
                return PartitionCheck(counts, once.warnings(), problem)
        except OUT_OF_MEMORY:
            raise
        except ENGINE_ERRORS as error:
            raise InputRejected(
                f"{partition.folder}: cannot be read: {first_line(error)}"
            ) from None
    return PartitionCheck(counts, [*duplicate_warnings(once, totals), *warnings])


def check_file(day: Day, partition: Partition, file: InputFile) -> tuple[int, int]:
    """Return the number of rows of a file, and of its bad rows.

    Raises:
        AccessRefused: no permission to read it.
        InputRejected: it cannot be read.
    """
    _refuse_unreadable(file)
    one = replace(partition, files=(file,))
    with tempfile.TemporaryDirectory(dir=day.engine.spill) as folder:
        rows = Rows.validated(day.catalog, one, day.relation_of(one, Path(folder)))
        try:
            ((row_count, bad_count),) = day.engine.run(
                f"SELECT count(*), count(reject_reason) FROM ({rows.sql})", rows.parameters
            )
        except OUT_OF_MEMORY:
            raise
        except ENGINE_ERRORS as error:
            raise InputRejected(f"{file.path}: cannot be read: {first_line(error)}") from None
    broken_count = rows.source.broken.num_rows
    return row_count + broken_count, bad_count + broken_count


def _refuse_unreadable(file: InputFile) -> None:
    if not os.access(file.path, os.R_OK):
        raise AccessRefused(f"{file.path}: no permission to read; grant it to this user")


def _row_count(rows: pa.RecordBatchReader) -> int:
    return sum(len(batch) for batch in rows)

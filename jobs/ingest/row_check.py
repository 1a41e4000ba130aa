"""What a run would do with the rows of one partition, found without a warehouse."""

import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from jobs.config.policy import Policy
from jobs.contract.errors import AccessRefused, InputRejected, first_line
from jobs.engine.errors import ENGINE_ERRORS, OUT_OF_MEMORY
from jobs.ingest.day_view import Day
from jobs.ingest.duplicate_files import Once, hashed_partition
from jobs.ingest.partition_rows import (
    Rows,
    duplicate_warnings,
    examine,
    refuse_many_rejects,
    take_in,
    unknown_ages,
)
from jobs.ingest.partitions import InputFile, Partition
from jobs.ingest.row_audit import FileCount


@dataclass(frozen=True)
class Examined:
    """What would become of a partition's rows: by file, what to warn of, and what stops a run."""

    counts: list[FileCount]
    warnings: list[str]
    problem: InputRejected | None = None


def examined(day: Day, partition: Partition, policy: Policy) -> Examined:
    """Return what a run would do with a partition.

    Raises:
        AccessRefused: a file may not be read.
        InputRejected: a file cannot be read.
    """
    for file in partition.files:
        _refuse_closed(file)
    once = Once.of(hashed_partition(partition))
    with tempfile.TemporaryDirectory(dir=day.engine.spill) as folder:
        source = day.related(once.distinct, Path(folder))
        rows = Rows.judged(day.catalog, once.distinct, source)
        try:
            taken = take_in(day.engine, rows, _counted)
            counts = once.all_counts(taken.file_counts())
            try:
                refuse_many_rejects(day.engine, rows, taken, policy.input)
                warnings = examine(day.engine, rows, taken, policy.input, spelling_is_doubtful=True)
                if partition.log.name == "accounts":
                    warnings += unknown_ages(day.engine, rows.good, rows.parameters, policy.input)
            except InputRejected as problem:
                return Examined(counts, once.warnings(), problem)
        except OUT_OF_MEMORY:
            raise
        except ENGINE_ERRORS as error:
            raise InputRejected(
                f"{partition.folder}: cannot be read: {first_line(error)}"
            ) from None
    return Examined(counts, [*duplicate_warnings(once, taken), *warnings])


def alone(day: Day, partition: Partition, file: InputFile) -> tuple[int, int]:
    """Return how many rows a file has, and how many of them are bad.

    Raises:
        AccessRefused: it may not be read.
        InputRejected: it cannot be read.
    """
    _refuse_closed(file)
    one = replace(partition, files=(file,))
    with tempfile.TemporaryDirectory(dir=day.engine.spill) as folder:
        rows = Rows.judged(day.catalog, one, day.related(one, Path(folder)))
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


def _refuse_closed(file: InputFile) -> None:
    if not os.access(file.path, os.R_OK):
        raise AccessRefused(f"{file.path}: may not be read; grant the run's user access")


def _counted(rows: pa.RecordBatchReader) -> int:
    return sum(len(batch) for batch in rows)

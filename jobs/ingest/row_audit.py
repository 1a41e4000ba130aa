"""What became of every row of the input: loaded, rejected or a duplicate, and none lost."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jobs.contract.errors import Defect
from jobs.contract.input_schema import Log
from jobs.engine.base import Engine, Parameters
from jobs.ingest.partitions import InputFile, Partition


@dataclass
class Tally:
    """How many rows of each file have passed, and how many of them were bad.

    `unnamed` are the good ones without an `event_id`.
    """

    file_count: int
    rows: npt.NDArray[np.int64] = field(init=False)
    bad: npt.NDArray[np.int64] = field(init=False)
    unnamed: npt.NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = np.zeros(self.file_count, np.int64)
        self.bad = np.zeros(self.file_count, np.int64)
        self.unnamed = np.zeros(self.file_count, np.int64)

    @property
    def row_count(self) -> int:
        """How many rows have passed."""
        return int(self.rows.sum())

    @property
    def bad_count(self) -> int:
        """How many of them were bad."""
        return int(self.bad.sum())

    def good(self, rows: pa.RecordBatchReader) -> pa.RecordBatchReader:
        """Return the rows that are good, without their last column, which is `is_good`.

        They are counted, by their `file_index`, as they are read.
        """
        schema = rows.schema.remove(len(rows.schema) - 1)

        def batches() -> Iterator[pa.RecordBatch]:
            for batch in rows:
                *columns, is_good = batch.columns
                files = batch["file_index"].to_numpy()
                self._count(files, is_good.to_numpy(zero_copy_only=False))
                chosen = pa.record_batch(columns, schema=schema)
                if is_good.true_count < len(batch):
                    chosen = chosen.filter(is_good)
                self._count_unnamed(chosen)
                yield chosen

        return pa.RecordBatchReader.from_batches(schema, batches())

    def add_broken(self, files: npt.NDArray[np.int32]) -> None:
        """Count rows that could not even be judged, by the index of their file."""
        self._count(files, np.zeros(files.size, np.bool_))

    def _count_unnamed(self, good: pa.RecordBatch) -> None:
        files = good["file_index"]
        if "event_id" in good.schema.names:
            names = good["event_id"]
            if not names.null_count:
                return
            files = files.filter(names.is_null())
        self.unnamed += np.bincount(files.to_numpy(), minlength=self.file_count)

    def _count(self, files: npt.NDArray[np.int32], is_good: npt.NDArray[np.bool_]) -> None:
        self.rows += np.bincount(files, minlength=self.file_count)
        self.bad += np.bincount(files[~is_good], minlength=self.file_count)


@dataclass(frozen=True)
class FileCount:
    """How a file's rows fared: row_count = loaded_count + rejected_count + duplicate_count."""

    file: str
    size: int
    sha256: str
    row_count: int
    loaded_count: int
    rejected_count: int
    duplicate_count: int


@dataclass(frozen=True)
class Conservation:
    """The warehouse's books: its partitions, the fate of each file's rows, and the rejects."""

    engine: Engine

    def keep_partition(
        self,
        partition: Partition,
        counts: list[FileCount],
        extra_columns: tuple[str, ...],
        warnings: list[str],
        inserted: int,
    ) -> None:
        """Record that a partition is in, with what became of each file's rows."""
        log, date = partition.log.name, partition.date
        if sum(count.loaded_count for count in counts) != inserted:
            raise Defect(
                f"{log}/date={date}: {inserted} rows went in, the files say otherwise: {counts}"
            )
        self.engine.run(
            "INSERT INTO store.partition "
            "VALUES ($log, $date, $fingerprint, true, $extra, $warnings)",
            {
                "log": log,
                "date": date,
                "fingerprint": partition.fingerprint,
                "extra": list(extra_columns),
                "warnings": warnings,
            },
        )
        for file, count in zip(partition.files, counts, strict=True):
            self._keep_file(log, date, file, count)

    def _keep_file(self, log: str, date: datetime.date, file: InputFile, count: FileCount) -> None:
        if count.row_count != count.loaded_count + count.rejected_count + count.duplicate_count:
            raise Defect(f"{file.name}: rows read are not loaded + rejected + duplicate: {count}")
        self.engine.run(
            "INSERT INTO store.file VALUES ($log, $date, $file, $size, $modified_ns, $sha256, "
            "$rows, $loaded, $rejected, $duplicate)",
            {
                "log": log,
                "date": date,
                "file": file.name,
                "size": file.size,
                "modified_ns": file.modified_ns,
                "sha256": file.sha256,
                "rows": count.row_count,
                "loaded": count.loaded_count,
                "rejected": count.rejected_count,
                "duplicate": count.duplicate_count,
            },
        )

    def file_counts(self, log: Log, date: datetime.date) -> list[FileCount]:
        """Return what became of the rows of a partition, file by file."""
        rows = self.engine.run(
            "SELECT file, size, sha256, row_count, loaded_count, rejected_count, duplicate_count "
            "FROM store.file WHERE log = $log AND date = $date ORDER BY file",
            {"log": log.name, "date": date},
        )
        return [FileCount(*row) for row in rows]

    def warnings(self, partition: Partition) -> list[str]:
        """Return what was to be warned of when a partition was loaded."""
        rows = self.engine.run(
            "SELECT unnest(warnings) FROM store.partition WHERE log = $log AND date = $date",
            {"log": partition.log.name, "date": partition.date},
        )
        return [warning for (warning,) in rows]

    def extra_columns(self, last: datetime.date) -> list[tuple[str, list[str]]]:
        """Return, by log, the columns that were found and are not the contract's."""
        rows = self.engine.run(
            "SELECT log, list_sort(list_distinct(flatten(list(extra_columns)))) AS names "
            "FROM store.partition WHERE date <= $last GROUP BY log ORDER BY log",
            {"last": last},
        )
        return [(log, names) for log, names in rows if names]

    def keep_rejects(
        self, partition: Partition, broken: pa.Table, judged: str, parameters: Parameters
    ) -> None:
        """Keep the judged rows that are bad, and the lines that were no rows at all."""
        of_partition = {
            "log": partition.log.name,
            "reject_date": partition.date,
            "names": [file.name for file in partition.files],
        }
        columns = "SELECT $log, $reject_date::DATE, $names[file_index + 1], row_number"
        self.engine.run(
            f"INSERT INTO store.reject {columns}, reject_reason, raw FROM ({judged}) "
            "WHERE reject_reason IS NOT NULL",
            {**parameters, **of_partition},
        )
        if broken.num_rows:
            self.engine.provide("staging.broken", broken)
            self.engine.run(
                f"INSERT INTO store.reject {columns}, reason, raw FROM staging.broken", of_partition
            )

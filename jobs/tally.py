"""Counts the judged rows of a partition, file by file, while they pass."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa


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

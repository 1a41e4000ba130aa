"""Lets each event of a partition count once, by its `event_id`."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graph.repeats import repeated
from jobs.engine import DuckDB, Parameters, quoted
from jobs.logs import Log

_HASHES_AT_ONCE = 1 << 26
_BATCH_ROWS = 1 << 20


def repeated_hashes(
    engine: DuckDB, rows: str, parameters: Parameters, row_count: int
) -> npt.NDArray[np.uint64]:
    """Return the hashes that more than one event id has: of repeated ids, and of few others.

    Of more rows than fit, at 16 bytes each, one part of the hashes is looked at after the other.

    Args:
        engine: reads the rows.
        rows: a SELECT that has a column `event_id`.
        parameters: its values.
        row_count: how many rows it has.
    """
    part_count = -(-row_count // _HASHES_AT_ONCE)
    found = [np.empty(0, np.uint64)]
    for part in range(part_count):
        chosen = f"AND hash(event_id) % {part_count} = {part}" if part_count > 1 else ""
        batches = engine.batches(
            f"SELECT hash(event_id) AS hash FROM ({rows}) WHERE event_id IS NOT NULL {chosen}",
            parameters,
            _BATCH_ROWS,
        )
        found.append(repeated([batch.column(0).to_numpy() for batch in batches]))
    return np.concatenate(found)


@dataclass
class Suspects:
    """Rows whose event may be told twice, set apart in an engine until all have come."""

    engine: DuckDB
    log: Log

    def set_apart(self, rows: pa.RecordBatchReader) -> pa.RecordBatchReader:
        """Return the rows without those that are suspect, and without their column `is_suspect`."""
        schema = rows.schema.remove(len(rows.schema) - 1)
        self._keep(pa.Table.from_batches([], schema))

        def batches() -> Iterator[pa.RecordBatch]:
            for batch in rows:
                *columns, is_suspect = batch.columns
                chosen = pa.record_batch(columns, schema=schema)
                if is_suspect.true_count:
                    self._keep(pa.Table.from_batches([chosen.filter(is_suspect)]))
                    chosen = chosen.filter(pc.invert(is_suspect))
                yield chosen

        return pa.RecordBatchReader.from_batches(schema, batches())

    def _keep(self, rows: pa.Table) -> None:
        self.engine.connection.register("suspect_rows", rows)
        if not rows.num_rows:
            self.engine.run("CREATE OR REPLACE TEMP TABLE suspect AS FROM suspect_rows")
        else:
            self.engine.append("suspect", "FROM suspect_rows", {})
        self.engine.connection.unregister("suspect_rows")

    def first_ones(self) -> pa.RecordBatchReader:
        """Return, of the rows that bear one `event_id`, the first by all columns."""
        return self.engine.batches(
            f"SELECT * EXCLUDE (place) FROM ({self._ranked}) WHERE place = 1", {}, _BATCH_ROWS
        )

    def others(self) -> dict[int, int]:
        """Return how many rows do not count, by the index of their file."""
        return dict(
            self.engine.run(
                f"SELECT file_index, count(*) FROM ({self._ranked}) WHERE place > 1 "
                "GROUP BY file_index"
            )
        )

    @property
    def _ranked(self) -> str:
        order = ", ".join(quoted(column.name) for column in self.log.columns)
        return (
            "SELECT *, row_number() OVER (PARTITION BY event_id "
            f"ORDER BY {order}, file_index) AS place FROM suspect"
        )

"""Remove duplicate events of a partition by `event_id`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graph.loading.duplicate_hashes import repeated
from jobs.contract.input_schema import Log
from jobs.engine.base import Engine, Parameters, quoted

_HASHES_AT_ONCE = 1 << 26
_BATCH_ROWS = 1 << 20


def repeated_hashes(
    engine: Engine, rows: str, parameters: Parameters, row_count: int
) -> npt.NDArray[np.uint64]:
    """Return the hashes that occur more than once: those of repeated ids, and a few collisions.

    If the rows do not fit in memory (16 bytes each), the hashes are processed in parts.

    Args:
        engine: reads the rows.
        rows: a SELECT with a column `event_id`.
        parameters: its parameters.
        row_count: its number of rows.
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


@dataclass(frozen=True)
class Repeats:
    """The number of duplicate rows by file index, and of conflicts (same id, other content).

    `event_id` is the conflicting id with the most rows, `event_rows` its number of rows.
    """

    by_file: Mapping[int, int] = field(default_factory=dict)
    conflict_count: int = 0
    event_id: str = ""
    event_rows: int = 0

    @property
    def row_count(self) -> int:
        """The number of rows that repeat an earlier event."""
        return sum(self.by_file.values())


@dataclass
class PossibleDuplicates:
    """Rows that may be duplicates, stored in a temporary table until all rows are read."""

    engine: Engine
    log: Log

    def set_apart(self, rows: pa.RecordBatchReader) -> pa.RecordBatchReader:
        """Return the other rows, without the column `is_suspect`; store the possible duplicates."""
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
        self.engine.lend("suspect_rows", rows)
        if not rows.num_rows:
            self.engine.run("CREATE OR REPLACE TEMP TABLE suspect AS FROM suspect_rows")
        else:
            self.engine.append("suspect", "FROM suspect_rows", {})

    def rank(self) -> None:
        """Order the rows of each `event_id`, after all rows are read.

        The first row by all columns is kept; `version` is above 1 for rows that differ from it.
        """
        order = ", ".join(quoted(column.name) for column in self.log.columns)
        self.engine.run(
            "CREATE OR REPLACE TEMP TABLE suspect AS SELECT *, "
            f"row_number() OVER (PARTITION BY event_id ORDER BY {order}, file_index) AS place, "
            f"rank() OVER (PARTITION BY event_id ORDER BY {order}) AS version FROM suspect"
        )

    def first_ones(self) -> pa.RecordBatchReader:
        """Return the row of each `event_id` that is kept."""
        return self.engine.batches(
            "SELECT * EXCLUDE (place, version) FROM suspect WHERE place = 1", {}, _BATCH_ROWS
        )

    def repeats(self) -> Repeats:
        """Return the number of duplicates, and of those that differ from the kept row."""
        rows = self.engine.run(
            "SELECT file_index, count(*), count(*) FILTER (WHERE version > 1) FROM suspect "
            "WHERE place > 1 GROUP BY file_index"
        )
        most_repeated = self.engine.run(
            "SELECT event_id, count(*) AS row_count FROM suspect GROUP BY event_id "
            "HAVING max(version) > 1 ORDER BY row_count DESC, event_id LIMIT 1"
        )
        by_file = {index: count for index, count, _ in rows}
        conflict_count = sum(conflicts for _, _, conflicts in rows)
        return Repeats(by_file, conflict_count, *(most_repeated[0] if most_repeated else ()))

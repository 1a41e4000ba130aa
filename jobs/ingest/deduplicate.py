"""Lets each event of a partition count once, by its `event_id`."""

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


@dataclass(frozen=True)
class Repeats:
    """Rows that repeat an event, by the place of their file, and those that contradict it.

    Of the events that are contradicted `event_id` is the one with the most rows.
    """

    by_file: Mapping[int, int] = field(default_factory=dict)
    conflict_count: int = 0
    event_id: str = ""
    event_rows: int = 0

    @property
    def row_count(self) -> int:
        """How many rows repeat an event that counts already."""
        return sum(self.by_file.values())


@dataclass
class Suspects:
    """Rows whose event may be told twice, set apart in an engine until all have come."""

    engine: Engine
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
        self.engine.lend("suspect_rows", rows)
        if not rows.num_rows:
            self.engine.run("CREATE OR REPLACE TEMP TABLE suspect AS FROM suspect_rows")
        else:
            self.engine.append("suspect", "FROM suspect_rows", {})

    def rank(self) -> None:
        """Put the rows that bear one `event_id` in order, once all have come.

        The first by all columns counts. `version` is above 1 where a row differs from it.
        """
        order = ", ".join(quoted(column.name) for column in self.log.columns)
        self.engine.run(
            "CREATE OR REPLACE TEMP TABLE suspect AS SELECT *, "
            f"row_number() OVER (PARTITION BY event_id ORDER BY {order}, file_index) AS place, "
            f"rank() OVER (PARTITION BY event_id ORDER BY {order}) AS version FROM suspect"
        )

    def first_ones(self) -> pa.RecordBatchReader:
        """Return, of the rows that bear one `event_id`, the one that counts."""
        return self.engine.batches(
            "SELECT * EXCLUDE (place, version) FROM suspect WHERE place = 1", {}, _BATCH_ROWS
        )

    def repeats(self) -> Repeats:
        """Return how many rows do not count, and how many of them differ from the one that does."""
        rows = self.engine.run(
            "SELECT file_index, count(*), count(*) FILTER (WHERE version > 1) FROM suspect "
            "WHERE place > 1 GROUP BY file_index"
        )
        worst = self.engine.run(
            "SELECT event_id, count(*) AS row_count FROM suspect GROUP BY event_id "
            "HAVING max(version) > 1 ORDER BY row_count DESC, event_id LIMIT 1"
        )
        by_file = {index: count for index, count, _ in rows}
        conflict_count = sum(conflicts for _, _, conflicts in rows)
        return Repeats(by_file, conflict_count, *(worst[0] if worst else ()))
